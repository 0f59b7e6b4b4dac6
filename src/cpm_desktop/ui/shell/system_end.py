"""Notices that the system wants the process to end: a signal, or the end of the session."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class SystemEnd(QObject):
    """Sends `session_ends` before log-off, and `asked` when a signal asks the process to end.

    Python sees a signal only when it next runs; a socket wakes Qt's loop at once, so that no timer has to.
    """

    asked = Signal()
    session_ends = Signal()

    def __init__(self, application: QGuiApplication, parent: QObject | None = None) -> None:
        """Begin to watch."""
        super().__init__(parent)
        self._reading, self._writing = socket.socketpair()
        self._reading.setblocking(False)
        self._writing.setblocking(False)
        self._woke_before = signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._before: dict[int, Any] = {}
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, _pass_over)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        application.commitDataRequest.connect(self.session_ends)

    def stop(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._woke_before)
        for number, before in self._before.items():
            signal.signal(number, before)
        self._before.clear()
        self._reading.close()
        self._writing.close()

    def _wake(self) -> None:
        if self._reading.recv(64):
            self.asked.emit()


def _pass_over(_number: int, _frame: object) -> None:
    """Python must have a handler, or the signal would end the process; the socket does the rest."""
