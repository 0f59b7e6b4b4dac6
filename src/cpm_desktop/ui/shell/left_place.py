"""Where somebody was when the records were locked, as text for the store, and the way back to it."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.left_fields import left_dialogs_of, look_at, put_back, read_plain
from cpm_desktop.ui.shell.workspace import Place

if TYPE_CHECKING:
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
        "dialogs": dialogs,
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
        dialogs = {str(title): read_plain(left) for title, left in held["dialogs"].items()}
    except _BROKEN:
        return False
    if not workspace.go(place) or workspace.page is None:
        return False
    workspace.page.come_back(details)
    put_back(workspace.page, fields)
    _tell_of_dialogs(workspace, tuple(dialogs))
    left_dialogs_of(workspace.window()).by_title.update(dialogs)
    return True


def _dialogs_of(workspace: Workspace) -> dict[str, Any]:
    shown = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, DialogShell) and each.isVisible()
    ]
    left = {each.windowTitle(): look_at(each) for each in shown if _is_below(each, workspace)}
    return {
        title: fields.as_plain()
        for title, fields in left.items()
        if any(one.text for one in fields.fields.values())
    }


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
