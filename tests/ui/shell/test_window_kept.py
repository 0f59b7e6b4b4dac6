"""What the window remembers: where it stood, how large its text was, and its colours."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.shell.main_window import MainWindow
from cpm_desktop.ui.shell.preferences import PreferencesFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "window.json"


def opened(theme: Theme, path: Path, qtbot: QtBot) -> MainWindow:
    theme.choose(PreferencesFile(path).value.appearance())
    window = MainWindow(theme, PreferencesFile(path))
    qtbot.addWidget(window)
    return window


def test_the_window_opens_where_it_was_closed(theme: Theme, path: Path, qtbot: QtBot) -> None:
    first = opened(theme, path, qtbot)
    first.show()
    first.setGeometry(QRect(40, 30, 900, 600))
    first.close()
    assert opened(theme, path, qtbot).geometry() == QRect(40, 30, 900, 600)


def test_a_window_that_stood_on_a_screen_that_is_gone_opens_on_this_one(
    theme: Theme, path: Path, qtbot: QtBot
) -> None:
    PreferencesFile(path).change(place=(9000, 9000, 900, 600))
    there = QGuiApplication.primaryScreen().availableGeometry()
    assert there.intersects(opened(theme, path, qtbot).geometry())


def test_text_size_and_colours_are_kept_from_their_keys_on(theme: Theme, path: Path, qtbot: QtBot) -> None:
    theme.choose(Appearance(Scheme.LIGHT, high_contrast=False))
    window = opened(theme, path, qtbot)
    for _ in range(20):
        window.enlarge()
    window.choose_scheme(Scheme.DARK)
    opened(theme, path, qtbot)
    assert (theme.text_factor, theme.is_dark) == (2.0, True)


def test_a_window_that_filled_the_screen_fills_it_again(theme: Theme, path: Path, qtbot: QtBot) -> None:
    PreferencesFile(path).change(is_maximised=True)
    assert opened(theme, path, qtbot).isMaximized()
