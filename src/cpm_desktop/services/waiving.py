"""Recording that a meeting is not required, and telling each agency that contributed (prepare.inter-agency-waiver)."""

import datetime as dt
from dataclasses import replace

from cpm_desktop.domain.asking import chosen_in
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.calling_commands import DecideWaiver
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.forms import Form, RoleGroup
from cpm_desktop.domain.meeting import WAIVER, Meeting, MeetingFacts, Stage
from cpm_desktop.domain.people import attendee_from
from cpm_desktop.domain.roles import find_role, group_of, role_id_of
from cpm_desktop.domain.waiver import (
    NOTICE_REASONING,
    Contributor,
    barred_now,
    contributors,
    may_decide,
    notice_text,
    waiver_owes,
)
from cpm_desktop.services.calling import drafted, form_for, new_meeting
from cpm_desktop.services.calling_again import reconvene
from cpm_desktop.services.creating import create_meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import child_of, situation_now
from cpm_desktop.services.item_work import answer
from cpm_desktop.services.keeping import keep

_AT_WORK = frozenset({RoleGroup.AUTHORITY, RoleGroup.PROFESSIONAL})
_NO_COPY = "The record is for the child’s file; each agency gets a notice."


class WaiverIncomplete(CarePlanningError):
    """The record that a meeting is not required still owes something."""


def waivable_kinds(desk: Desk) -> tuple[Form, ...]:
    """Return the kinds of meeting in use of which somebody may decide that none is required."""
    in_use = desk.authority().kinds_on
    forms = desk.procedure.forms.values()
    return tuple(form for form in forms if form.waiver is not None and (not in_use or form.id in in_use))


def begin_waiver(desk: Desk, child_id: str, form_id: str) -> str:
    """Begin the record that a meeting of a kind is not required.

    Everybody of an agency around the child stands on its list as somebody whose agency contributed, every
    professional whose agency nobody named as well, and the authority's own people as those who may have decided.

    Returns:
        The record's id.

    Raises:
        InvalidDetail: a meeting of this kind is always required, or there is no such kind.
    """
    form = form_for(desk, form_id)
    if form.waiver is None:
        message = f"A {form.short_name.lower()} is always required; nobody can decide that it is not."
        raise InvalidDetail(message)
    meeting, roles = drafted(desk, child_id, form), desk.procedure.roles
    around = (
        person for person in desk.child(child_id).value.people if not person.has_left and not person.is_child
    )
    people = [
        replace(attendee_from(one), copy_kind=CopyKind.NONE, copy_reason=_NO_COPY)
        for one in around
        if one.agency.strip() or group_of(one, roles) in _AT_WORK
    ]
    known = {person.id for person in people}
    facts = replace(
        meeting.facts,
        is_waiver=True,
        title=form.waiver.title,
        date=desk.today(),
        chair=_decider(form, people),
        recorder=meeting.facts.recorder if meeting.facts.recorder in known else "",
    )
    numbered = tuple(replace(person, position=place) for place, person in enumerate(people, start=1))
    create_meeting(desk, replace(meeting, facts=facts, attendees=numbered))
    return meeting.id


def _decider(form: Form, people: list[Attendee]) -> str:
    """Return the first who may decide it, in the order of the form's deciders."""
    deciders = form.waiver.deciders if form.waiver is not None else ()
    fitting = (person.id for role in deciders for person in people if person.role_id == role)
    return next(fitting, "")


def set_decider(desk: Desk, meeting_id: str, attendee_id: str) -> None:
    """Say who decided it (prepare.inter-agency-waiver).

    Raises:
        WaiverIncomplete: that person's role may not decide it.
    """
    meeting = desk.meeting(meeting_id).value
    person = meeting.attendee(attendee_id)
    if person is not None:
        _require_decider(desk, meeting, person)
    keep(desk.meeting(meeting_id), replace(meeting.facts, chair=attendee_id))


def _require_decider(desk: Desk, meeting: Meeting, person: Attendee) -> None:
    form, roles = desk.form_of(meeting), desk.procedure.roles
    if form.waiver is not None and not may_decide(form.waiver, role_id_of(person, roles), roles):
        trial = replace(meeting, facts=replace(meeting.facts, chair=person.id))
        raise WaiverIncomplete(waiver_owes(form, trial, situation_now(desk, meeting), roles)[0])


def answer_waiver(
    desk: Desk, meeting_id: str, question: str, value: str, *, note: str | None = None
) -> tuple[str, ...]:
    """Answer a question of the waiver; an option that this bars is taken out of its answer.

    Returns:
        A sentence for each option that was taken out, and why.
    """
    answer(desk, meeting_id, WAIVER, question, value, note=note)
    meeting = desk.meeting(meeting_id).value
    waiver = desk.form_of(meeting).waiver
    said = []
    for asked, barred in barred_now(waiver.questions if waiver else (), situation_now(desk, meeting)):
        held = next(
            (each for each in meeting.answers if each.item == WAIVER and each.question == asked.id), None
        )
        chosen = chosen_in(held.value) if held is not None else ()
        if barred.option in chosen:
            answer(
                desk, meeting_id, WAIVER, asked.id, "\n".join(one for one in chosen if one != barred.option)
            )
            said.append(barred.says)
    return tuple(said)


def barred_options(desk: Desk, meeting: Meeting) -> dict[tuple[str, str], str]:
    """Return the options that are not offered now, by question and option, each with why."""
    waiver = desk.form_of(meeting).waiver
    found = barred_now(waiver.questions if waiver else (), situation_now(desk, meeting))
    return {(question.id, barred.option): barred.says for question, barred in found}


def agencies_told(desk: Desk, meeting: Meeting) -> tuple[Contributor, ...]:
    """Return each agency that contributed, with the reasoning written for it (prepare.inter-agency-waiver-notice)."""
    return contributors(meeting, desk.procedure.roles)


def set_notice_reasoning(desk: Desk, meeting_id: str, attendee_id: str, text: str) -> None:
    """Keep the reasoning as it is written for one agency."""
    answer(desk, meeting_id, WAIVER, NOTICE_REASONING, text, attendee_id)


def set_contributed(desk: Desk, meeting_id: str, attendee_id: str, *, has_contributed: bool) -> None:
    """Say whether somebody's agency contributed to the assessment."""
    person = desk.meeting(meeting_id).value.attendee(attendee_id)
    if person is not None and person.is_invited != has_contributed:
        desk.meeting(meeting_id).perform(change(person, is_invited=has_contributed))


def add_contributor(desk: Desk, meeting_id: str, agency: str, name: str) -> str:
    """Add an agency that contributed, and whom of it the notice goes to.

    Returns:
        The attendee's id.

    Raises:
        InvalidDetail: the agency has no name.
    """
    if not agency.strip():
        message = "Give the agency’s name."
        raise InvalidDetail(message)
    person = Attendee(
        id=new_identifier(),
        name=name.strip() or agency.strip(),
        agency=agency.strip(),
        copy_kind=CopyKind.NONE,
        copy_reason=_NO_COPY,
    )
    desk.meeting(meeting_id).perform(Record(entity=person))
    return person.id


def add_decider(desk: Desk, meeting_id: str, name: str, role: str) -> str:
    """Add somebody of the authority who is not around the child, and say that they decided it.

    Returns:
        The attendee's id.

    Raises:
        InvalidDetail: there is no name, or no such role.
        WaiverIncomplete: that role may not decide it.
    """
    role_id = find_role(desk.procedure.roles, role)
    if not name.strip() or not role_id:
        message = "Give the name of who decided it, and their role."
        raise InvalidDetail(message)
    person = Attendee(
        id=new_identifier(),
        name=name.strip(),
        role=role.strip(),
        role_id=role_id,
        copy_kind=CopyKind.NONE,
        copy_reason=_NO_COPY,
    )
    meeting = desk.meeting(meeting_id).value
    _require_decider(desk, replace(meeting, attendees=(*meeting.attendees, person)), person)
    desk.meeting(meeting_id).perform(Record(entity=person))
    set_decider(desk, meeting_id, person.id)
    return person.id


def change_waiver(desk: Desk, meeting_id: str, wanted: MeetingFacts) -> None:
    """Keep the day of the decision, and how it can be challenged."""
    keep(desk.meeting(meeting_id), wanted)


def meeting_instead(desk: Desk, meeting_id: str, because: str = "") -> str:
    """Prepare the meeting after all: reconvened where one of its kind was held here, else a new one.

    Args:
        desk: the desk.
        meeting_id: the record that it is not required.
        because: what is new, where it is reconvened.

    Returns:
        The meeting's id.
    """
    facts = desk.meeting(meeting_id).value.facts
    held = [
        line
        for line in desk.wait(desk.store.meetings_of(facts.child_id))
        if line.form_id == facts.form_id and line.is_counted() and not line.is_waiver
    ]
    if held and because.strip():
        last = max(held, key=lambda line: line.date or dt.date.min)
        return reconvene(desk, last.id, because)
    return new_meeting(desk, facts.child_id, facts.form_id, None, None)


def owes(desk: Desk, meeting_id: str) -> tuple[str, ...]:
    """Return what the record still owes before it can be signed, a plain sentence each."""
    meeting = desk.meeting(meeting_id).value
    called = child_of(desk, meeting).called()
    situation, roles = situation_now(desk, meeting), desk.procedure.roles
    return waiver_owes(desk.form_of(meeting), meeting, situation, roles, called)


def decide(desk: Desk, meeting_id: str) -> None:
    """Close the record for signing; one that is closed already stays as it is.

    Raises:
        WaiverIncomplete: it still owes something.
    """
    owed = owes(desk, meeting_id)
    if owed:
        raise WaiverIncomplete(owed[0])
    editing = desk.meeting(meeting_id)
    if editing.value.facts.stage is Stage.PREPARED:
        child = child_of(desk, editing.value)
        editing.perform(DecideWaiver(at=desk.now(), children=(replace(child, position=1),)))


def notice_of(desk: Desk, meeting_id: str, attendee_id: str) -> str:
    """Return the notice to one agency as text for an e-mail."""
    meeting = desk.meeting(meeting_id).value
    told = _told(desk, meeting, attendee_id)
    child = child_of(desk, meeting)
    return notice_text(desk.form_of(meeting), meeting, told, child.name or child.called())


def _told(desk: Desk, meeting: Meeting, attendee_id: str) -> Contributor:
    told = next((each for each in agencies_told(desk, meeting) if each.attendee_id == attendee_id), None)
    if told is None:
        message = "This agency is not among those that contributed."
        raise InvalidDetail(message)
    return told
