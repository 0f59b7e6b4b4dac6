"""A window over a real desk, for tests of pages: it is open, has the keyboard, and shows one workspace."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.services.desk import Desk
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.shell.main_window import MainWindow
from cpm_desktop.ui.shell.preferences import PreferencesFile
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.ui.shown_window import show_with_keyboard


class OpenWindow:
    """The window, its workspace, and keys pressed in it."""

    def __init__(self, qtbot: QtBot, theme: Theme, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.background = Background()
        self.window = MainWindow(theme, PreferencesFile(None))
        self.workspace = Workspace(desk, theme, self.background, "Encrypted on this laptop.", list)
        self.window.show_content(self.workspace)
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        show_with_keyboard(qtbot, self.window)

    def go(self, screen: str, subject: str = "") -> QWidget:
        assert self.workspace.go(Place(screen, subject)), self.workspace.error_shown
        page = self.workspace.page
        assert page is not None
        return page

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifiers)

    def said(self) -> str:
        return str(self.window.property(LAST_ANNOUNCEMENT))

    def dialog(self) -> QDialog:
        self.qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in _dialogs()))
        shown = [dialog for dialog in _dialogs() if dialog.isVisible()]
        return shown[-1]

    def close(self) -> None:
        for dialog in _dialogs():
            dialog.reject()
        self.workspace.retire()
        self.background.close()
        self.window.close()
        self.desk.close()


def _dialogs() -> list[QDialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog)]


def unnamed(widget: QWidget) -> list[str]:
    """Return the focusable widgets in view that a screen reader could not name."""
    return [
        f"{type(child).__name__} {child.objectName()}"
        for child in widget.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not child.accessibleName().strip()
        and not getattr(child, "text", str)()
    ]
