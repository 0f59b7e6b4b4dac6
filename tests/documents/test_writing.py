import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cpm_desktop.documents.writing import (
    DiskFull,
    DocumentNotWritten,
    FileInUse,
    FolderMissing,
    FolderNotWritable,
    remove_leftovers,
    write_atomically,
)

KILLS = 12
_WRITER = """
import sys
from pathlib import Path
from cpm_desktop.documents.writing import write_atomically
path = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(10**9):
    write_atomically(path, bytes([turn % 2]) * 3_000_000)
"""
_REFUSED = """
import os, sys
from pathlib import Path
from cpm_desktop.documents.writing import {kind}, write_atomically
{before}
try:
    write_atomically(Path(sys.argv[1]), bytes(2_000_000))
except {kind} as refused:
    print(refused.sentence)
"""


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  picks places to damage, guards nothing


def _run(kind: str, before: str, path: Path) -> str:
    program = _REFUSED.format(kind=kind, before=before)
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


def test_the_whole_file_stands_under_its_name_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(b"before")
    assert write_atomically(path, b"after") == hashlib.sha256(b"after").hexdigest()
    assert path.read_bytes() == b"after"
    assert [found.name for found in tmp_path.iterdir()] == ["minutes.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_atomically(tmp_path / "minutes.pdf", b"after")
    finally:
        os.umask(before)
    assert (tmp_path / "minutes.pdf").stat().st_mode & 0o777 == 0o600


def test_what_the_check_refuses_gets_no_name(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(b"before")

    def refuse(written: bytes) -> None:
        assert written == b"after"
        raise DocumentNotWritten("It does not verify.")

    with pytest.raises(DocumentNotWritten, match="does not verify"):
        write_atomically(path, b"after", refuse)
    assert path.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="is not there"):
        write_atomically(tmp_path / "gone" / "minutes.pdf", b"after")


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "minutes.pdf").mkdir()
    with pytest.raises(DocumentNotWritten, match="folder of that name"):
        write_atomically(tmp_path / "minutes.pdf", b"after")
    assert [found.name for found in tmp_path.iterdir()] == ["minutes.pdf"]


def test_a_name_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotWritten, match="shorter"):
        write_atomically(tmp_path / ("m" * 300 + ".pdf"), b"after")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are not Windows's")
def test_a_full_disk_leaves_the_old_file_and_no_partial_one(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(b"before")
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))"
    assert "disk is full" in _run("DiskFull", limit, path)
    assert path.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A disk of 600 kB, where the system lets the test have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only the administrator of a Linux machine can mount a disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", disk], check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount a disk")
    return disk


def test_a_really_full_disk_leaves_the_old_file(small_disk: Path) -> None:
    path = small_disk / "minutes.pdf"
    try:
        write_atomically(path, b"before")
        with pytest.raises(DiskFull, match="Make room"):
            write_atomically(path, bytes(2_000_000))
        assert path.read_bytes() == b"before"
        assert len(list(small_disk.iterdir())) == 1
    finally:
        subprocess.run(["umount", small_disk], check=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    tmp_path.chmod(0o755)
    becoming_nobody = "if os.geteuid() == 0: os.chmod(sys.argv[1][:-12], 0o555); os.seteuid(65534)"
    try:
        assert "may not be written to" in _run("DocumentNotWritten", becoming_nobody, folder / "minutes.pdf")
    finally:
        folder.chmod(0o700)
    assert not list(folder.iterdir())


def test_a_name_held_by_another_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_: Path, target: Path) -> Path:
        raise PermissionError(13, "in use", str(target))

    path = tmp_path / "minutes.pdf"
    path.write_bytes(b"before")
    monkeypatch.setattr(Path, "replace", held)  # no Linux file system refuses this as Windows does
    with pytest.raises(FileInUse, match="another program"):
        write_atomically(path, b"after")
    assert path.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1


def test_each_kind_of_refusal_is_one_of_the_family() -> None:
    for kind in (DiskFull, FileInUse, FolderMissing, FolderNotWritable):
        assert issubclass(kind, DocumentNotWritten)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not Windows's")
def test_a_killed_writer_leaves_one_whole_version(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    chance = _chance(3)
    whole = {bytes([turn]) * 3_000_000 for turn in range(2)}
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.15))
            writer.send_signal(signal.SIGKILL)
        assert not path.exists() or path.read_bytes() in whole


def test_what_a_killed_writing_left_goes_with_the_next_document(tmp_path: Path) -> None:
    left = tmp_path / ".cpm-0123456789abcdef.part"
    left.write_bytes(b"Kai Avery")
    os.utime(left, (0, 0))
    write_atomically(tmp_path / "minutes.pdf", b"another")
    assert [found.name for found in tmp_path.iterdir()] == ["minutes.pdf"]


def test_only_old_leftovers_are_removed(tmp_path: Path) -> None:
    for name in (".cpm-old.part", ".cpm-new.part", "minutes.pdf"):
        (tmp_path / name).write_bytes(b"")
    long_ago = time.time() - 2 * 3600
    os.utime(tmp_path / ".cpm-old.part", (long_ago, long_ago))
    os.utime(tmp_path / "minutes.pdf", (long_ago, long_ago))
    assert remove_leftovers(tmp_path) == 1
    assert sorted(found.name for found in tmp_path.iterdir()) == [".cpm-new.part", "minutes.pdf"]
