"""Repair: tables that are not what the journal says are made anew from it, and lists from the tables."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from cpm_desktop.domain.aggregate import all_entities
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.storage.aggregate_rows import child_of, enter_aggregate, enter_entities, read_aggregate
from cpm_desktop.storage.checking import follow_journal
from cpm_desktop.storage.errors import DamagedStore
from cpm_desktop.storage.journal_tables import AGGREGATE, BLOB
from cpm_desktop.storage.kept_rows import enter_blob, hash_of
from cpm_desktop.storage.projecting import project_everything
from cpm_desktop.storage.tables import ENTITY_TABLES


class JournalDamaged(DamagedStore):
    """The journal itself is not whole: nothing can be made anew from it."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair came to.

    Attributes:
        rebuilt: ids of the aggregates that were made anew from the journal.
        left: ids of those that are not what the journal says and cannot be made anew, because part of it was erased.
    """

    rebuilt: tuple[str, ...]
    left: tuple[str, ...]


def repair_from_journal(connection: Connection) -> Repaired:
    """Make anew what is not as the journal says, and all lists; in a transaction.

    Raises:
        JournalDamaged: the journal's chain is broken; nothing was changed.
    """
    walk = follow_journal(connection)
    if walk.faults:
        raise JournalDamaged
    known = set(connection.execute(select(AGGREGATE.c.id)).scalars())
    rebuilt, left = [], []
    for identifier, wanted in walk.rebuilt.items():
        held = _read(connection, type(wanted), identifier) if identifier in known else None
        if held == wanted:
            continue
        if identifier in walk.unbuildable:
            left.append(identifier)
            continue
        _enter_anew(connection, wanted, is_there=identifier in known)
        rebuilt.append(identifier)
    project_everything(connection)
    return Repaired(tuple(rebuilt), tuple(left))


def put_file_back(connection: Connection, name: str, content: bytes) -> None:
    """Put a file's right bytes in the place of damaged or missing ones.

    Raises:
        DamagedStore: the bytes are not the ones that the name stands for.
    """
    if hash_of(content) != name:
        raise DamagedStore
    connection.execute(delete(BLOB).where(BLOB.c.hash == name))
    enter_blob(connection, name, content)


def _read(connection: Connection, cls: type[Aggregate], identifier: str) -> Aggregate | None:
    try:
        return read_aggregate(connection, cls, identifier)
    except (CarePlanningError, KeyError, TypeError, ValueError, IndexError):
        return None


def _enter_anew(connection: Connection, wanted: Aggregate, *, is_there: bool) -> None:
    for table in ENTITY_TABLES.values():
        connection.execute(delete(table).where(table.c.aggregate_id == wanted.id))
    if is_there:  # its own row stays: the frozen record points to it
        row = {"child_id": child_of(wanted), "revision": json.dumps(wanted.revision.to_plain())}
        connection.execute(AGGREGATE.update().where(AGGREGATE.c.id == wanted.id).values(row))
        enter_entities(connection, wanted.id, all_entities(wanted))
    else:
        enter_aggregate(connection, wanted)
