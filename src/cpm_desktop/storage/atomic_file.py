"""Replacing a small file so that, whatever happens, the old or the new one is there whole."""

import contextlib
import os
import secrets
import time
from pathlib import Path

_PRIVATE_FILE = 0o600
_IS_WINDOWS = os.name == "nt"
_REPLACE_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds; virus scanners on Windows hold a new file for a moment


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` under `path`, readable by its owner alone, and have it on the disk on return.

    Raises:
        OSError: nothing was replaced; the file that stood there still does.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(temporary, _flags_of_a_new_file(), _PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, whatever the umask.

    Raises:
        FileExistsError: something of this name is there already.
        OSError: the folder cannot be written to.
    """
    os.close(os.open(path, _flags_of_a_new_file(), _PRIVATE_FILE))


def rename_durably(source: Path, target: Path) -> None:
    """Give a file or folder a name that nothing has, trying again while Windows holds it; on return it is on the disk.

    Raises:
        OSError: the name could not be given; `source` is as it was.
    """
    _replace(source, target)
    try:
        sync_folder(target.parent)
    except OSError:
        with contextlib.suppress(OSError):
            target.replace(source)  # whoever is told that it failed must not find it there
        raise


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` on the disk; does nothing on Windows, which offers no such call."""
    if _IS_WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flags_of_a_new_file() -> int:
    binary: int = getattr(os, "O_BINARY", 0)  # Windows would turn line ends
    return os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary


def _replace(source: Path, target: Path) -> None:
    for wait in _REPLACE_WAITS:
        try:
            source.replace(target)
        except PermissionError:
            if not _IS_WINDOWS:
                raise
            time.sleep(wait)
        else:
            return
    source.replace(target)
