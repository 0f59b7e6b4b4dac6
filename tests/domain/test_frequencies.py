"""How often every kind of meeting is due, by the forms that come with the application and the calendar of England."""

import dataclasses
import datetime as dt
import functools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpm_desktop.domain.child import Review
from cpm_desktop.domain.due import DueKind, Severity, ThingDue, standing_words, standings_of, things_due
from cpm_desktop.domain.due_ground import DueGround, due_ground
from cpm_desktop.domain.forms import DayKind, FirstWithin, Interval
from cpm_desktop.domain.listing import ChildSummary, HeldMeeting, MeetingLine, OpenFollowUp, WaivedMeeting
from cpm_desktop.domain.meeting import Stage, Validity
from cpm_desktop.domain.plan_reviews import CONFERENCE, IN_NEED_REVIEW, LOOKED_AFTER_REVIEW, reviews_of_plan
from cpm_desktop.domain.working_days import working_days_between
from cpm_desktop.services.bank_holidays import EnglandCalendar, england_calendar
from tests.domain.papers.forms_at_hand import procedure

TODAY = dt.date(2026, 11, 25)
A_DAY = st.dates(dt.date(1995, 1, 1), dt.date(2060, 12, 31))
LEAP_DAYS = st.sampled_from([dt.date(year, 2, 29) for year in range(1996, 2061, 4)])
DAYS = st.one_of(A_DAY, LEAP_DAYS)


@functools.cache
def england() -> EnglandCalendar:
    return england_calendar()


def ground(today: dt.date = TODAY, on: tuple[str, ...] = ()) -> DueGround:
    return due_ground(procedure().forms, today, england(), on)


def child(**details: object) -> ChildSummary:
    values: dict[str, Any] = {"child_id": "c", "date_of_birth": dt.date(2014, 3, 9), **details}
    return ChildSummary(**values)


def held(kind: str, day: dt.date, *, is_waiver: bool = False) -> HeldMeeting:
    return HeldMeeting(form_id=kind, date=day, is_waiver=is_waiver)


def meetings_due(
    summary: ChildSummary, today: dt.date = TODAY, on: tuple[str, ...] = ()
) -> dict[str, ThingDue]:
    things = things_due(summary, ground(today, on))
    return {thing.form_id: thing for thing in things if thing.kind is DueKind.MEETING}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def weeks(number: int) -> dt.timedelta:
    return dt.timedelta(weeks=number)


def looked_after(**details: object) -> ChildSummary:
    values: dict[str, Any] = {
        "looked_after_since": dt.date(2025, 11, 17),
        "last_review": Review(id="r3", number=3, date=dt.date(2026, 9, 8)),
        "next_review": Review(id="r4", number=4, date=dt.date(2027, 3, 8), is_planned=True),
        "reviews_held": 3,
        **details,
    }
    return child(**values)


@pytest.mark.rule("frequency.multi-agency-4-to-6-weeks")
@pytest.mark.parametrize(
    ("after", "severity", "standing"),
    [
        (weeks(3), Severity.FINE, "Fine"),
        (weeks(4), Severity.SOON, "14 days left"),
        (weeks(6), Severity.SOON, "Due today"),
        (weeks(6) + dt.timedelta(days=1), Severity.OVERDUE, "Overdue 1 day"),
    ],
)
def test_a_multi_agency_meeting_is_due_from_four_weeks_and_overdue_after_six(
    after: dt.timedelta, severity: Severity, standing: str
) -> None:
    last = dt.date(2026, 10, 21)
    due = meetings_due(child(last_held=(held("multi-agency", last),)), last + after)["multi-agency"]
    assert (due.on, due.severity) == (dt.date(2026, 12, 2), severity)
    assert standing_words(due, last + after) == standing
    assert due.rule == "frequency.multi-agency-4-to-6-weeks"
    assert plain(due.detail) == "by Wed 2 Dec · last held 21 Oct"


@pytest.mark.rule("frequency.care-team-8-weeks", "frequency.care-team-6-weeks")
def test_the_interval_of_a_care_team_follows_the_childs_status_on_the_day() -> None:
    last = (held("care-team", dt.date(2026, 10, 27)),)
    in_need = meetings_due(child(is_in_need=True, last_held=last))["care-team"]
    assert (in_need.on, in_need.rule) == (dt.date(2026, 12, 22), "frequency.care-team-8-weeks")
    since = dt.date(2026, 11, 25)
    accommodated = child(is_in_need=True, looked_after_since=since, last_held=last)
    shorter = meetings_due(accommodated, since)["care-team"]
    assert (shorter.on, shorter.rule) == (dt.date(2026, 12, 8), "frequency.care-team-6-weeks")
    day_before = meetings_due(accommodated, since - dt.timedelta(days=1))["care-team"]
    assert day_before.on == in_need.on


@pytest.mark.rule("frequency.care-team-6-weeks", "kind.core-group-replaces-care-team")
def test_with_a_protection_plan_the_core_group_is_due_and_no_care_team() -> None:
    plan = {"is_in_need": True, "protection_plan_since": dt.date(2026, 8, 17)}
    both = (held("care-team", dt.date(2026, 7, 1)), held("core-group", dt.date(2026, 10, 9)))
    due = meetings_due(child(**plan, last_held=both))
    assert set(due) == {"core-group"}
    assert (due["core-group"].on, due["core-group"].rule) == (
        dt.date(2026, 11, 20),
        "frequency.care-team-6-weeks",
    )
    ended = meetings_due(child(is_in_need=True, last_held=both))
    assert {kind: thing.on for kind, thing in ended.items()} == {"care-team": dt.date(2026, 12, 4)}


@pytest.mark.rule("frequency.care-team-first-within-2-weeks")
def test_the_first_care_team_is_due_two_weeks_after_the_planning_meeting() -> None:
    planned = dt.date(2026, 11, 17)
    due = meetings_due(child(is_in_need=True, last_held=(held("inter-agency-planning", planned),)))
    assert (due["care-team"].on, due["care-team"].severity) == (dt.date(2026, 12, 1), Severity.SOON)
    assert due["care-team"].rule == "frequency.care-team-first-within-2-weeks"
    assert plain(due["care-team"].detail) == "the first, by Tue 1 Dec"
    waived = held("inter-agency-planning", planned, is_waiver=True)
    assert meetings_due(child(is_in_need=True, last_held=(waived,))) == {}
    done = (held("inter-agency-planning", planned), held("care-team", dt.date(2026, 11, 24)))
    again = meetings_due(child(is_in_need=True, last_held=done))["care-team"]
    assert (again.on, again.rule) == (dt.date(2027, 1, 19), "frequency.care-team-8-weeks")


@pytest.mark.rule("frequency.care-team-local-variation")
@settings(max_examples=60, deadline=None)
@given(since=DAYS)
def test_the_first_core_group_is_ten_working_days_after_the_conference(since: dt.date) -> None:
    due = meetings_due(child(protection_plan_since=since), since)["core-group"]
    assert due.rule == "frequency.care-team-local-variation"
    assert england().is_working_day(due.on)
    assert working_days_between(since, due.on, england()) == 10


@pytest.mark.rule("frequency.care-team-local-variation")
def test_intervals_are_values_of_the_form() -> None:
    form = procedure().forms["core-group"]
    local = dataclasses.replace(
        form,
        frequency=dataclasses.replace(
            form.frequency,
            most_days=28,
            first=FirstWithin(
                after="child.protection_plan_since", days=7, day_kind=DayKind.CALENDAR, rule="local.first"
            ),
            intervals=(
                Interval(when=form.offers[0].when, most_days=21, rule="frequency.care-team-local-variation"),
            ),
        ),
    )
    forms = {**procedure().forms, local.id: local}
    plan = child(protection_plan_since=dt.date(2026, 11, 2))
    first = next(
        t for t in things_due(plan, due_ground(forms, TODAY, england())) if t.kind is DueKind.MEETING
    )
    assert (first.on, first.rule) == (dt.date(2026, 11, 9), "local.first")
    once = dataclasses.replace(plan, last_held=(held("core-group", dt.date(2026, 11, 9)),))
    again = next(
        t for t in things_due(once, due_ground(forms, TODAY, england())) if t.kind is DueKind.MEETING
    )
    assert (again.on, again.rule) == (dt.date(2026, 11, 30), "frequency.care-team-local-variation")


@pytest.mark.rule("frequency.extra-on-change")
def test_an_extra_meeting_restarts_the_interval() -> None:
    extra = MeetingLine(
        id="m",
        child_id="c",
        form_id="care-team",
        stage=Stage.ENDED,
        date=dt.date(2026, 11, 20),
        is_extra=True,
    )
    assert extra.is_counted()
    assert extra.date is not None
    before, after = held("care-team", dt.date(2026, 10, 27)), held("care-team", extra.date)
    assert meetings_due(child(is_in_need=True, last_held=(before,)))["care-team"].on == dt.date(2026, 12, 22)
    restarted = meetings_due(child(is_in_need=True, last_held=(after,)))["care-team"]
    assert restarted.on == dt.date(2027, 1, 15)


@pytest.mark.rule("kind.care-planning-is-multi-agency")
@pytest.mark.parametrize("validity", [kind for kind in Validity if kind is not Validity.COUNTS])
def test_what_was_no_meeting_of_its_kind_counts_towards_nothing(validity: Validity) -> None:
    line = MeetingLine(id="m", child_id="c", form_id="care-team", stage=Stage.SIGNED, validity=validity)
    assert line.is_held()
    assert not line.is_counted()
    assert not dataclasses.replace(line, validity=Validity.COUNTS, stage=Stage.CANCELLED).is_counted()


@pytest.mark.rule("prepare.inter-agency-required", "prepare.inter-agency-waiver")
def test_an_assessment_under_way_asks_for_a_planning_meeting_or_its_waiver() -> None:
    started, by = dt.date(2026, 10, 28), dt.date(2026, 12, 2)
    assessed = child(assessment_started_on=started, assessment_due_on=by)
    due = meetings_due(assessed)["inter-agency-planning"]
    assert (due.on, due.rule) == (by, "prepare.inter-agency-required")
    assert plain(due.detail) == "by Wed 2 Dec, unless waived"
    assert meetings_due(assessed, by + dt.timedelta(days=1))["inter-agency-planning"].severity is (
        Severity.OVERDUE
    )
    for is_waiver in (False, True):
        for_this = held("inter-agency-planning", dt.date(2026, 11, 20), is_waiver=is_waiver)
        answered = dataclasses.replace(assessed, last_held=(for_this,))
        assert "inter-agency-planning" not in meetings_due(answered)
    earlier = dataclasses.replace(
        assessed, last_held=(held("inter-agency-planning", started - dt.timedelta(days=1)),)
    )
    assert "inter-agency-planning" in meetings_due(earlier)
    finished = dataclasses.replace(assessed, assessment_finished_on=dt.date(2026, 11, 24))
    assert "inter-agency-planning" not in meetings_due(finished)
    undated = meetings_due(dataclasses.replace(assessed, assessment_due_on=None))["inter-agency-planning"]
    assert (standing_words(undated, TODAY), undated.detail) == ("To do", "no set date")


PLANNING, WAIVED_ON = "inter-agency-planning", dt.date(2026, 9, 3)
STARTED = dt.date(2026, 8, 3)


def waived(*grounds: str, on: dt.date = WAIVED_ON, **details: object) -> ChildSummary:
    """Return a child whose assessment is done, and whose planning meeting was waived."""
    record = WaivedMeeting(form_id=PLANNING, date=on, grounds=grounds, meeting_id="w")
    values = {"assessment_started_on": STARTED, "assessment_finished_on": dt.date(2026, 9, 30), **details}
    return child(last_held=(held(PLANNING, on, is_waiver=True),), waivers=(record,), **values)


@pytest.mark.rule("prepare.inter-agency-waiver")
def test_a_waiver_because_the_child_was_looked_after_ends_when_the_child_is_so_no_more() -> None:
    looked_after = waived("became-looked-after", looked_after_since=dt.date(2026, 8, 20))
    assert PLANNING not in meetings_due(looked_after)
    home = dataclasses.replace(looked_after, looked_after_since=None)
    due = meetings_due(home)[PLANNING]
    assert (due.rule, due.meeting_id, due.severity) == ("prepare.inter-agency-waiver", "w", Severity.SOON)
    assert due.because == "the child is no longer looked after"
    assert plain(due.detail) == "waived 3 Sep, but the child is no longer looked after"
    under_way = dataclasses.replace(home, assessment_finished_on=None, assessment_due_on=dt.date(2026, 12, 2))
    assert plain(meetings_due(under_way)[PLANNING].detail).startswith("by Wed 2 Dec · waived 3 Sep, but")
    again = dataclasses.replace(looked_after, looked_after_since=dt.date(2026, 11, 1))
    assert meetings_due(again)[PLANNING].because == "the child had ceased to be looked after since then"
    met = HeldMeeting(form_id=PLANNING, date=dt.date(2026, 11, 20))
    assert PLANNING not in meetings_due(dataclasses.replace(home, last_held=(*home.last_held, met)))
    adopted = dataclasses.replace(home, adopted_on=dt.date(2026, 11, 2))
    assert PLANNING not in meetings_due(adopted)


@pytest.mark.rule("prepare.inter-agency-waiver")
def test_a_waiver_because_the_child_was_looked_after_ends_when_an_assessment_asks_for_change() -> None:
    looked_after = waived("became-looked-after", looked_after_since=dt.date(2026, 8, 20))
    for day, is_due in ((WAIVED_ON, False), (TODAY, True), (TODAY + dt.timedelta(days=1), False)):
        changed = dataclasses.replace(looked_after, significant_change_on=day)
        assert (PLANNING in meetings_due(changed)) is is_due
    changed = dataclasses.replace(looked_after, significant_change_on=TODAY)
    assert meetings_due(changed)[PLANNING].because == "an assessment calls for a significant change of plan"


@settings(max_examples=150, deadline=None)
@given(
    grounds=st.sets(
        st.sampled_from(("universal", "conference", "consent-refused", "became-looked-after")), min_size=1
    ),
    on=DAYS,
    since=st.none() | DAYS,
    change=st.none() | DAYS,
    today=DAYS,
)
@pytest.mark.rule("prepare.inter-agency-waiver")
def test_a_waiver_stands_as_long_as_one_of_its_grounds_does(
    grounds: set[str], on: dt.date, since: dt.date | None, change: dt.date | None, today: dt.date
) -> None:
    summary = waived(
        *sorted(grounds), on=on, date_of_birth=None, looked_after_since=since, significant_change_on=change
    )
    summary = dataclasses.replace(summary, assessment_started_on=None, assessment_finished_on=None)
    is_over = since is None or since > today or since > on or (change is not None and on < change <= today)
    wanted = grounds == {"became-looked-after"} and is_over
    assert (PLANNING in meetings_due(summary, today)) is wanted


@pytest.mark.rule("prepare.final-plan-two-weeks-before-filing")
def test_a_filing_date_asks_for_the_final_plan_meeting_two_weeks_before() -> None:
    filing = dt.date(2026, 12, 18)
    due = meetings_due(child(filing_on=filing))["final-care-plan"]
    assert (due.on, due.rule) == (dt.date(2026, 12, 4), "prepare.final-plan-two-weeks-before-filing")
    assert plain(due.detail) == "by Fri 4 Dec · filing Fri 18 Dec"
    late = meetings_due(child(filing_on=filing), dt.date(2026, 12, 10))["final-care-plan"]
    assert (late.severity, plain(late.detail)) == (Severity.SOON, "before filing on Fri 18 Dec")
    assert meetings_due(child(filing_on=filing), filing)["final-care-plan"].severity is Severity.OVERDUE
    done = child(filing_on=filing, last_held=(held("final-care-plan", dt.date(2026, 11, 20)),))
    assert meetings_due(done) == {}
    years_ago = child(filing_on=filing, last_held=(held("final-care-plan", dt.date(2022, 5, 3)),))
    assert set(meetings_due(years_ago)) == {"final-care-plan"}


@pytest.mark.rule(
    "frequency.cla-between-six-monthly-reviews",
    "frequency.cla-between-first-and-second-review",
    "frequency.cla-early-review",
    "frequency.cla-matched-long-term",
)
@pytest.mark.parametrize(
    ("details", "required", "rule"),
    [
        ({}, 2, "frequency.cla-between-six-monthly-reviews"),
        (
            {"last_review": Review(id="r1", number=1, date=dt.date(2026, 9, 8)), "reviews_held": 1},
            1,
            "frequency.cla-between-first-and-second-review",
        ),
        (
            {"next_review": Review(id="r4", date=dt.date(2027, 2, 1), is_planned=True)},
            1,
            "frequency.cla-early-review",
        ),
        (
            {
                "is_matched_long_term": True,
                "last_review": Review(id="r3", number=3, date=dt.date(2026, 9, 8), agreed_meetings=1),
            },
            1,
            "frequency.cla-matched-long-term",
        ),
        (  # without the placement's status the usual schedule holds
            {"last_review": Review(id="r3", number=3, date=dt.date(2026, 9, 8), agreed_meetings=1)},
            2,
            "frequency.cla-between-six-monthly-reviews",
        ),
    ],
)
def test_meetings_between_reviews_are_counted_as_the_form_says(
    details: dict[str, Any], required: int, rule: str
) -> None:
    (standing,) = standings_of(looked_after(**details), ground())
    assert (standing.requirement.meetings, standing.requirement.rule) == (required, rule)
    assert meetings_due(looked_after(**details))["cla-standard"].rule == rule


@pytest.mark.rule("frequency.cla-more-allowed")
def test_more_meetings_than_required_are_neither_refused_nor_warned_about() -> None:
    three = tuple(held("cla-standard", dt.date(2026, month, 22)) for month in (9, 10, 11))
    summary = looked_after(held=three, last_held=three[-1:])
    (standing,) = standings_of(summary, ground())
    assert (len(standing.held), standing.owed(), standing.is_overdue) == (3, 0, False)
    assert {thing.kind for thing in things_due(summary, ground())} == {DueKind.REVIEW}
    booked = MeetingLine(id="b", child_id="c", form_id="cla-standard", date=dt.date(2026, 12, 15))
    more = things_due(dataclasses.replace(summary, planned=(booked,)), ground())
    assert {thing.kind for thing in more} == {DueKind.REVIEW, DueKind.BOOKED}


@pytest.mark.rule("frequency.reviews-by-plan")
@pytest.mark.parametrize(
    ("details", "reviews"),
    [
        ({"is_in_need": True}, (IN_NEED_REVIEW,)),
        ({"is_in_need": True, "protection_plan_since": dt.date(2026, 8, 17)}, (CONFERENCE,)),
        ({"looked_after_since": dt.date(2026, 1, 5)}, (LOOKED_AFTER_REVIEW,)),
        (
            {"looked_after_since": dt.date(2026, 1, 5), "protection_plan_since": dt.date(2026, 8, 17)},
            (LOOKED_AFTER_REVIEW, CONFERENCE),
        ),
        ({}, ()),
    ],
)
def test_every_plan_has_its_reviews(details: dict[str, Any], reviews: tuple[str, ...]) -> None:
    assert reviews_of_plan(child(**details), TODAY) == reviews


@pytest.mark.rule("attend.care-team")
def test_a_child_in_need_without_a_care_team_shows_it() -> None:
    (missing,) = things_due(child(is_in_need=True), ground())
    assert (missing.kind, missing.text, missing.rule) == (
        DueKind.CARE_TEAM,
        "Name the care team",
        "attend.care-team",
    )
    assert standing_words(missing, TODAY) == "To do"
    assert things_due(child(is_in_need=True, care_team=4), ground()) == ()
    assert things_due(child(), ground()) == ()


@pytest.mark.rule("kind.local-names-and-sources")
def test_only_kinds_that_are_on_create_frequencies() -> None:
    everything = child(
        is_in_need=True,
        care_team=3,
        filing_on=dt.date(2026, 12, 18),
        assessment_started_on=dt.date(2026, 10, 28),
        last_held=(held("care-team", dt.date(2026, 10, 27)), held("multi-agency", dt.date(2026, 10, 27))),
    )
    assert set(meetings_due(everything)) == {
        "care-team",
        "multi-agency",
        "final-care-plan",
        "inter-agency-planning",
    }
    assert set(meetings_due(everything, on=("multi-agency", "legal"))) == {"multi-agency"}
    assert standings_of(looked_after(), ground(on=("legal",))) == ()


@pytest.mark.rule("kind.local-names-and-sources")
def test_a_form_says_which_kinds_count_towards_it() -> None:
    forms = procedure().forms
    counted = dataclasses.replace(forms["cla-specific-issue"], counts_for=("cla-standard",))
    with_it = due_ground({**forms, counted.id: counted}, TODAY, england())
    issue = (held("cla-specific-issue", dt.date(2026, 10, 20)),)
    (usual,) = standings_of(looked_after(held=issue), ground())
    (wider,) = standings_of(looked_after(held=issue), with_it)
    assert (len(usual.held), len(wider.held)) == (0, 1)


def test_a_follow_up_stays_until_it_is_done() -> None:
    open_ones = (
        OpenFollowUp(
            id="f1",
            meeting_id="m",
            child_id="c",
            text="Tell the panel",
            owner="Priya Nair",
            due=dt.date(2026, 11, 20),
            rule="after.panel",
        ),
        OpenFollowUp(id="f2", meeting_id="m", child_id="c", text="Ask for the report"),
    )
    late, undated = things_due(child(follow_ups=open_ones), ground())
    assert (late.kind, late.severity, late.rule, late.meeting_id) == (
        DueKind.FOLLOW_UP,
        Severity.OVERDUE,
        "after.panel",
        "m",
    )
    assert plain(late.detail) == "by Fri 20 Nov · Priya Nair"
    assert (undated.detail, standing_words(undated, TODAY)) == ("no set date", "To do")


def test_a_meeting_booked_in_time_stands_in_for_the_one_due_and_one_too_late_is_told() -> None:
    last = (held("care-team", dt.date(2026, 10, 27)),)
    in_time = MeetingLine(id="b", child_id="c", form_id="care-team", date=dt.date(2026, 12, 22))
    booked = things_due(child(last_held=last, planned=(in_time,)), ground())
    assert [thing.kind for thing in booked] == [DueKind.BOOKED]
    too_late = dataclasses.replace(in_time, date=dt.date(2026, 12, 23))
    late = meetings_due(child(last_held=last, planned=(too_late,)))["care-team"]
    assert plain(late.detail) == "by Tue 22 Dec · last held 27 Oct · booked 23 Dec, too late"


def test_beyond_the_last_year_nothing_is_counted_and_it_is_said() -> None:
    far = dt.date(2100, 12, 27)
    things = things_due(child(protection_plan_since=far), ground(far))
    assert [thing.kind for thing in things] == [DueKind.CHECK_DATE]
    assert "Bank holidays are known only" in things[0].detail


@settings(max_examples=150, deadline=None)
@given(last=DAYS, later=st.integers(0, 400), is_looked_after=st.booleans())
def test_an_interval_runs_from_the_last_meeting_over_leap_days_and_years(
    last: dt.date, later: int, is_looked_after: bool
) -> None:
    today = last + dt.timedelta(days=later)
    since = last if is_looked_after else None
    summary = child(
        is_in_need=True, care_team=2, looked_after_since=since, last_held=(held("care-team", last),)
    )
    due = meetings_due(summary, today)["care-team"]
    assert (due.on - last).days == (42 if is_looked_after else 56)
    assert (due.severity is Severity.OVERDUE) == (today > due.on)
    assert due.is_dated


@settings(max_examples=100, deadline=None)
@given(filing=DAYS, before=st.integers(-30, 400))
def test_the_day_before_a_filing_date_is_never_on_or_after_it(filing: dt.date, before: int) -> None:
    today = filing - dt.timedelta(days=before)
    due = meetings_due(child(filing_on=filing), today)["final-care-plan"]
    assert due.on < filing
    assert (filing - due.on).days == (14 if before >= 14 else 1)
    assert (due.severity is Severity.OVERDUE) == (before < 1)
