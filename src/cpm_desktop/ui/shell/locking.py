"""Locks the records of the window: when nobody is there, before sleep, with the system's own lock, and by key."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.left_place import forget_left, keep_left
from cpm_desktop.services.lock_time import minutes_now
from cpm_desktop.services.locked_desk import LockedDesk, is_on_disk, remember_key_header
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.room.room_window import RoomWindow
from cpm_desktop.ui.shell.idle_watch import IdleWatch
from cpm_desktop.ui.shell.left_place import left_dialogs, open_dialogs, what_is_left
from cpm_desktop.ui.shell.system_lock import SystemLock
from cpm_desktop.ui.unlock.held_door import HeldDoor

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.shell.workspace import Workspace
    from cpm_desktop.ui.unlock.door import Door

_SAVED_BY_NOW = 1000  # milliseconds between looks whether the disk has taken what it refused at the lock
_WARNING = "The records lock in one minute. Press any key to go on."


class Locking(QObject):
    """Watches over an open desk. `asked` is sent when it is to be locked, `closed` once a held desk could be closed."""

    asked = Signal()
    closed = Signal()

    def __init__(self, application: QApplication, note: Callable[[BaseException], object]) -> None:
        """Nothing is open yet; `note` takes what nobody foresaw."""
        super().__init__(application)
        self._application, self._note = application, note
        self._idle: IdleWatch | None = None
        self._system: SystemLock | None = None
        self._held: LockedDesk | None = None
        self._aside: Workspace | None = None
        self._holder: QWidget | None = None
        self._back: Workspace | None = None
        self._left = ""  # what stood in dialogs, where the disk does not take it
        self._looking = QTimer(self)
        self._looking.setInterval(_SAVED_BY_NOW)
        self._looking.timeout.connect(self._look_again)

    @property
    def still_for(self) -> float:
        """For how many seconds nobody has touched anything; endless while nothing is open."""
        return self._idle.still_for if self._idle is not None else math.inf

    @property
    def held(self) -> LockedDesk | None:
        """The desk that could not be closed at the lock; None for none."""
        return self._held

    def watch(self, desk: Desk, workspace: Workspace) -> None:
        """Lock this desk when it is left."""
        self.stop()
        self._looking.stop()
        self._held = None
        remember_key_header(desk)
        self._idle = IdleWatch(self._application, lambda: minutes_now(desk))
        self._idle.idle.connect(self.asked)
        self._idle.nearly_idle.connect(lambda: workspace.warn(_WARNING))
        self._idle.awake.connect(lambda: workspace.warn(""))
        self._system = SystemLock(self)
        self._system.locked.connect(self.asked)

    def stop(self) -> None:
        """Watch no more."""
        if self._idle is not None:
            self._idle.stop()
            self._idle.deleteLater()
            self._idle = None
        if self._system is not None:
            self._system.stop()
            self._system.deleteLater()
            self._system = None

    def leave(self, workspace: Workspace, desk: Desk) -> Future[None] | None:
        """Save what is being typed and where the person is, then take away what lies over the page.

        Returns:
            Done once all of it is on the disk; None where the store takes nothing any more.
        """
        saved: Future[None] | None = None
        try:
            self._left = what_is_left(workspace)
            saved = keep_left(desk, self._left)
        except Exception as error:  # noqa: BLE001 - whatever it is, the records are locked
            self._note(error)
        holder = QApplication.focusWidget()
        self._holder = holder if holder is not None and workspace.isAncestorOf(holder) else None
        clear_screen(workspace.window())
        return saved

    def put_away(self, workspace: Workspace, desk: Desk, saved: Future[None] | None) -> str:
        """Close the desk, or keep it behind the lock with its pages while not all is saved.

        Returns:
            The sentence of what could not be saved; empty where all was.
        """
        self.stop()
        if is_on_disk(saved):
            self._left = ""
            self._drop(workspace)
            try:
                desk.close()
            except CarePlanningError as error:
                return error.sentence
            return ""
        self._held, self._aside = LockedDesk(desk), workspace
        self._looking.start()
        why = desk.saving.latest.problem or "The disk has not answered yet."
        return (
            f"Not everything is saved yet. {why} What you typed is kept as long as the application runs and is still "
            "being saved: do not switch the computer off. The passphrase brings you back to it."
        )

    def way_in(self, usual: Door) -> Door:
        """Return the usual way in, or the one to the desk that is still open behind the lock."""
        return HeldDoor(self._held, usual) if self._held is not None else usual

    def take_aside(self, desk: Desk) -> Workspace | None:
        """Give the pages of a desk back that was held behind the lock; None for any other desk."""
        aside, self._aside = self._aside, None
        if aside is not None and aside.desk is not desk:
            self._drop(aside)
            return None
        self._back = aside
        return aside

    def give_keyboard(self) -> None:
        """Give the keyboard back to what had it at the lock, once it is shown again, and open its dialogs."""
        if self._holder is not None and isValid(self._holder):
            self._holder.setFocus()
        back, left = self._back, self._left
        self._back, self._left = None, ""
        if back is not None:
            forget_left(back.desk)
            open_dialogs(back, left_dialogs(left))

    def _drop(self, workspace: Workspace) -> None:
        try:
            workspace.retire()
        except Exception as error:  # noqa: BLE001 - whatever it is, the records are locked
            self._note(error)
        workspace.deleteLater()

    def give_up(self) -> None:
        """Close what is held behind the lock: the application ends."""
        self._looking.stop()
        self._left = ""
        held, self._held = self._held, None
        aside, self._aside = self._aside, None
        if aside is not None:
            self._drop(aside)
        if held is not None:
            held.close()

    def _look_again(self) -> None:
        if self._held is None or not self._held.is_saved:
            return
        self._looking.stop()
        self._left = ""
        aside, self._aside = self._aside, None
        if aside is not None:
            self._drop(aside)
        held, self._held = self._held, None
        held.close()
        self.closed.emit()


def clear_screen(window: QWidget) -> None:
    """Take away what of a case may stand outside the page: dialogs, menus, tool tips, the clipboard, what was said."""
    for _ in range(len(QApplication.topLevelWidgets())):
        popup = QApplication.activePopupWidget()
        if popup is None:
            break
        popup.close()
    for each in QApplication.topLevelWidgets():
        if (
            each is window or each.isHidden() or isinstance(each, RoomWindow)
        ):  # the room has the calm ground by now
            continue
        each.hide()  # not closed: nothing is decided by it
        if isinstance(each, QDialog):
            each.deleteLater()
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(
            QClipboard.Mode.Selection
        )  # what is chosen in a field can be pasted with the middle button
    announce(window, "Locked")
