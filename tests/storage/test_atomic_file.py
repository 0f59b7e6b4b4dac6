import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cpm_desktop.storage import atomic_file
from cpm_desktop.storage.atomic_file import make_private_file, rename_durably, replace_file

OPERATIONS = ("open", "fdopen", "fsync")


def fail_at(call: int, operation: Callable[..., object]) -> Callable[..., object]:
    """The operation, refusing at its n-th call."""
    calls = 0

    def counted(*given: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(errno.EIO, "the disk refuses")
        return operation(*given, **named)

    return counted


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("call", [1, 2])
def test_a_refusal_at_any_step_leaves_the_old_or_the_new_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str, call: int
) -> None:
    path = tmp_path / "store.keys"
    replace_file(path, b"old")
    with monkeypatch.context() as fault:
        fault.setattr(os, operation, fail_at(call, getattr(os, operation)))
        try:
            replace_file(path, b"new")
            was_told = False
        except OSError:
            was_told = True
    assert path.read_bytes() in ({b"old", b"new"} if was_told else {b"new"})
    assert [found.name for found in tmp_path.iterdir()] == ["store.keys"]


def test_a_file_that_windows_holds_for_a_moment_is_replaced_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = iter([True, True, False])
    replace = Path.replace

    def replace_later(source: Path, target: Path) -> Path:
        if next(held):
            raise PermissionError
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", replace_later)
    monkeypatch.setattr(atomic_file, "_IS_WINDOWS", True)
    replace_file(tmp_path / "store.keys", b"new")
    assert (tmp_path / "store.keys").read_bytes() == b"new"


def test_a_refused_replacement_leaves_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "target").mkdir()
    monkeypatch.setattr(atomic_file, "_REPLACE_WAITS", (0.0,))
    with pytest.raises(OSError, match="target"):
        replace_file(tmp_path / "target", b"new")
    assert [found.name for found in tmp_path.iterdir()] == ["target"]


def test_a_private_file_never_replaces_another(tmp_path: Path) -> None:
    make_private_file(tmp_path / "new")
    with pytest.raises(FileExistsError):
        make_private_file(tmp_path / "new")


def test_a_folder_is_renamed_with_all_that_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "file").write_bytes(b"x")
    rename_durably(tmp_path / "from", tmp_path / "to")
    assert (tmp_path / "to" / "file").read_bytes() == b"x"
    assert not (tmp_path / "from").exists()


def test_a_name_that_may_not_last_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "from").mkdir()
    with monkeypatch.context() as fault:
        fault.setattr(os, "fsync", fail_at(1, os.fsync))
        with pytest.raises(OSError, match="refuses"):
            rename_durably(tmp_path / "from", tmp_path / "to")
    assert [found.name for found in tmp_path.iterdir()] == ["from"]


def test_a_file_that_a_virus_scanner_holds_is_waited_for_on_windows_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, replacing, waits = tmp_path / "store.keys", Path.replace, list[float]()
    replace_file(path, b"old")
    refusals = 2

    def held(source: Path, target: Path) -> Path:
        nonlocal refusals
        refusals -= 1
        if refusals >= 0:
            raise PermissionError(errno.EACCES, "held")
        return replacing(source, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(time, "sleep", waits.append)
    monkeypatch.setattr(atomic_file, "_IS_WINDOWS", True)
    replace_file(path, b"new")
    assert (path.read_bytes(), waits) == (b"new", [0.05, 0.1])
    refusals = 99
    with pytest.raises(PermissionError):
        replace_file(path, b"newer")
    assert (path.read_bytes(), len(waits)) == (b"new", 7)
    monkeypatch.setattr(atomic_file, "_IS_WINDOWS", False)
    with pytest.raises(PermissionError):
        replace_file(path, b"newer")
    assert len(waits) == 7
    assert list(tmp_path.iterdir()) == [path]
