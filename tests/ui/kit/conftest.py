import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.data_files import resources_folder
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from tests.ui.shown_window import show_with_keyboard


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(resources_folder(), Appearance(Scheme.LIGHT, high_contrast=False))
    theme.apply(qapp)
    return theme


class Shown:
    """Puts widgets into a window that is open and has the keyboard."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self._qtbot, self._theme = qtbot, theme
        self._windows: list[QWidget] = []  # the bot alone does not keep them alive

    def __call__(self, *widgets: QWidget, width: int = 480, height: int = 320) -> QWidget:
        window = QWidget()
        self._theme.dress(window)
        window.setLayout(down(*widgets))
        self._qtbot.addWidget(window)
        self._windows.append(window)
        window.resize(width, height)
        show_with_keyboard(self._qtbot, window)
        return window


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    return Shown(qtbot, theme)
