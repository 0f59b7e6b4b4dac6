"""Where somebody was in a live meeting when the records were locked, and the way back: item, and what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpm_desktop.ui.meeting.capture_panel import CapturePanel
    from cpm_desktop.ui.meeting.item_pane import ItemPane


class HeldPage(Protocol):
    """What is asked of the page."""

    item_pane: ItemPane
    capture: CapturePanel

    def go_to(self, item: str) -> None:
        """Go to an item."""


def details_of(page: HeldPage) -> dict[str, str]:
    """Return the open item, and the form of quick capture with what is written in it."""
    form = page.capture.form
    told = {"item": page.item_pane.item_id, "form": page.capture.keys.chosen_key, "entity": form.entity_id}
    if form.entity is not None:
        told["kind"] = form.entity.kind
    return told


def go_back_to(page: HeldPage, details: Mapping[str, str]) -> None:
    """Go to the item, and open what was being written in its form."""
    item = details.get("item", "")
    if item and item != page.item_pane.item_id:
        page.go_to(item)
    page.item_pane.finish_showing()
    if details.get("kind"):
        page.capture.edit(details["kind"], details["entity"])
    elif details.get("form") and details["form"] != page.capture.keys.chosen_key:
        page.capture.choose(details["form"])
