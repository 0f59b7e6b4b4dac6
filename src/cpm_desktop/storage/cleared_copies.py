"""The copies that still hold a cleared record: backups and stores put aside, here and in the second place."""

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from sqlalchemy import Connection, select

from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.errors import StoreError
from cpm_desktop.storage.journal_tables import JOURNAL, PAYLOAD
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.looking import opened_copy
from cpm_desktop.storage.placement import DATABASE_NAME, StorePlace
from cpm_desktop.storage.replacing import stores_aside
from cpm_desktop.storage.second_backup import list_copies


def copies_here(place: StorePlace) -> tuple[Path, ...]:
    """Return every backup on this computer, and every store that a restored one took the place of."""
    return (*list_backups(place), *stores_aside(place))


def copies_there(second: Path, place: StorePlace) -> tuple[Path, ...]:
    """Return every backup of this store in the second place."""
    return tuple(list_copies(second, place))


def read_entered(connection: Connection, meetings: Collection[str]) -> frozenset[bytes]:
    """Read what stands for each entry of some meetings whose content is there: after a clearing, few are."""
    statement = (
        select(JOURNAL.c.payload_hash)
        .join(PAYLOAD, PAYLOAD.c.sequence == JOURNAL.c.sequence)
        .where(JOURNAL.c.aggregate_id.in_(sorted(meetings)))
    )
    return frozenset(connection.execute(statement).scalars())


def holds_record(
    copy: Path, place: StorePlace, key: StoreKey, meetings: Collection[str], entered: frozenset[bytes]
) -> bool:
    """Tell whether a copy may hold an entry of some meetings that the store itself holds no more.

    What cannot be looked into counts as holding one: it may open with an older passphrase.

    Args:
        copy: its folder.
        place: of the store.
        key: of the store.
        meetings: ids of meetings whose records were cleared.
        entered: what `read_entered` gives of the store.
    """
    try:
        with opened_copy(copy, place, key) as connection:
            return not read_entered(connection, meetings) <= entered
    except StoreError:
        return True


def delete_copies(copies: Iterable[Path]) -> tuple[Path, ...]:
    """Delete copies, each one's database first; give those that could not be deleted."""
    left = []
    for copy in copies:
        try:
            (copy / DATABASE_NAME).unlink(missing_ok=True)
            shutil.rmtree(copy)
        except FileNotFoundError:
            continue
        except OSError:
            left.append(copy)
    return tuple(left)
