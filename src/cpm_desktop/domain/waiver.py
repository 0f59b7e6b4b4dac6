"""The record that a meeting is not required: who may decide it, what it still owes, and whom it is told.

Rules: prepare.inter-agency-waiver, prepare.inter-agency-waiver-notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cpm_desktop.domain.agencies import agency_of
from cpm_desktop.domain.asking import chosen_in, is_answered, questions_of_waiver
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.due_ground import ChildFacts
from cpm_desktop.domain.forms import BarredOption, Form, GroundEnd, Question, RoleGroup, RoleName, Waiver
from cpm_desktop.domain.listing import WaivedMeeting
from cpm_desktop.domain.meeting import WAIVER, Answer, Meeting
from cpm_desktop.domain.roles import role_id_of
from cpm_desktop.domain.situation import Situation
from cpm_desktop.domain.typography import long_day_text

GROUNDS = "grounds"
NOTICE_REASONING = "notice-reasoning"


@dataclass(frozen=True, slots=True)
class Contributor:
    """An agency that contributed to the assessment, and who of it is told.

    Attributes:
        agency: its name; the role of a professional whose agency nobody named.
        attendee_id: the person to whom the notice goes.
        person: their name.
        reasoning: why the meeting is not required, written for this reader.
    """

    agency: str
    attendee_id: str
    person: str
    reasoning: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A waiver that stands no more, so that the meeting is due again.

    Attributes:
        waiver: the record, as a list has it.
        because: why, as a clause.
        rule: the rule behind it.
    """

    waiver: WaivedMeeting
    because: str
    rule: str


def grounds_of(meeting: Meeting) -> tuple[str, ...]:
    """Return the grounds that a waiver stands on; none for a meeting."""
    if not meeting.facts.is_waiver:
        return ()
    if meeting.cleared:
        return meeting.cleared[0].grounds
    return tuple(
        ground
        for answer in meeting.answers
        if answer.item == WAIVER and answer.question == GROUNDS
        for ground in chosen_in(answer.value)
    )


def ended(waiver: Waiver, held: WaivedMeeting, facts: ChildFacts) -> Ended | None:
    """Return why a waiver stands no more; None while one of its grounds still does (prepare.inter-agency-waiver).

    Args:
        waiver: what the form says about it.
        held: the record that the meeting is not required.
        facts: the child's, on the day.
    """
    why = [
        next((end for end in waiver.ends if end.option == ground and _has_ended(end, held, facts)), None)
        for ground in held.grounds
    ]
    first = why[0] if why and all(why) else None
    return Ended(held, first.because, first.rule) if first is not None else None


def _has_ended(end: GroundEnd, held: WaivedMeeting, facts: ChildFacts) -> bool:
    if end.after:
        day = facts.date_of(end.after)
        if day is None or not held.date < day <= facts.on:
            return False
    return facts.holds(end.when)


def may_decide(waiver: Waiver, role_id: str, roles: Mapping[str, RoleName]) -> bool:
    """Tell whether a role may decide it: one of the deciders, or a higher grade of the authority than one of them."""
    if role_id in waiver.deciders:
        return True
    grades = [roles[role].grade for role in waiver.deciders if role in roles and roles[role].grade]
    own = roles[role_id].grade if role_id in roles else 0
    return bool(grades) and own > min(grades)


def deciders_in_words(waiver: Waiver, roles: Mapping[str, RoleName]) -> str:
    """Return who may decide it: "a senior practitioner or a team manager"."""
    names = [roles[role].name if role in roles else role for role in waiver.deciders]
    return " or ".join(f"a {name[:1].lower()}{name[1:]}" for name in names)


def contributors(meeting: Meeting, roles: Mapping[str, RoleName]) -> tuple[Contributor, ...]:
    """Return each agency that contributed, once, in the order of the list; the authority itself is not told.

    Who stands on the list as not taking part did not contribute. A professional whose agency nobody named is told
    for themselves, and called by their role.
    """
    own = {meeting.facts.authority.strip().casefold(), meeting.facts.service.strip().casefold()}
    found: dict[str, list[Attendee]] = {}
    names: dict[str, str] = {}
    for person in meeting.attendees:
        is_named = bool(person.agency.strip())
        agency = agency_of(person, meeting, roles).strip() if is_named else _called_by_role(person, roles)
        key = agency.casefold() if is_named else f"{agency.casefold()} {person.id}"
        if agency and person.is_invited and not person.has_left and agency.casefold() not in own:
            found.setdefault(key, []).append(person)
            names.setdefault(key, agency)
    return tuple(_contributor(meeting, names[key], people) for key, people in found.items())


def _called_by_role(person: Attendee, roles: Mapping[str, RoleName]) -> str:
    """Return a professional's role; empty for family, carers and the authority's own people."""
    role = roles.get(role_id_of(person, roles))
    if role is None or role.group != RoleGroup.PROFESSIONAL or person.is_child:
        return ""
    return person.role.strip() or role.name


def _contributor(meeting: Meeting, agency: str, people: list[Attendee]) -> Contributor:
    given = {
        answer.subject: answer.value for answer in meeting.answers if answer.question == NOTICE_REASONING
    }
    told = next((person for person in people if person.id in given), people[0])
    return Contributor(agency, told.id, told.name, given.get(told.id, ""))


def barred_now(
    questions: tuple[Question, ...], situation: Situation
) -> tuple[tuple[Question, BarredOption], ...]:
    """Return the options that are not offered now, each with its question."""
    return tuple(
        (question, barred)
        for question in questions
        for barred in question.barred
        if situation.holds(barred.when)
    )


def waiver_owes(
    form: Form,
    meeting: Meeting,
    situation: Situation,
    roles: Mapping[str, RoleName],
    called: str = "the child",
) -> tuple[str, ...]:
    """Return what the record still owes before it can be signed, a plain sentence each.

    Args:
        form: the kind of meeting.
        meeting: the record.
        situation: what conditions look at.
        roles: the roles of the procedure.
        called: what the child is called.
    """
    waiver = form.waiver
    if waiver is None:
        return ("This kind of meeting is always required.",)
    owes = [*_owed_by_decider(waiver, meeting, roles)]
    asked = questions_of_waiver(form, situation)
    given = {
        answer.question: answer for answer in meeting.answers if answer.item == WAIVER and not answer.subject
    }
    for question in asked:
        held = given.get(question.id, Answer(id=""))
        if question.is_required and not is_answered(question, held.value, held.note):
            asked_for = fill_blanks(question.text, {"child": called}).rstrip("?")
            owes.append(f"Answer “{asked_for}”.")
    for question, barred in barred_now(asked, situation):
        if barred.option in chosen_in(given.get(question.id, Answer(id="")).value):
            owes.append(barred.says)
    if not meeting.facts.challenge_text.strip():
        owes.append("Say how the decision can be challenged; every notice tells it.")
    owes += [
        f"Write for {told.agency} why the meeting is not required; it is never copied from the file."
        for told in contributors(meeting, roles)
        if not told.reasoning.strip()
    ]
    return tuple(owes)


def _owed_by_decider(waiver: Waiver, meeting: Meeting, roles: Mapping[str, RoleName]) -> tuple[str, ...]:
    decider = meeting.attendee(meeting.facts.chair)
    wanted = deciders_in_words(waiver, roles)
    if decider is None:
        return (f"Say who decided it: {wanted}, or somebody of a higher grade.",)
    if not may_decide(waiver, role_id_of(decider, roles), roles):
        role = decider.role or "no role that the procedure knows"
        return (
            f"{decider.name} ({role}) cannot decide this. It needs {wanted}, or somebody of a higher grade.",
        )
    return ("Give the day on which it was decided.",) if meeting.facts.date is None else ()


def notice_text(form: Form, meeting: Meeting, told: Contributor, called: str) -> str:
    """Return the notice to one agency as plain text for an e-mail (prepare.inter-agency-waiver-notice).

    Args:
        form: the kind of meeting.
        meeting: the record.
        told: the agency, with the reasoning written for it.
        called: how the child is named to the agency.
    """
    if form.waiver is None:
        return ""
    facts = meeting.facts
    values = {
        "agency": told.agency,
        "child": called,
        "date": long_day_text(facts.date) if facts.date is not None else "",
        "reasoning": told.reasoning,
        "challenge": facts.challenge_text,
    }
    return fill_blanks(form.waiver.notice, values)
