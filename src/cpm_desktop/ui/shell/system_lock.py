"""Notices that the computer goes to sleep or its screen is locked: on Linux by D-Bus, on Windows by its messages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

# Of Windows: the messages about a session and about power, and what they are about.
_SESSION_CHANGED, _SESSION_LOCKED, _SESSION_LEFT, _REMOTE_LEFT = 0x02B1, 0x7, 0x2, 0x4
_POWER_CHANGED, _SUSPENDING = 0x0218, 0x4
_THIS_SESSION = 0

_LOGIN, _LOGIN_MANAGER = "org.freedesktop.login1", "org.freedesktop.login1.Manager"
_LOGIN_SESSION = "org.freedesktop.login1.Session"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
)


class SystemLock(QObject):
    """Sends `locked` before sleep and when the screen is locked; never where the system does not tell."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin to listen."""
        super().__init__(parent)
        self._window: _SessionWindow | None = None
        if sys.platform == "win32":
            self._window = _SessionWindow(self)
        elif sys.platform == "linux":
            self._listen()

    def stop(self) -> None:
        """Listen no more."""
        if self._window is not None:
            self._window.end()
            self._window = None
        self.blockSignals(True)

    @Slot(bool)
    def sleep_begins(self, is_so: bool) -> None:  # noqa: FBT001 - the bus hands it over
        """The computer goes to sleep (True), or has woken."""
        if is_so:
            self.locked.emit()

    @Slot(bool)
    def screen_turned(self, is_locked: bool) -> None:  # noqa: FBT001 - the same
        """The screen saver came (True) or went."""
        if is_locked:
            self.locked.emit()

    @Slot()
    def session_locked(self) -> None:
        """The session is to be locked."""
        self.locked.emit()

    def _listen(self) -> None:
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - not where there is no bus

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            path = "/org/freedesktop/login1"
            self._hear(system, (_LOGIN, path, _LOGIN_MANAGER, "PrepareForSleep"), SLOT("sleep_begins(bool)"))
            self._hear(system, (_LOGIN, "", _LOGIN_SESSION, "Lock"), SLOT("session_locked()"))
        if session.isConnected():
            for saver in _SAVERS:
                self._hear(session, ("", "", saver, "ActiveChanged"), SLOT("screen_turned(bool)"))

    def _hear(self, bus: QDBusConnection, told: tuple[str, str, str, str], slot: object) -> None:
        service, path, interface, name = told
        bus.connect(service, path, interface, name, self, slot)  # type: ignore[call-overload]  # text, not bytes


def is_lock_of_windows(message: int, about: int) -> bool:
    """Tell whether a message of Windows says that the session is locked or left, or that the computer goes to sleep."""
    if message == _SESSION_CHANGED:
        return about in {_SESSION_LOCKED, _SESSION_LEFT, _REMOTE_LEFT}
    return message == _POWER_CHANGED and about == _SUSPENDING


class _SessionWindow(QWidget):
    """A window that is never shown: Windows sends it what concerns the session. Only on Windows.

    A window of its own, so that no message of the windows that are seen goes through Python.
    """

    def __init__(self, told: SystemLock) -> None:
        super().__init__()
        self._told = told
        self._number = int(self.winId())
        _registered(self._number, is_wanted=True)

    def nativeEvent(self, kind: object, message: int) -> object:
        """Look at each message; none is kept from Windows."""
        if sys.platform == "win32":
            from ctypes import wintypes  # noqa: PLC0415 - only there

            told = wintypes.MSG.from_address(int(message))
            if is_lock_of_windows(told.message, told.wParam):
                self._told.locked.emit()
        return super().nativeEvent(kind, message)  # type: ignore[arg-type]  # bytes, which Qt states as another

    def end(self) -> None:
        """Want no more messages."""
        _registered(self._number, is_wanted=False)
        self.deleteLater()


def _registered(window: int, *, is_wanted: bool) -> None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        terminal = ctypes.windll.wtsapi32
        if is_wanted:
            terminal.WTSRegisterSessionNotification(window, _THIS_SESSION)
        else:
            terminal.WTSUnRegisterSessionNotification(window)
