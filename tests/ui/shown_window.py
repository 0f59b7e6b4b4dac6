"""Showing a window so that keys go to it."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.patient_bot import PATIENCE


def show_with_keyboard(qtbot: QtBot, window: QWidget) -> None:
    """Show a window and wait until it is active: before that no widget in it has the focus."""
    with qtbot.waitExposed(window, timeout=PATIENCE):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
