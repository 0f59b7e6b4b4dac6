"""The short form of `python -m tools.lock_cycles`, with its control."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tools.lock_cycles import Cycles


@pytest.mark.parametrize("leaves_open", [False, True], ids=["locked", "left open"])
def test_no_word_of_a_case_is_in_reach_after_any_lock(
    qapp: QApplication, tmp_path: Path, leaves_open: bool
) -> None:
    cycles = Cycles(qapp, tmp_path, leaves_open=leaves_open)
    cycles.run(3)
    cycles.end()
    assert cycles.locked == 3
    assert (cycles.found > 0) is leaves_open
