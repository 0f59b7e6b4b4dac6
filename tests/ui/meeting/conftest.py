from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import start
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.a_desk import SetClock


@pytest.fixture
def workspace(desk: Desk, theme: Theme, qtbot: QtBot) -> Iterator[Workspace]:
    background = Background()
    made = Workspace(desk, theme, background, "Encrypted on this laptop.", lambda: [])
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.retire()
    made.hide()
    made.deleteLater()
    background.close()


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
