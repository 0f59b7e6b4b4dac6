"""What an error of the disk or of the database means for the person."""

import errno
import shutil
from pathlib import Path

from cpm_desktop.storage.errors import (
    DamagedStore,
    FailingDisk,
    FullDisk,
    StoreError,
    StoreInUse,
    UnwritableStore,
)

_BUSY, _LOCKED, _NO_MEMORY, _READ_ONLY, _DISK_ERROR = 5, 6, 7, 8, 10
_DAMAGED, _FULL, _CANNOT_OPEN, _NOT_A_DATABASE = 11, 13, 14, 26
_ROOM_TO_WORK = 256 * 1024  # bytes; the index beside the log takes 32 KiB at a time
_PRIMARY_CODE = 0xFF  # the extended codes of SQLite carry the primary one in their lowest byte

_FAULTS: dict[int, type[StoreInUse | UnwritableStore | FullDisk | FailingDisk | DamagedStore]] = {
    _BUSY: StoreInUse,
    _LOCKED: StoreInUse,
    _NO_MEMORY: FailingDisk,
    _READ_ONLY: UnwritableStore,
    _DISK_ERROR: FailingDisk,
    _DAMAGED: DamagedStore,
    _FULL: FullDisk,
    _CANNOT_OPEN: UnwritableStore,
    _NOT_A_DATABASE: DamagedStore,
}
_FAULTS_IN_WORDS: dict[str, type[UnwritableStore | FullDisk | FailingDisk | DamagedStore]] = {
    "disk I/O error": FailingDisk,
    "out of memory": FailingDisk,
    "database or disk is full": FullDisk,
    "attempt to write a readonly database": UnwritableStore,
    "unable to open database file": UnwritableStore,
    "database disk image is malformed": DamagedStore,
    "file is not a database": DamagedStore,
}


def fault_of_database(error: BaseException) -> StoreError | None:
    """The fault of disk or file behind an error of the database; None where the statement is at fault."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    fault = _FAULTS.get(code & _PRIMARY_CODE)
    return fault() if fault else None


def fault_of_words(error: BaseException) -> StoreError | None:
    """The fault behind an error that came out of an SQL function, which hands on SQLite's words without their code."""
    words = str(error)
    return next((fault() for told, fault in _FAULTS_IN_WORDS.items() if told in words), None)


def tell_full_from_failing(fault: StoreError | None, folder: Path) -> StoreError | None:
    """The fault, where SQLite could not say that the disk is full: files beside the store fail in other words.

    Args:
        fault: as `fault_of_database` gives it.
        folder: on the disk in question.
    """
    if not isinstance(fault, FailingDisk):
        return fault
    try:
        return FullDisk() if shutil.disk_usage(folder).free < _ROOM_TO_WORK else fault
    except OSError:
        return fault


def fault_of_file(error: OSError) -> StoreError:
    """The fault behind an error of the file system."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return FullDisk()
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EEXIST}:
        return UnwritableStore()
    return FailingDisk()
