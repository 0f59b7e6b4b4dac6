"""The check of what is kept by its hash: signed files, papers, and the frozen records whose number minutes print."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, select

from cpm_desktop.domain.cleared import ClearedRecord
from cpm_desktop.domain.handover import Endorsement, SignedDocument, Signing
from cpm_desktop.domain.meeting import Paper
from cpm_desktop.domain.record import fingerprint_of, printed_fingerprint
from cpm_desktop.storage.journal_tables import BLOB, FORM_TEXT, RECORD
from cpm_desktop.storage.tables import ENTITY_TABLES

_NAMED_BY = (SignedDocument, Endorsement, Paper)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentReport:
    """What the check of contents found.

    Attributes:
        files: how many files are kept.
        records: how many frozen records.
        damaged: hashes (hex) of files whose bytes are others than their name says.
        missing: hashes of files that a record names and that are not kept.
        changed_records: ids of meetings whose frozen record is not what its number, or its signature, stands for.
        changed_forms: how many forms' texts are not what their hash says.
    """

    files: int
    records: int
    damaged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    changed_records: tuple[str, ...] = ()
    changed_forms: int = 0


def check_contents(connection: Connection) -> ContentReport:
    """Compare everything that is kept by its hash with that hash, and every name of a file with the files."""
    kept, damaged = set(), []
    for name in connection.execute(select(BLOB.c.hash)).scalars().all():
        content = connection.execute(select(BLOB.c.content).where(BLOB.c.hash == name)).scalar_one()
        kept.add(name)
        if hashlib.sha256(content).hexdigest() != name:
            damaged.append(name)
    records, changed = _check_records(connection)
    forms = connection.execute(select(FORM_TEXT.c.hash, FORM_TEXT.c.text)).all()
    return ContentReport(
        files=len(kept),
        records=records,
        damaged=tuple(damaged),
        missing=tuple(sorted(_named(connection) - kept)),
        changed_records=changed,
        changed_forms=sum(hash_of_form != fingerprint_of(text) for hash_of_form, text in forms),
    )


def find_records(connection: Connection, printed: str) -> tuple[str, ...]:
    """The ids of meetings whose frozen record has a printed number.

    Args:
        connection: to the store.
        printed: as it stands on issued minutes, with or without spaces.
    """
    digits = "".join(printed.split()).casefold()
    if not digits:
        return ()
    rows = connection.execute(select(RECORD.c.meeting_id, RECORD.c.text)).all()
    return tuple(
        meeting_id
        for meeting_id, text in rows
        if digits in {fingerprint_of(text), "".join(printed_fingerprint(fingerprint_of(text)).split())}
    )


def find_cleared(connection: Connection, printed: str) -> tuple[str, ...]:
    """The ids of meetings whose cleared record had a printed number, by the proof that stayed."""
    digits = "".join(printed.split()).casefold()
    proofs = ENTITY_TABLES[ClearedRecord.kind]
    rows = connection.execute(select(proofs.c.aggregate_id, proofs.c.fingerprint)).all()
    return tuple(
        meeting_id
        for meeting_id, fingerprint in rows
        if digits and digits in {fingerprint, "".join(printed_fingerprint(fingerprint).split())}
    )


def _check_records(connection: Connection) -> tuple[int, tuple[str, ...]]:
    signings = ENTITY_TABLES[Signing.kind]
    statement = select(signings.c.aggregate_id, signings.c.fingerprint)
    signed = {row.aggregate_id: row.fingerprint for row in connection.execute(statement)}
    rows = connection.execute(select(RECORD.c.meeting_id, RECORD.c.fingerprint, RECORD.c.text)).all()
    changed = [
        meeting_id
        for meeting_id, fingerprint, text in rows
        if fingerprint != fingerprint_of(text) or signed.get(meeting_id, fingerprint) != fingerprint
    ]
    cleared = set(connection.execute(select(ENTITY_TABLES[ClearedRecord.kind].c.aggregate_id)).scalars())
    lost = signed.keys() - cleared - {row.meeting_id for row in rows}
    return len(rows), tuple(sorted({*changed, *lost}))


def _named(connection: Connection) -> set[str]:
    found: set[str] = set()
    for entity in _NAMED_BY:
        column = ENTITY_TABLES[entity.kind].c.file_hash
        found.update(connection.execute(select(column).where(column != "")).scalars())
    return found
