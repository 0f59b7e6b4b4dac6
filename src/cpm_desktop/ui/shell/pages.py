"""Finds the page of each screen when it is first wanted, so that the first window waits for none."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.shell.navigator import Navigator
    from cpm_desktop.ui.shell.page import Page

# Where each stage of a meeting is worked on.
_MEETING_PAGES = {
    "prepare": ("cpm_desktop.ui.prepare.prepare_page", "PreparePage"),
    "meeting": ("cpm_desktop.ui.meeting.meeting_page", "MeetingPage"),
    "close": ("cpm_desktop.ui.close.close_page", "ClosePage"),
    "after": ("cpm_desktop.ui.after.after_page", "AfterPage"),
}
_CLEARED_PAGE = ("cpm_desktop.ui.clearing.cleared_page", "ClearedPage")
_WAIVER_PAGE = ("cpm_desktop.ui.prepare.waiver_page", "WaiverPage")


def caseload_page(desk: Desk, navigator: Navigator) -> Page:
    """Return the page of all children."""
    return _page("cpm_desktop.ui.caseload.caseload_page", "CaseloadPage")(desk, navigator)


def child_page(desk: Desk, navigator: Navigator, child_id: str) -> Page:
    """Return the page of a child's file."""
    return _page("cpm_desktop.ui.child.child_page", "ChildPage")(desk, navigator, child_id)


def meeting_page(screen: str, desk: Desk, navigator: Navigator, meeting_id: str) -> Page:
    """Return a meeting's page: "prepare", "meeting", "close" or "after"; a record of none has one page for all.

    Of a record that was cleared the proof is shown.
    """
    meeting = desk.meeting(meeting_id).value
    place = _WAIVER_PAGE if meeting.facts.is_waiver else _MEETING_PAGES[screen]
    return _page(*(_CLEARED_PAGE if meeting.cleared else place))(desk, navigator, meeting_id)


def words_page(desk: Desk, navigator: Navigator) -> Page:
    """Return the page of the person's phrases and words."""
    return _page("cpm_desktop.ui.words.words_page", "WordsPage")(desk, navigator)


def safety_page(desk: Desk, navigator: Navigator) -> Page:
    """Return the page about what opens the records, their backups, and whether they are whole."""
    return _page("cpm_desktop.ui.safety.safety_page", "SafetyPage")(desk, navigator)


def _page(module: str, name: str) -> Callable[..., Page]:
    found: Callable[..., Page] = getattr(importlib.import_module(module), name)
    return found
