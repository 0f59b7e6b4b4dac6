"""What is brought in is what the locks name, or nothing is made of it."""

import shutil
from pathlib import Path

import pytest
from installer.commands import StepFailed
from installer.inputs import (
    BUILDING,
    SHIPPED,
    WINDOWS_RUNTIME,
    ChangedInput,
    Locked,
    check,
    locked_for,
    read_lock,
    standard_library,
)
from installer.product import CHECKOUT, FILES
from installer.pythons import find_python

from tests.installer.made_up import make_wheel


def test_a_wheel_that_the_lock_names_is_taken(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path)
    assert check([Locked("Kite", "1.2", "", ("0" * 64, wheel.digest))], tmp_path) == (wheel,)


def test_a_wheel_that_was_changed_is_refused(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path)
    with wheel.file.open("ab") as stream:
        stream.write(b"\0")
    with pytest.raises(ChangedInput, match=r"kite-1\.2"):
        check([Locked("kite", "1.2", "", (wheel.digest,))], tmp_path)


def test_a_wheel_that_no_lock_names_is_refused(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path)
    make_wheel(tmp_path, "stranger")
    with pytest.raises(ChangedInput, match="stranger"):
        check([Locked("kite", "1.2", "", (wheel.digest,))], tmp_path)


def test_a_wheel_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ChangedInput, match="no wheel of kite"):
        check([Locked("kite", "1.2", "", ("0" * 64,))], tmp_path)


def test_a_pin_without_a_hash_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("kite==1.2 \\\n", encoding="utf-8")
    with pytest.raises(ChangedInput, match="no hash for kite"):
        read_lock(lock)


def test_markers_count_for_the_system_that_is_built_for() -> None:
    """Not for the one that builds: pip leaves out on Linux what only Windows needs."""
    assert Locked("tzdata", "1", "sys_platform == 'win32'", ()).is_for("win32")
    assert not Locked("tzdata", "1", "sys_platform == 'win32'", ()).is_for("linux")
    assert not Locked("old", "1", "python_full_version < '3.12'", ()).is_for("linux")


def test_what_is_shipped_is_what_is_tested() -> None:
    tested = {
        (one.name, one.version): set(one.hashes)
        for one in read_lock(CHECKOUT / "requirements" / "locked.txt")
    }
    shipped = read_lock(SHIPPED)
    assert [one.name for one in shipped if set(one.hashes) != tested.get((one.name, one.version))] == []


@pytest.mark.parametrize("lock", [SHIPPED, BUILDING, WINDOWS_RUNTIME], ids=lambda lock: lock.name)
def test_each_lock_is_whole_and_names_no_server(lock: Path) -> None:
    assert read_lock(lock)
    assert "://" not in lock.read_text(encoding="utf-8")


def test_each_system_gets_what_it_needs() -> None:
    names = {system: {one.name for one in locked_for(system, SHIPPED)} for system in ("win32", "linux")}
    assert {"pyside6-essentials", "sqlcipher3", "tzdata"} <= names["win32"]
    assert names["win32"] >= names["linux"]


def test_a_standard_library_that_was_changed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(FILES / "standard-library.toml", tmp_path / "standard-library.toml")
    table = tmp_path / "standard-library.toml"
    table.write_text(table.read_text(encoding="utf-8").replace('= "', '= "0'), encoding="utf-8")
    try:
        python = find_python()
        assert standard_library(python)[1]
    except StepFailed as error:
        pytest.skip(str(error))  # another Python than the one whose fingerprint is known
    monkeypatch.setattr("installer.inputs.FILES", tmp_path)
    with pytest.raises(ChangedInput, match="fingerprint"):
        standard_library(python)
