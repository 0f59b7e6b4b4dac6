"""Copies count down to the deadline, and are done when each has a date or a reason."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.copies_progress import (
    Distribution,
    DistributionState,
    copies_progress,
    distribution_due,
    distribution_of,
)
from cpm_desktop.domain.forms import DayKind, Deadline
from cpm_desktop.domain.handover import CopyPlan
from cpm_desktop.domain.meeting import Meeting, MeetingFacts
from cpm_desktop.domain.working_days import HolidayCalendar
from tests.domain.kinds_of_meeting import STANDARD, make_form

pytestmark = pytest.mark.rule("after.distribute-5-days")
CALENDAR = HolidayCalendar(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
PRIYA = Attendee(id="priya", name="Priya Nair", copy_kind=CopyKind.PROFESSIONAL)
DANA = Attendee(id="dana", name="Dana Avery", copy_kind=CopyKind.FAMILY)
TOM = Attendee(id="tom", name="Tom Avery")
HELD_ON = dt.date(2026, 11, 24)


def meeting(*copies: CopyPlan) -> Meeting:
    facts = MeetingFacts(id="m", date=HELD_ON)
    return Meeting(id="m", facts=facts, attendees=(PRIYA, DANA, TOM), copies=copies)


def distribution(record: Meeting, today: dt.date) -> Distribution:
    found = distribution_of(STANDARD, record, today, CALENDAR, {})
    assert found is not None
    return found


SENT = tuple(
    CopyPlan(id=who, copy_kind=kind, sent_on=HELD_ON)
    for who, kind in (("priya", CopyKind.PROFESSIONAL), ("dana", CopyKind.FAMILY), ("tom", CopyKind.FAMILY))
)


def test_five_calendar_days_from_the_meeting() -> None:
    assert distribution_due(STANDARD, HELD_ON, CALENDAR) == dt.date(2026, 11, 29)
    assert distribution_due(make_form(deadlines=()), HELD_ON, CALENDAR) is None


def test_a_form_may_count_working_days() -> None:
    within = Deadline(id="distribute", text="", days=5, day_kind=DayKind.WORKING, rule="")
    assert distribution_due(make_form(deadlines=(within,)), HELD_ON, CALENDAR) == dt.date(2026, 12, 1)


def test_a_copy_follows_the_person_until_it_is_planned() -> None:
    progress = copies_progress(meeting(dataclasses.replace(SENT[0])), STANDARD, {})
    assert progress.sent == ("priya",)
    assert progress.unsent == ("dana",)
    assert progress.undecided == ("tom",)
    assert progress.total() == 2


def test_the_countdown_ends_when_every_copy_has_a_date() -> None:
    due = distribution(meeting(*SENT[:2]), dt.date(2026, 11, 25))
    assert (due.due, due.state, due.days_left) == (dt.date(2026, 11, 29), DistributionState.DUE, 4)
    assert "1 still to be decided" in due.sentence
    late = distribution(meeting(*SENT[:2]), dt.date(2026, 11, 30))
    assert (late.state, late.days_left) == (DistributionState.OVERDUE, -1)
    done = distribution(meeting(*SENT), dt.date(2026, 12, 30))
    assert (done.state, done.sentence) == (DistributionState.DONE, "All 3 copies are sent.")


@pytest.mark.rule("after.copy-for-each-reader")
@pytest.mark.parametrize(
    ("reason", "state"), [("", DistributionState.DUE), ("His wish.", DistributionState.DONE)]
)
def test_a_copy_withheld_needs_its_reason(reason: str, state: DistributionState) -> None:
    withheld = CopyPlan(id="tom", copy_kind=CopyKind.NONE, reason=reason)
    assert distribution(meeting(*SENT[:2], withheld), HELD_ON).state is state


def test_without_a_day_or_a_deadline_nothing_is_counted() -> None:
    undated = Meeting(id="m", facts=MeetingFacts(id="m"))
    assert distribution_of(STANDARD, undated, HELD_ON, CALENDAR, {}) is None
    assert distribution_of(make_form(deadlines=()), meeting(), HELD_ON, CALENDAR, {}) is None
