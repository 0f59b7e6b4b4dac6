from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.kit.theme import Theme
from tests.services.a_meeting import hold_meeting, sign_meeting
from tests.ui.a_window import OpenWindow


@pytest.fixture
def closing(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[ClosePage]:
    """The demonstration's meeting at its close, with nothing owed."""
    held = hold_meeting(tmp_path)
    opened = OpenWindow(qtbot, theme, held.desk)
    opened.workspace.open_close(held.meeting_id)
    page = opened.workspace.page
    assert isinstance(page, ClosePage), opened.workspace.error_shown
    yield page
    opened.close()


@pytest.fixture
def handing_over(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[AfterPage]:
    """The same meeting, signed, where its copies are handed over."""
    held = sign_meeting(tmp_path)
    opened = OpenWindow(qtbot, theme, held.desk)
    opened.workspace.open_after(held.meeting_id)
    page = opened.workspace.page
    assert isinstance(page, AfterPage), opened.workspace.error_shown
    yield page
    opened.close()
