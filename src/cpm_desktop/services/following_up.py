"""What is to be done after a meeting: listed as the form says, done by name and date, or closed with a reason."""

import datetime as dt
from dataclasses import dataclass, replace

from cpm_desktop.domain.commands import Put, Record, Withdraw
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.follow_ups import APPROVAL, approval_due, follow_ups_due, parts_of, renewed
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.holding import situation_now


class NotApprovedYet(CarePlanningError):
    """The authority wants a record approved before any copy of it is sent."""


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One thing to be done, with its parts.

    Attributes:
        follow_up: what, whose, by when, and how it stands.
        parts: one for each who gets something.
        is_late: it is open and its day has passed.
    """

    follow_up: FollowUp
    parts: tuple["FollowUpLine", ...]
    is_late: bool


def follow_ups_now(desk: Desk, meeting_id: str) -> tuple[FollowUp, ...]:
    """Return the follow-ups of a meeting as its record stands now; what is done or was added by hand stays."""
    meeting = desk.meeting(meeting_id).value
    form = desk.form_of(meeting)
    due = follow_ups_due(form, meeting, situation_now(desk, meeting), desk.procedure.roles, desk.calendar)
    if desk.authority().needs_approval:
        due = (approval_due(), *due)
    return renewed(meeting.follow_ups, due, desk.today())


def follow_up_lines(desk: Desk, meeting_id: str) -> tuple[FollowUpLine, ...]:
    """Return what is to be done after a meeting, what is open first, each with its parts."""
    meeting = desk.meeting(meeting_id).value
    lines = [_line(desk, meeting, each) for each in meeting.follow_ups if not each.part_of]
    return tuple(sorted(lines, key=lambda line: not line.follow_up.is_open()))


def _line(desk: Desk, meeting: Meeting, each: FollowUp) -> FollowUpLine:
    parts = tuple(_line(desk, meeting, part) for part in parts_of(meeting, each.id))
    is_late = each.is_open() and each.due is not None and each.due < desk.today()
    return FollowUpLine(each, parts, is_late)


def mark_done(desk: Desk, meeting_id: str, identifier: str, on: dt.date, by: str = "") -> Edited | None:
    """Note that something was done, and by whom; an authorisation needs the name of who authorised it.

    Args:
        desk: the desk.
        meeting_id: the meeting.
        identifier: of the follow-up.
        on: the day it was done.
        by: who did or authorised it; empty for who works at this laptop, but not for an authorisation.

    Raises:
        InvalidDetail: the day lies ahead, nobody is named, or a part of it is still open.
    """
    editing = desk.meeting(meeting_id)
    held = _held(editing.value, identifier)
    if on > desk.today():
        message = "This day lies ahead. Give the day on which it was done."
        raise InvalidDetail(message)
    if held.is_authorisation and not by.strip():
        message = "Say who authorised it: name and role. Without a name and a day it stays open."
        raise InvalidDetail(message)
    still_open = [part.text for part in parts_of(editing.value, identifier) if part.is_open()]
    if still_open:
        message = (
            f"Not everybody has it yet: {', '.join(still_open)}. Mark each done, or close it with a reason."
        )
        raise InvalidDetail(message)
    name = by.strip() or desk.workplace().value.worker.name
    done = replace(held, done_on=on, done_by=name, closed_because="", closed_on=None)
    return editing.perform(Put(entity=done))


def close_with_reason(desk: Desk, meeting_id: str, identifier: str, reason: str) -> Edited | None:
    """Close something that is not going to be done, with the reason; open parts of it close with it.

    Raises:
        InvalidDetail: the reason is missing.
    """
    if not reason.strip():
        message = "Say why it is closed without being done."
        raise InvalidDetail(message)
    editing = desk.meeting(meeting_id)
    held = _held(editing.value, identifier)
    for part in parts_of(editing.value, identifier):
        if part.is_open():
            editing.perform(Put(entity=replace(part, closed_because=reason, closed_on=desk.today())))
    return editing.perform(Put(entity=replace(held, closed_because=reason, closed_on=desk.today())))


def reopen(desk: Desk, meeting_id: str, identifier: str) -> Edited | None:
    """Take back that something was done or closed."""
    editing = desk.meeting(meeting_id)
    held = _held(editing.value, identifier)
    return editing.perform(
        Put(entity=replace(held, done_on=None, done_by="", closed_because="", closed_on=None))
    )


def add_follow_up(
    desk: Desk, meeting_id: str, text: str, owner: str = "", due: dt.date | None = None
) -> Edited | None:
    """Add something of one's own that is to be done.

    Raises:
        InvalidDetail: it is not said what.
    """
    if not text.strip():
        message = "Say what is to be done."
        raise InvalidDetail(message)
    editing = desk.meeting(meeting_id)
    person = next((each for each in editing.value.attendees if each.name == owner.strip()), None)
    added = FollowUp(
        id=new_identifier(),
        text=text,
        owner=owner or desk.workplace().value.worker.name,
        owner_id=person.id if person is not None else "",
        due=due,
        made_on=desk.today(),
    )
    return editing.perform(Record(entity=added))


def remove_follow_up(desk: Desk, meeting_id: str, identifier: str) -> Edited | None:
    """Take away something of one's own; what the form lists can only be done or closed.

    Raises:
        InvalidDetail: the form lists it.
    """
    editing = desk.meeting(meeting_id)
    if _held(editing.value, identifier).follow_up:
        message = "This comes from the procedure. Mark it done, or close it with a reason."
        raise InvalidDetail(message)
    return editing.perform(Withdraw(entity_kind=FollowUp.kind, id=identifier))


def require_approval(desk: Desk, meeting_id: str) -> None:
    """Refuse to send anything of a record that the authority wants approved first.

    Raises:
        NotApprovedYet: it is not.
    """
    meeting = desk.meeting(meeting_id).value
    approval = next((each for each in meeting.follow_ups if each.id == APPROVAL), None)
    is_wanted = approval is not None or desk.authority().needs_approval
    if is_wanted and (approval is None or approval.done_on is None):
        message = (
            "A manager has to approve this record before any copy is sent. Record who approved it, and when, under "
            "“What is to be done”."
        )
        raise NotApprovedYet(message)


def _held(meeting: Meeting, identifier: str) -> FollowUp:
    held = next((each for each in meeting.follow_ups if each.id == identifier), None)
    if held is None:
        message = "This is no longer on the list of what is to be done."
        raise InvalidDetail(message)
    return held
