"""The papers of a meeting as PDF: agenda, action list, and the minutes for each reader."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.copies_progress import distribution_due
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.action_list import build_action_list
from cpm_desktop.domain.papers.agenda_paper import build_agenda
from cpm_desktop.domain.papers.child_copy import build_child_copy
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.papers.waiver import build_waiver
from cpm_desktop.domain.reader import PrivilegedRecord, Reader, ReaderKind, require_leave_in_room
from cpm_desktop.domain.record import fingerprint_of, printed_fingerprint, record_json
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.domain.working_days import BeyondCalendar
from cpm_desktop.services.cycle import cycle_of
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import child_of
from cpm_desktop.services.siblings import carried_at_start
from cpm_desktop.services.window_thread import OnWindowThread, at_once, never

if TYPE_CHECKING:
    from cpm_desktop.documents.rendering.paper_renderer import RenderedPaper

FILE_READER = Reader(ReaderKind.FILE)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def minutes_paper(desk: Desk, record: Meeting, reader: Reader) -> Paper:
    """Build the minutes for a reader, or the child's own copy; what they may not see is left out first.

    Raises:
        PrivilegedRecord: nothing of it may reach this reader.

    Rule: after.copy-for-each-reader.
    """
    return paper_of(desk, desk.form_of(record), record, reader)


def paper_of(desk: Desk, form: Form, record: Meeting, reader: Reader) -> Paper:
    """Build as `minutes_paper` does, with the form at hand: this may run on any thread."""
    zone = desk.procedure.authority.time_zone
    if record.facts.is_waiver:
        return _waiver_paper(desk, form, record, reader)
    if reader.kind is ReaderKind.CHILD:
        return build_child_copy(form, record, reader, time_zone=zone, roles=desk.procedure.roles)
    return build_minutes(
        form,
        record,
        reader,
        fingerprint=_fingerprint(record),
        send_by=send_by(desk, form, record),
        time_zone=zone,
        roles=desk.procedure.roles,
    )


def _waiver_paper(desk: Desk, form: Form, record: Meeting, reader: Reader) -> Paper:
    """Build the record that the meeting is not required; it is for the child's file (prepare.inter-agency-waiver)."""
    if reader.kind is not ReaderKind.FILE:
        message = (
            "This record is for the child’s file. Each agency that contributed gets a notice of its own."
        )
        raise PrivilegedRecord(message)
    zone = desk.procedure.authority.time_zone
    return build_waiver(
        form, record, fingerprint=_fingerprint(record), time_zone=zone, roles=desk.procedure.roles
    )


def minutes_pdf(
    desk: Desk, record: Meeting, reader: Reader, should_stop: Callable[[], bool] = never
) -> "RenderedPaper":
    """Draw the minutes for a reader, not signed yet; characters that cannot be printed stand in the answer.

    Raises:
        Stopped: it was asked to stop.
    """
    return draw(desk, minutes_paper(desk, record, reader), _made_at(desk, record), should_stop)


def draft_pdf(desk: Desk, meeting_id: str, on_window_thread: OnWindowThread = at_once) -> bytes:
    """Return the file copy as it stands, to be read before it is signed; slow, for any thread."""
    paper = on_window_thread(lambda: minutes_paper(desk, desk.meeting(meeting_id).value, FILE_READER))
    return draw(desk, paper, desk.now()).pdf


def draw(
    desk: Desk, paper: Paper, made_at: dt.datetime, should_stop: Callable[[], bool] = never
) -> "RenderedPaper":
    """Draw any paper with the desk's renderer, its annexes inside; this may run on any thread.

    Raises:
        AnnexMissing: the store does not hold a file that the paper lists.
        Stopped: it was asked to stop.
    """
    files = {each.file_hash: desk.wait(desk.store.get_blob(each.file_hash)) for each in paper.annexes}
    return desk.renderer.get().render(paper, made_at, files=files, should_stop=should_stop)


def agenda_pdf(desk: Desk, meeting_id: str) -> bytes:
    """Return the agenda as a PDF to write on: what is open from before, notes, and starting times.

    Raises:
        PrivilegedRecord: somebody who is invited may not have what the agenda of a limited record says.
    """
    return draw(desk, agenda_paper(desk, desk.meeting(meeting_id).value), desk.now()).pdf


def agenda_paper(desk: Desk, meeting: Meeting) -> Paper:
    """Build the agenda to write on.

    Raises:
        PrivilegedRecord: somebody who is invited may not have what the agenda of a limited record says.
    """
    form = desk.form_of(meeting)
    require_leave_in_room(meeting, form, desk.procedure.roles)
    return build_agenda(
        form,
        meeting,
        child_of(desk, meeting),
        carried_at_start(desk, meeting),
        others=tuple(desk.child(one).value.child for one in meeting.facts.siblings),
        review=_review_line(desk, meeting),
        roles=desk.procedure.roles,
    )


def action_list_pdf(desk: Desk, meeting_id: str) -> bytes:
    """Return the action list that people take from the room as a PDF.

    Raises:
        PrivilegedRecord: somebody in the room may not have a record whose reach is limited.
    """
    return draw(desk, action_list_paper(desk, desk.meeting(meeting_id).value), desk.now()).pdf


def action_list_paper(desk: Desk, meeting: Meeting) -> Paper:
    """Build the action list for the room.

    Raises:
        PrivilegedRecord: somebody in the room may not have a record whose reach is limited.
    """
    form = desk.form_of(meeting)
    return build_action_list(
        form,
        meeting,
        send_by=send_by(desk, form, meeting),
        time_zone=desk.procedure.authority.time_zone,
        roles=desk.procedure.roles,
    )


def send_by(desk: Desk, form: Form, meeting: Meeting) -> dt.date | None:
    """Return the last day for sending the copies (after.distribute-5-days); None where none is known."""
    if meeting.facts.date is None:
        return None
    try:
        return distribution_due(form, meeting.facts.date, desk.calendar)
    except BeyondCalendar:
        return None


def _fingerprint(record: Meeting) -> str:
    signing = next(iter(record.signings), None)
    digits = signing.fingerprint if signing is not None else fingerprint_of(record_json(record))
    return printed_fingerprint(digits)


def _made_at(desk: Desk, record: Meeting) -> dt.datetime:
    signing = next(iter(record.signings), None)
    return signing.signed_at if signing is not None and signing.signed_at is not None else desk.now()


def _review_line(desk: Desk, meeting: Meeting) -> str:
    """Return "Second of two meetings before the review on 8 March 2027"; empty where it is not counted."""
    file = desk.child(meeting.facts.child_id).value
    cycle = cycle_of(desk, file, desk.form_of(meeting), meeting)
    if cycle.next_review is None:
        return ""
    review = f"the review on {long_day_text(cycle.next_review)}"
    if cycle.required is None or cycle.held is None:
        return f"Before {review}"
    required = _NUMBERS[cycle.required] if cycle.required < len(_NUMBERS) else str(cycle.required)
    noun = "meeting" if cycle.required == 1 else "meetings"
    return f"Meeting {cycle.held}; {required} {noun} required before {review}"
