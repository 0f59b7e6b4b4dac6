import os
import stat
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
sys.exit(0 if call_first(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]) else 3)
"""


@pytest.mark.usefixtures("qapp")
def test_nobody_answers_where_nobody_runs(tmp_path: Path) -> None:
    assert not call_first(tmp_path / "call", patience=0)
    (tmp_path / "call").write_text("somebody-elses", encoding="ascii")
    assert not call_first(tmp_path / "call", patience=0)


@pytest.mark.usefixtures("qapp")
def test_where_the_first_is_called_nobody_else_knows(tmp_path: Path) -> None:
    """Another account that listened there would be told the names of files."""
    call, names = tmp_path / "call", set[str]()
    for _ in range(2):
        first = SecondStart(call)
        if sys.platform != "win32":
            assert stat.S_IMODE(call.stat().st_mode) == 0o600
        names.add(call.read_text(encoding="ascii"))
        first.stop()
    assert len(names) == 2, "nor can it be known from the time before"


def test_a_first_that_does_not_listen_yet_is_asked_again(tmp_path: Path, qtbot: QtBot) -> None:
    pack, environment = tmp_path / "kite.cpmpack", {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _CALL, str(tmp_path / "call"), str(pack)]
    other = subprocess.Popen(command, env=environment)
    with pytest.raises(subprocess.TimeoutExpired):
        other.wait(3)
    first = SecondStart(tmp_path / "call")
    with qtbot.waitSignal(first.pack_opened, timeout=20_000) as told:
        pass
    assert told.args == [pack]
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)  # the first has to hear it
    assert other.returncode == 0
    first.stop()


def test_a_second_process_reaches_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first = SecondStart(tmp_path / "call")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with qtbot.waitSignal(first.noticed, timeout=20_000):
        other = subprocess.Popen([sys.executable, "-c", _CALL, str(tmp_path / "call")], env=environment)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)  # the first has to hear it
    assert other.returncode == 0
    first.stop()


def test_a_first_that_hangs_is_not_said_to_have_heard_it(tmp_path: Path, qtbot: QtBot) -> None:
    first = SecondStart(tmp_path / "call")
    assert not call_first(tmp_path / "call", [tmp_path / "kite.cpmpack"])  # this thread is the first's
    assert qtbot is not None
    first.stop()


def test_a_pack_whose_file_was_opened_comes_with_it(tmp_path: Path, qtbot: QtBot) -> None:
    first, pack = SecondStart(tmp_path / "call"), tmp_path / "Zoë’s “kite”\nmeeting.cpmpack"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with qtbot.waitSignal(first.pack_opened, timeout=20_000) as told:
        other = subprocess.Popen(
            [sys.executable, "-c", _CALL, str(tmp_path / "call"), str(pack)], env=environment
        )
    assert told.args == [pack]
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)  # the first has to hear it
    assert other.returncode == 0
    first.stop()


@pytest.mark.parametrize(
    "words", [b"raise\n", b"[]\n", b'{"packs": [3, "a\\u0000b"]}\n', b"\xff\n", b"[" * 70_000]
)
def test_words_of_somebody_else_only_bring_the_window_up(tmp_path: Path, qtbot: QtBot, words: bytes) -> None:
    first, opened = SecondStart(tmp_path / "call"), list[Path]()
    first.pack_opened.connect(opened.append)
    socket = QLocalSocket()
    with qtbot.waitSignal(first.noticed):
        socket.connectToServer(first._server.serverName())
        socket.write(words)
        socket.flush()
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert opened == []
    first.stop()
