"""Where somebody was when the records were locked, as text for the store, and the way back to it."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.left_dialogs import LeftDialog, left_dialogs_of
from cpm_desktop.ui.kit.left_fields import look_at, put_back, read_plain
from cpm_desktop.ui.kit.opening_again import OpenedBy, open_again, opened_by
from cpm_desktop.ui.shell.workspace import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpm_desktop.ui.shell.page import Page
    from cpm_desktop.ui.shell.workspace import Workspace

_BROKEN = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


def what_is_left(workspace: Workspace) -> str:
    """Commit what is being typed, and return where the person is and what stands in fields that nothing keeps."""
    page = workspace.page
    if page is None:
        return ""
    place = workspace.place
    # Looked at first: what is committed goes elsewhere with the keyboard, and what is refused would be lost.
    before, dialogs = look_at(page), _dialogs_of(workspace)
    with contextlib.suppress(CarePlanningError):  # what it does not take stands in its field again afterwards
        page.leave()
    after = look_at(page)
    fields = after if set(before.fields) <= set(after.fields) else before
    told = {
        "screen": place.screen,
        "subject": place.subject,
        "details": page.left_details(),
        "page": {**fields.as_plain(), "focus": before.focus},
        "dialogs": {**_still_waiting(page), **dialogs},
    }
    return json.dumps(told)


def come_back(workspace: Workspace, told: str) -> bool:
    """Go to where the person was; what fits nowhere any more is passed over.

    Returns:
        Whether there was such a place and it is shown.
    """
    if not told:
        return False
    try:
        held: dict[str, Any] = json.loads(told)
        place = Place(str(held["screen"]), str(held["subject"]))
        details = {str(key): str(value) for key, value in held["details"].items()}
        fields = read_plain(held["page"])
        dialogs = {str(title): _read_dialog(left) for title, left in held["dialogs"].items()}
    except _BROKEN:
        return False
    if not workspace.go(place) or workspace.page is None:
        return False
    workspace.page.come_back(details)
    put_back(workspace.page, fields)
    open_dialogs(workspace, dialogs)
    return True


def open_dialogs(workspace: Workspace, told: Mapping[str, LeftDialog]) -> None:
    """Open the dialogs that were open again, each with what stood in it; say which the person has to open."""
    if workspace.page is None:
        return
    waiting = left_dialogs_of(workspace.page).by_title
    waiting.update(told)
    for title, left in told.items():
        if left.by is not None:
            # What it was about may be gone.
            with contextlib.suppress(CarePlanningError, StopIteration, LookupError):
                open_again(_owners(workspace), left.by)
        if title in waiting and not left.fields.is_typed:
            del waiting[title]  # nothing was typed: it is opened as it always is
    _tell_of_dialogs(workspace, tuple(title for title in told if title in waiting))


def left_dialogs(told: str) -> dict[str, LeftDialog]:
    """Return the dialogs of what was left; none where it cannot be read."""
    try:
        return {str(title): _read_dialog(left) for title, left in json.loads(told)["dialogs"].items()}
    except _BROKEN:
        return {}


def _read_dialog(held: Mapping[str, Any]) -> LeftDialog:
    """Return what `_as_plain` gave.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is something else.
    """
    method, ids = str(held.get("by", "")), tuple(str(each) for each in held.get("ids", ()))
    return LeftDialog(read_plain(held), OpenedBy(method, ids) if method else None)


def _dialogs_of(workspace: Workspace) -> dict[str, Any]:
    shown = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, DialogShell) and each.isVisible()
    ]
    left: dict[str, Any] = {}
    for each in shown:
        dialog = LeftDialog(look_at(each, is_dialog=True), opened_by(each))
        if _is_below(each, workspace) and (dialog.by or dialog.fields.is_typed):
            left[each.windowTitle()] = _as_plain(dialog)
    return left


def _still_waiting(page: Page) -> dict[str, Any]:
    """Return what an earlier lock left and no dialog took yet: the person was told that it is still there."""
    return {title: _as_plain(left) for title, left in left_dialogs_of(page).by_title.items()}


def _as_plain(left: LeftDialog) -> dict[str, Any]:
    opened = {"by": left.by.method, "ids": left.by.ids} if left.by else {}
    return {**left.fields.as_plain(), **opened}


def _owners(workspace: Workspace) -> Iterator[object]:
    """Give what may have opened a dialog: the page, its parts and theirs, and the ways to packs."""
    yield from (workspace.page, workspace.packs)
    parts = _parts(workspace.page)
    yield from parts
    for part in parts:
        yield from _parts(part)


def _parts(whole: object) -> tuple[object, ...]:
    return tuple(vars(whole).values()) if hasattr(whole, "__dict__") else ()


def _is_below(dialog: DialogShell, workspace: Workspace) -> bool:
    around = dialog.parentWidget()
    while around is not None and around is not workspace:
        around = around.parentWidget()
    return around is workspace


def _tell_of_dialogs(workspace: Workspace, titles: tuple[str, ...]) -> None:
    if titles:
        named = " and ".join(f"“{title}”" for title in titles)
        were = "was" if len(titles) == 1 else "were"
        workspace.tell(
            f"{named} {were} open when the records locked. Open it again: what you typed is still there."
        )
