"""Requests to correct a signed record: taken down, told whether they came in time, answered, never written into it."""

import datetime as dt
from dataclasses import dataclass, replace

from cpm_desktop.domain.commands import Put, Record
from cpm_desktop.domain.corrections import last_day_to_ask
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import CorrectionRequest, Reply, SignedDocument
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.addendum import addendum_for
from cpm_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """How a request stands.

    Attributes:
        request: what was asked for, and the answer.
        is_late: it came after the authority's window.
        days_open: how long it has waited for an answer, or waited.
        addendum: the signed addendum with the answer, once there is one.
    """

    request: CorrectionRequest
    is_late: bool
    days_open: int
    addendum: SignedDocument | None


def last_day_for_corrections(desk: Desk, meeting_id: str) -> dt.date | None:
    """Return the last day on which a correction may be asked for; None while no copy was sent, or nobody can tell."""
    return last_day_for(desk, desk.meeting(meeting_id).value)


def last_day_for(desk: Desk, meeting: Meeting) -> dt.date | None:
    """Return the same of a meeting that need not be open."""
    sent = [plan.sent_on for plan in meeting.copies if plan.sent_on is not None]
    return last_day_to_ask(max(sent, default=None), desk.authority().correction_days, desk.calendar)


def correction_lines(desk: Desk, meeting_id: str) -> tuple[CorrectionLine, ...]:
    """Return every request, those that wait for an answer first."""
    meeting, last = desk.meeting(meeting_id).value, last_day_for_corrections(desk, meeting_id)
    lines = [_line(meeting, each, last, desk.today()) for each in meeting.corrections]
    return tuple(sorted(lines, key=lambda line: not line.request.is_open()))


def request_correction(
    desk: Desk, meeting_id: str, text: str, by: str, asked_on: dt.date | None = None
) -> CorrectionRequest:
    """Take down what somebody says is wrong in the signed record; the record stays as it is.

    Raises:
        InvalidDetail: the record is not signed, the words or the name are missing, or the day is still to come.
    """
    editing = desk.meeting(meeting_id)
    if not editing.value.is_signed():
        message = (
            "The record is not signed yet: correct it there. Requests are for what can no longer change."
        )
        raise InvalidDetail(message)
    if not text.strip() or not by.strip():
        message = "Write what is to be corrected, and who asks for it."
        raise InvalidDetail(message)
    day = asked_on or desk.today()
    if day > desk.today():
        message = "The request was made on a day that is still to come. Check the date."
        raise InvalidDetail(message)
    request = CorrectionRequest(id=new_identifier(), text=text, by=by.strip(), asked_on=day)
    editing.perform(Record(entity=request), is_final=True)
    return request


def answer_request(
    desk: Desk, meeting_id: str, request_id: str, reply: Reply, words: str
) -> CorrectionRequest:
    """Answer a request; the answer goes into an addendum that is signed.

    Raises:
        InvalidDetail: there is no such request, its addendum is signed, or the answer has no words.
    """
    editing = desk.meeting(meeting_id)
    request = next((each for each in editing.value.corrections if each.id == request_id), None)
    if request is None:
        message = "There is no such request any more."
        raise InvalidDetail(message)
    if addendum_for(editing.value, request_id) is not None:
        message = (
            "The addendum with this answer is signed and can no longer change. Take down a further request."
        )
        raise InvalidDetail(message)
    if reply is Reply.WAITING or not words.strip():
        message = "Choose the answer and write it: how it should read, what is noted, or why it stays."
        raise InvalidDetail(message)
    by = desk.workplace().value.worker.name
    answered = replace(request, reply=reply, words=words, answered_by=by, answered_on=desk.today())
    editing.perform(Put(entity=answered), is_final=True)
    return answered


def _line(
    meeting: Meeting, request: CorrectionRequest, last: dt.date | None, today: dt.date
) -> CorrectionLine:
    asked = request.asked_on or today
    until = request.answered_on or today
    return CorrectionLine(
        request, last is not None and asked > last, (until - asked).days, addendum_for(meeting, request.id)
    )
