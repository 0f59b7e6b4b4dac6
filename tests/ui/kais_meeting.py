"""A workspace over the demonstration's meeting on a real encrypted store."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.services.desk import Desk
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.shell.workspace import Workspace
from tests.kais_meeting import child_id, clock, desk, meeting_id
from tests.ui.shown_window import show_with_keyboard

__all__ = ["child_id", "clock", "desk", "meeting_id", "workspace"]


@pytest.fixture
def workspace(desk: Desk, theme: Theme, qtbot: QtBot) -> Iterator[Workspace]:
    background = Background()
    made = Workspace(desk, theme, background, "Encrypted on this laptop.", list)
    theme.dress(made)
    made.resize(1440, 900)
    show_with_keyboard(qtbot, made)
    yield made
    made.retire()
    made.hide()
    made.deleteLater()
    background.close()
