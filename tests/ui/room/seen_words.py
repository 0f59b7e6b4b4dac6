"""Every word that a window holds, shown or not: what a person reads, and what a screen reader is told."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.room.room_window import RoomWindow


def words_in(window: QWidget) -> str:
    said: list[str] = []
    for each in (window, *window.findChildren(QWidget)):
        said += (each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.windowTitle())
        said += (each.statusTip(), each.whatsThis())
        if isinstance(each, QLabel | QAbstractButton | QLineEdit):
            said.append(each.text())
        if isinstance(each, QPlainTextEdit):
            said.append(each.toPlainText())
    return "\n".join(said)


def room_of(page: MeetingPage) -> RoomWindow:
    window = page.room.find_display().window
    assert window is not None
    return window


def press(page: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    target = QApplication.focusWidget() or page
    QTest.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)


def state(page: MeetingPage) -> str:
    return page.room.state.value
