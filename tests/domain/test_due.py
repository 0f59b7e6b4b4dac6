"""What the caseload says is due, and how pressing it is."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from cpm_desktop.domain.child import Review
from cpm_desktop.domain.due import (
    DueKind,
    Severity,
    ThingDue,
    next_due,
    standing_words,
    standings_of,
    things_due,
)
from cpm_desktop.domain.due_ground import due_ground
from cpm_desktop.domain.forms import DayKind, Deadline, Frequency, FrequencyKind
from cpm_desktop.domain.listing import ChildSummary, HeldMeeting, MeetingLine
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.working_days import HolidayCalendar
from tests.domain.kinds_of_meeting import FORMS, SPECIFIC_ISSUE, STANDARD, make_form

CALENDAR = HolidayCalendar(dt.date(2020, 1, 1), dt.date(2060, 12, 31))
TODAY = dt.date(2026, 11, 25)
LAST = Review(id="r3", number=3, date=dt.date(2026, 9, 8))
NEXT = Review(id="r4", number=4, date=dt.date(2027, 3, 8), is_planned=True)
TWO_HELD = (
    HeldMeeting(form_id=STANDARD.id, date=dt.date(2026, 9, 22)),
    HeldMeeting(form_id=SPECIFIC_ISSUE.id, date=dt.date(2026, 10, 20)),
    HeldMeeting(form_id=STANDARD.id, date=dt.date(2026, 11, 24)),
)
ENDED = MeetingLine(
    id="m",
    child_id="c",
    form_id=STANDARD.id,
    stage=Stage.SIGNED,
    date=dt.date(2026, 11, 24),
    copies=10,
    copies_sent=4,
)


def child(**details: object) -> ChildSummary:
    values: dict[str, Any] = {
        "child_id": "c",
        "looked_after_since": dt.date(2025, 11, 17),
        "last_review": LAST,
        "next_review": NEXT,
        "reviews_held": 3,
        **details,
    }
    return ChildSummary(**values)


def due(summary: ChildSummary, today: dt.date = TODAY) -> ThingDue:
    found = next_due(summary, due_ground(FORMS, today, CALENDAR))
    assert found is not None
    return found


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.rule("after.distribute-5-days", "frequency.cla-between-six-monthly-reviews")
def test_the_scenarios_child_after_the_meeting() -> None:
    kai = child(held=TWO_HELD, to_hand_over=(ENDED,))
    (standing,) = standings_of(kai, due_ground(FORMS, TODAY, CALENDAR))
    assert (standing.requirement.meetings, len(standing.held)) == (2, 2)
    first = due(kai)
    assert (first.kind, first.on, first.severity) == (DueKind.SEND, dt.date(2026, 11, 29), Severity.SOON)
    assert plain(first.text) == "Send minutes of 24 Nov"
    assert plain(first.detail) == "by Sun 29 Nov"
    assert first.rule == "after.distribute-5-days"
    assert standing_words(first, TODAY) == "4 days left"
    assert standing_words(first, dt.date(2026, 11, 29)) == "Due today"


def test_overdue_goes_first_and_counts_its_days() -> None:
    late = due(child(to_hand_over=(ENDED,)), dt.date(2026, 12, 2))
    assert (late.kind, late.severity) == (DueKind.SEND, Severity.OVERDUE)
    assert standing_words(late, dt.date(2026, 12, 2)) == "Overdue 3 days"


@pytest.mark.rule("after.file-and-case-note", "after.iro-consulted")
@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        (dataclasses.replace(ENDED, stage=Stage.ENDED), {DueKind.SIGN}),
        (ENDED, {DueKind.SEND, DueKind.FILE}),
        (dataclasses.replace(ENDED, copies_sent=10), {DueKind.FILE}),
        (dataclasses.replace(ENDED, copies_sent=10, copies_undecided=1), {DueKind.SEND, DueKind.FILE}),
        (
            dataclasses.replace(ENDED, copies_sent=10, loaded_on=TODAY, noted_on=TODAY, officer_needed=True),
            {DueKind.TELL_OFFICER},
        ),
        (dataclasses.replace(ENDED, copies_sent=10, loaded_on=TODAY, noted_on=TODAY), set()),
    ],
)
def test_handing_over_ends_when_sent_filed_and_told(line: MeetingLine, kinds: set[DueKind]) -> None:
    found = things_due(child(held=TWO_HELD, to_hand_over=(line,)), due_ground(FORMS, TODAY, CALENDAR))
    assert {thing.kind for thing in found} - {DueKind.REVIEW} == kinds


@pytest.mark.rule("after.file-and-case-note")
def test_filing_may_have_a_deadline_of_its_own() -> None:
    filing = Deadline(id="file", text="", days=7, day_kind=DayKind.CALENDAR, rule="after.file-and-case-note")
    forms = {STANDARD.id: make_form(deadlines=(*STANDARD.deadlines, filing), counts_for=(STANDARD.id,))}
    found = things_due(child(held=TWO_HELD, to_hand_over=(ENDED,)), due_ground(forms, TODAY, CALENDAR))
    assert [(thing.kind, thing.on) for thing in found[:2]] == [
        (DueKind.SEND, dt.date(2026, 11, 29)),
        (DueKind.FILE, dt.date(2026, 12, 1)),
    ]


@pytest.mark.rule("frequency.cla-between-six-monthly-reviews")
def test_a_meeting_owed_is_proposed_in_time() -> None:
    owed = due(child(held=TWO_HELD[:1]))
    assert (owed.kind, owed.severity, owed.text) == (DueKind.MEETING, Severity.FINE, "Care planning meeting")
    assert plain(owed.detail) == "propose by Mon 14 Dec"
    assert TODAY < owed.on < NEXT.date  # type: ignore[operator]  # the planned review has a date
    assert standing_words(owed, TODAY) == "Fine"


def test_near_the_review_the_review_is_the_limit() -> None:
    near = dataclasses.replace(NEXT, date=dt.date(2026, 11, 27), is_brought_forward=True)
    owed = next(
        thing
        for thing in things_due(child(next_review=near), due_ground(FORMS, TODAY, CALENDAR))
        if thing.kind is DueKind.MEETING
    )
    assert plain(owed.detail) == "before review on Fri 27 Nov"
    assert standing_words(owed, TODAY) == "2 days left"


@pytest.mark.rule("frequency.cla-early-review")
def test_a_review_brought_forward_asks_at_once() -> None:
    near = dataclasses.replace(NEXT, date=dt.date(2027, 2, 1), is_brought_forward=True)
    owed = due(child(next_review=near))
    assert (owed.kind, owed.severity) == (DueKind.MEETING, Severity.SOON)
    assert owed.rule == "frequency.cla-early-review"


def test_a_booked_meeting_stands_in_for_one_owed() -> None:
    booked = MeetingLine(
        id="b", child_id="c", form_id=STANDARD.id, date=dt.date(2026, 12, 15), starts_at=dt.time(16, 30)
    )
    found = things_due(child(held=TWO_HELD[:1], planned=(booked,)), due_ground(FORMS, TODAY, CALENDAR))
    assert [thing.kind for thing in found] == [DueKind.BOOKED, DueKind.REVIEW]
    assert plain(found[0].detail) == "booked Tue 15 Dec, 16:30"


def test_a_meeting_planned_and_not_held_is_overdue() -> None:
    planned = MeetingLine(id="b", child_id="c", form_id=STANDARD.id, date=dt.date(2026, 11, 20))
    first = due(child(planned=(planned, dataclasses.replace(planned, id="x", date=None))))
    assert (first.kind, first.severity, first.meeting_id) == (DueKind.UNHELD, Severity.OVERDUE, "b")


@pytest.mark.rule("frequency.cla-between-six-monthly-reviews")
def test_a_period_that_ended_with_too_few_is_overdue() -> None:
    found = things_due(child(), due_ground(FORMS, dt.date(2027, 3, 12), CALENDAR))
    assert {(thing.kind, thing.severity) for thing in found} == {
        (DueKind.MEETING, Severity.OVERDUE),
        (DueKind.REVIEW, Severity.OVERDUE),
    }


def test_who_is_not_looked_after_owes_no_meetings_between_reviews() -> None:
    assert standings_of(child(looked_after_since=None), due_ground(FORMS, TODAY, CALENDAR)) == ()
    assert standings_of(child(last_review=None), due_ground(FORMS, TODAY, CALENDAR)) == ()
    assert next_due(ChildSummary(child_id="c"), due_ground(FORMS, TODAY, CALENDAR)) is None


def test_kinds_held_at_intervals_are_due_by_the_last_one() -> None:
    team = make_form(
        "team",
        short_name="Care team meeting",
        frequency=Frequency(kind=FrequencyKind.EVERY, rule="frequency.care-team-6-weeks", most_days=42),
    )
    held = (HeldMeeting(form_id="team", date=dt.date(2026, 10, 27)), HeldMeeting(form_id="gone", date=TODAY))
    (found,) = things_due(
        ChildSummary(child_id="c", last_held=held), due_ground({"team": team}, TODAY, CALENDAR)
    )
    assert (found.on, plain(found.detail)) == (dt.date(2026, 12, 8), "by Tue 8 Dec · last held 27 Oct")
    booked = MeetingLine(id="b", child_id="c", form_id="team", date=dt.date(2026, 12, 1))
    again = things_due(
        ChildSummary(child_id="c", last_held=held, planned=(booked,)),
        due_ground({"team": team}, TODAY, CALENDAR),
    )
    assert [thing.kind for thing in again] == [DueKind.BOOKED]


def test_a_live_meeting_stands_out() -> None:
    live = dataclasses.replace(ENDED, stage=Stage.LIVE, date=TODAY)
    first = due(child(held=TWO_HELD, live=live))
    assert (first.kind, standing_words(first, TODAY)) == (DueKind.LIVE, "Today")


def test_a_date_beyond_the_calendar_does_not_spoil_the_rest() -> None:
    within = Deadline(id="distribute", text="", days=10, day_kind=DayKind.WORKING, rule="")
    forms = {STANDARD.id: make_form(deadlines=(within,), counts_for=(STANDARD.id,))}
    line = dataclasses.replace(ENDED, date=dt.date(2061, 1, 1))
    found = things_due(child(held=TWO_HELD, to_hand_over=(line,)), due_ground(forms, TODAY, CALENDAR))
    assert [thing.kind for thing in found] == [DueKind.CHECK_DATE, DueKind.REVIEW]
    assert "Bank holidays are known only" in found[0].detail


def test_a_record_of_a_form_that_is_gone_can_still_be_handed_over() -> None:
    first = due(child(held=TWO_HELD, to_hand_over=(dataclasses.replace(ENDED, form_id="gone"),)))
    assert (first.kind, first.detail, first.severity) == (DueKind.SEND, "no set date", Severity.SOON)
