"""A reader's copy as a Word file: from the same tree as their signed PDF, and marked as not the signed record."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.copy_number import numbered_copy
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.services.copy_list import require_leave
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.document_names import document_name
from cpm_desktop.services.handing_over import signed_copy
from cpm_desktop.services.left_out import reader_for
from cpm_desktop.services.papers import FILE_READER, minutes_paper
from cpm_desktop.services.report_copy import signed_report_copy
from cpm_desktop.services.window_thread import OnWindowThread, at_once
from cpm_desktop.storage.event_log import Event, Field


@dataclass(frozen=True, slots=True)
class WordCopy:
    """A reader's copy as a Word file.

    Attributes:
        file_name: by the authority's pattern; it names nobody.
        content: the file.
    """

    file_name: str
    content: bytes


def word_bytes(paper: Paper, made_at: dt.datetime) -> bytes:
    """Return any paper as a Word file; slow, for any thread."""
    from cpm_desktop.documents.word.word_file import word_file  # noqa: PLC0415 - seldom wanted, and slow to load

    return word_file(paper, made_at)


def word_copy(
    desk: Desk, meeting_id: str, attendee_id: str = "", on_window_thread: OnWindowThread = at_once
) -> WordCopy:
    """Return a person's copy as a Word file, or the file copy (empty id), as they may see it; slow, for any thread.

    Once the record is signed it bears the number of their signed copy, which is made where there is none yet: so it is
    known of each Word copy, too, whose it was.

    Raises:
        InvalidDetail: no copy was decided for this person.
        PrivilegedRecord: the record may not reach this person.
    """
    signed = on_window_thread(lambda: _is_copied(desk, meeting_id, attendee_id))
    copy = signed_copy(desk, meeting_id, attendee_id, on_window_thread) if signed else None

    def look() -> tuple[Paper, str, dt.datetime]:
        meeting = desk.meeting(meeting_id).value
        reader = _reader(meeting, attendee_id)
        signing = next(iter(meeting.signings), None)
        signed_at = signing.signed_at if signing is not None else None
        name = copy.file_name if copy is not None else document_name(desk, meeting, reader)
        return minutes_paper(desk, meeting, reader), _word_name(name), signed_at or desk.now()

    paper, name, made_at = on_window_thread(look)
    return WordCopy(name, word_bytes(numbered_copy(paper, copy.number if copy is not None else 0), made_at))


def _is_copied(desk: Desk, meeting_id: str, attendee_id: str) -> bool:
    """Tell whether a signed copy stands behind somebody's Word copy; refuse whoever may have neither."""
    meeting = desk.meeting(meeting_id).value
    if attendee_id:
        require_leave(desk, meeting_id, attendee_id)
    _reader(meeting, attendee_id)
    return bool(attendee_id) and any(each.signed_at is not None for each in meeting.signings)


def save_word_report(
    desk: Desk, meeting_id: str, copy_id: str, folder: Path, on_window_thread: OnWindowThread = at_once
) -> Path:
    """Save the copy for a purpose, such as the child permanence report, as a Word file (after.adoption-cpr).

    It bears the number of the signed one, which is made where there is none yet.

    Raises:
        InvalidDetail: this record is not signed, or calls for no such copy.
        DocumentNotWritten: the disk is full, the folder cannot be written …
    """
    copy = signed_report_copy(desk, meeting_id, copy_id, on_window_thread)
    reader = Reader(ReaderKind.REPORT, copy_id)
    paper = on_window_thread(lambda: minutes_paper(desk, desk.meeting(meeting_id).value, reader))
    path = folder / _word_name(copy.file_name)
    write_atomically(path, word_bytes(numbered_copy(paper, copy.number), desk.now()))
    return path


def save_word_copy(
    desk: Desk, meeting_id: str, attendee_id: str, folder: Path, on_window_thread: OnWindowThread = at_once
) -> Path:
    """Save a person's copy as a Word file to a folder the person chose; arguments and refusals as for word_copy.

    Raises:
        DocumentNotWritten: the disk is full, the folder cannot be written …
    """
    copy = word_copy(desk, meeting_id, attendee_id, on_window_thread)
    path = folder / copy.file_name
    write_atomically(path, copy.content)
    desk.note(Event.DOCUMENT_EXPORTED, {Field.BYTES: len(copy.content)})
    return path


def _word_name(pdf_name: str) -> str:
    return f"{pdf_name.removesuffix('.pdf')}.docx"


def _reader(meeting: Meeting, attendee_id: str) -> Reader:
    if not attendee_id:
        return FILE_READER
    person = meeting.attendee(attendee_id)
    if person is None:
        raise InvalidDetail("This person is not on the list of this meeting.")
    return reader_for(person, copy_plan_of(meeting, person).copy_kind)
