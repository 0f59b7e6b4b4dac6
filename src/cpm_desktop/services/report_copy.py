"""Copies for a purpose, such as the child permanence report: marked so, without legal advice (after.adoption-cpr)."""

from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.forms import MarkedCopy
from cpm_desktop.domain.handover import SignedDocument
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.services.copy_making import CopyWanted, copy_wanted, made_copy
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import situation_now
from cpm_desktop.services.window_thread import OnWindowThread, at_once


def report_copies(desk: Desk, meeting_id: str) -> tuple[MarkedCopy, ...]:
    """Return the copies for a purpose that this record calls for, as its form says."""
    meeting = desk.meeting(meeting_id).value
    situation = situation_now(desk, meeting)
    copies = desk.form_of(meeting).distribution.marked_copies
    return tuple(copy for copy in copies if situation.holds(copy.when))


def signed_report_copy(
    desk: Desk,
    meeting_id: str,
    copy_id: str,
    on_window_thread: OnWindowThread = at_once,
    *,
    is_again: bool = False,
) -> SignedDocument:
    """Return the signed copy for a purpose; made, verified and kept at the first need. Slow, for any thread.

    Raises:
        NotSignedYet: the record is not signed.
        InvalidDetail: it calls for no such copy.
        SigningNotSaved: the disk does not take it.
    """
    reader = Reader(ReaderKind.REPORT, copy_id)

    def look() -> CopyWanted:
        meeting = desk.meeting(meeting_id).value
        if meeting.signings and copy_id not in {copy.id for copy in report_copies(desk, meeting_id)}:
            message = "This record calls for no such copy."
            raise InvalidDetail(message)
        return copy_wanted(desk, meeting, reader, is_again=is_again)

    return made_copy(desk, meeting_id, look, on_window_thread)
