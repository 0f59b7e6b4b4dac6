import pytest

from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import start
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.a_desk import SetClock
from tests.ui.kais_meeting import child_id, clock, desk, meeting_id, workspace

__all__ = ["child_id", "clock", "desk", "meeting_id", "workspace"]


@pytest.fixture
def page(workspace: Workspace, desk: Desk, meeting_id: str) -> MeetingPage:
    start(desk, meeting_id)
    return open_page(workspace, meeting_id)


@pytest.fixture
def half_held(workspace: Workspace, desk: Desk, meeting_id: str, clock: SetClock) -> MeetingPage:
    """The meeting of the demonstration, held up to and with the health item."""
    script = demo_scripts()[0]
    education = next(place for place, event in enumerate(script.live) if event.get("item") == "education")
    play = MeetingPlay(desk, meeting_id, script, lambda moment: setattr(clock, "moment", moment))
    play.hold(until=education)
    return open_page(workspace, meeting_id)


def open_page(workspace: Workspace, meeting_id: str) -> MeetingPage:
    assert workspace.go(Place("meeting", meeting_id)), workspace.error_shown
    page = workspace.page
    assert isinstance(page, MeetingPage)
    return page
