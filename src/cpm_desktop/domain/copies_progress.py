"""Who still has to be sent a copy of a meeting's minutes, and by when (after.distribute-5-days)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.distribution import advice_is_undecided, may_have
from cpm_desktop.domain.forms import Deadline, Form, RoleName
from cpm_desktop.domain.handover import CopyPlan
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.roles import role_id_of, satisfies
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.domain.working_days import Calendar, add_days

DISTRIBUTE = "distribute"
FILE = "file"


class DistributionState(StrEnum):
    """How the distribution of copies stands."""

    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesProgress:
    """How far the copies of one meeting have come, by attendee id.

    Attributes:
        sent: a copy with a date of sending.
        unsent: a copy decided and not sent.
        withheld: no copy, with a reason.
        undecided: not decided, or no copy and no reason; or the chair has not said whether the advice is in it.
        missing: roles that stand on the list always and that nobody with a copy has (after.distribute-care-team).
    """

    sent: tuple[str, ...]
    unsent: tuple[str, ...]
    withheld: tuple[str, ...]
    undecided: tuple[str, ...]
    missing: tuple[str, ...] = ()

    def is_done(self) -> bool:
        """Tell whether everyone was sent their copy, or had it withheld with a reason."""
        return not self.unsent and not self.undecided and not self.missing

    def total(self) -> int:
        """Return how many copies are to be sent in all."""
        return len(self.sent) + len(self.unsent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """The deadline for sending copies and how it stands.

    Attributes:
        due: the last day.
        state: due, overdue or done.
        days_left: days until then; negative when overdue.
        progress: who was sent what.
        rule: the rule it comes from.
        sentence: the same in plain words.
    """

    due: dt.date
    state: DistributionState
    days_left: int
    progress: CopiesProgress
    rule: str
    sentence: str


def copy_plan_of(meeting: Meeting, attendee: Attendee) -> CopyPlan:
    """Return what is planned for a person: for this meeting, or as it stands with the person."""
    for plan in meeting.copies:
        if plan.id == attendee.id:
            return plan
    return CopyPlan(
        id=attendee.id,
        copy_kind=attendee.copy_kind,
        decided_by=attendee.copy_decided_by,
        reason=attendee.copy_reason,
    )


def copies_progress(meeting: Meeting, form: Form, roles: Mapping[str, RoleName]) -> CopiesProgress:
    """Return how far the copies of a meeting have come.

    Whoever may not have a limited record counts as withheld: leaving them out needs no decision.

    Rules: after.distribute-5-days, after.distribute-care-team, after.distribute-legal.
    """
    found: dict[str, list[str]] = {"sent": [], "unsent": [], "withheld": [], "undecided": []}
    for attendee in meeting.attendees:
        state = _state_of(copy_plan_of(meeting, attendee))
        if not may_have(meeting, form, attendee, roles).is_allowed:
            state = "withheld"
        elif state == "unsent" and advice_is_undecided(meeting, form, attendee, roles):
            state = "undecided"
        found[state].append(attendee.id)
    ids = {name: tuple(people) for name, people in found.items()}
    return CopiesProgress(**ids, missing=missing_always(meeting, form, roles))


def missing_always(meeting: Meeting, form: Form, roles: Mapping[str, RoleName]) -> tuple[str, ...]:
    """Return the roles that stand on the list always, and that nobody with a copy has (after.distribute-care-team)."""
    with_copy = [
        role_id_of(person, roles)
        for person in meeting.attendees
        if copy_plan_of(meeting, person).copy_kind not in (CopyKind.NONE, CopyKind.UNDECIDED)
    ]
    return tuple(
        wanted
        for wanted in form.distribution.always
        if not any(satisfies(wanted, role) for role in with_copy)
    )


def distribution_due(form: Form, held_on: dt.date, calendar: Calendar) -> dt.date | None:
    """Return the last day for sending copies; None where the form sets none.

    Raises:
        BeyondCalendar: the calendar does not reach so far.
    """
    return deadline_day(form, DISTRIBUTE, held_on, calendar)


def deadline_day(form: Form, deadline_id: str, held_on: dt.date, calendar: Calendar) -> dt.date | None:
    """Return the last day of a deadline, counted from the meeting's day; None where the form sets none.

    Raises:
        BeyondCalendar: the calendar does not reach so far.
    """
    deadline = form.deadline(deadline_id)
    return None if deadline is None else add_days(held_on, deadline.days, deadline.day_kind, calendar)


def distribution_of(
    form: Form, meeting: Meeting, today: dt.date, calendar: Calendar, roles: Mapping[str, RoleName]
) -> Distribution | None:
    """Return how sending the copies of a meeting stands; None without a deadline or a day.

    Raises:
        BeyondCalendar: the calendar does not reach so far.
    """
    deadline, held_on = form.deadline(DISTRIBUTE), meeting.facts.date
    if deadline is None or held_on is None:
        return None
    due = add_days(held_on, deadline.days, deadline.day_kind, calendar)
    progress = copies_progress(meeting, form, roles)
    if progress.is_done():
        state = DistributionState.DONE
    else:
        state = DistributionState.OVERDUE if today > due else DistributionState.DUE
    return Distribution(
        due=due,
        state=state,
        days_left=(due - today).days,
        progress=progress,
        rule=deadline.rule,
        sentence=_sentence(progress, state, due, deadline),
    )


def _state_of(plan: CopyPlan) -> str:
    if plan.copy_kind is CopyKind.NONE:
        return "withheld" if plan.reason else "undecided"
    if plan.copy_kind is CopyKind.UNDECIDED:
        return "undecided"
    return "sent" if plan.sent_on is not None else "unsent"


def _sentence(progress: CopiesProgress, state: DistributionState, due: dt.date, deadline: Deadline) -> str:
    if state is DistributionState.DONE:
        return f"All {progress.total()} copies are sent."
    within = f"{deadline.days} {deadline.day_kind.value} days from the meeting"
    count = f"{len(progress.sent)} of {progress.total()} copies sent"
    open_question = f"; {len(progress.undecided)} still to be decided" if progress.undecided else ""
    when = "were due" if state is DistributionState.OVERDUE else "are due"
    if progress.missing:
        open_question += "; somebody who always gets a copy is not on the list"
    return f"{count}{open_question}. All {when} by {long_day_text(due)}, {within}."
