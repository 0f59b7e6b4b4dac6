"""The real window over the demonstration's meeting, half held, with its lock: for tests of what the lock keeps."""

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.app import Windows
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Workspace
from cpm_desktop.ui.unlock.unlock_screen import UnlockScreen
from tests.a_desk import PASSPHRASE, make_desk, set_clock
from tests.kais_meeting import meeting_half_held
from tests.ui.shown_window import show_with_keyboard
from tests.ui.unlock.test_unlock_screens import FastDoor


class LockedWindow:
    """The real window over the demonstration's meeting, half held, and its lock."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, folder: Path, *, is_empty: bool = False) -> None:
        """Over records without a child where it `is_empty`."""
        self.qtbot, self.application = qtbot, qapp
        store = None if is_empty else meeting_half_held()
        self.meeting_id = store.subject if store is not None else ""
        self.windows = Windows(qapp, folder / "first", door=FastDoor(StorePlace(folder / "store")))
        assert self.windows.start()
        assert self.windows.window is not None
        self.window = self.windows.window
        qtbot.addWidget(self.window)
        show_with_keyboard(qtbot, self.window)
        self.window.resize(1440, 900)
        self.clock = set_clock()
        desk = store.open(folder, self.clock) if store is not None else make_desk(folder, self.clock)
        self.windows.show_open(desk)

    @property
    def workspace(self) -> Workspace:
        assert self.windows.workspace is not None
        return self.windows.workspace

    @property
    def meeting_page(self) -> MeetingPage:
        page = self.workspace.page
        assert isinstance(page, MeetingPage)
        return page

    @property
    def meeting(self) -> Meeting:
        return self.workspace.desk.meeting(self.meeting_id).value

    @property
    def is_locked(self) -> bool:
        return isinstance(self.window.content, UnlockScreen)

    def lock(self) -> None:
        self.windows.lock()
        assert self.is_locked
        self.settle()

    def settle(self) -> None:
        """Let what was dropped be deleted."""
        QTest.qWait(1)
        QApplication.sendPostedEvents()

    def unlock(self) -> None:
        screen = self.window.content
        assert isinstance(screen, UnlockScreen)
        screen.passphrase._line.setText(PASSPHRASE)
        screen.unlock()
        self.qtbot.waitUntil(lambda: self.windows.workspace is not None)

    def end(self) -> None:
        self.window.close()
        self.window.close()
        self.windows.end()


def note_in_hand(opened: LockedWindow) -> PlainEditor:
    """Return the empty note at the end of the item."""
    return opened.meeting_page.item_pane.notes._rows[-1].editor
