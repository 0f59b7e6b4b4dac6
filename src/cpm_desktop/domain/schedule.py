"""How many meetings a review period requires, which were held in it, and when the next ones should be."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cpm_desktop.domain.forms import Form, Frequency, FrequencyKind
from cpm_desktop.domain.listing import HeldMeeting
from cpm_desktop.domain.reviews import ReviewPeriod
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.domain.working_days import BeyondCalendar, Calendar, next_working_day


@dataclass(frozen=True, slots=True)
class Requirement:
    """How many meetings a period requires.

    Attributes:
        meetings: at least so many; more are always allowed (frequency.cla-more-allowed).
        rule: the rule that says so.
        sentence: the same in plain words.
    """

    meetings: int
    rule: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a child stands with one kind of meeting in a review period.

    Attributes:
        form_id: the kind of meeting.
        period: the review period.
        requirement: how many it requires.
        held: the days of those held, in order.
        proposals: days proposed for those still owed, spread over what is left of the period.
        is_overdue: the period is over and some were never held.
    """

    form_id: str
    period: ReviewPeriod
    requirement: Requirement
    held: tuple[dt.date, ...]
    proposals: tuple[dt.date, ...]
    is_overdue: bool

    def owed(self) -> int:
        """Return how many are still owed; never negative."""
        return max(0, self.requirement.meetings - len(self.held))

    def sentence(self) -> str:
        """Return "1 of 2 held, before the review on 8 March 2027."."""
        count = f"{len(self.held)} of {self.requirement.meetings} held"
        if self.is_overdue:
            return f"{count}; the review on {long_day_text(self.period.ends)} has passed."
        what = "the review, due by" if self.period.is_open_ended() else "the review on"
        return f"{count}, before {what} {long_day_text(self.period.ends)}."


def requirement_in(period: ReviewPeriod, frequency: Frequency, *, is_matched: bool) -> Requirement | None:
    """Return how many meetings a period requires; None for a kind that is not counted between reviews.

    A review can agree on another number for a matched long-term placement only; without the placement's
    status, or without the review's agreement, the usual schedule holds.

    Rules: frequency.cla-between-first-and-second-review, frequency.cla-between-six-monthly-reviews,
    frequency.cla-early-review, frequency.cla-matched-long-term.
    """
    if frequency.kind is not FrequencyKind.BETWEEN_REVIEWS:
        return None
    agreed = period.opens.agreed_meetings
    if is_matched and agreed is not None and frequency.reduced_rule:
        on = long_day_text(period.starts)
        return Requirement(
            agreed, frequency.reduced_rule, f"The review on {on} agreed on {_meetings(agreed)}."
        )
    if period.is_first:
        sentence = f"{_meetings(frequency.first_period)} at least between the first and the second review."
        return Requirement(frequency.first_period, frequency.first_period_rule, sentence)
    if period.is_shortened(frequency.early_by_days):
        sentence = f"{_meetings(frequency.early_review)} at least before a review that is brought forward."
        return Requirement(frequency.early_review, frequency.early_review_rule, sentence)
    sentence = f"{_meetings(frequency.later_periods)} at least between six-monthly reviews."
    return Requirement(frequency.later_periods, frequency.rule, sentence)


def counts_towards(forms: Mapping[str, Form], held_form: str, form_id: str) -> bool:
    """Tell whether a meeting of one kind counts towards another kind's frequency.

    A kind whose form names none counts towards its own.
    """
    form = forms.get(held_form)
    named = form.counts_for if form is not None else ()
    return form_id in (named or (held_form,))


def counting_towards(forms: Mapping[str, Form], form_id: str) -> frozenset[str]:
    """Return the ids of the kinds of meeting that count towards a kind's frequency."""
    return frozenset(held for held in (*forms, form_id) if counts_towards(forms, held, form_id))


def held_in(
    period: ReviewPeriod, meetings: Iterable[HeldMeeting], counting: Collection[str]
) -> tuple[dt.date, ...]:
    """Return the days of the meetings held in a period that count towards a kind, in order.

    Args:
        period: the review period.
        meetings: held and valid; a waiver is no meeting.
        counting: ids of the kinds that count, by `counting_towards`.
    """
    days = (
        meeting.date
        for meeting in meetings
        if period.holds(meeting.date) and not meeting.is_waiver and meeting.form_id in counting
    )
    return tuple(sorted(days))


def standing_in(
    period: ReviewPeriod,
    form: Form,
    held: tuple[dt.date, ...],
    *,
    is_matched: bool,
    today: dt.date,
    calendar: Calendar,
) -> Standing | None:
    """Return how a child stands with a kind of meeting in a period; None where the kind is not counted.

    Args:
        period: the review period.
        form: the kind of meeting.
        held: the days of those held in the period, in order.
        is_matched: the child is in a matched long-term placement.
        today: the day it is.
        calendar: tells working days; beyond it proposals fall on any day.
    """
    requirement = requirement_in(period, form.frequency, is_matched=is_matched)
    if requirement is None:
        return None
    owed = max(0, requirement.meetings - len(held))
    after = max((period.starts, *held))
    return Standing(
        form_id=form.id,
        period=period,
        requirement=requirement,
        held=held,
        proposals=spread_dates(after, period.ends, owed, today, calendar),
        is_overdue=owed > 0 and today > period.ends,
    )


def spread_dates(
    after: dt.date, before: dt.date, number: int, today: dt.date, calendar: Calendar
) -> tuple[dt.date, ...]:
    """Return days spread evenly between two days, on working days, none of them past.

    Where an even spread from the first day would begin in the past, what is left from today on is parted.

    Returns:
        As many days as asked for, in order, or none where no day is left; at the end several may coincide.
    """
    if today >= before or number <= 0:
        return ()
    first = after + (before - after) / (number + 1)
    start = after if first >= today else today
    spread = (start + (before - start) * place / (number + 1) for place in range(1, number + 1))
    return tuple(_on_working_day(max(day, today), before, calendar) for day in spread)


def _on_working_day(day: dt.date, before: dt.date, calendar: Calendar) -> dt.date:
    try:
        found = next_working_day(day, calendar)
    except BeyondCalendar:
        return day
    return found if found < before else day


def _meetings(number: int) -> str:
    words = {0: "No meeting", 1: "One meeting", 2: "Two meetings", 3: "Three meetings"}
    return words.get(number, f"{number} meetings")
