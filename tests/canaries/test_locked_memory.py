"""`python -m tools.locked_memory` finds what is there; what is left after the lock is measured, not promised."""

import sys
from pathlib import Path

import pytest
from tools.locked_memory import look_twice


@pytest.mark.slow
@pytest.mark.whole
@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of another process")
def test_what_is_open_is_found_in_memory(tmp_path: Path) -> None:
    opened, locked = look_twice(tmp_path)
    assert opened.found == opened.words > 100
    assert "the key of the store" in opened.keys
    assert locked.megabytes > 0
