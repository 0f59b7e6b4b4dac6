"""Writes a document so that its name stands either for the whole file or for what was there before."""

import contextlib
import errno
import hashlib
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from cpm_desktop.domain.errors import CarePlanningError

_PREFIX, _SUFFIX = ".cpm-", ".part"
_ATTEMPTS = 20
_PAUSE_SECONDS = 0.05
_LEFTOVER_AFTER_SECONDS = 3600.0
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


class DocumentNotWritten(CarePlanningError):
    """The document could not be written; what stood under its name before still stands."""


class DiskFull(DocumentNotWritten):
    """There is no room on the disk."""


class FolderNotWritable(DocumentNotWritten):
    """The folder may not be written to."""


class FolderMissing(DocumentNotWritten):
    """The folder is not there, or no longer."""


class FileInUse(DocumentNotWritten):
    """Another program holds the file of that name."""


class WrittenWrongly(DocumentNotWritten):
    """What the disk gave back is not what was written."""


def write_atomically(path: Path, content: bytes, check: Callable[[bytes], None] | None = None) -> str:
    """Write `content` beside `path`, read it back, and only then give it the name.

    What a writing that was killed left there long ago goes first: it holds what the document holds.

    Args:
        path: where the document is to stand; its folder must be there.
        content: the whole file.
        check: called with the bytes read back, before they get the name; what it raises stops the writing.

    Returns:
        The file's SHA-256, 64 hexadecimal digits in lower case.

    Raises:
        DocumentNotWritten: one of its kinds, with the sentence for the person; nothing partial is left.
    """
    remove_leftovers(path.parent)
    beside = path.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"  # says nothing of the document
    try:
        _write_through(beside, content)
        digest = hashlib.sha256(content).hexdigest()
        written = beside.read_bytes()
        if hashlib.sha256(written).hexdigest() != digest:
            raise WrittenWrongly(
                f"“{path.name}” was not saved: the disk did not keep what was written. "
                "Choose another folder, and have this disk looked at."
            )
        if check is not None:
            check(written)
        _take_name(beside, path)
    except OSError as cause:
        raise _in_plain_words(cause, path) from cause
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return digest


def remove_leftovers(folder: Path) -> int:
    """Remove what a killed writer left in `folder` over an hour ago, and say how many files that was."""
    leftovers: list[Path] = []
    with contextlib.suppress(OSError):  # a folder that may be written to and not looked into
        leftovers = list(folder.glob(f"{_PREFIX}*{_SUFFIX}"))
    removed = 0
    for leftover in leftovers:
        with contextlib.suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _LEFTOVER_AFTER_SECONDS:
                leftover.unlink()
                removed += 1
    return removed


def _write_through(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _take_name(beside: Path, path: Path) -> None:
    """Rename; on Windows a virus scanner or a viewer may hold the name for a moment, so try for a second."""
    for attempt in range(_ATTEMPTS):
        try:
            beside.replace(path)
        except PermissionError as cause:
            if attempt + 1 == _ATTEMPTS or os.name != "nt":
                raise FileInUse(
                    f"“{path.name}” was not saved: a file of that name is open in another program or is "
                    "write-protected. Close it there, or save under another name."
                ) from cause
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can; Windows does so by itself."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network folders cannot; the file itself is safe
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _in_plain_words(cause: OSError, path: Path) -> DocumentNotWritten:
    name, folder = f"“{path.name}”", f"“{path.parent}”"
    if cause.errno in _FULL:
        return DiskFull(
            f"{name} was not saved: the disk is full. Make room on it or choose another folder, then "
            "save again."
        )
    if cause.errno in _DENIED:
        return FolderNotWritable(
            f"{name} was not saved: the folder {folder} may not be written to. Choose another folder."
        )
    if cause.errno in {errno.ENOENT, errno.ENOTDIR}:
        return FolderMissing(
            f"{name} was not saved: the folder {folder} is not there. Choose another folder, or connect "
            "the disk."
        )
    if cause.errno in {errno.ENAMETOOLONG, errno.EINVAL}:
        return DocumentNotWritten(
            f"{name} was not saved: the disk does not take a file of that name. Give it a shorter, plainer "
            "name."
        )
    if cause.errno in {errno.EISDIR, errno.ENOTEMPTY, errno.EEXIST}:
        return DocumentNotWritten(
            f"{name} was not saved: a folder of that name stands there. Save under another name."
        )
    return DocumentNotWritten(
        f"{name} was not saved: the disk reported an error. Choose another folder, then save again."
    )
