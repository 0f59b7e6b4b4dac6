"""What is to be done after a meeting, as its form says: each a thing with an owner, a date, a rule and an end.

Ids are made of the form's follow-up and of what it is about, so that the same things are made again however often
it is asked. Rules: chair.decision-authority, record.care-team-tasks, after.plan-3-working-days,
after.authorise-looked-after, after.assessment-finalised, after.adoption-cpr, after.legal-proceedings-follow.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cpm_desktop.domain.attendance import Attendee, Participation
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.captures import Decision
from cpm_desktop.domain.child import children_called
from cpm_desktop.domain.expected_roles import name_of_roles
from cpm_desktop.domain.forms import DayKind, FollowUpFor, FollowUpRule, Form, RoleName
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.roles import role_id_of, satisfies
from cpm_desktop.domain.situation import Situation
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.domain.waiver import contributors, notice_text
from cpm_desktop.domain.working_days import BeyondCalendar, Calendar, add_days

APPROVAL = "approval"
CARE_TEAM = "team-members"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Occasion:
    """One thing that a follow-up is made for: the meeting, a decision, a disclosure, a person or an agency."""

    about: str = ""
    what: str = ""
    who: str = ""
    by: dt.date | None = None


def follow_ups_due(
    form: Form,
    meeting: Meeting,
    situation: Situation,
    roles: Mapping[str, RoleName],
    calendar: Calendar,
) -> tuple[FollowUp, ...]:
    """Return everything that has to be done after a meeting, each with its parts behind it; nothing is done yet.

    Args:
        form: the kind of meeting.
        meeting: as it ended.
        situation: what the form's conditions look at.
        roles: the roles of the procedure.
        calendar: tells working days; beyond it a follow-up has no date.
    """
    found: list[FollowUp] = []
    for rule in form.follow_ups:
        # The agencies that contributed are told of a waiver; everything else follows a meeting that was held.
        if (rule.each is FollowUpFor.EACH_CONTRIBUTOR) != meeting.facts.is_waiver:
            continue
        if situation.holds(rule.when):
            for occasion in _occasions(rule, meeting, roles):
                found += _made(rule, occasion, form, meeting, situation, roles, calendar)
    return tuple(dataclasses.replace(each, position=place) for place, each in enumerate(found, start=1))


def renewed(held: Iterable[FollowUp], due: Iterable[FollowUp], on: dt.date) -> tuple[FollowUp, ...]:
    """Return the follow-ups of a meeting after its record changed.

    What is done, closed or added by a person stays; what is open and no longer due goes; what is due comes.

    Args:
        held: as they stand.
        due: as `follow_ups_due` gives them.
        on: the day on which new ones are made.
    """
    by_id, wanted = {each.id: each for each in held}, {each.id: each for each in due}
    kept = [each for each in by_id.values() if not each.follow_up or not each.is_open() or each.id in wanted]
    found = [
        dataclasses.replace(wanted[each.id], made_on=each.made_on)
        if each.is_open() and each.id in wanted
        else each
        for each in kept
    ]
    found += [dataclasses.replace(each, made_on=on) for key, each in wanted.items() if key not in by_id]
    return tuple(dataclasses.replace(each, position=place) for place, each in enumerate(found, start=1))


def approval_due(owner: str = "Manager") -> FollowUp:
    """Return the approval without which no copy is sent, where the authority wants one."""
    return FollowUp(
        id=APPROVAL,
        follow_up=APPROVAL,
        text="Approve the record before any copy is sent",
        owner=owner,
        is_authorisation=True,
    )


def parts_of(meeting: Meeting, identifier: str) -> tuple[FollowUp, ...]:
    """Return the follow-ups that are parts of another one: one for each who gets something."""
    return tuple(each for each in meeting.follow_ups if each.part_of == identifier)


def _occasions(rule: FollowUpRule, meeting: Meeting, roles: Mapping[str, RoleName]) -> Iterator[_Occasion]:
    match rule.each:
        case FollowUpFor.MEETING:
            yield _Occasion()
        case FollowUpFor.EACH_DECISION_TO_AUTHORISE | FollowUpFor.EACH_PLAN_CHANGE:
            yield from _decisions(rule.each, meeting)
        case FollowUpFor.EACH_DISCLOSURE:
            # What was said is restricted; the follow-up tells only that something was.
            yield from (_Occasion(about=disclosure.id) for disclosure in meeting.disclosures)
        case FollowUpFor.EACH_INTERPRETED | FollowUpFor.EACH_CONTRIBUTOR:
            yield from _people(rule.each, meeting, roles)


def _decisions(each: FollowUpFor, meeting: Meeting) -> Iterator[_Occasion]:
    for decision in meeting.decisions:
        if each is FollowUpFor.EACH_PLAN_CHANGE:
            if decision.is_plan_change:
                yield _Occasion(about=decision.id, what=decision.text)
        elif needs_authorising(decision):
            who, by = decision.authoriser, decision.authorise_by
            yield _Occasion(about=decision.id, what=decision.text, who=who, by=by)


def _people(each: FollowUpFor, meeting: Meeting, roles: Mapping[str, RoleName]) -> Iterator[_Occasion]:
    if each is FollowUpFor.EACH_CONTRIBUTOR:
        for told in contributors(meeting, roles):
            yield _Occasion(about=told.attendee_id, who=told.agency)
        return
    for person in meeting.attendees:
        if person.participation is Participation.INTERPRETER:
            yield _Occasion(about=person.id, who=person.name)


def needs_authorising(decision: Decision) -> bool:
    """Tell whether somebody who was not there has to authorise a decision (chair.decision-authority)."""
    return decision.is_within_authority is False or bool(decision.authoriser.strip())


def _made(
    rule: FollowUpRule,
    occasion: _Occasion,
    form: Form,
    meeting: Meeting,
    situation: Situation,
    roles: Mapping[str, RoleName],
    calendar: Calendar,
) -> Iterator[FollowUp]:
    owner, owner_id = _owner(rule, occasion, meeting, roles)
    identifier = ".".join(part for part in (rule.id, occasion.about) if part)
    due = occasion.by or _due(rule, situation, calendar)
    people = list(_recipients(rule, meeting, roles))
    names = ", ".join(name for _, name in people)
    blanks = _blanks(meeting, occasion, occasion.who or names)
    whole = FollowUp(
        id=identifier,
        follow_up=rule.id,
        text=fill_blanks(rule.text, blanks),
        about=occasion.about,
        owner=owner,
        owner_id=owner_id,
        due=due,
        rule=rule.rule,
        message=_message(rule, form, occasion, meeting, roles) or fill_blanks(rule.message, blanks),
        is_authorisation=rule.is_authorisation,
    )
    yield whole
    for key, name in people:
        yield dataclasses.replace(
            whole,
            id=f"{identifier}.{key}",
            part_of=identifier,
            text=f"Copy for {name}",
            about=key,
            message=fill_blanks(rule.message, _blanks(meeting, occasion, name)),
            is_authorisation=False,
        )


def _message(
    rule: FollowUpRule, form: Form, occasion: _Occasion, meeting: Meeting, roles: Mapping[str, RoleName]
) -> str:
    """Return the notice to an agency that contributed; the form's own text for everything else."""
    if rule.each is not FollowUpFor.EACH_CONTRIBUTOR:
        return ""
    told = next((each for each in contributors(meeting, roles) if each.attendee_id == occasion.about), None)
    called = next((child.name or child.called() for child in meeting.children), "the child")
    return notice_text(form, meeting, told, called) if told is not None else ""


def _owner(
    rule: FollowUpRule, occasion: _Occasion, meeting: Meeting, roles: Mapping[str, RoleName]
) -> tuple[str, str]:
    """Return whose it is: the form's role, else who has to authorise it, else the chair; name and attendee id."""
    if rule.is_authorisation and not rule.owner and occasion.who.strip():
        named = next((each for each in meeting.attendees if each.name == occasion.who.strip()), None)
        return occasion.who, named.id if named is not None else ""
    if not rule.owner:
        chair = meeting.attendee(meeting.facts.chair)
        return (chair.name, chair.id) if chair is not None else ("", "")
    people = [each for each in meeting.attendees if not each.has_left]
    person = next((each for each in people if satisfies(rule.owner, role_id_of(each, roles))), None)
    return (person.name, person.id) if person is not None else (name_of_roles(rule.owner, roles), "")


def _recipients(
    rule: FollowUpRule, meeting: Meeting, roles: Mapping[str, RoleName]
) -> Iterator[tuple[str, str]]:
    """Yield an id and a name for each who gets something; a role that nobody has stands by its own name."""
    told: set[str] = set()
    for wanted in rule.recipients:
        people = [person for person in meeting.attendees if _is_meant(person, wanted, roles)]
        if not people:
            name = "the care team" if wanted == CARE_TEAM else name_of_roles(wanted, roles)
            yield wanted.partition("|")[0], name
        for person in people:
            if person.id not in told:
                told.add(person.id)
                yield person.id, person.name or name_of_roles(wanted, roles)


def _is_meant(person: Attendee, wanted: str, roles: Mapping[str, RoleName]) -> bool:
    if person.has_left:
        return False
    if wanted == CARE_TEAM:
        return person.is_care_team_member
    return satisfies(wanted, role_id_of(person, roles)) or (person.is_child and satisfies(wanted, "child"))


def _due(rule: FollowUpRule, situation: Situation, calendar: Calendar) -> dt.date | None:
    """Return by when; None where nothing says so, or working days cannot be counted there."""
    start = situation.date_of(rule.after)
    if rule.day_kind is None or start is None:
        return None
    try:
        if rule.days >= 0:
            return add_days(start, rule.days, rule.day_kind, calendar)
        return _days_before(start, -rule.days, rule.day_kind, calendar)
    except (BeyondCalendar, OverflowError):
        return None


def _days_before(day: dt.date, days: int, day_kind: DayKind, calendar: Calendar) -> dt.date:
    for _ in range(days):
        day -= dt.timedelta(days=1)
        while day_kind is DayKind.WORKING and not calendar.is_working_day(day):
            day -= dt.timedelta(days=1)
    return day


def _blanks(meeting: Meeting, occasion: _Occasion, who: str) -> dict[str, str]:
    facts = meeting.facts
    called = children_called(meeting.children)
    return {
        "child": called,
        "what": occasion.what,
        "who": who,
        "agency": who,
        "date": long_day_text(facts.date) if facts.date is not None else "",
        "challenge": facts.challenge_text,
    }
