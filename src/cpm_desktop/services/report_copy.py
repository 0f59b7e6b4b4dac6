"""Copies for a purpose, such as the child permanence report: marked so, without legal advice (after.adoption-cpr)."""

import datetime as dt
import hashlib

from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.forms import MarkedCopy
from cpm_desktop.domain.handover import SignedDocument
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import situation_now
from cpm_desktop.services.papers import minutes_paper
from cpm_desktop.services.signed_files import keep_document, reason_to_sign, require_whole, signed_bytes
from cpm_desktop.services.window_thread import OnWindowThread, at_once


def report_copies(desk: Desk, meeting_id: str) -> tuple[MarkedCopy, ...]:
    """Return the copies for a purpose that this record calls for, as its form says."""
    meeting = desk.meeting(meeting_id).value
    situation = situation_now(desk, meeting)
    copies = desk.form_of(meeting).distribution.marked_copies
    return tuple(copy for copy in copies if situation.holds(copy.when))


def signed_report_copy(
    desk: Desk, meeting_id: str, copy_id: str, on_window_thread: OnWindowThread = at_once
) -> SignedDocument:
    """Return the signed copy for a purpose; made, verified and kept at the first need. Slow, for any thread.

    Raises:
        InvalidDetail: the record is not signed, or calls for no such copy.
        SigningNotSaved: the disk does not take it.
    """
    reader = Reader(ReaderKind.REPORT, copy_id)

    def look() -> tuple[SignedDocument | None, Paper, dt.datetime]:
        meeting = desk.meeting(meeting_id).value
        signing = next(iter(meeting.signings), None)
        if signing is None or signing.signed_at is None:
            message = "Copies are made of the signed record. Sign it first."
            raise InvalidDetail(message)
        if copy_id not in {copy.id for copy in report_copies(desk, meeting_id)}:
            message = "This record calls for no such copy."
            raise InvalidDetail(message)
        return _known(meeting.documents, reader), minutes_paper(desk, meeting, reader), signing.signed_at

    known, paper, signed_at = on_window_thread(look)
    if known is not None:
        return known
    reason = on_window_thread(lambda: reason_to_sign(desk.meeting(meeting_id).value))
    content = signed_bytes(desk, paper, signed_at, reason=reason)
    require_whole(content, hashlib.sha256(content).hexdigest())
    return keep_document(desk, meeting_id, reader, content, on_window_thread, is_verified=True)


def _known(documents: tuple[SignedDocument, ...], reader: Reader) -> SignedDocument | None:
    return next(
        (
            document
            for document in reversed(documents)
            if (document.reader, document.recipient) == (reader.kind.value, reader.attendee_id)
        ),
        None,
    )
