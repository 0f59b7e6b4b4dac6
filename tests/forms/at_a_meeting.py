"""The forms that come with the application, and meetings held under them with fictional people."""

import dataclasses
import datetime as dt
import functools
from typing import Any

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.agenda import agenda_of
from cpm_desktop.domain.asking import questions_of_preparation, subjects_of
from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Presence
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.due import ThingDue, things_due
from cpm_desktop.domain.due_ground import due_ground
from cpm_desktop.domain.expected_roles import roles_expected
from cpm_desktop.domain.follow_ups import follow_ups_due
from cpm_desktop.domain.forms import CheckKind, Form, Procedure, Question
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.listing import ChildSummary, HeldMeeting
from cpm_desktop.domain.meeting import PREPARATION, Answer, CarriedItem, Meeting, MeetingFacts
from cpm_desktop.domain.readiness.debt import Debt
from cpm_desktop.domain.readiness.record_readiness import debts
from cpm_desktop.domain.situation import earlier_answer_id, situation_of
from cpm_desktop.domain.working_days import HolidayCalendar
from cpm_desktop.storage.forms.loading import load_procedure

DAY = dt.date(2026, 11, 24)
IN_NEED: dict[str, Any] = {"is_in_need": True}
LOOKED_AFTER: dict[str, Any] = {"looked_after_since": dt.date(2026, 1, 5)}
PROTECTED: dict[str, Any] = {"protection_plan_since": dt.date(2026, 11, 2)}
CALENDAR = HolidayCalendar(dt.date(2020, 1, 1), dt.date(2060, 12, 31))


@functools.cache
def procedure() -> Procedure:
    return load_procedure([forms_folder()])[0]


def form(name: str) -> Form:
    return procedure().forms[name]


def child(age: int = 9, **details: Any) -> Child:  # noqa: ANN401 - whatever a child's file holds
    born = None if age < 0 else dt.date(DAY.year - age, 3, 9)
    return Child(id="c", name="Robin Hale", known_as="Robin", date_of_birth=born, **details)


def person(name: str, role: str, **details: Any) -> Attendee:  # noqa: ANN401 - whatever a person has
    return Attendee(id=name, name=name, role=procedure().roles[role].name, role_id=role, **details)


def come(*people: Attendee, presence: Presence = Presence.PRESENT) -> tuple[AttendanceEvent, ...]:
    return tuple(
        AttendanceEvent(id=f"came-{one.id}", position=n, who=one.id, presence=presence)
        for n, one in enumerate(people, 1)
    )


def meeting(of: Form, who: Child | None = None, **details: Any) -> Meeting:  # noqa: ANN401 - any part of a meeting
    """Return a meeting; what MeetingFacts has may be given too, and answers as `given`: question id to value."""
    own = {entry.name for entry in dataclasses.fields(MeetingFacts)}
    facts = {name: details.pop(name) for name in list(details) if name in own}
    given = details.pop("given", {})
    earlier = details.pop("earlier", {})
    answers = tuple(
        Answer(id=f"a{n}", position=n, item=place_of(of, question), question=question, value=value)
        for n, (question, value) in enumerate(given.items(), 1)
    )
    carried = tuple(
        CarriedItem(id=earlier_answer_id(question), position=n, what="answer", text=value)
        for n, (question, value) in enumerate(earlier.items(), 1)
    )
    return Meeting(
        id="m",
        facts=MeetingFacts(id="m", form_id=of.id, **{"date": DAY, **facts}),
        children=(who or child(),),
        answers=answers,
        carried=(*details.pop("carried", ()), *carried),
        **details,
    )


def place_of(of: Form, question: str) -> str:
    return next((item.id for item in of.agenda for one in item.questions if one.id == question), PREPARATION)


def items(of: Form, held: Meeting) -> list[str]:
    return [item.id for item in agenda_of(of, held, situation_of(held))]


def asked(of: Form, held: Meeting) -> dict[str, Question]:
    """Return what the preparation and the agenda ask in a meeting, by id, conditions told."""
    situation = situation_of(held)
    found = list(questions_of_preparation(of, situation))
    for item in agenda_of(of, held, situation):
        found += [question for question in item.questions if situation.holds(question.when)]
    return {question.id: question for question in found}


def subjects(of: Form, held: Meeting, question: str) -> list[str]:
    return [about for _, about in subjects_of(asked(of, held)[question], held, procedure().roles, of)]


def owed(of: Form, held: Meeting, kind: CheckKind) -> list[Debt]:
    return [debt for debt in debts(of, held, procedure()) if debt.check is kind]


def expected(of: Form, held: Meeting, rule: str) -> list[str]:
    """Return the roles that are expected by a rule, as the form says them."""
    found = roles_expected(of, held, procedure().roles)
    return [entry.expected.role for entry in found if entry.expected.rule == rule]


def all_follow_ups(of: Form, held: Meeting) -> tuple[FollowUp, ...]:
    """Return what is to be done after a meeting; parts for each recipient included."""
    return follow_ups_due(of, held, situation_of(held), procedure().roles, CALENDAR)


def follow_ups(of: Form, held: Meeting) -> dict[str, FollowUp]:
    """Return what is to be done after a meeting, by what the form calls it, without the parts."""
    return {each.follow_up: each for each in all_follow_ups(of, held) if not each.part_of}


def due(today: dt.date = DAY, *last: tuple[str, dt.date], **details: Any) -> list[ThingDue]:  # noqa: ANN401 - facts of a child
    """Return what the caseload shows for a child whose latest meetings were these."""
    held = tuple(HeldMeeting(form_id=name, date=day) for name, day in last)
    summary = ChildSummary(child_id="c", held=held, last_held=held, **details)
    return list(things_due(summary, due_ground(procedure().forms, today, CALENDAR)))


def due_of(short_name: str, things: list[ThingDue]) -> ThingDue:
    return next(thing for thing in things if thing.text.startswith(short_name))
