"""A child's meetings as the palette finds them: each opens where it is worked on now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cpm_desktop.services.finding import meetings_found
from cpm_desktop.ui.shell.finding import PaletteEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.shell.navigator import Navigator


def other_meetings(desk: Desk, navigator: Navigator, meeting_id: str) -> Sequence[PaletteEntry]:
    """Return the other meetings of the child whom a meeting is about, as the palette shows them."""
    return meetings_of(desk, navigator, desk.meeting(meeting_id).value.facts.child_id, meeting_id)


def meetings_of(desk: Desk, navigator: Navigator, child_id: str, without: str = "") -> Sequence[PaletteEntry]:
    """Return a child's meetings but one, as the palette shows them."""
    going = {
        "prepare": navigator.open_prepare,
        "meeting": navigator.open_meeting,
        "close": navigator.open_close,
        "after": navigator.open_after,
    }
    return [
        PaletteEntry(
            found.title,
            partial(going[found.screen], found.meeting_id),
            found.detail,
            icon="file-text",
            group="Meetings of the child",
        )
        for found in meetings_found(desk, child_id, without)
    ]
