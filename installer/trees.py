"""Folders as wholes: their size, their fingerprint, and their times."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from installer.commands import run
from installer.product import CHECKOUT

_BLOCK = 1 << 20


def epoch() -> int:
    """Return the time that everything made here bears, so that making it twice gives the same bytes.

    It is what SOURCE_DATE_EPOCH says, else the time of the last commit (seconds since 1970).
    """
    said = os.environ.get("SOURCE_DATE_EPOCH")
    return int(said or run(["git", "log", "-1", "--format=%ct"], cwd=CHECKOUT))


def files_in(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder, in an order that no machine changes; links count as files."""
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
        if path.is_symlink() or path.is_file():
            yield path


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder, or of a file."""
    if folder.is_file():
        return folder.stat().st_size
    return sum(path.lstat().st_size for path in files_in(folder))


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def digest_of_all(folder: Path, files: Iterable[Path]) -> str:
    """Return the SHA-256 of the names and contents of some files of a folder."""
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda one: one.relative_to(folder).as_posix()):
        digest.update(f"{digest_of(path)}  {path.relative_to(folder).as_posix()}\n".encode())
    return digest.hexdigest()


def set_times(folder: Path, seconds: int) -> None:
    """Give everything below a folder one time of change."""
    for path in folder.rglob("*"):
        os.utime(path, (seconds, seconds), follow_symlinks=False)
    os.utime(folder, (seconds, seconds))
