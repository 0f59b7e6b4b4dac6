from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.services.closing import take_up_again
from cpm_desktop.ui.kit.theme import Theme
from tests.services.a_meeting import HeldMeeting, hold_meeting
from tests.ui.a_window import OpenWindow


@pytest.fixture
def owing(tmp_path: Path) -> HeldMeeting:
    """The demonstration's meeting, still open, with everything owed that is asked at the close."""
    held = hold_meeting(tmp_path, is_complete=False)
    take_up_again(held.desk, held.meeting_id)
    return held


@pytest.fixture
def complete(tmp_path: Path) -> HeldMeeting:
    """The same meeting with nothing owed."""
    return hold_meeting(tmp_path)


@pytest.fixture
def owing_window(qtbot: QtBot, theme: Theme, owing: HeldMeeting) -> Iterator[OpenWindow]:
    opened = OpenWindow(qtbot, theme, owing.desk)
    yield opened
    opened.close()


@pytest.fixture
def complete_window(qtbot: QtBot, theme: Theme, complete: HeldMeeting) -> Iterator[OpenWindow]:
    opened = OpenWindow(qtbot, theme, complete.desk)
    yield opened
    opened.close()
