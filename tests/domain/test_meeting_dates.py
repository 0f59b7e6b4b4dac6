"""Dates of a meeting: what is remarked on, what is refused until a reason stands, and which days are proposed."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.forms import (
    DateCheck,
    DateProposal,
    DateRelation,
    DateStrictness,
    Form,
    Frequency,
    FrequencyKind,
    Interval,
    NextMeetingRule,
)
from cpm_desktop.domain.meeting import GivenReason, Meeting, MeetingFacts, NextMeeting
from cpm_desktop.domain.meeting_dates import (
    MEETING_DATE,
    NEXT_DATE,
    date_remarks,
    proposed_dates,
    stands_right,
)
from cpm_desktop.domain.situation import situation_of
from cpm_desktop.domain.working_days import HolidayCalendar
from tests.domain.kinds_of_meeting import make_form

DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2070, 12, 31))
CALENDAR = HolidayCalendar(
    dt.date(1990, 1, 1), dt.date(2080, 12, 31), {dt.date(2026, 12, 25): "Christmas Day"}
)
EARLY = DateCheck(
    id="early",
    checked=MEETING_DATE,
    relation=DateRelation.AT_LEAST_BEFORE,
    other="child.filing_on",
    days=14,
    says="{date} is less than {days} days before the plan is filed on {other}.",
    rule="prepare.final-plan-two-weeks-before-filing",
)
BEFORE = DateCheck(
    id="before",
    checked=MEETING_DATE,
    relation=DateRelation.BEFORE,
    other="child.filing_on",
    strictness=DateStrictness.REASON,
    says="The plan is filed before this meeting.",
    rule="prepare.final-plan-two-weeks-before-filing",
)


def form_with(**details: object) -> Form:
    return make_form(**{"frequency": Frequency(kind=FrequencyKind.WHEN_NEEDED), **details})  # type: ignore[arg-type]  # a test's shorthand


def meeting_on(day: dt.date | None, **details: object) -> Meeting:
    values: dict[str, Any] = {"facts": MeetingFacts(id="m", date=day), **details}
    return Meeting(id="m", **values)


def remarks(form: Form, meeting: Meeting, **child: object) -> list[tuple[str, bool]]:
    details: dict[str, Any] = child
    situation = situation_of(meeting, Child(id="c", **details))
    return [(remark.check.id, remark.is_refused) for remark in date_remarks(form, meeting, situation)]


@pytest.mark.rule("prepare.final-plan-two-weeks-before-filing")
@given(filing=DAYS, gap=st.integers(-60, 60))
def test_less_than_two_weeks_is_warned_of_and_after_the_filing_refused(filing: dt.date, gap: int) -> None:
    form = form_with(date_checks=(EARLY, BEFORE))
    found = remarks(form, meeting_on(filing - dt.timedelta(days=gap)), filing_on=filing)
    wanted = ([("early", False)] if gap < 14 else []) + ([("before", True)] if gap <= 0 else [])
    assert found == wanted


@given(checked=DAYS, other=DAYS, days=st.integers(0, 400), relation=st.sampled_from(DateRelation))
def test_relations_hold_as_days_are_counted(
    checked: dt.date, other: dt.date, days: int, relation: DateRelation
) -> None:
    check = DateCheck(id="x", checked="a", relation=relation, other="b", days=days, says="", rule="")
    limit = {
        DateRelation.AT_LEAST_BEFORE: checked <= other - dt.timedelta(days=days),
        DateRelation.NOT_AFTER: checked <= other + dt.timedelta(days=days),
        DateRelation.BEFORE: checked < other,
    }
    assert stands_right(check, checked, other) is limit[relation]


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    form = form_with(
        date_checks=(EARLY,),
        date_proposals=(
            DateProposal(
                proposed=MEETING_DATE, other="child.filing_on", least_days=-14, most_days=-14, rule="r"
            ),
        ),
    )
    meeting, child = meeting_on(dt.date.max), Child(id="c", filing_on=dt.date.min)
    situation = situation_of(meeting, child)
    assert [remark.check.id for remark in date_remarks(form, meeting, situation)] == ["early"]
    assert proposed_dates(form, meeting, situation, MEETING_DATE, CALENDAR) == ()
    far = situation_of(meeting, Child(id="c", filing_on=dt.date(9000, 5, 1)))
    (proposed,) = proposed_dates(form, meeting, far, MEETING_DATE, CALENDAR)
    assert proposed.best is None
    assert "Bank holidays are known only" in proposed.sentence


def test_a_reason_lets_a_refused_date_stand_and_is_shown() -> None:
    form, filing = form_with(date_checks=(BEFORE,)), dt.date(2026, 12, 1)
    meeting = meeting_on(dt.date(2026, 12, 2))
    situation = situation_of(meeting, Child(id="c", filing_on=filing))
    (remark,) = date_remarks(form, meeting, situation)
    assert remark.is_refused
    reasoned = meeting_on(
        dt.date(2026, 12, 2), given_reasons=(GivenReason(id=remark.key, text="The court changed it."),)
    )
    (remark,) = date_remarks(form, reasoned, situation)
    assert (remark.is_refused, remark.reason) == (False, "The court changed it.")


def test_nothing_is_said_of_dates_that_are_not_known() -> None:
    form = form_with(date_checks=(EARLY, BEFORE))
    assert remarks(form, meeting_on(None), filing_on=dt.date(2026, 12, 1)) == []
    assert remarks(form, meeting_on(dt.date(2026, 12, 1))) == []


def test_the_words_name_both_days() -> None:
    form, meeting = form_with(date_checks=(EARLY,)), meeting_on(dt.date(2026, 11, 24))
    (remark,) = date_remarks(
        form, meeting, situation_of(meeting, Child(id="c", filing_on=dt.date(2026, 12, 1)))
    )
    assert remark.sentence.replace("\u00a0", " ") == (
        "24 November 2026 is less than 14 days before the plan is filed on 1 December 2026."
    )


@pytest.mark.rule("frequency.care-team-first-within-2-weeks")
@given(held=DAYS, gap=st.integers(1, 40))
def test_a_next_meeting_beyond_the_limit_is_refused(held: dt.date, gap: int) -> None:
    form = form_with(
        next_meeting=NextMeetingRule(
            form="care-team", most_days=14, most_days_rule="frequency.care-team-first-within-2-weeks"
        )
    )
    meeting = meeting_on(held, next_meetings=(NextMeeting(id="n", date=held + dt.timedelta(days=gap)),))
    found = date_remarks(form, meeting, situation_of(meeting))
    assert [remark.rule for remark in found] == (
        ["frequency.care-team-first-within-2-weeks"] if gap > 14 else []
    )
    (proposed,) = proposed_dates(form, meeting, situation_of(meeting), NEXT_DATE, CALENDAR)
    assert (proposed.first, proposed.last) == (held + dt.timedelta(days=1), held + dt.timedelta(days=14))
    assert proposed.best is not None
    assert proposed.first <= proposed.best <= proposed.last


@given(filing=DAYS, least=st.integers(-60, 60), span=st.integers(0, 30))
def test_the_day_proposed_is_a_working_day_of_the_window_or_the_last_before_it(
    filing: dt.date, least: int, span: int
) -> None:
    form = form_with(
        date_proposals=(
            DateProposal(
                proposed=MEETING_DATE,
                other="child.filing_on",
                least_days=least,
                most_days=least + span,
                rule="r",
            ),
        )
    )
    meeting = meeting_on(None)
    (proposed,) = proposed_dates(
        form, meeting, situation_of(meeting, Child(id="c", filing_on=filing)), MEETING_DATE, CALENDAR
    )
    best = proposed.best
    assert best is not None
    assert CALENDAR.is_working_day(best)
    window = [proposed.first + dt.timedelta(days=n) for n in range(span + 1)]
    if any(CALENDAR.is_working_day(day) for day in window):
        assert best in window
    else:
        assert proposed.first - dt.timedelta(days=5) <= best < proposed.first


@given(
    filing=DAYS,
    least=st.integers(-60, 60),
    span=st.integers(0, 30),
    ahead=st.integers(-90, 90),
)
def test_no_day_that_has_passed_is_proposed(filing: dt.date, least: int, span: int, ahead: int) -> None:
    proposal = DateProposal(
        proposed=MEETING_DATE, other="child.filing_on", least_days=least, most_days=least + span, rule="r"
    )
    form, meeting, today = (
        form_with(date_proposals=(proposal,)),
        meeting_on(None),
        filing + dt.timedelta(ahead),
    )
    situation = situation_of(meeting, Child(id="c", filing_on=filing))
    (proposed,) = proposed_dates(form, meeting, situation, MEETING_DATE, CALENDAR, today)
    if proposed.best is None:
        assert "has passed" in proposed.sentence or "no working day is left" in proposed.sentence
    else:
        assert proposed.best >= today
    assert (proposed.last < today) is ("has passed" in proposed.sentence)


@pytest.mark.rule("frequency.multi-agency-4-to-6-weeks")
def test_without_a_proposal_the_interval_of_the_kind_is_the_window() -> None:
    frequency = Frequency(
        kind=FrequencyKind.EVERY,
        rule="frequency.multi-agency-4-to-6-weeks",
        least_days=28,
        most_days=42,
        intervals=(Interval(when=(), most_days=21, rule="r"),),
    )
    meeting = meeting_on(dt.date(2026, 11, 24))
    situation = situation_of(meeting)
    (proposed,) = proposed_dates(form_with(frequency=frequency), meeting, situation, NEXT_DATE, CALENDAR)
    assert (proposed.first, proposed.last, proposed.rule) == (
        dt.date(2026, 11, 25),
        dt.date(2026, 12, 15),
        "r",
    )
    ended = meeting_on(
        dt.date(2026, 11, 24), next_meetings=(NextMeeting(id="n", none_because="All is well."),)
    )
    assert proposed_dates(form_with(frequency=frequency), ended, situation, NEXT_DATE, CALENDAR) == ()
