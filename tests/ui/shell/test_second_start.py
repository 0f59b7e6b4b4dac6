import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.shell.second_start import SecondStart, call_first

_CALL = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from cpm_desktop.ui.shell.second_start import call_first
application = QCoreApplication([])
pack = Path(sys.argv[2]) if len(sys.argv) > 2 else None
sys.exit(0 if call_first(Path(sys.argv[1]), pack) else 3)
"""


@pytest.mark.usefixtures("qapp")
def test_nobody_answers_where_nobody_runs(tmp_path: Path) -> None:
    assert not call_first(tmp_path)


def test_a_second_process_reaches_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first = SecondStart(tmp_path)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with qtbot.waitSignal(first.noticed, timeout=20_000):
        other = subprocess.Popen([sys.executable, "-c", _CALL, str(tmp_path)], env=environment)
    assert other.wait(20) == 0
    first.stop()


def test_a_pack_whose_file_was_opened_comes_with_it(tmp_path: Path, qtbot: QtBot) -> None:
    first, pack = SecondStart(tmp_path), tmp_path / "Zoë’s “kite”\nmeeting.cpmpack"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with qtbot.waitSignal(first.pack_opened, timeout=20_000) as told:
        other = subprocess.Popen([sys.executable, "-c", _CALL, str(tmp_path), str(pack)], env=environment)
    assert told.args == [pack]
    assert other.wait(20) == 0
    first.stop()


@pytest.mark.parametrize("words", [b"raise\n", b"[]\n", b'{"pack": 3}\n', b"\xff\n", b"[" * 70_000])
def test_words_of_somebody_else_only_bring_the_window_up(tmp_path: Path, qtbot: QtBot, words: bytes) -> None:
    first, opened = SecondStart(tmp_path), list[Path]()
    first.pack_opened.connect(opened.append)
    socket = QLocalSocket()
    with qtbot.waitSignal(first.noticed):
        socket.connectToServer(first._server.serverName())
        socket.write(words)
        socket.flush()
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert opened == []
    first.stop()
