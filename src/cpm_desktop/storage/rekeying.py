"""Encrypting the whole store anew with another key: every page is written afresh beside it, and checked."""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from cpm_desktop.storage.atomic_file import make_private_file, sync_folder
from cpm_desktop.storage.backup import count_rows
from cpm_desktop.storage.changing_over import LEFT_OVER, ChangeOver, ChangeOverRefused, let_go_of_previous
from cpm_desktop.storage.driver import DriverConnection
from cpm_desktop.storage.engine import later_database, open_database, verify_every_page
from cpm_desktop.storage.errors import DamagedStore, FailingDisk, StoreError
from cpm_desktop.storage.faults import fault_of_database, fault_of_file, fault_of_words
from cpm_desktop.storage.key_header import KeyHeader
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.migrating import outside_transaction
from cpm_desktop.storage.placement import StorePlace, keys_beside, make_private_folder
from cpm_desktop.storage.tables import NEWEST_SCHEMA
from cpm_desktop.storage.writer import GoOnWith

_LOOK_EVERY = 100  # steps of the database between two looks at whether to stop
_UNFINISHED: Final = ".rekeying-"
Tell = Callable[[int, int], object]


class RekeyStopped(StoreError):
    """It was asked to stop before anything was decided."""


def make_rekeyed(
    engine: Engine,
    place: StorePlace,
    key: StoreKey,
    header: KeyHeader,
    tell: Tell = lambda _done, _of: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Path:
    """Write all of the store under another key into a folder beside it, and check it; nothing is decided yet.

    Args:
        engine: of the live store, used by nobody else meanwhile.
        place: where it lies.
        key: the new one, of the same store.
        header: for the new one.
        tell: is told bytes written and bytes in all.
        should_stop: asked while pages are written.

    Returns:
        The folder, synced.

    Raises:
        RekeyStopped: it was asked to; nothing was left behind.
        StoreError: the disk refuses, or the store is damaged; nothing was left behind.
    """
    folder = place.folder / f"{_UNFINISHED}{secrets.token_hex(4)}"
    fresh = folder / place.database.name
    try:
        make_private_folder(folder)
        make_private_file(fresh)
        with outside_transaction(engine) as connection:
            verify_every_page(connection)
            _export(connection, fresh, key, place, tell, should_stop)
            _compare(connection, fresh, key)
        keys_beside(fresh).write(header)
        _sync(folder)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise fault_of_file(error) from error
        raise
    return folder


def rekey_in_place(
    engine: Engine,
    place: StorePlace,
    key: StoreKey,
    header: KeyHeader,
    go_on_with: GoOnWith,
    tell: Tell,
    should_stop: Callable[[], bool],
) -> None:
    """Encrypt a store anew and go on with it: until the new one is certain in its place, the one from before counts.

    Raises:
        RekeyStopped, StoreError: as `make_rekeyed`; the engine goes on with the old store.
        ChangeOverRefused: the engine goes on with the old store, as soon as that is certain on the disk.
    """
    ready = make_rekeyed(engine, place, key, header, tell, should_stop)
    engine.dispose()  # it connects again by itself where the old store stays
    change = ChangeOver(ready, place)
    try:
        change.carry_out()
    except StoreError as refused:
        raise _take_back(change, place, engine, go_on_with, refused) from refused
    # It was opened and compared before: should the disk refuse to open it now, what is entered waits for that.
    go_on_with(later_database(place.database, key, newest_schema=NEWEST_SCHEMA))
    let_go_of_previous(place)
    forget_unfinished(place)


def _take_back(
    change: ChangeOver, place: StorePlace, engine: Engine, go_on_with: GoOnWith, refused: StoreError
) -> ChangeOverRefused:
    try:
        change.take_back()
    except StoreError:
        go_on_with(engine, change.take_back)
        return ChangeOverRefused(refused, is_taken_back=False)
    forget_unfinished(place)
    return ChangeOverRefused(refused, is_taken_back=True)


def forget_unfinished(place: StorePlace) -> None:
    """Delete what an interrupted writing left behind, and what a finished one took the place of."""
    if place.folder.is_dir():
        for pattern in (f"{_UNFINISHED}*", f"{LEFT_OVER}*"):
            for folder in place.folder.glob(pattern):
                shutil.rmtree(folder, ignore_errors=True)


def _export(
    connection: Connection,
    fresh: Path,
    key: StoreKey,
    place: StorePlace,
    tell: Tell,
    should_stop: Callable[[], bool],
) -> None:
    driver = connection.connection.driver_connection
    if driver is None:  # pragma: no cover - it is connected; a type cannot say so
        raise FailingDisk
    size = max(place.database.stat().st_size, 1)

    told, is_stopped = -1, False

    def look() -> int:
        nonlocal told, is_stopped
        done = min(fresh.stat().st_size, size)
        if done != told:
            told = done
            tell(done, size)
        is_stopped = should_stop()
        return int(is_stopped)

    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    try:
        _attach_and_export(driver, fresh, key, int(version), look)
    except Exception as error:
        if is_stopped:
            message = "It was stopped. Nothing was changed: the records open as before."
            raise RekeyStopped(message) from error
        fault = fault_of_database(error) or fault_of_words(error)
        if fault is None:
            raise
        raise fault from error


def _attach_and_export(
    driver: DriverConnection, fresh: Path, key: StoreKey, version: int, look: Callable[[], int]
) -> None:
    driver.execute(
        "ATTACH DATABASE ? AS fresh KEY ?", (str(fresh), f"x'{key.data_key.hex()}{key.salt.hex()}'")
    )
    driver.set_progress_handler(look, _LOOK_EVERY)
    try:
        driver.execute("SELECT sqlcipher_export('fresh')").fetchone()
        driver.execute(f"PRAGMA fresh.user_version = {version:d}")
    finally:
        driver.set_progress_handler(None, 0)
        driver.execute("DETACH DATABASE fresh")


def _compare(live: Connection, fresh: Path, key: StoreKey) -> None:
    with fresh.open("rb") as file:
        if file.read(len(key.salt)) != key.salt:
            raise DamagedStore
    version = live.exec_driver_sql("PRAGMA user_version").scalar_one()
    engine = open_database(fresh, key, newest_schema=version)
    try:
        with outside_transaction(engine) as connection:
            verify_every_page(connection)
            if count_rows(connection) != count_rows(live) or _schema(connection) != _schema(live):
                raise DamagedStore
            if connection.exec_driver_sql("PRAGMA user_version").scalar_one() != version:
                raise DamagedStore
    finally:
        engine.dispose()


def _schema(connection: Connection) -> set[tuple[str, str]]:
    """All tables, indexes and triggers, by what they are and how they are called."""
    rows = connection.exec_driver_sql("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {(kind, name) for kind, name in rows}


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    sync_folder(folder)
