import pytest

from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import start
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.ui.kais_meeting import child_id, clock, desk, meeting_id, workspace

__all__ = ["child_id", "clock", "desk", "meeting_id", "workspace"]


@pytest.fixture
def page(workspace: Workspace, desk: Desk, meeting_id: str) -> MeetingPage:
    start(desk, meeting_id)
    return open_page(workspace, meeting_id)


@pytest.fixture
def half_held(workspace: Workspace, meeting_id: str) -> MeetingPage:
    """The meeting of the demonstration, held up to and with the health item."""
    return open_page(workspace, meeting_id)


def open_page(workspace: Workspace, meeting_id: str) -> MeetingPage:
    assert workspace.go(Place("meeting", meeting_id)), workspace.error_shown
    page = workspace.page
    assert isinstance(page, MeetingPage)
    return page
