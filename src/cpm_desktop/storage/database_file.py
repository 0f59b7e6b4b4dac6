"""What a database file is before it is opened, and what it must be when the key does not fit it."""

import os
from pathlib import Path
from typing import Final

from cpm_desktop.storage.errors import (
    DamagedStore,
    EmptyStoreFile,
    ForeignFile,
    MissingStore,
    PlainDatabase,
    StoreError,
    UnwritableStore,
)
from cpm_desktop.storage.faults import fault_of_file

PAGE_SIZE: Final = 4096  # bytes
_PLAIN_START = b"SQLite format 3\0"


def refuse_unfit_file(path: Path) -> None:
    """Look at the file's size without opening it: closing it would let go of locks this process holds on it.

    Raises:
        MissingStore: there is none.
        EmptyStoreFile: it holds no byte; the library would take it for a new database under any key.
        ForeignFile, PlainDatabase, DamagedStore: it is shorter than any store is.
        UnwritableStore: the file or its folder can only be read.
        FailingDisk: it cannot be looked at.
    """
    try:
        size = path.stat().st_size
        is_file = path.is_file()
    except FileNotFoundError as error:
        raise MissingStore from error
    except OSError as error:
        raise fault_of_file(error) from error
    if not is_file:
        raise _foreign_file()
    if size == 0:
        raise EmptyStoreFile
    if size < PAGE_SIZE:
        raise _foreign_file()
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK)):
        raise UnwritableStore


def find_what_is_wrong(path: Path, salt: bytes) -> StoreError:
    """Why the authenticated key of a store does not read this file's first page.

    Args:
        path: of a file that no connection of this process has open.
        salt: the 16 bytes that the store's own file begins with.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(salt))
    except OSError:
        return UnwritableStore()
    if start == salt:
        return DamagedStore()
    return PlainDatabase() if start == _PLAIN_START else _foreign_file()


def _foreign_file() -> ForeignFile:
    return ForeignFile(
        "The file store.db is not the store that these keys belong to. It was not used and not changed. "
        "Put the right file back, or restore the newest backup."
    )
