"""Reading the proofs of all records that were cleared."""

import datetime as dt
import json

from sqlalchemy import Connection, select

from cpm_desktop.domain.cleared import ClearedRecord, ClearingProof
from cpm_desktop.domain.handover import Filing, Signing
from cpm_desktop.domain.meeting import MeetingFacts
from cpm_desktop.storage.tables import ENTITY_TABLES


def read_proofs(connection: Connection) -> tuple[ClearingProof, ...]:
    """Read the proof of every cleared record, the last cleared first."""
    proof, facts = ENTITY_TABLES[ClearedRecord.kind], ENTITY_TABLES[MeetingFacts.kind]
    filing, signing = ENTITY_TABLES[Filing.kind], ENTITY_TABLES[Signing.kind]
    statement = (
        select(
            *(proof.c.aggregate_id, proof.c.case_number, proof.c.fingerprint, proof.c.file_hashes),
            *(proof.c.journal_head, proof.c.cleared_at, proof.c.cleared_by, proof.c.rest_cleared_at),
            *(facts.c.form_id, facts.c.date, signing.c.signer, signing.c.signed_at),
            *(filing.c.loaded_on, filing.c.loaded_by, filing.c.noted_on, filing.c.noted_by),
        )
        .select_from(proof)
        .join(facts, facts.c.aggregate_id == proof.c.aggregate_id)
        .outerjoin(filing, filing.c.aggregate_id == proof.c.aggregate_id)
        .outerjoin(signing, signing.c.aggregate_id == proof.c.aggregate_id)
        .order_by(proof.c.cleared_at.desc(), proof.c.aggregate_id)
    )
    return tuple(
        ClearingProof(
            meeting_id=row.aggregate_id,
            case_number=row.case_number,
            form_id=row.form_id,
            held_on=_day(row.date),
            fingerprint=row.fingerprint,
            file_hashes=tuple(json.loads(row.file_hashes)),
            signer=row.signer or "",
            signed_at=_moment(row.signed_at),
            loaded_on=_day(row.loaded_on),
            loaded_by=row.loaded_by or "",
            noted_on=_day(row.noted_on),
            noted_by=row.noted_by or "",
            journal_head=row.journal_head,
            cleared_at=_moment(row.cleared_at),
            cleared_by=row.cleared_by,
            rest_cleared_at=_moment(row.rest_cleared_at),
        )
        for row in connection.execute(statement)
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
