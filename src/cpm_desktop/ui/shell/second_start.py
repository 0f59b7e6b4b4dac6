"""A second start of the application on the same store: it brings the first window to the front, with a pack or none."""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME: Final = re.compile(r"cpm-desktop-[0-9a-f]{32}")
_UNTIL_IT_LISTENS: Final = 10.0  # seconds
_PAUSE: Final = 0.1  # seconds
_PATIENCE = 1000  # milliseconds
_UNTIL_HEARD = 5000  # milliseconds
_LONGEST: Final = 64 * 1024  # bytes of a call


class SecondStart(QObject):
    """Listens, in the first process, for starts of others. No byte leaves the computer.

    `noticed` is sent for each, `pack_opened` with the path of each file of a pack that was opened.
    """

    noticed = Signal()
    pack_opened = Signal(Path)

    def __init__(self, call: Path, parent: QObject | None = None) -> None:
        """`call` is the person's own file that tells other starts where to call: under a name that nobody can guess.

        Under one that could be guessed another account of the computer could listen in the first one's place.
        """
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if before := _name_in(call):
            QLocalServer.removeServer(
                before
            )  # a crash may have left its socket behind; the store's lock is ours
        name = f"cpm-desktop-{secrets.token_hex(16)}"
        if self._server.listen(name):
            with suppress(OSError):  # the disk refuses: a further start ends without being heard
                _write_name(call, name)

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
            packs = told.get("packs") if isinstance(told, dict) else None
            for pack in packs if isinstance(packs, list) else ():
                if isinstance(pack, str) and "\0" not in pack:
                    self.pack_opened.emit(Path(pack))
        socket.disconnectFromServer()


def call_first(call: Path, packs: Sequence[Path] = (), *, patience: float = _UNTIL_IT_LISTENS) -> bool:
    """Ask the process that runs on a store to bring its window to the front; tells whether it was reached.

    It may just be starting, and not listen yet: then it is asked again for some seconds.

    Args:
        call: the file that tells where.
        packs: files of packs that it is to look into.
        patience: those seconds.
    """
    until = time.monotonic() + patience
    while (answer := _say(call, packs)) is None:
        if time.monotonic() > until:
            return False
        time.sleep(_PAUSE)
    return answer


def _say(call: Path, packs: Sequence[Path]) -> bool | None:
    """Say it once, and tell whether it was heard; None where nobody listens yet."""
    name, socket = _name_in(call), QLocalSocket()
    if not name:
        return None
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE):
        return None
    socket.write(json.dumps({"packs": [str(pack) for pack in packs]}).encode() + b"\n")
    socket.flush()
    # whoever has heard it hangs up
    is_over = socket.state() == QLocalSocket.LocalSocketState.UnconnectedState
    return is_over or socket.waitForDisconnected(_UNTIL_HEARD)


def _name_in(call: Path) -> str:
    try:
        name = call.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    return name if _NAME.fullmatch(name) else ""


def _write_name(call: Path, name: str) -> None:
    descriptor = os.open(call, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(name)
