"""Each copy as its reader gets it, drawn and not signed, to be looked at before anything is sent.

Rule: after.copy-for-each-reader.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.distribution import has_advice, may_have
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.services.copy_list import require_leave
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.left_out import reader_for, said_left_out
from cpm_desktop.services.papers import FILE_READER, draw, minutes_paper
from cpm_desktop.services.report_copy import report_copies
from cpm_desktop.services.window_thread import OnWindowThread, at_once, never

FILE_COPY = "file"
_REPORT = "report:"
_COPY_WORDS = {
    CopyKind.PROFESSIONAL: "professional copy",
    CopyKind.FAMILY: "family copy",
    CopyKind.CHILD: "the child’s copy",
}
_ORDER = (CopyKind.FAMILY, CopyKind.CHILD, CopyKind.PROFESSIONAL)


@dataclass(frozen=True, slots=True)
class ReaderOffered:
    """Somebody as whom the record can be read.

    Attributes:
        key: of the choice; the attendee id for a person.
        name: whose copy it is.
        words: the same with which copy it is, for a list.
        attendee_id: who; empty for the file copy and a report's.
    """

    key: str
    name: str
    words: str
    attendee_id: str = ""


def readers_offered(desk: Desk, meeting_id: str) -> tuple[ReaderOffered, ...]:
    """Return all as whom the record can be read now: the file copy, everybody who gets one, copies for reports."""
    meeting = desk.meeting(meeting_id).value
    found = [ReaderOffered(FILE_COPY, "File copy", "File copy: everything")]
    for kind in _ORDER:
        for person in meeting.attendees:
            if copy_plan_of(meeting, person).copy_kind is kind and _may(desk, meeting, person):
                words = f"{person.name}: {_words(desk, meeting, person, kind)}"
                found.append(ReaderOffered(person.id, person.name, words, person.id))
    reports = report_copies(desk, meeting_id)
    found += [
        ReaderOffered(f"{_REPORT}{copy.id}", copy.title, f"{copy.title}: marked copy") for copy in reports
    ]
    return tuple(found)


def reader_pages(
    desk: Desk,
    meeting_id: str,
    key: str,
    on_window_thread: OnWindowThread = at_once,
    should_stop: Callable[[], bool] = never,
) -> bytes:
    """Return the pages that a reader gets, as a PDF that is not signed and bears no number. Slow, for any thread.

    Raises:
        InvalidDetail: no copy was decided for this person.
        PrivilegedRecord: the record may not reach them.
        Stopped: it was asked to stop.
    """

    def look() -> Paper:
        require_leave(desk, meeting_id, key)
        meeting = desk.meeting(meeting_id).value
        return minutes_paper(desk, meeting, _reader(meeting, key))

    return draw(desk, on_window_thread(look), desk.now(), should_stop).pdf


def childs_pages(
    desk: Desk,
    meeting_id: str,
    on_window_thread: OnWindowThread = at_once,
    should_stop: Callable[[], bool] = never,
) -> bytes:
    """Return the pages of the child's copy as it is being written, whether or not one was decided. Slow.

    Raises:
        PrivilegedRecord: the record may not reach the child.
        Stopped: it was asked to stop.
    """

    def look() -> Paper:
        meeting = desk.meeting(meeting_id).value
        child = next((person.id for person in meeting.attendees if person.is_child), "")
        return minutes_paper(desk, meeting, Reader(ReaderKind.CHILD, child))

    return draw(desk, on_window_thread(look), desk.now(), should_stop).pdf


def told_left_out(desk: Desk, meeting_id: str, key: str) -> tuple[str, ...]:
    """Return in sentences what a reader's copy leaves out; nothing for the file copy.

    Raises:
        PrivilegedRecord: the record may not reach them.
    """
    return () if key == FILE_COPY or key.startswith(_REPORT) else said_left_out(desk, meeting_id, key)


def _may(desk: Desk, meeting: Meeting, person: Attendee) -> bool:
    return may_have(meeting, desk.form_of(meeting), person, desk.procedure.roles).is_allowed


def _words(desk: Desk, meeting: Meeting, person: Attendee, kind: CopyKind) -> str:
    words, form = _COPY_WORDS[kind], desk.form_of(meeting)
    leave = may_have(meeting, form, person, desk.procedure.roles)
    return f"{words}, with the legal advice" if has_advice(form) and leave.includes_advice else words


def _reader(meeting: Meeting, key: str) -> Reader:
    if key == FILE_COPY:
        return FILE_READER
    if key.startswith(_REPORT):
        return Reader(ReaderKind.REPORT, key.removeprefix(_REPORT))
    person = meeting.attendee(key)
    if person is None:
        message = "This person is not on the list of this meeting."
        raise InvalidDetail(message)
    return reader_for(person, copy_plan_of(meeting, person).copy_kind)
