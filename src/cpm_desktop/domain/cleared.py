"""The proof that stays where a filed record was cleared from this computer: numbers and days, no word of a case."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.entity import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearedRecord(Entity):
    """That a record was made, signed and filed, and that its copy here was cleared. Its id is "cleared".

    When it was loaded and noted, and by whom, stays with the meeting as its filing; who signed it, as its signing.

    Attributes:
        case_number: of the child in the case system, where the record is found.
        fingerprint: SHA-256 (hex) of the frozen record, whose first digits stand on every copy.
        file_hashes: SHA-256 (hex) of the signed files as they stood at last, the file copy's first.
        copies_sent: how many people were sent a copy.
        last_sent_on: the day the last copy was sent.
        grounds: of a record that no meeting is required, ids of the grounds: when one is due again follows from them.
        journal_head: SHA-256 (hex) over the whole journal up to the clearing.
        cleared_at: when it was cleared (UTC).
        cleared_by: by whom.
        rest_cleared_at: when the rest was cleared that later meetings still needed then (UTC); None while there is one.
    """

    kind: ClassVar[str] = "cleared_record"
    noun: ClassVar[str] = "proof of a cleared record"
    case_number: str = ""
    fingerprint: str = ""
    file_hashes: tuple[str, ...] = ()
    copies_sent: int = 0
    last_sent_on: dt.date | None = None
    grounds: tuple[str, ...] = ()
    journal_head: str = ""
    cleared_at: dt.datetime | None = None
    cleared_by: str = ""
    rest_cleared_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingProof:
    """All that stays of a cleared record in one line: what it was, that it was filed, that it was cleared.

    Attributes:
        meeting_id: the meeting.
        case_number: of the child in the case system.
        form_id: its kind.
        held_on: its day.
        fingerprint: SHA-256 (hex) of the frozen record.
        file_hashes: SHA-256 (hex) of the signed files, the file copy's first.
        signer: who signed it.
        signed_at: when (UTC).
        loaded_on: the day it was loaded into the case system.
        loaded_by: who confirmed that.
        noted_on: the day the case note was added.
        noted_by: who confirmed that.
        journal_head: SHA-256 (hex) over the whole journal up to the clearing.
        cleared_at: when it was cleared (UTC).
        cleared_by: by whom.
        rest_cleared_at: when the rest that was still needed was cleared (UTC); None while there is one.
    """

    meeting_id: str
    case_number: str = ""
    form_id: str = ""
    held_on: dt.date | None = None
    fingerprint: str = ""
    file_hashes: tuple[str, ...] = ()
    signer: str = ""
    signed_at: dt.datetime | None = None
    loaded_on: dt.date | None = None
    loaded_by: str = ""
    noted_on: dt.date | None = None
    noted_by: str = ""
    journal_head: str = ""
    cleared_at: dt.datetime | None = None
    cleared_by: str = ""
    rest_cleared_at: dt.datetime | None = None
