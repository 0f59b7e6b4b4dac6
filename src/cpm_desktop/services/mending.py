"""Settling in place what a record owes: which field mends a debt, and what it does."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from cpm_desktop.domain.aggregate import entities_of
from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Participation, Presence
from cpm_desktop.domain.captures import (
    Action,
    Decision,
    Disagreement,
    Note,
    Outcome,
    Sharing,
    Status,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Put, Record, change
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.entity import Entity, new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.forms import Question, QuestionKind
from cpm_desktop.domain.handover import CopyPlan
from cpm_desktop.domain.meeting import (
    AgendaProgress,
    Answer,
    CarriedItem,
    Meeting,
    MeetingFacts,
    NextMeeting,
    ReadBackMark,
)
from cpm_desktop.domain.readiness import Debt, Mend
from cpm_desktop.services.closing import give_reason
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.item_work import (
    answer,
    leave_out,
    next_meeting_of,
    note_no_disagreement,
    note_no_unmet_need,
    review_carried,
    set_next_meeting,
)
from cpm_desktop.services.keeping import keep

Value = str | bool | dt.date | dt.time


class MendKind(StrEnum):
    """What kind of field settles a debt."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    YES_NO = "yes or no"
    CHOICE = "choice"
    PRESS = "press"
    GO = "go there"


@dataclass(frozen=True, slots=True)
class MendField:
    """The field that settles a debt in place.

    Attributes:
        kind: of the field.
        label: what stands above it, or on the button.
        options: for a choice, id and text of each.
    """

    kind: MendKind
    label: str = ""
    options: tuple[tuple[str, str], ...] = ()


_REASON_LABEL = "Reason, as it will stand in the minutes"
_STATUSES = {
    "unmet need": (Status.MET, Status.STILL_UNMET, Status.NO_LONGER_NEEDED),
    "proposal": (Status.AGREED_AT_REVIEW, Status.NOT_AGREED_AT_REVIEW, Status.AWAITING_REVIEW),
}
_ACTION_STATUSES = (Status.DONE, Status.IN_PROGRESS, Status.NOT_DONE, Status.NO_LONGER_NEEDED)
_PRESENCES = (Presence.PRESENT, Presence.REMOTE, Presence.APOLOGIES, Presence.ABSENT)
_SHARING_WORDS = {
    Sharing.EVERYONE: "Everyone who gets a copy",
    Sharing.PROFESSIONALS: "Professionals only",
    Sharing.CHAIR_ONLY: "Only the chair; it stands on the file copy",
}
_COPY_WORDS = {
    CopyKind.PROFESSIONAL: "Full record, without the address",
    CopyKind.FAMILY: "Family copy",
    CopyKind.CHILD: "Child’s copy",
    CopyKind.NONE: "No copy, for a reason",
}
# Details that are one line or several of text, with the label above the field.
_TEXTS: dict[tuple[str, str], str] = {
    (AgendaProgress.kind, "reason"): _REASON_LABEL,
    (MeetingFacts.kind, "manager_discussion"): "Date and outcome of the discussion with the team manager",
    (MeetingFacts.kind, "challenge_text"): "How to challenge a decision, and where to find help",
    (Attendee.kind, "role"): "Role",
    (Attendee.kind, "participation_note"): "In a few words",
    (Outcome.kind, "escalated_to"): "To whom it goes",
    (Action.kind, "text"): "What will happen",
    (Action.kind, "owner"): "Who does it",
    (Action.kind, "purpose"): "So that …",
    (Decision.kind, "text"): "What was decided",
    (Decision.kind, "reason"): "Because …",
    (Decision.kind, "authoriser"): "Who has to authorise it",
    (Disagreement.kind, "about"): "What it is about",
    (Disagreement.kind, "goes_on"): "How it goes on",
    (UnmetNeed.kind, "need"): "The need",
    (UnmetNeed.kind, "why"): "Why nothing can be offered",
    (UnmetNeed.kind, "asked"): "Who was asked, parted by commas",
    (UnmetNeed.kind, "meanwhile"): "What happens meanwhile",
    (NextMeeting.kind, "venue"): "Place",
    (ReadBackMark.kind, "who"): "Who did not agree",
    (CopyPlan.kind, "reason"): "Reason; it stands on the file copy only",
}
_DATES = {
    (Action.kind, "due"): "By when",
    (Decision.kind, "authorise_by"): "By when it is authorised",
    (NextMeeting.kind, "date"): "Day of the next meeting",
}
_TIMES = {(NextMeeting.kind, "starts_at"): "Time of the next meeting"}
_YES_NO = {
    (MeetingFacts.kind, "officer_needed"),
    (Decision.kind, "is_within_authority"),
    (Disagreement.kind, "is_resolved"),
}


def field_for(desk: Desk, meeting_id: str, debt: Debt) -> MendField:
    """Return the field that settles a debt where it is listed; GO where only the place itself serves."""
    meeting = desk.meeting(meeting_id).value
    if debt.mend in (Mend.CONFIRM_NOTE, Mend.NONE_VOICED):
        return MendField(MendKind.PRESS, debt.mend.value)
    if debt.place.entity_kind == Answer.kind:
        return _question_field(desk, meeting, debt)
    return _plain_field(debt) or _choice_field(meeting, debt)


def _plain_field(debt: Debt) -> MendField | None:
    place = (debt.place.entity_kind, debt.place.field)
    if _takes_reason(debt):
        return MendField(MendKind.TEXT, _REASON_LABEL)
    if place in _YES_NO:
        return MendField(MendKind.YES_NO)
    labels = ((MendKind.TEXT, _TEXTS), (MendKind.DATE, _DATES), (MendKind.TIME, _TIMES))
    return next((MendField(kind, words[place]) for kind, words in labels if place in words), None)


def _takes_reason(debt: Debt) -> bool:
    is_own = (debt.place.entity_kind, debt.place.field) in _TEXTS
    return debt.mend is Mend.ADD_REASON and debt.can_be_reasoned and not is_own


def _choice_field(meeting: Meeting, debt: Debt) -> MendField:
    place = debt.place
    options: tuple[tuple[str, str], ...] = ()
    if place.entity_kind == Attendee.kind and place.id:
        if place.field == "participation":
            options = tuple((each.value, _capital(each.value)) for each in Participation if each.value)
        else:
            options = tuple((each.value, _capital(each.value)) for each in _PRESENCES)
    elif (place.entity_kind, place.field) == (MeetingFacts.kind, "chair"):
        options = tuple((person.id, person.name) for person in meeting.attendees if not person.is_child)
    elif (place.entity_kind, place.field) == (View.kind, "sharing"):
        options = tuple((each.value, words) for each, words in _SHARING_WORDS.items())
    elif place.entity_kind == CarriedItem.kind:
        carried = next((entry for entry in meeting.carried if entry.id == place.id), None)
        statuses = _STATUSES.get(carried.what if carried else "", _ACTION_STATUSES)
        options = tuple((each.value, _capital(each.value)) for each in statuses)
    elif place.entity_kind == CopyPlan.kind:
        options = tuple((each.value, words) for each, words in _COPY_WORDS.items())
    return (
        MendField(MendKind.CHOICE, debt.mend.value, options)
        if options
        else MendField(MendKind.GO, debt.mend.value)
    )


def _question_field(desk: Desk, meeting: Meeting, debt: Debt) -> MendField:
    question = _question(desk, meeting, debt)
    if question is None:
        return MendField(MendKind.GO, debt.mend.value)
    match question.kind:
        case QuestionKind.YES_NO:
            return MendField(MendKind.YES_NO)
        case QuestionKind.CHOICE:
            return MendField(MendKind.CHOICE, "Answer", question.options)
        case QuestionKind.DATE:
            return MendField(MendKind.DATE, "Answer")
        case QuestionKind.PERSON:
            return MendField(
                MendKind.CHOICE, "Answer", tuple((person.id, person.name) for person in meeting.attendees)
            )
        case _:
            return MendField(MendKind.TEXT, "Answer")


def mend(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    """Settle a debt with what was entered in its field.

    Raises:
        InvalidDetail: nothing was entered, or it is not what the field takes.
    """
    if isinstance(value, str) and not value.strip():
        message = "Fill this in first, or leave it for later."
        raise InvalidDetail(message)
    if _takes_reason(debt):
        give_reason(desk, meeting_id, debt, str(value))
        return
    settle = {
        AgendaProgress.kind: _settle_item,
        Answer.kind: _settle_answer,
        Attendee.kind: _settle_attendee,
        CarriedItem.kind: _settle_carried,
        NextMeeting.kind: _settle_next_meeting,
        CopyPlan.kind: _settle_copy,
    }.get(debt.place.entity_kind, _settle_detail)
    settle(desk, meeting_id, debt, value)


def _settle_item(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    if debt.place.field == "no_disagreement_at":
        note_no_disagreement(desk, meeting_id, debt.place.item, is_none=True)
    elif debt.place.field == "no_unmet_need_at":
        note_no_unmet_need(desk, meeting_id, debt.place.item, is_none=True)
    else:
        leave_out(desk, meeting_id, debt.place.item, str(value))


def _settle_answer(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    given = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    text = given.isoformat() if isinstance(given, dt.date | dt.time) else str(given)
    prefix = f"{debt.place.item}.{debt.place.field}"
    subject = debt.place.id.removeprefix(prefix).removeprefix(".")
    answer(desk, meeting_id, debt.place.item, debt.place.field, text, subject)


def _settle_attendee(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    editing = desk.meeting(meeting_id)
    person = editing.value.attendee(debt.place.id)
    if person is None:
        message = "This person is no longer on the list."
        raise InvalidDetail(message)
    if not debt.place.field:
        # Said afterwards, it holds for the whole meeting.
        at = editing.value.facts.started_at or desk.now()
        event = AttendanceEvent(id=new_identifier(), who=person.id, presence=Presence(str(value)), at=at)
        editing.perform(Record(entity=event))
    elif debt.place.field == "participation":
        keep(editing, replace(person, participation=Participation(str(value))))
    else:
        details: dict[str, str] = {debt.place.field: str(value)}
        keep(editing, replace(person, **details))  # type: ignore[arg-type]  # a text detail


def _settle_carried(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    review_carried(desk, meeting_id, debt.place.id, status=Status(str(value)))


def _settle_next_meeting(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    details: dict[str, Value] = {debt.place.field: value}
    planned = replace(next_meeting_of(desk.meeting(meeting_id).value), **details)  # type: ignore[arg-type]  # as the field asked
    set_next_meeting(desk, meeting_id, planned)


def _settle_copy(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    editing = desk.meeting(meeting_id)
    person = editing.value.attendee(debt.place.id)
    if person is None:
        return
    plan, by = copy_plan_of(editing.value, person), desk.workplace().value.worker.name
    if debt.place.field == "reason":
        plan = replace(plan, reason=str(value), decided_by=by)
    else:
        plan = replace(plan, copy_kind=CopyKind(str(value)), decided_by=by)
    editing.perform(Put(entity=plan))


def _settle_detail(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    editing, place = desk.meeting(meeting_id), debt.place
    thing = next(
        (each for each in entities_of(editing.value, place.entity_kind) if each.id == place.id), None
    )
    if thing is None:
        message = "This is no longer there; it may have been taken back."
        raise InvalidDetail(message)
    if isinstance(thing, Note):
        editing.perform(change(thing, is_prepared=False))
    else:
        keep(editing, _with_detail(thing, place.field, value))


def _with_detail(thing: Entity, field: str, value: Value) -> Entity:
    if isinstance(thing, View):
        return replace(thing, sharing=Sharing(str(value)))
    if field == "asked":
        details: dict[str, object] = {
            field: tuple(part.strip() for part in str(value).split(",") if part.strip())
        }
    else:
        details = {field: value}
    return replace(thing, **details)  # type: ignore[arg-type]  # as the field asked


def _question(desk: Desk, meeting: Meeting, debt: Debt) -> Question | None:
    item = desk.form_of(meeting).item(debt.place.item)
    questions = item.questions if item is not None else ()
    return next((question for question in questions if question.id == debt.place.field), None)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
