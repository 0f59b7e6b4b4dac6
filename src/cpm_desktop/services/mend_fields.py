"""Which field settles in place what a record owes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from cpm_desktop.domain.asking import NOT_APPLICABLE
from cpm_desktop.domain.attendance import Attendee, Participation, Presence
from cpm_desktop.domain.captures import (
    Action,
    Decision,
    Disagreement,
    Disclosure,
    Outcome,
    Sharing,
    Status,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.conditions import NO, YES
from cpm_desktop.domain.forms import Form, Looks, QuestionKind
from cpm_desktop.domain.handover import CopyPlan
from cpm_desktop.domain.meeting import (
    AgendaProgress,
    Answer,
    CarriedItem,
    Meeting,
    MeetingFacts,
    NextMeeting,
    Paper,
    PaperState,
    ReadBackMark,
)
from cpm_desktop.domain.readiness import Debt, Mend
from cpm_desktop.services.desk import Desk


class MendKind(StrEnum):
    """What kind of field settles a debt."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    YES_NO = "yes or no"
    CHOICE = "choice"
    CHOICES = "several choices"
    MOMENT = "day and time"
    PRESS = "press"
    GO = "go there"


@dataclass(frozen=True, slots=True)
class MendField:
    """The field that settles a debt in place.

    Attributes:
        kind: of the field; a moment is a date with a time, as the clock on the wall showed it.
        label: what stands above it, or on the button.
        options: for a choice or several, id and text of each.
        looks: for a date, whether it is asked of what is to come.
    """

    kind: MendKind
    label: str = ""
    options: tuple[tuple[str, str], ...] = ()
    looks: Looks = Looks.AHEAD


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
_PAPER_WORDS = {PaperState.SEEN: "It is there and was seen", PaperState.MISSING: "It is missing"}
_CHECK_WORDS = ((YES, "Yes"), (NO, "No"), (NOT_APPLICABLE, "Not applicable"))
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
    (Attendee.kind, "care_team_role"): "What this person does in the care team",
    (MeetingFacts.kind, "extra_because"): "What changed",
    (MeetingFacts.kind, "reconvened_because"): "Why it was called again",
    (MeetingFacts.kind, "validity_reason"): "Why it does not count as a meeting of its kind",
    (Paper.kind, "note"): "Why it is missing",
    (Disclosure.kind, "told"): "Who was told",
    (CopyPlan.kind, "reason"): "Reason; it stands on the file copy only",
}
_DATES = {
    (Action.kind, "due"): "By when",
    (Decision.kind, "authorise_by"): "By when it is authorised",
    (NextMeeting.kind, "date"): "Day of the next meeting",
    (Paper.kind, "due"): "By when it will be there",
}
_MOMENTS = {(Disclosure.kind, "told_at"): "When they were told"}
_TIMES = {(NextMeeting.kind, "starts_at"): "Time of the next meeting"}
_YES_NO = {
    (MeetingFacts.kind, "officer_needed"),
    (Decision.kind, "is_within_authority"),
    (Disagreement.kind, "is_resolved"),
}


def field_for(desk: Desk, meeting_id: str, debt: Debt) -> MendField:
    """Return the field that settles a debt where it is listed; GO where only the place itself serves."""
    meeting = desk.meeting(meeting_id).value
    if debt.mend in (Mend.CONFIRM_NOTE, Mend.NONE_VOICED, Mend.MAKE_RECOMMENDATION):
        return MendField(MendKind.PRESS, debt.mend.value)
    if debt.place.entity_kind == Answer.kind:
        return _question_field(desk, meeting, debt)
    return _plain_field(debt) or _choice_field(meeting, debt, desk.form_of(meeting))


def _plain_field(debt: Debt) -> MendField | None:
    place = (debt.place.entity_kind, debt.place.field)
    if takes_reason(debt):
        return MendField(MendKind.TEXT, _REASON_LABEL)
    if place in _YES_NO:
        return MendField(MendKind.YES_NO)
    labels = (
        (MendKind.TEXT, _TEXTS),
        (MendKind.DATE, _DATES),
        (MendKind.TIME, _TIMES),
        (MendKind.MOMENT, _MOMENTS),
    )
    found = next((MendField(kind, words[place]) for kind, words in labels if place in words), None)
    if found is not None and found.kind is MendKind.MOMENT:
        return replace(found, looks=Looks.BACK)
    return found


def takes_reason(debt: Debt) -> bool:
    """Tell whether what settles a debt is a reason that stands in its place."""
    is_own = (debt.place.entity_kind, debt.place.field) in _TEXTS
    return debt.mend is Mend.ADD_REASON and debt.can_be_reasoned and not is_own


def _choice_field(meeting: Meeting, debt: Debt, form: Form) -> MendField:
    options = _options(meeting, debt, form)
    if not options:
        return MendField(MendKind.GO, debt.mend.value)
    is_several = debt.mend is Mend.NAME_CARE_TEAM
    return MendField(MendKind.CHOICES if is_several else MendKind.CHOICE, debt.mend.value, options)


def _options(meeting: Meeting, debt: Debt, form: Form) -> tuple[tuple[str, str], ...]:
    place = debt.place
    found: tuple[tuple[str, str], ...] = ()
    match place.entity_kind, place.field:
        case Attendee.kind, "participation":
            found = tuple((each.value, _capital(each.value)) for each in Participation if each.value)
        case Attendee.kind, "care_team":
            found = _people(meeting)
        case Attendee.kind, _ if place.id:
            found = tuple((each.value, _capital(each.value)) for each in _PRESENCES)
        case MeetingFacts.kind, "chair" | "recorder":
            found = tuple((person.id, person.name) for person in meeting.attendees if not person.is_child)
        case View.kind, field:
            found = _people(meeting) if field == "of" else _said_of(_SHARING_WORDS)
        case CarriedItem.kind, _:
            carried = next((entry for entry in meeting.carried if entry.id == place.id), None)
            statuses = _STATUSES.get(carried.what if carried else "", _ACTION_STATUSES)
            found = tuple((each.value, _capital(each.value)) for each in statuses)
        case CopyPlan.kind, _:
            found = tuple((each.value, words) for each, words in _COPY_WORDS.items())
        case Paper.kind, "state":
            found = tuple((state.value, words) for state, words in _PAPER_WORDS.items())
        case Decision.kind, "matter":
            found = tuple((matter.id, matter.text) for matter in form.matters)
    return found


def _people(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    return tuple((person.id, _with_role(person)) for person in meeting.attendees if not person.has_left)


def _said_of(words: Mapping[Sharing, str]) -> tuple[tuple[str, str], ...]:
    return tuple((each.value, said) for each, said in words.items())


def _with_role(person: Attendee) -> str:
    return f"{person.name}, {person.role}" if person.role else person.name


def _question_field(desk: Desk, meeting: Meeting, debt: Debt) -> MendField:
    question = desk.form_of(meeting).question(debt.place.field)
    if question is None:
        return MendField(MendKind.GO, debt.mend.value)
    if debt.mend is Mend.ADD_NOTE:
        return MendField(MendKind.TEXT, question.note or "Note")
    match question.kind:
        case QuestionKind.YES_NO:
            found = MendField(MendKind.YES_NO)
        case QuestionKind.CHECK:
            found = MendField(MendKind.CHOICE, "Answer", _CHECK_WORDS)
        case QuestionKind.CHOICE:
            found = MendField(MendKind.CHOICE, "Answer", question.options)
        case QuestionKind.CHOICES:
            found = MendField(MendKind.CHOICES, "Answer", question.options)
        case QuestionKind.DATE:
            found = MendField(MendKind.DATE, "Answer", looks=question.looks)
        case QuestionKind.PERSON:
            people = tuple((person.id, person.name) for person in meeting.attendees)
            found = MendField(MendKind.CHOICE, "Answer", people)
        case _:
            found = MendField(MendKind.TEXT, "Answer")
    return found


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
