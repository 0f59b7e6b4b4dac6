"""Asking a form's questions: of whom each is asked, what was answered last time, and an answer in words."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from cpm_desktop.domain.attendance import Attendee, Presence, presence_of, took_part
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.conditions import ANSWER_PREFIX, EARLIER_PREFIX, NO, YES, is_met
from cpm_desktop.domain.forms import AskedFor, Condition, Form, Question, QuestionKind, RoleName, Test
from cpm_desktop.domain.meeting import CarriedItem, Meeting
from cpm_desktop.domain.participation import is_parent
from cpm_desktop.domain.roles import AROUND_THE_CHILD, group_of, is_of_authority, role_id_of, satisfies
from cpm_desktop.domain.situation import Situation, as_own, earlier_answer_id
from cpm_desktop.domain.typography import long_day_text

Subject = tuple[str, str]
"""Id of the person or child that a question is asked for, and their or their agency's name."""
NOT_APPLICABLE = "n/a"
_SHORT_ANSWERS = {YES: "Yes", NO: "No", NOT_APPLICABLE: "Not applicable"}
_NOT_COMING = frozenset({Presence.APOLOGIES, Presence.ABSENT})


def subjects_of(
    question: Question,
    meeting: Meeting,
    roles: Mapping[str, RoleName],
    form: Form,
    children: tuple[Child, ...] = (),
) -> tuple[Subject, ...]:
    """Return for whom a question is asked: one entry for the meeting, or one for each person, agency or child.

    A condition on an answer that was asked for the same people looks at each one's own answer.

    Args:
        question: of the form.
        meeting: as it stands.
        roles: the roles of the procedure.
        form: the kind of meeting.
        children: whom it concerns, for a meeting that has not started and holds none yet.

    Returns:
        Subject id and about whom; two empty texts where it is asked of the meeting.
    """
    if question.asked_for is AskedFor.MEETING:
        return (("", ""),)
    people = [person for person in meeting.attendees if not person.has_left]
    concerned = meeting.children or children
    found: Iterable[Subject] = ()
    match question.asked_for:
        case AskedFor.CHILD:
            found = _child_taking_part(people, concerned)
        case AskedFor.EACH_PARENT:
            found = _named(person for person in people if is_parent(person, roles))
        case AskedFor.EACH_AGENCY:
            found = _one_for_each_agency(question, meeting, people, roles)
        case AskedFor.EACH_CHILD:
            found = ((child.id, child.called()) for child in concerned)
        case AskedFor.EACH_OTHER_PROFESSIONAL:
            found = _named(_other_professionals(meeting, people, roles, form))
        case AskedFor.EACH_REMOTE:
            remote = {event.who for event in meeting.attendance if event.presence is Presence.REMOTE}
            found = _named(person for person in people if person.id in remote)
        case AskedFor.EACH_MEMBER:
            found = _named(person for person in people if person.is_care_team_member)
    about_each = [condition for condition in question.when if _is_about_each(condition, question, form)]
    if not about_each:
        return tuple(found)
    return tuple(subject for subject in found if _holds_for(subject[0], about_each, meeting))


def _is_about_each(condition: Condition, question: Question, form: Form) -> bool:
    """Tell whether a condition looks at answers that were asked for the same people as a question."""
    parts = (condition, *condition.alternatives)
    asked = (
        form.question(part.fact.removeprefix(ANSWER_PREFIX)) if part.fact.startswith(ANSWER_PREFIX) else None
        for part in parts
    )
    return all(one is not None and one.asked_for is question.asked_for for one in asked)


def _holds_for(subject: str, conditions: Iterable[Condition], meeting: Meeting) -> bool:
    """Tell whether conditions hold with the answers that were given about one person."""
    given = {
        answer.question: chosen_in(answer.value) for answer in meeting.answers if answer.subject == subject
    }
    return all(is_met(condition, {}, given, {}) for condition in conditions)


def questions_of_preparation(form: Form, situation: Situation) -> tuple[Question, ...]:
    """Return what is asked while a meeting is prepared, as far as conditions hold."""
    return tuple(question for question in form.preparation if situation.holds(question.when))


def questions_of_waiver(form: Form, situation: Situation) -> tuple[Question, ...]:
    """Return what is asked for the record that the meeting is not required; none where it always is."""
    questions = form.waiver.questions if form.waiver is not None else ()
    return tuple(question for question in questions if situation.holds(question.when))


def stands_from_before(question: Question, situation: Situation) -> bool:
    """Tell whether a question is not asked because an earlier meeting answered it; that answer is shown instead."""
    wanted = (f"{EARLIER_PREFIX}{question.id}", Test.UNKNOWN)
    parts = (part for condition in question.when for part in (condition, *condition.alternatives))
    is_once_only = any((part.fact, part.test) == wanted for part in parts)
    return question.is_carried and is_once_only and not situation.holds(question.when)


def earlier_answers_to(meeting: Meeting, question: Question, subject: str = "") -> tuple[CarriedItem, ...]:
    """Return the answers that earlier meetings gave, the first child's first, where the question shows them."""
    if not question.is_carried:
        return ()
    wanted = earlier_answer_id(question.id, subject)
    return tuple(carried for carried in meeting.carried if as_own(carried).id == wanted)


def earlier_in_words(meeting: Meeting, question: Question, subject: str = "") -> str:
    """Return "Last time, 12 May 2026: No. Reason: …", or an empty text where nothing was answered.

    What was answered about a further child stands after it, with that child's name.
    """
    called = {child.id: child.called() for child in meeting.children}
    said = []
    for carried in earlier_answers_to(meeting, question, subject):
        words = _last_time(meeting, question, carried)
        whose = called.get(carried.child_id, "") if carried.child_id != subject else ""
        said.append(f"{whose}: {words}" if whose else words)
    return " ".join(said)


def _last_time(meeting: Meeting, question: Question, carried: CarriedItem) -> str:
    day = f", {long_day_text(carried.source_on)}" if carried.source_on is not None else ""
    words = " ".join(answer_in_words(question, carried.text, meeting.attendees).split())
    said = _ended(words or "not answered")
    note = " ".join(carried.reason.split())
    return f"Last time{day}: {said}" + (f" {question.note or 'Note'}: {_ended(note)}" if note else "")


def answer_in_words(question: Question, value: str, people: Iterable[Attendee] = ()) -> str:
    """Return an answer as people read it; one that cannot be read as its kind stands as it is.

    Args:
        question: what was asked.
        value: the answer as kept; several chosen options on a line each.
        people: who may be named.
    """
    match question.kind:
        case QuestionKind.YES_NO | QuestionKind.CHECK:
            return _SHORT_ANSWERS.get(value, value)
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            options = dict(question.options)
            return ", ".join(options.get(chosen, chosen) for chosen in chosen_in(value))
        case QuestionKind.PERSON:
            return next((person.name for person in people if person.id == value), value)
        case QuestionKind.DATE:
            try:
                return long_day_text(dt.date.fromisoformat(value))
            except ValueError:
                return value
        case _:
            return value


def chosen_in(value: str) -> tuple[str, ...]:
    """Return the options chosen in an answer, in order."""
    return tuple(chosen for chosen in value.split("\n") if chosen.strip())


def is_answered(question: Question, value: str, note: str) -> bool:
    """Tell whether a question is answered in full: an answer, and the note where it is owed with it."""
    return bool(value.strip()) and (not question.is_note_required or bool(note.strip()))


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _named(people: Iterable[Attendee]) -> tuple[Subject, ...]:
    return tuple((person.id, person.name) for person in people)


def _child_taking_part(people: list[Attendee], concerned: tuple[Child, ...]) -> tuple[Subject, ...]:
    children = [person for person in people if person.is_child]
    return tuple((person.id, _called(person, children, concerned)) for person in children) or (("", ""),)


def _called(person: Attendee, children: list[Attendee], concerned: tuple[Child, ...]) -> str:
    if len(children) == 1 and len(concerned) == 1:
        return concerned[0].called()
    return next((child.called() for child in concerned if child.name == person.name), person.name)


def _one_for_each_agency(
    question: Question, meeting: Meeting, people: list[Attendee], roles: Mapping[str, RoleName]
) -> Iterator[Subject]:
    """Yield one person for each agency that is there; before anybody came, for each that is invited.

    Whoever the answer was given under stays the agency's, though a colleague higher up in the list comes later.
    """
    here = [person for person in people if took_part(meeting.attendance, person.id)]
    answered = {answer.subject for answer in meeting.answers if answer.question == question.id}
    agencies: dict[str, list[Attendee]] = {}
    for person in here or [person for person in people if person.is_invited]:
        agency = person.agency.strip() or _own_agency(person, meeting, roles)
        if agency:
            agencies.setdefault(agency.casefold(), []).append(person)
    for members in agencies.values():
        first = next((person for person in members if person.id in answered), members[0])
        yield first.id, first.agency.strip() or _own_agency(first, meeting, roles)


def _own_agency(person: Attendee, meeting: Meeting, roles: Mapping[str, RoleName]) -> str:
    return meeting.facts.authority.strip() if is_of_authority(person, roles) else ""


def _other_professionals(
    meeting: Meeting, people: list[Attendee], roles: Mapping[str, RoleName], form: Form
) -> Iterator[Attendee]:
    leading = {meeting.facts.chair, meeting.facts.recorder}
    for person in people:
        if person.is_child or person.id in leading or group_of(person, roles) in AROUND_THE_CHILD:
            continue
        role = role_id_of(person, roles)
        if any(satisfies(expected.role, role) for expected in form.expected):
            continue
        is_coming = person.is_invited and presence_of(meeting.attendance, person.id) not in _NOT_COMING
        if is_coming or took_part(meeting.attendance, person.id):
            yield person
