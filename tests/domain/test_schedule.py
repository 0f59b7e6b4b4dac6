"""How many meetings a review period asks for, which count, and where the next ones are proposed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.child import Review
from cpm_desktop.domain.listing import HeldMeeting
from cpm_desktop.domain.reviews import ReviewPeriod, period_on, review_periods
from cpm_desktop.domain.schedule import (
    counting_towards,
    counts_towards,
    held_in,
    requirement_in,
    spread_dates,
    standing_in,
)
from cpm_desktop.domain.working_days import HolidayCalendar
from tests.domain.kinds_of_meeting import BETWEEN_REVIEWS, FORMS, SPECIFIC_ISSUE, STANDARD, make_form

CALENDAR = HolidayCalendar(dt.date(2020, 1, 1), dt.date(2060, 12, 31))
REVIEWS = (
    Review(id="r1", number=1, date=dt.date(2025, 12, 12)),
    Review(id="r2", number=2, date=dt.date(2026, 3, 10)),
    Review(id="r3", number=3, date=dt.date(2026, 9, 8)),
    Review(id="r4", number=4, date=dt.date(2027, 3, 8), is_planned=True),
)
HELD = (
    HeldMeeting(form_id=STANDARD.id, date=dt.date(2026, 1, 27)),
    HeldMeeting(form_id=STANDARD.id, date=dt.date(2026, 5, 19)),
    HeldMeeting(form_id=STANDARD.id, date=dt.date(2026, 9, 22)),
    HeldMeeting(form_id=SPECIFIC_ISSUE.id, date=dt.date(2026, 10, 20), title="Contact"),
    HeldMeeting(form_id=STANDARD.id, date=dt.date(2026, 11, 24)),
)


def period(starts: dt.date, ends: dt.date, agreed: int | None = None, early: bool = False) -> ReviewPeriod:
    opens = Review(id="a", number=3, date=starts, agreed_meetings=agreed)
    closes = Review(id="b", number=4, date=ends, is_planned=True, is_brought_forward=early)
    (found, *_) = review_periods((opens, closes))
    return found


@pytest.mark.rule("frequency.cla-between-six-monthly-reviews")
def test_the_scenarios_period_requires_two_and_holds_two() -> None:
    now = period_on(REVIEWS, dt.date(2026, 11, 25))
    assert now is not None
    held = held_in(now, HELD, counting_towards(FORMS, STANDARD.id))
    found = standing_in(now, STANDARD, held, is_matched=False, today=dt.date(2026, 11, 25), calendar=CALENDAR)
    assert found is not None
    assert found.requirement.meetings == 2
    assert found.requirement.rule == "frequency.cla-between-six-monthly-reviews"
    assert found.held == (dt.date(2026, 9, 22), dt.date(2026, 11, 24))
    assert (found.owed(), found.proposals, found.is_overdue) == (0, (), False)
    assert found.sentence().replace("\u00a0", " ") == "2 of 2 held, before the review on 8 March 2027."


@pytest.mark.rule("frequency.cla-between-first-and-second-review")
def test_one_is_required_between_the_first_and_the_second_review() -> None:
    first, *_ = review_periods(REVIEWS)
    needed = requirement_in(first, BETWEEN_REVIEWS, is_matched=False)
    assert needed is not None
    assert (needed.meetings, needed.rule) == (1, "frequency.cla-between-first-and-second-review")
    assert held_in(first, HELD, counting_towards(FORMS, STANDARD.id)) == (dt.date(2026, 1, 27),)


@pytest.mark.rule("frequency.cla-early-review")
@pytest.mark.parametrize(
    ("ends", "early", "meetings"),
    [
        (dt.date(2027, 3, 8), False, 2),
        (dt.date(2027, 2, 22), False, 2),  # 14 days early: within what is usual
        (dt.date(2027, 2, 21), False, 1),  # 15 days
        (dt.date(2027, 3, 1), True, 1),
        (dt.date(2027, 3, 20), False, 2),
    ],
)
def test_a_review_brought_forward_requires_one(ends: dt.date, early: bool, meetings: int) -> None:
    needed = requirement_in(period(dt.date(2026, 9, 8), ends, early=early), BETWEEN_REVIEWS, is_matched=False)
    assert needed is not None
    assert needed.meetings == meetings
    assert (needed.rule == "frequency.cla-early-review") is (meetings == 1)


@pytest.mark.rule("frequency.cla-matched-long-term")
@pytest.mark.parametrize(
    ("is_matched", "agreed", "meetings"), [(True, 1, 1), (True, 0, 0), (True, None, 2), (False, 1, 2)]
)
def test_fewer_only_where_matched_and_agreed(is_matched: bool, agreed: int | None, meetings: int) -> None:
    found = period(dt.date(2026, 9, 8), dt.date(2027, 3, 8), agreed=agreed)
    needed = requirement_in(found, BETWEEN_REVIEWS, is_matched=is_matched)
    assert needed is not None
    assert needed.meetings == meetings
    if is_matched and agreed is not None:
        assert needed.rule == "frequency.cla-matched-long-term"
        assert "8 September 2026" in needed.sentence.replace("\u00a0", " ")


@pytest.mark.rule("frequency.cla-more-allowed")
def test_extra_meetings_owe_nothing() -> None:
    now = period(dt.date(2026, 9, 8), dt.date(2027, 3, 8))
    held = tuple(dt.date(2026, month, 20) for month in (9, 10, 11, 12))
    found = standing_in(now, STANDARD, held, is_matched=False, today=dt.date(2026, 12, 21), calendar=CALENDAR)
    assert found is not None
    assert (found.owed(), found.proposals) == (0, ())


def test_a_kind_counts_towards_those_it_names_or_itself() -> None:
    legal = make_form("legal", counts_for=("standard",))
    forms = {**FORMS, "legal": legal}
    assert counts_towards(forms, "legal", "standard")
    assert not counts_towards(forms, "legal", "legal")
    assert counts_towards(forms, "specific-issue", "specific-issue")
    assert not counts_towards(forms, "specific-issue", "standard")
    assert counts_towards(forms, "not in the folder any more", "not in the folder any more")


def test_kinds_held_when_needed_are_not_counted() -> None:
    now = period(dt.date(2026, 9, 8), dt.date(2027, 3, 8))
    assert requirement_in(now, SPECIFIC_ISSUE.frequency, is_matched=False) is None


def test_proposals_are_spread_through_the_period() -> None:
    now = period(dt.date(2026, 9, 8), dt.date(2027, 3, 8))
    found = standing_in(now, STANDARD, (), is_matched=False, today=dt.date(2026, 9, 9), calendar=CALENDAR)
    assert found is not None
    assert found.proposals == (dt.date(2026, 11, 9), dt.date(2027, 1, 6))  # a Saturday moves to Monday


def test_a_missed_review_leaves_its_period_overdue() -> None:
    today = dt.date(2027, 3, 20)
    now = period_on(REVIEWS, today)
    assert now is not None
    assert now.ends == dt.date(2027, 3, 8)
    found = standing_in(now, STANDARD, (), is_matched=False, today=today, calendar=CALENDAR)
    assert found is not None
    assert found.is_overdue
    assert "has passed" in found.sentence()


def test_without_a_planned_review_the_usual_interval_is_taken() -> None:
    (only,) = review_periods(REVIEWS[:1])
    assert (only.ends, only.is_open_ended(), only.is_first) == (dt.date(2026, 3, 12), True, True)
    last = review_periods(REVIEWS[:3])[-1]
    assert last.ends == dt.date(2027, 3, 8)
    assert period_on(REVIEWS, dt.date(2025, 12, 12)) is None
    assert period_on((), dt.date(2025, 12, 12)) is None
    found = standing_in(last, STANDARD, (), is_matched=False, today=dt.date(2026, 12, 1), calendar=CALENDAR)
    assert found is not None
    assert "due by" in found.sentence()


days = st.dates(dt.date(2024, 1, 1), dt.date(2040, 12, 31))


@given(st.lists(days, min_size=1, max_size=8, unique=True), days)
def test_each_day_lies_in_one_period_at_most(dates: list[dt.date], day: dt.date) -> None:
    reviews = [Review(id=str(n), number=n, date=date) for n, date in enumerate(sorted(dates), 1)]
    periods = [found for found in review_periods(reviews) if found.holds(day)]
    assert len(periods) <= 1
    if day > min(dates):
        assert period_on(reviews, day) is not None


@given(days, st.integers(1, 400), st.integers(0, 5), st.integers(-30, 400))
def test_proposals_lie_ahead_and_inside(after: dt.date, span: int, number: int, offset: int) -> None:
    before, today = after + dt.timedelta(days=span), after + dt.timedelta(days=offset)
    found = spread_dates(after, before, number, today, CALENDAR)
    assert len(found) == (number if today < before else 0)
    assert list(found) == sorted(found)
    assert all(today <= day <= before for day in found)
