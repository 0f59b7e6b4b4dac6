"""Work on the open item of a meeting: its questions, what was carried over, how people took part, how it ends."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from cpm_desktop.domain.attendance import Attendee, Participation
from cpm_desktop.domain.captures import Outcome, Status
from cpm_desktop.domain.commands import Put, Withdraw, change
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.forms import AgendaItem, AskedFor, Question
from cpm_desktop.domain.meeting import Answer, CarriedItem, ItemState, Meeting, NextMeeting
from cpm_desktop.domain.meeting_commands import MarkItem
from cpm_desktop.domain.open_items import OpenItemKind
from cpm_desktop.domain.participation import is_parent, partners_of
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import child_of, move_to, next_item, short_name, situation_now
from cpm_desktop.services.keeping import keep


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it is asked now.

    Attributes:
        question: of the form.
        subject: attendee id where it is asked for each person; else empty.
        about: the person's or agency's name; empty where it is asked of the meeting.
        text: as asked, with what the child is called filled in.
        value: the answer so far.
    """

    question: Question
    subject: str
    about: str
    text: str
    value: str


def questions_of(desk: Desk, meeting: Meeting, item: AgendaItem) -> tuple[AskedQuestion, ...]:
    """Return the questions that an item asks now, with the answers so far; those whose conditions fail are left out."""
    situation = situation_now(desk, meeting)
    called = child_of(desk, meeting).called()
    given = {(answer.item, answer.question, answer.subject): answer.value for answer in meeting.answers}
    asked = []
    for question in item.questions:
        if not situation.holds(question.when):
            continue
        text = question.text.replace("{child}", called)
        for subject, about in _subjects(desk, meeting, question.asked_for):
            value = given.get((item.id, question.id, subject), "")
            asked.append(AskedQuestion(question, subject, about, text, value))
    return tuple(asked)


def _subjects(desk: Desk, meeting: Meeting, asked_for: AskedFor) -> list[tuple[str, str]]:
    if asked_for is AskedFor.MEETING:
        return [("", "")]
    if asked_for is AskedFor.CHILD:
        children = [
            (person.id, short_name(person, meeting)) for person in meeting.attendees if person.is_child
        ]
        return children or [("", "")]
    if asked_for is AskedFor.EACH_PARENT:
        roles = desk.procedure.roles
        return [(person.id, person.name) for person in meeting.attendees if is_parent(person, roles)]
    agencies: dict[str, str] = {}
    for person in meeting.attendees:
        if person.agency and person.agency not in agencies.values():
            agencies[person.id] = person.agency
    return list(agencies.items())


def participants_of(desk: Desk, meeting: Meeting) -> tuple[Attendee, ...]:
    """Return the child and each parent: how they take part is asked (attend.family-as-partners)."""
    return partners_of(meeting, desk.procedure.roles)


def answer(desk: Desk, meeting_id: str, item: str, question: str, value: str, subject: str = "") -> None:
    """Keep the answer to a question; an empty one takes it away."""
    editing = desk.meeting(meeting_id)
    identifier = ".".join(part for part in (item, question, subject) if part)
    held = next((entry for entry in editing.value.answers if entry.id == identifier), None)
    if not value:
        if held is not None:
            editing.perform(Withdraw(entity_kind=Answer.kind, id=held.id))
        return
    if held is not None and held.value == value:
        return
    wanted = Answer(id=identifier, item=item, question=question, subject=subject, value=value, at=desk.now())
    keep(editing, replace(held, value=value) if held is not None else wanted)


def set_participation(
    desk: Desk, meeting_id: str, attendee_id: str, participation: Participation, note: str
) -> None:
    """Keep how the child or a parent took part, and the reason (attend.family-as-partners)."""
    editing = desk.meeting(meeting_id)
    person = editing.value.attendee(attendee_id)
    if person is not None:
        keep(editing, replace(person, participation=participation, participation_note=note))


def to_review(meeting: Meeting) -> tuple[CarriedItem, ...]:
    """Return what was carried over of which has to be said what became of it; what was only fed back is not."""
    kinds = {kind.value for kind in OpenItemKind}
    return tuple(carried for carried in meeting.carried if carried.what in kinds)


def outcome_of(meeting: Meeting, of_item: str) -> Outcome | None:
    """Return what this meeting says became of something carried over, if it has said so."""
    return next((entry for entry in reversed(meeting.outcomes) if entry.of_item == of_item), None)


def review_carried(
    desk: Desk,
    meeting_id: str,
    of_item: str,
    *,
    status: Status,
    note: str = "",
    new_due: dt.date | None = None,
    escalated_to: str = "",
) -> None:
    """Say what became of something carried over (record.previous-actions)."""
    editing = desk.meeting(meeting_id)
    held = outcome_of(editing.value, of_item)
    wanted = Outcome(
        id=held.id if held is not None else new_identifier(),
        of_item=of_item,
        status=status,
        note=note,
        new_due=new_due,
        escalated_to=escalated_to,
        at=held.at if held is not None else desk.now(),
        made_on=held.made_on if held is not None else desk.today(),
    )
    keep(editing, replace(wanted, position=held.position) if held is not None else wanted)


def go_to_next(desk: Desk, meeting_id: str) -> AgendaItem | None:
    """Go to the item that comes next; None where none is left."""
    following = next_item(desk, desk.meeting(meeting_id).value)
    if following is not None:
        move_to(desk, meeting_id, following.id)
    return following


def park(desk: Desk, meeting_id: str, item: str) -> AgendaItem | None:
    """Park an item for later and go on; it comes again after the last one."""
    desk.meeting(meeting_id).perform(MarkItem(item=item, state=ItemState.PARKED))
    following = next_item(desk, desk.meeting(meeting_id).value)
    if following is None or following.id == item:
        return None
    move_to(desk, meeting_id, following.id)
    return following


def leave_out(desk: Desk, meeting_id: str, item: str, reason: str) -> None:
    """Say that an item was not discussed, and why (kind.standard-follows-set-agenda)."""
    desk.meeting(meeting_id).perform(MarkItem(item=item, state=ItemState.NOT_DISCUSSED, reason=reason))


def discuss_after_all(desk: Desk, meeting_id: str, item: str) -> None:
    """Take an item up that was left out or parked."""
    editing = desk.meeting(meeting_id)
    is_open = editing.value.facts.current_item == item
    editing.perform(MarkItem(item=item, state=ItemState.OPEN if is_open else ItemState.TO_COME))


def note_no_disagreement(desk: Desk, meeting_id: str, item: str, *, is_none: bool) -> None:
    """Note that different views were asked for and none was voiced (record.unresolved-disagreement)."""
    _mark_asked(desk, meeting_id, item, "no_disagreement_at", is_none=is_none)


def note_no_unmet_need(desk: Desk, meeting_id: str, item: str, *, is_none: bool) -> None:
    """Note that unmet needs were asked for and none was named (record.unmet-need)."""
    _mark_asked(desk, meeting_id, item, "no_unmet_need_at", is_none=is_none)


def _mark_asked(desk: Desk, meeting_id: str, item: str, field: str, *, is_none: bool) -> None:
    editing = desk.meeting(meeting_id)
    progress = editing.value.progress_of(item)
    if (getattr(progress, field) is not None) == is_none:
        return
    details: dict[str, Any] = {field: desk.now() if is_none else None}
    if any(entry.id == item for entry in editing.value.agenda):
        editing.perform(change(progress, **details))
    else:
        editing.perform(Put(entity=replace(progress, **details)))


def next_meeting_of(meeting: Meeting) -> NextMeeting:
    """Return what is agreed about the next meeting so far."""
    return meeting.next_meetings[0] if meeting.next_meetings else NextMeeting(id=f"next-{meeting.id}")


def set_next_meeting(desk: Desk, meeting_id: str, wanted: NextMeeting) -> None:
    """Keep when and where the next meeting is, or why there is none (record.care-team-next-meeting)."""
    keep(desk.meeting(meeting_id), wanted)
