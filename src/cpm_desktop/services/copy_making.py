"""Making one reader's signed copy: drawn from what they may see, numbered, kept, and found again while it still holds.

Rule: after.copy-for-each-reader.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.endorsed import as_it_stands
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import SignedDocument
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.copy_number import numbered_copy
from cpm_desktop.domain.reader import Reader, ReaderKind, seen_by
from cpm_desktop.domain.record import fingerprint_of, record_json
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.papers import minutes_paper
from cpm_desktop.services.signed_files import (
    CopyMarks,
    CopyNumberTaken,
    keep_document,
    reason_to_sign,
    require_whole,
    signed_bytes,
)
from cpm_desktop.services.window_thread import OnWindowThread


class NotSignedYet(InvalidDetail):
    """Copies are made of a signed record only."""


@dataclass(frozen=True, slots=True)
class CopyWanted:
    """What a copy is made of, looked up at one moment.

    Attributes:
        reader: whose copy it is.
        paper: drawn from what they may see.
        signed_at: the record's time, which the copy bears.
        reason: what the signature says it was given for.
        number: the next among the copies of this record; 0 for the file copy.
        drawn_from: what stands for all that the reader may see; empty for the file copy.
        known: the one made before that still holds, if any, with what came upon it since.
        scope: of a limited record, how much of it they may have.
    """

    reader: Reader
    paper: Paper
    signed_at: dt.datetime
    reason: str
    number: int
    drawn_from: str
    known: SignedDocument | None = None
    scope: str = ""


def copy_wanted(
    desk: Desk, meeting: Meeting, reader: Reader, scope: str = "", *, is_again: bool = False
) -> CopyWanted:
    """Look up what a reader's copy is made of; the one made before counts while nothing they may see has changed.

    Args:
        desk: open.
        meeting: the whole record.
        reader: whose copy it is.
        scope: of a limited record, how much of it they may have.
        is_again: make another one, though nothing has changed.

    Raises:
        NotSignedYet: the record is not signed.
        PrivilegedRecord: the record may not reach them.
    """
    signing = next(iter(meeting.signings), None)
    if signing is None or signing.signed_at is None:
        message = "Copies are made of the signed record. Sign it first."
        raise NotSignedYet(message)
    stands_for = drawn_from(desk, meeting, reader)
    known = None if is_again and stands_for else document_of(meeting, reader, stands_for, scope)
    return CopyWanted(
        reader=reader,
        paper=minutes_paper(desk, meeting, reader),
        signed_at=signing.signed_at,
        reason=reason_to_sign(meeting),
        number=next_copy_number(meeting) if stands_for else 0,
        drawn_from=stands_for,
        known=as_it_stands(meeting, known) if known is not None else None,
        scope=scope,
    )


def made_copy(
    desk: Desk, meeting_id: str, look: Callable[[], CopyWanted], on_window_thread: OnWindowThread
) -> SignedDocument:
    """Return the copy that is wanted: the known one, or one that is drawn, signed, read back and kept. Slow.

    Raises:
        SigningNotSaved: the disk does not take it.
    """
    while True:
        wanted = on_window_thread(look)
        if wanted.known is not None:
            return wanted.known
        paper = numbered_copy(wanted.paper, wanted.number)
        content = signed_bytes(desk, paper, wanted.signed_at, reason=wanted.reason)
        require_whole(content, hashlib.sha256(content).hexdigest())
        kept_as = CopyMarks(wanted.number, wanted.drawn_from, wanted.scope)
        try:
            return keep_document(
                desk, meeting_id, wanted.reader, content, on_window_thread, is_verified=True, kept_as=kept_as
            )
        except CopyNumberTaken:  # another copy was made meanwhile; this one gets the next number
            continue


def next_copy_number(meeting: Meeting) -> int:
    """Return the number of the copy that is made next; none is ever given twice for a record."""
    return 1 + max((document.number for document in meeting.documents), default=0)


def drawn_from(desk: Desk, meeting: Meeting, reader: Reader) -> str:
    """Return what stands for all that a reader may see, as 64 hex digits; empty for the file copy, which has all.

    Raises:
        PrivilegedRecord: the record may not reach them.
    """
    if reader.kind is ReaderKind.FILE:
        return ""
    return fingerprint_of(record_json(seen_by(meeting, reader, desk.form_of(meeting), desk.procedure.roles)))


def document_of(
    meeting: Meeting, reader: Reader, stands_for: str, scope: str | None = None
) -> SignedDocument | None:
    """Return the signed file made last for a reader from just what `stands_for` stands for, if any."""
    fitting = (
        document
        for document in reversed(meeting.documents)
        if (document.recipient, document.reader) == (reader.attendee_id, reader.kind.value)
        and document.drawn_from == stands_for
        and scope in (None, document.scope)
    )
    return next(fitting, None)
