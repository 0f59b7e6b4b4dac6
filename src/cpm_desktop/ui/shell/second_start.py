"""A second start of the application on the same store: it brings the first window to the front."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 1000  # milliseconds
_CALL = b"raise\n"


class SecondStart(QObject):
    """Listens, in the first process, for starts of others: `noticed` is sent for each. No byte leaves the computer."""

    noticed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """`folder` is the store's."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = _name_of(folder)
        QLocalServer.removeServer(name)  # a crash may have left its socket behind; the store's lock is ours
        self._server.newConnection.connect(self._answer)
        self._server.listen(name)

    def stop(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        socket.disconnectFromServer()
        self.noticed.emit()


def call_first(folder: Path) -> bool:
    """Ask the process that runs on a store to bring its window to the front; tells whether it was reached."""
    socket = QLocalSocket()
    socket.connectToServer(_name_of(folder))
    if not socket.waitForConnected(_PATIENCE):
        return False
    socket.write(_CALL)
    socket.flush()
    if socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
        socket.waitForDisconnected(_PATIENCE)
    return True


def _name_of(folder: Path) -> str:
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()
    return f"cpm-desktop-{digest[:16]}"
