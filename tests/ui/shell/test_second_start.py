import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.shell.second_start import SecondStart, call_first

_CALL = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from cpm_desktop.ui.shell.second_start import call_first
application = QCoreApplication([])
sys.exit(0 if call_first(Path(sys.argv[1])) else 3)
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
