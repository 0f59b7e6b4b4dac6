"""Clearing a filed record: its rows, journal contents, files and frozen text go in one transaction, its pages after it.

What is left of the meeting, with the proof, is entered in the journal like a creation, so that the journal still
rebuilds the tables. The journal's lines stay, bound to what they held by salted hashes, so that its chain holds.
Until backups are cleared too the store remembers that a clearing is not finished.
"""

import dataclasses
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Select, delete, func, select

from cpm_desktop.domain.aggregate import all_entities
from cpm_desktop.domain.clearing import clearing_of
from cpm_desktop.domain.handover import Endorsement, SignedDocument
from cpm_desktop.domain.listing import Saved
from cpm_desktop.domain.meeting import Meeting, Paper
from cpm_desktop.domain.revision import Revision
from cpm_desktop.storage.aggregate_rows import advance_revision, child_of, enter_entities
from cpm_desktop.storage.caseload_rows import refresh_follow_ups, refresh_meeting_line
from cpm_desktop.storage.changing import Pen
from cpm_desktop.storage.engine import verify_every_page
from cpm_desktop.storage.journal_rows import NewEntry, append_entry, last_chain_hash
from cpm_desktop.storage.journal_tables import BLOB, JOURNAL, PAYLOAD, RECORD, STORE_FACT
from cpm_desktop.storage.projecting import project_child
from cpm_desktop.storage.tables import ENTITY_TABLES

_UNFINISHED: Final = "clearing"
_NAME_FILES: Final = (SignedDocument, Endorsement, Paper)
_HASH: Final = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A clearing of which copies are left.

    Attributes:
        meetings: ids of the meetings whose records were cleared.
        here_done: this computer's backups are done; only the second place is left.
    """

    meetings: tuple[str, ...]
    here_done: bool = False


def enter_clearing(connection: Connection, pen: Pen, sequence: int, before: Revision, left: Meeting) -> Saved:
    """Put what is left of a meeting in the place of all that was kept of it; in a transaction.

    Args:
        connection: to the store.
        pen: who writes, and by which clock.
        sequence: its place in the journal.
        before: the revision that it was decided on.
        left: what stays, with the proof; the first time, the journal's head is put into that here.

    Raises:
        UnknownAggregate: there is no such meeting.
        StaleRevision: it was changed meanwhile; nothing is cleared then.
    """
    head = last_chain_hash(connection).hex()
    left = dataclasses.replace(
        left,
        cleared=tuple(
            dataclasses.replace(proof, journal_head=proof.journal_head or head) for proof in left.cleared
        ),
    )
    advance_revision(connection, before, left)
    named = _files_entered(connection, left.id)
    for table in ENTITY_TABLES.values():
        connection.execute(delete(table).where(table.c.aggregate_id == left.id))
    connection.execute(delete(RECORD).where(RECORD.c.meeting_id == left.id))
    enter_entities(connection, left.id, all_entities(left))
    connection.execute(delete(PAYLOAD).where(PAYLOAD.c.sequence.in_(_lines_of(left.id))))
    unnamed = [name for name in sorted(named) if not _is_named(connection, name)]
    connection.execute(delete(BLOB).where(BLOB.c.hash.in_(unnamed)))
    refresh_meeting_line(connection, left)
    refresh_follow_ups(connection, left)
    child_id = child_of(left)
    if child_id is not None:
        project_child(connection, child_id)
    _remember(connection, Unfinished((*_meetings(connection), left.id)))
    at = pen.clock()
    entry = NewEntry(
        sequence=sequence,
        at=at,
        writer=pen.writer,
        aggregate=left,
        entry=clearing_of(left),
        is_barrier=True,
    )
    chain_head = append_entry(connection, entry)
    return Saved(sequence=sequence, at=at, revision=left.revision, chain_head=chain_head.hex())


def write_anew(connection: Connection) -> None:
    """Write every page of the database anew, so that none holds what was deleted; outside a transaction.

    Raises:
        DamagedStore: it is not whole afterwards.
    """
    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
    connection.exec_driver_sql("VACUUM")
    verify_every_page(connection)  # it moves the log into the file first, and leaves it empty


def read_unfinished(connection: Connection) -> Unfinished | None:
    """Read what is left to be cleared; None where nothing is."""
    value = connection.execute(select(STORE_FACT.c.value).where(STORE_FACT.c.name == _UNFINISHED)).scalar()
    if value is None:
        return None
    plain = json.loads(value)
    return Unfinished(tuple(plain["meetings"]), bool(plain["here_done"]))


def note_progress(connection: Connection, done: Collection[str], *, here_done: bool) -> None:
    """Note that the copies of some cleared records are done: here alone, or all of them; in a transaction.

    Args:
        connection: to the store.
        done: ids of the meetings.
        here_done: only this computer's copies are; the second place's are still to come.
    """
    if here_done:
        if set(_meetings(connection)) <= set(done):
            _remember(connection, Unfinished(_meetings(connection), here_done=True))
        return
    _remember(connection, Unfinished(tuple(one for one in _meetings(connection) if one not in done)))


def _meetings(connection: Connection) -> tuple[str, ...]:
    unfinished = read_unfinished(connection)
    return unfinished.meetings if unfinished is not None else ()


def _remember(connection: Connection, unfinished: Unfinished) -> None:
    connection.execute(delete(STORE_FACT).where(STORE_FACT.c.name == _UNFINISHED))
    if unfinished.meetings:
        value = json.dumps({"meetings": sorted(set(unfinished.meetings)), "here_done": unfinished.here_done})
        connection.execute(STORE_FACT.insert(), {"name": _UNFINISHED, "value": value})


def _lines_of(identifier: str) -> Select[tuple[int]]:
    return select(JOURNAL.c.sequence).where(JOURNAL.c.aggregate_id == identifier)


def _files_entered(connection: Connection, identifier: str) -> set[str]:
    """Return the hashes of all files that were ever entered with a meeting, those taken off again too."""
    kept = set(connection.execute(select(BLOB.c.hash)).scalars())
    payloads = select(PAYLOAD.c.payload).where(PAYLOAD.c.sequence.in_(_lines_of(identifier)))
    found = {
        match.group().decode()
        for payload in connection.execute(payloads).scalars()
        for match in _HASH.finditer(payload)
    }
    for cls in _NAME_FILES:
        table = ENTITY_TABLES[cls.kind]
        named = select(table.c.file_hash).where(table.c.aggregate_id == identifier)
        found.update(connection.execute(named).scalars())
    return found & kept


def _is_named(connection: Connection, name: str) -> bool:
    """Tell whether anything names a file, or could by undo."""
    for cls in _NAME_FILES:
        table = ENTITY_TABLES[cls.kind]
        if connection.execute(select(table.c.id).where(table.c.file_hash == name).limit(1)).first():
            return True
    entered = func.instr(PAYLOAD.c.payload, name.encode()) > 0
    return connection.execute(select(PAYLOAD.c.sequence).where(entered).limit(1)).first() is not None
