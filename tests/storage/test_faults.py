"""What an error of the disk or the database means for a person: whatever the library calls it, one of five things."""

import errno
import shutil
import sqlite3
from pathlib import Path

import pytest

from cpm_desktop.storage.errors import (
    DamagedStore,
    FailingDisk,
    FullDisk,
    MissingStore,
    StoreError,
    StoreInUse,
    UnwritableStore,
)
from cpm_desktop.storage.faults import (
    fault_of_database,
    fault_of_file,
    fault_of_words,
    tell_full_from_failing,
)


class Refused(Exception):
    """As the driver raises it: with the library's number."""

    def __init__(self, code: object) -> None:
        super().__init__("refused")
        self.sqlite_errorcode = code


class Wrapped(Exception):
    """As SQLAlchemy raises it: around the driver's own."""

    def __init__(self, code: object) -> None:
        super().__init__("refused")
        self.orig = Refused(code)


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (sqlite3.SQLITE_BUSY, StoreInUse),
        (sqlite3.SQLITE_LOCKED, StoreInUse),
        (sqlite3.SQLITE_NOMEM, FailingDisk),
        (sqlite3.SQLITE_READONLY, UnwritableStore),
        (sqlite3.SQLITE_IOERR, FailingDisk),
        (sqlite3.SQLITE_CORRUPT, DamagedStore),
        (sqlite3.SQLITE_FULL, FullDisk),
        (sqlite3.SQLITE_CANTOPEN, UnwritableStore),
        (sqlite3.SQLITE_NOTADB, DamagedStore),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreInUse),  # each has kinds of its own
        (sqlite3.SQLITE_IOERR_FSYNC, FailingDisk),
        (sqlite3.SQLITE_READONLY_DIRECTORY, UnwritableStore),
        (sqlite3.SQLITE_CORRUPT_INDEX, DamagedStore),
    ],
)
def test_what_the_library_refuses_with_is_told_in_our_words(code: int, meaning: type[StoreError]) -> None:
    for error in (Refused(code), Wrapped(code)):
        assert type(fault_of_database(error)) is meaning


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_UNIQUE, None, "14"])
def test_a_mistake_of_a_statement_is_no_fault_of_the_disk(code: object) -> None:
    assert fault_of_database(Refused(code)) is None
    assert fault_of_database(ValueError("no number at all")) is None


def test_words_alone_are_understood_as_well() -> None:
    told = {
        "disk I/O error": FailingDisk,
        "out of memory": FailingDisk,
        "database or disk is full": FullDisk,
        "attempt to write a readonly database": UnwritableStore,
        "unable to open database file": UnwritableStore,
        "database disk image is malformed": DamagedStore,
        "file is not a database": DamagedStore,
    }
    for words, meaning in told.items():
        assert type(fault_of_words(RuntimeError(f"sqlcipher_export: {words}"))) is meaning
    assert fault_of_words(RuntimeError("no such table: edit")) is None


@pytest.mark.parametrize(
    ("number", "meaning"),
    [
        (errno.ENOSPC, FullDisk),
        (errno.EDQUOT, FullDisk),
        (errno.EFBIG, FullDisk),
        (errno.EACCES, UnwritableStore),
        (errno.EPERM, UnwritableStore),
        (errno.EROFS, UnwritableStore),
        (errno.ENOENT, UnwritableStore),
        (errno.ENOTDIR, UnwritableStore),
        (errno.EEXIST, UnwritableStore),
        (errno.EIO, FailingDisk),
        (errno.ESTALE, FailingDisk),
    ],
)
def test_what_the_file_system_refuses_with_is_told_in_our_words(
    number: int, meaning: type[StoreError]
) -> None:
    assert type(fault_of_file(OSError(number, "refused"))) is meaning


def test_a_failing_disk_is_told_as_full_only_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing, missing = FailingDisk(), MissingStore()
    assert tell_full_from_failing(failing, tmp_path) is failing
    assert tell_full_from_failing(failing, tmp_path / "gone") is failing
    usual = shutil.disk_usage(tmp_path)
    for free, meaning in ((256 * 1024 - 1, FullDisk), (256 * 1024, FailingDisk)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder, free=free: usual._replace(free=free))
        assert type(tell_full_from_failing(failing, tmp_path)) is meaning
        assert tell_full_from_failing(missing, tmp_path) is missing
    assert tell_full_from_failing(None, tmp_path) is None
