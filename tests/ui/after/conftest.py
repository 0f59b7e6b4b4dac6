from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.kit.theme import Theme
from tests.services.a_meeting import HeldMeeting, sign_meeting
from tests.ui.a_window import OpenWindow


@pytest.fixture
def signed(tmp_path: Path) -> HeldMeeting:
    return sign_meeting(tmp_path)


@pytest.fixture
def signed_window(qtbot: QtBot, theme: Theme, signed: HeldMeeting) -> Iterator[OpenWindow]:
    opened = OpenWindow(qtbot, theme, signed.desk)
    yield opened
    opened.close()


@pytest.fixture
def page(signed_window: OpenWindow, signed: HeldMeeting) -> AfterPage:
    signed_window.workspace.open_after(signed.meeting_id)
    page = signed_window.workspace.page
    assert isinstance(page, AfterPage), signed_window.workspace.error_shown
    return page
