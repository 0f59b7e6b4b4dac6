"""The first opening by a new version of the application: the store is backed up, and then led on."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Engine

from cpm_desktop.storage.backup import make_backup
from cpm_desktop.storage.errors import StoreError
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.last_version import note_version, read_last_version
from cpm_desktop.storage.migrating import migrate, needs_migration, outside_transaction
from cpm_desktop.storage.placement import StorePlace


def bring_up_to_date(
    engine: Engine,
    place: StorePlace,
    key: StoreKey,
    now: dt.datetime,
    version: str,
    tell: Callable[[str], object],
    *,
    is_new: bool = False,
) -> str:
    """Back the store up where another version had it open last, and lead it on where its schema is older.

    A store that does not say which version that was is taken for another's. Where the disk takes no backup and nothing
    has to be led on, the records open all the same, and the next opening tries again.

    Args:
        engine: open, with nobody else using it.
        place: of the store.
        key: of the store.
        now: the time that the backup is named for, with its zone.
        version: of the application that opens it now.
        tell: told in words what is being done.
        is_new: it was made a moment ago: nothing is in it yet.

    Returns:
        That version, where it was an earlier one; else nothing.

    Raises:
        StoreError: the schema has to be led on, and the backup or that failed; nothing was changed.
    """
    before = read_last_version(engine)
    if needs_migration(engine):
        tell("Bringing the store up to date")
        with outside_transaction(engine) as connection:
            make_backup(connection, place, key, now)
        migrate(engine)
    elif before != version and not is_new:
        tell("Making a backup before this version begins")
        try:
            with outside_transaction(engine) as connection:
                make_backup(connection, place, key, now)
        except StoreError:
            return ""
    if before == version:
        return ""
    try:
        note_version(engine, version)
    except StoreError:
        return ""  # told at the opening at which it is noted
    return before if before and _parts(before) < _parts(version) else ""


def _parts(version: str) -> tuple[tuple[int, str], ...]:
    """Return what orders versions; what is named, such as dev1, comes before the end."""
    named = ((int(part), "") if part.isdecimal() else (-1, part) for part in version.split("."))
    return (*named, (0, ""))
