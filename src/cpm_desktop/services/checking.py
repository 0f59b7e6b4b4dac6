"""Checking signed files, with the answer in words; slow, for any thread."""

from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.documents.verdict import Verdict
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import document_bytes, signed_copy, verify_bytes, verify_file
from cpm_desktop.services.known_certificates import known_to_authority, made_here
from cpm_desktop.services.window_thread import OnWindowThread, at_once


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a file found.

    Attributes:
        is_valid: it is signed, and nothing in it has changed since.
        answer: that in a sentence.
        details: by whom, when, and what is not sure; a line for each sentence.
    """

    is_valid: bool
    answer: str
    details: str


def check_copy(
    desk: Desk, meeting_id: str, attendee_id: str, on_window_thread: OnWindowThread = at_once
) -> Checked:
    """Check somebody's copy as it is kept, or the file copy (empty id): every byte, and what was recorded of it."""
    document = signed_copy(desk, meeting_id, attendee_id, on_window_thread)
    endorsements = on_window_thread(lambda: desk.meeting(meeting_id).value.endorsements)
    known, own = known_to_authority(desk), made_here(desk, endorsements)
    content = document_bytes(desk, document)
    return _checked(
        verify_bytes(content, document.file_hash, desk.now(), known_certificates=known, made_here=own)
    )


def check_file(path: Path, desk: Desk | None = None) -> Checked:
    """Check any file, by the authority's certificates where a desk is open.

    Raises:
        CarePlanningError: it cannot be read, or is no PDF.
    """
    if desk is None:
        return _checked(verify_file(path))
    known = known_to_authority(desk)
    return _checked(verify_file(path, desk.now(), known_certificates=known, made_here=made_here(desk)))


def _checked(verdict: Verdict) -> Checked:
    first, *others = verdict.sentences()
    return Checked(verdict.is_whole, first, "\n".join(others))
