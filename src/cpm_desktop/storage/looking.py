"""Looking into a backup without touching it: a copy of it is opened beside the store, and deleted afterwards."""

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from cpm_desktop.storage.engine import open_database, verify_every_page
from cpm_desktop.storage.faults import fault_of_file
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.migrating import migrate, outside_transaction
from cpm_desktop.storage.placement import DATABASE_NAME, StorePlace, make_private_folder
from cpm_desktop.storage.tables import NEWEST_SCHEMA

LOOKING = ".looking-"


@contextlib.contextmanager
def opened_copy(backup: Path, place: StorePlace, key: StoreKey) -> Iterator[Connection]:
    """Open a checked copy of a backup, led to the newest schema; the backup itself is only read.

    Args:
        backup: a folder with a database and its key files.
        place: of the store, beside which the copy lies for as long as it is looked at.
        key: that opens the backup.

    Raises:
        StoreError: the backup is damaged, foreign or newer, the key is another one's, or the disk is full.
    """
    folder = place.folder / f"{LOOKING}{secrets.token_hex(4)}"
    try:
        make_private_folder(folder)
        copy = folder / DATABASE_NAME
        try:
            shutil.copyfile(backup / DATABASE_NAME, copy)
            copy.chmod(0o600)
        except OSError as error:
            raise fault_of_file(error) from error
        engine = open_database(copy, key, newest_schema=NEWEST_SCHEMA)
        try:
            with outside_transaction(engine) as connection:
                verify_every_page(connection)
            migrate(engine)
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copies_looked_at(place: StorePlace) -> tuple[Path, ...]:
    """Return the copies that lie beside a store: looked at just now, or left by a look that could not put them away."""
    return tuple(sorted(place.folder.glob(f"{LOOKING}*"))) if place.folder.is_dir() else ()


def forget_looked_at(place: StorePlace) -> None:
    """Delete what an interrupted look left behind."""
    for folder in copies_looked_at(place):
        shutil.rmtree(folder, ignore_errors=True)
