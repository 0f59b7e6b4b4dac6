"""The journal: what was changed, when, by which writer; chained so that nothing can be slipped in."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.journal import Entry, EntryKind, canonical_json, entry_from_plain, entry_to_plain
from cpm_desktop.domain.revision import Revision
from cpm_desktop.domain.undo import JournalLine
from cpm_desktop.storage.journal_tables import JOURNAL, PAYLOAD
from cpm_desktop.storage.refusals import EntryErased, UnknownEntry, UnreadableEntry, UnstorableText

SALT_LENGTH: Final = 16  # bytes
START_OF_CHAIN: Final = bytes(32)
_CHAINED: Final = tuple(column.name for column in JOURNAL.columns if column.name != "chain_hash")
_FORMAT: Final = b"cpm-desktop journal 1"
# Statements of every change are built once: building takes longer than running.
_NEWEST: Final = select(JOURNAL.c.chain_hash).where(
    JOURNAL.c.sequence == select(func.max(JOURNAL.c.sequence)).scalar_subquery()
)
_ENTER_LINE: Final = JOURNAL.insert()
_ENTER_PAYLOAD: Final = PAYLOAD.insert()


@dataclass(frozen=True, slots=True)
class PastEntry:
    """A line of the journal as a pack takes it along.

    Attributes:
        revision: of the aggregate after it.
        at: when it was committed (UTC).
        label: what was done, in the imperative.
        entry: the change; None where it was erased, or another version of the application made it.
    """

    revision: Revision
    at: dt.datetime
    label: str
    entry: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What is to be entered in the journal.

    Attributes:
        sequence: its place.
        at: the time of the commit (UTC).
        writer: who makes it.
        aggregate: as it is afterwards.
        entry: what was done.
        is_barrier: undo does not reach behind it.
    """

    sequence: int
    at: dt.datetime
    writer: str
    aggregate: Aggregate
    entry: Entry
    is_barrier: bool


def append_entry(connection: Connection, new: NewEntry) -> bytes:
    """Enter a change.

    Returns:
        The head of the chain: the hash that stands for the journal up to here.

    Raises:
        UnstorableText: its text holds half a character.
    """
    try:
        payload = canonical_json(entry_to_plain(new.entry)).encode()
    except UnicodeEncodeError as error:
        raise UnstorableText from error
    salt = secrets.token_bytes(SALT_LENGTH)
    row: dict[str, Any] = {
        "sequence": new.sequence,
        "aggregate_id": new.aggregate.id,
        "aggregate_name": new.aggregate.name,
        "revision": canonical_json(dict(new.aggregate.revision.to_plain())),
        "at": new.at.astimezone(dt.UTC).isoformat(),
        "writer": new.writer,
        "entry_kind": new.entry.entry_kind.value,
        "command_kind": new.entry.command.kind,
        "command_version": new.entry.command.version,
        "label": new.entry.command.label(),
        "of": new.entry.of,
        "is_barrier": int(new.is_barrier),
        "payload_hash": payload_hash(salt, payload),
    }
    row["chain_hash"] = chain_hash(row, last_chain_hash(connection))
    connection.execute(_ENTER_LINE, row)
    connection.execute(_ENTER_PAYLOAD, {"sequence": new.sequence, "salt": salt, "payload": payload})
    head: bytes = row["chain_hash"]
    return head


def payload_hash(salt: bytes, payload: bytes) -> bytes:
    """SHA-256 that binds an entry to what it holds, and tells nothing of it once that is erased."""
    return hashlib.sha256(salt + payload).digest()


def chain_hash(row: dict[str, Any], previous: bytes) -> bytes:
    """SHA-256 over a line of the journal and the chain before it; each part stands behind its length."""
    digest = hashlib.sha256(_FORMAT)
    for part in (*(_as_bytes(row[name]) for name in _CHAINED), previous):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def read_lines(connection: Connection, aggregate_id: str) -> tuple[JournalLine, ...]:
    """What undo needs to know of all changes of one aggregate, oldest first."""
    columns = JOURNAL.c.sequence, JOURNAL.c.entry_kind, JOURNAL.c.of, JOURNAL.c.label, JOURNAL.c.is_barrier
    rows = connection.execute(
        select(*columns).where(JOURNAL.c.aggregate_id == aggregate_id).order_by(JOURNAL.c.sequence)
    )
    return tuple(
        JournalLine(sequence, EntryKind(kind), of, label, bool(is_barrier))
        for sequence, kind, of, label, is_barrier in rows
    )


def read_past(connection: Connection, aggregate_id: str, most: int) -> tuple[PastEntry, ...]:
    """Read the newest changes of one aggregate, oldest first; at most so many."""
    rows = connection.execute(
        select(JOURNAL.c.revision, JOURNAL.c.at, JOURNAL.c.label, PAYLOAD.c.payload)
        .outerjoin(PAYLOAD, PAYLOAD.c.sequence == JOURNAL.c.sequence)
        .where(JOURNAL.c.aggregate_id == aggregate_id)
        .order_by(JOURNAL.c.sequence.desc())
        .limit(most)
    ).all()
    return tuple(
        PastEntry(
            Revision.from_plain(json.loads(row.revision)),
            dt.datetime.fromisoformat(row.at),
            row.label,
            _entry_if_read(row.payload),
        )
        for row in reversed(rows)
    )


def _entry_if_read(payload: bytes | None) -> Entry | None:
    try:
        return entry_of(payload) if payload is not None else None
    except UnreadableEntry:
        return None


def read_entry(connection: Connection, sequence: int) -> Entry:
    """Read one change with what it holds.

    Raises:
        UnknownEntry: there is none at that place.
        EntryErased: what it held was erased.
        UnreadableEntry: it is damaged, or of a newer version of the application.
    """
    payload = connection.execute(select(PAYLOAD.c.payload).where(PAYLOAD.c.sequence == sequence)).scalar()
    if payload is None:
        is_there = connection.execute(
            select(JOURNAL.c.sequence).where(JOURNAL.c.sequence == sequence)
        ).first()
        raise EntryErased if is_there else UnknownEntry
    return entry_of(payload)


def entry_of(payload: bytes) -> Entry:
    """Read what an entry holds.

    Raises:
        UnreadableEntry: this version of the application cannot read it.
    """
    try:
        return entry_from_plain(json.loads(payload))
    except (InvalidDetail, AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableEntry from error


def last_sequence(connection: Connection) -> int:
    """The place of the last entry; 0 for an empty journal."""
    return connection.execute(select(func.max(JOURNAL.c.sequence))).scalar() or 0


def journal_rows(connection: Connection) -> Iterator[Row[Any]]:
    """Yield each line of the journal with its salt and payload (None where erased), oldest first."""
    statement = (
        select(JOURNAL, PAYLOAD.c.salt, PAYLOAD.c.payload)
        .outerjoin(PAYLOAD, PAYLOAD.c.sequence == JOURNAL.c.sequence)
        .order_by(JOURNAL.c.sequence)
    )
    yield from connection.execute(statement)


def last_chain_hash(connection: Connection) -> bytes:
    """The head of the chain: the hash that stands for the whole journal."""
    return connection.execute(_NEWEST).scalar() or START_OF_CHAIN


def _as_bytes(value: str | int | bytes | None) -> bytes:
    match value:
        case bytes():
            return value
        case None:
            return b""
        case int() | str():  # pragma: no branch - there is no fourth
            return str(value).encode()
