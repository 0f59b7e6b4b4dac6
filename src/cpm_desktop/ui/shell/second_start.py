"""A second start of the application on the same store: it brings the first window to the front, with a pack or none."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 1000  # milliseconds
_LONGEST: Final = 64 * 1024  # bytes of a call


class SecondStart(QObject):
    """Listens, in the first process, for starts of others. No byte leaves the computer.

    `noticed` is sent for each, `pack_opened` with the path of the file where a pack was opened.
    """

    noticed = Signal()
    pack_opened = Signal(Path)

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
        call = _Call(self._server.nextPendingConnection(), self)
        call.pack_opened.connect(self.pack_opened)
        self.noticed.emit()
        call.hear()


class _Call(QObject):
    """What one other start has to say: a line; then it is let go."""

    pack_opened = Signal(Path)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.readyRead.connect(self.hear)
        socket.disconnected.connect(self.deleteLater)

    def hear(self) -> None:
        """Hear the line once it is there."""
        socket = self._socket
        if not socket.canReadLine() and socket.bytesAvailable() < _LONGEST:
            return  # the rest is on its way
        line = bytes(socket.readLine(_LONGEST).data())
        socket.readyRead.disconnect(self.hear)
        with suppress(
            ValueError, RecursionError
        ):  # somebody else's words: the window came up, and that is all
            told = json.loads(line)
            if isinstance(told, dict) and isinstance(told.get("pack"), str):
                self.pack_opened.emit(Path(told["pack"]))
        socket.disconnectFromServer()


def call_first(folder: Path, pack: Path | None = None) -> bool:
    """Ask the process that runs on a store to bring its window to the front; tells whether it was reached.

    `pack` is the file of a pack that it is to look into.
    """
    socket = QLocalSocket()
    socket.connectToServer(_name_of(folder))
    if not socket.waitForConnected(_PATIENCE):
        return False
    socket.write(json.dumps({} if pack is None else {"pack": str(pack)}).encode() + b"\n")
    socket.flush()
    if socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
        socket.waitForDisconnected(_PATIENCE)
    return True


def _name_of(folder: Path) -> str:
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()
    return f"cpm-desktop-{digest[:16]}"
