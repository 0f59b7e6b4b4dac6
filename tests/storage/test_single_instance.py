import subprocess
import sys
from pathlib import Path

import pytest

from cpm_desktop.storage.errors import UnwritableStore
from cpm_desktop.storage.single_instance import SingleInstance

STARTER = """
import pathlib, sys
from cpm_desktop.storage.single_instance import SingleInstance
instance = SingleInstance(pathlib.Path(sys.argv[1]))
print(instance.acquire(), flush=True)
sys.stdin.read()
"""


def start(lock: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", STARTER, str(lock)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def is_first(process: subprocess.Popen[str]) -> bool:
    assert process.stdout is not None
    return process.stdout.readline() == "True\n"


def test_the_second_start_is_told_from_the_first(tmp_path: Path) -> None:
    with SingleInstance(tmp_path / "lock") as mine:
        assert mine.acquire()
        with start(tmp_path / "lock") as second:
            assert not is_first(second)
            second.communicate("")
    with start(tmp_path / "lock") as third:
        assert is_first(third)
        third.communicate("")


def test_a_killed_owner_leaves_no_lock_behind(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    mine = SingleInstance(lock)
    with start(lock) as owner:
        assert is_first(owner)
        assert not mine.acquire()
        owner.kill()
        owner.wait()
    assert lock.exists()
    assert mine.acquire()
    mine.release()
    mine.release()


def test_of_many_starts_exactly_one_is_the_first(tmp_path: Path) -> None:
    processes = [start(tmp_path / "lock") for _ in range(12)]
    first = [is_first(process) for process in processes]
    for process in processes:
        process.communicate("")
    assert first.count(True) == 1


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnwritableStore):
        SingleInstance(tmp_path / "gone" / "lock").acquire()
