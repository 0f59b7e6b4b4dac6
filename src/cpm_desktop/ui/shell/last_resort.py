"""An error that nobody foresaw: noted, reported, and told on a page that keeps the work; never in its own words."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.ui.shell.background import WorkFailed

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.shell.workspace import Workspace

_SENTENCE = "Something went wrong that should not have. What you entered before it is saved."


def note(error: BaseException, desk: Desk | None) -> None:
    """Note it for programmers, without anybody's words: on any thread."""
    trace = "".join(traceback.format_tb(error.__traceback__))
    print(trace, type(error).__name__, file=sys.stderr)  # noqa: T201 - for programmers
    if desk is not None:
        desk.note_error(error)


def tell(error: BaseException, desk: Desk | None, workspace: Workspace | None) -> None:
    """Note it, and tell the person; the same again is told above the page only, so that nobody is held up twice."""
    from cpm_desktop.services.unforeseen import report_unforeseen  # noqa: PLC0415 - after the first window

    if desk is None or workspace is None:
        note(error, desk)
        return
    cause = error.__cause__ if isinstance(error, WorkFailed) and error.__cause__ is not None else error
    if isinstance(cause, CarePlanningError):
        note(error, desk)
        workspace.show_error(cause)
        return
    note(cause, None)
    versions = {"PySide6": pyside_version, "Qt": qVersion()}
    told = report_unforeseen(desk, cause, versions)
    if not workspace.unforeseen.is_news(cause):
        workspace.show_error(WorkFailed(_SENTENCE))
        return
    try:
        workspace.leave()
    except Exception as other:  # noqa: BLE001 - the page may be what failed; what is in it stays in it
        note(other, desk)
    workspace.unforeseen.show_error(told)
