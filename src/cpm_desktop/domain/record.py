"""The record: what signing freezes. Its canonical JSON is what the fingerprint on every copy stands for."""

import dataclasses
import hashlib
import json

from cpm_desktop.domain.aggregate import entities_of, shelves
from cpm_desktop.domain.codec import Plain, Row, from_plain, to_plain
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.journal import canonical_json
from cpm_desktop.domain.meeting import HANDOVER_KINDS, Meeting, Stage

RECORD_VERSION = 1
_PRINTED_DIGITS = 16


class RecordUnreadable(CarePlanningError):
    """A frozen record is damaged or was made by a newer version."""


def record_json(meeting: Meeting) -> str:
    """Return the canonical JSON of a meeting's record: everything but how it was handed over.

    The stage is left out too, since locking the record changes nothing in it.
    """
    held: Row = {"version": RECORD_VERSION, "id": meeting.id}
    for kind, shelf in shelves(Meeting).items():
        if kind in HANDOVER_KINDS:
            continue
        rows: list[Plain] = [_without_stage(to_plain(entity)) for entity in entities_of(meeting, kind)]
        held[shelf.field] = rows[0] if shelf.is_single else rows
    return canonical_json(held)


def fingerprint_of(record: str) -> str:
    """Return the SHA-256 (hex) of a record's canonical JSON."""
    return hashlib.sha256(record.encode()).hexdigest()


def printed_fingerprint(fingerprint: str) -> str:
    """Return the first 16 digits in groups of four, as copies print it."""
    digits = fingerprint[:_PRINTED_DIGITS]
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def printed_record_id(meeting_id: str) -> str:
    """Return the record's number as copies print it."""
    return f"{meeting_id[:8]}-{meeting_id[8:12]}"


def meeting_from_record(record: str) -> Meeting:
    """Rebuild the meeting from its frozen record; it is signed, and holds nothing of its handing over.

    Raises:
        RecordUnreadable: it is damaged or of a newer version.
    """
    try:
        plain = json.loads(record)
        _require_version(plain.pop("version"))
        fields: dict[str, object] = {"id": plain.pop("id")}
        for shelf in shelves(Meeting).values():
            rows = plain.get(shelf.field)
            if rows is not None:
                read = [from_plain(shelf.entity, row) for row in ([rows] if shelf.is_single else rows)]
                fields[shelf.field] = read[0] if shelf.is_single else tuple(read)
        meeting = Meeting(**fields)  # type: ignore[arg-type]  # each field was read by its shelf
    except (ValueError, KeyError, TypeError, AttributeError, CarePlanningError) as error:
        message = "This record cannot be read: it is damaged, or it was made by a newer version."
        raise RecordUnreadable(message) from error
    return _signed(meeting)


def _require_version(version: object) -> None:
    if version != RECORD_VERSION:
        message = f"This is no record of version {RECORD_VERSION}."
        raise ValueError(message)


def _without_stage(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "stage"}


def _signed(meeting: Meeting) -> Meeting:
    return dataclasses.replace(meeting, facts=dataclasses.replace(meeting.facts, stage=Stage.SIGNED))
