"""What is due for a child, the most pressing first: meetings, the review, minutes to sign, send and file."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.copies_progress import DISTRIBUTE, FILE, deadline_day
from cpm_desktop.domain.forms import Deadline, Form, FrequencyKind
from cpm_desktop.domain.listing import ChildSummary, MeetingLine
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.reviews import ReviewPeriod, period_from
from cpm_desktop.domain.schedule import Standing, counts_towards, held_in, standing_in
from cpm_desktop.domain.typography import NO_BREAK, short_day_text, time_text, weekday_name
from cpm_desktop.domain.working_days import BeyondCalendar, Calendar

SOON_DAYS = 14
_MONTHS_AHEAD = 300
_OFFICER_RULE = "after.iro-consulted"
_FILING_RULE = "after.file-and-case-note"


class DueKind(StrEnum):
    """What is due."""

    LIVE = "meeting under way"
    BOOKED = "meeting booked"
    UNHELD = "meeting not held"
    MEETING = "meeting to be called"
    SIGN = "minutes to sign"
    SEND = "copies to send"
    FILE = "minutes to file"
    TELL_OFFICER = "reviewing officer to tell"
    REVIEW = "review"
    CHECK_DATE = "date to check"


class Severity(StrEnum):
    """How pressing it is."""

    OVERDUE = "overdue"
    SOON = "soon"
    FINE = "fine"


_PRESSING = {Severity.OVERDUE: 0, Severity.SOON: 1, Severity.FINE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingDue:
    """One thing that is due for a child.

    Attributes:
        kind: what.
        on: the day it is due or happens.
        text: what to do, without the child's name: "Send minutes of 24 Nov".
        detail: by when, and what else matters: "by Sun 29 Nov".
        rule: the rule it comes from; empty where from none.
        severity: overdue, within 14 days, or fine.
        meeting_id: the meeting it is about, if any.
    """

    kind: DueKind
    on: dt.date
    text: str
    detail: str
    rule: str
    severity: Severity
    meeting_id: str = ""


def severity_of(on: dt.date, today: dt.date) -> Severity:
    """Return how pressing a day is."""
    if on < today:
        return Severity.OVERDUE
    return Severity.SOON if (on - today).days <= SOON_DAYS else Severity.FINE


def standing_words(thing: ThingDue, today: dt.date) -> str:
    """Return how it stands: "Overdue 3 days", "Due today", "4 days left" or "Fine"."""
    days = (thing.on - today).days
    if thing.severity is Severity.FINE:
        return "Fine"
    if days < 0:
        return f"Overdue {_days(-days)}"
    if days == 0:
        return "Today" if thing.kind in (DueKind.LIVE, DueKind.BOOKED, DueKind.REVIEW) else "Due today"
    return f"{_days(days)} left"


def things_due(
    summary: ChildSummary, forms: Mapping[str, Form], today: dt.date, calendar: Calendar
) -> tuple[ThingDue, ...]:
    """Return everything due for a child, the most pressing first, the soonest first among equals.

    Args:
        summary: how the child's file and meetings stand.
        forms: the kinds of meeting in use, by id.
        today: the day it is (local).
        calendar: tells working days; a date beyond it becomes a thing of its own, to be checked.
    """
    found: list[ThingDue] = []
    for part in (_live, _planned, _handovers, _meetings_owed, _intervals, _review):
        try:
            found += part(summary, forms, today, calendar)
        except BeyondCalendar as error:
            found.append(
                ThingDue(
                    kind=DueKind.CHECK_DATE,
                    on=today,
                    text="Check a date",
                    detail=error.sentence,
                    rule="",
                    severity=Severity.SOON,
                )
            )
    return tuple(sorted(found, key=lambda thing: (_PRESSING[thing.severity], thing.on, thing.kind)))


def next_due(
    summary: ChildSummary, forms: Mapping[str, Form], today: dt.date, calendar: Calendar
) -> ThingDue | None:
    """Return the most pressing thing due for a child; None where nothing is."""
    return next(iter(things_due(summary, forms, today, calendar)), None)


def standings_of(
    summary: ChildSummary, forms: Mapping[str, Form], today: dt.date, calendar: Calendar
) -> tuple[Standing, ...]:
    """Return how a child stands in the present review period with every kind counted between reviews."""
    period = _period_of(summary)
    if period is None or summary.looked_after_since is None:
        return ()
    found = []
    for form in forms.values():
        held = held_in(period, summary.held, forms, form.id)
        standing = standing_in(
            period, form, held, is_matched=summary.is_matched_long_term, today=today, calendar=calendar
        )
        if standing is not None:
            found.append(standing)
    return tuple(found)


def _period_of(summary: ChildSummary) -> ReviewPeriod | None:
    last = summary.last_review
    if last is None or last.date is None:
        return None
    following = summary.next_review
    closes = following if following is not None and following.date is not None else None
    is_first = last.number == 1 or (not last.number and summary.reviews_held == 1)
    return period_from(last, closes, is_first=is_first)


def _live(
    summary: ChildSummary, forms: Mapping[str, Form], today: dt.date, _calendar: Calendar
) -> Iterator[ThingDue]:
    line = summary.live
    if line is not None:
        yield ThingDue(
            kind=DueKind.LIVE,
            on=line.date or today,
            text=f"{_name(forms, line)} under way",
            detail="not ended yet",
            rule="",
            severity=Severity.SOON,
            meeting_id=line.id,
        )


def _planned(
    summary: ChildSummary, forms: Mapping[str, Form], today: dt.date, _calendar: Calendar
) -> Iterator[ThingDue]:
    for line in summary.planned:
        if line.date is None:
            continue
        is_past = line.date < today
        at = f", {time_text(line.starts_at)}" if line.starts_at else ""
        detail = "hold, move or cancel it" if is_past else f"booked {_day(line.date, today)}{at}"
        text = f"{_name(forms, line)} of {short_day_text(line.date)}" if is_past else _name(forms, line)
        yield ThingDue(
            kind=DueKind.UNHELD if is_past else DueKind.BOOKED,
            on=line.date,
            text=text,
            detail=detail,
            rule="",
            severity=severity_of(line.date, today),
            meeting_id=line.id,
        )


def _handovers(
    summary: ChildSummary, forms: Mapping[str, Form], today: dt.date, calendar: Calendar
) -> Iterator[ThingDue]:
    for line in summary.to_hand_over:
        form = forms.get(line.form_id)
        for kind, words, rule in _handover_steps(line):
            deadline = _deadline_for(kind, form)
            due = None
            if form is not None and deadline is not None and line.date is not None:
                due = deadline_day(form, deadline.id, line.date, calendar)
            # A form without a deadline still leaves the work to be done: it never grows overdue.
            yield ThingDue(
                kind=kind,
                on=due or today,
                text=words,
                detail=f"by {_day(due, today)}" if due is not None else "no set date",
                rule=rule or (deadline.rule if deadline is not None else ""),
                severity=severity_of(due or today, today),
                meeting_id=line.id,
            )


def _deadline_for(kind: DueKind, form: Form | None) -> Deadline | None:
    if form is None:
        return None
    filing = form.deadline(FILE) if kind is DueKind.FILE else None
    return filing or form.deadline(DISTRIBUTE)


def _handover_steps(line: MeetingLine) -> Iterator[tuple[DueKind, str, str]]:
    of = f"minutes of {short_day_text(line.date)}" if line.date else "minutes"
    if line.stage is not Stage.SIGNED:
        yield DueKind.SIGN, f"Sign {of}", ""
        return
    if line.copies_sent < line.copies or line.copies_undecided:
        yield DueKind.SEND, f"Send {of}", ""
    if line.loaded_on is None or line.noted_on is None:
        yield DueKind.FILE, f"File {of}", _FILING_RULE
    if line.officer_needed and line.officer_told_on is None:
        yield DueKind.TELL_OFFICER, "Tell the reviewing officer", _OFFICER_RULE


def _meetings_owed(
    summary: ChildSummary, forms: Mapping[str, Form], today: dt.date, calendar: Calendar
) -> Iterator[ThingDue]:
    for standing in standings_of(summary, forms, today, calendar):
        ends = standing.period.ends
        booked = sum(
            line.date is not None
            and today <= line.date <= ends
            and counts_towards(forms, line.form_id, standing.form_id)
            for line in summary.planned
        )
        if standing.owed() > booked:
            yield _meeting_owed(standing, forms[standing.form_id], booked, today)


def _meeting_owed(standing: Standing, form: Form, booked: int, today: dt.date) -> ThingDue:
    ends = standing.period.ends
    is_near = (ends - today).days <= SOON_DAYS
    on = ends if is_near or not standing.proposals else standing.proposals[booked]
    severity = severity_of(on, today)
    if standing.requirement.rule == form.frequency.early_review_rule and severity is Severity.FINE:
        severity = Severity.SOON  # a review brought forward asks for its meeting at once
    count = f"{len(standing.held)} of {standing.requirement.meetings} held"
    return ThingDue(
        kind=DueKind.MEETING,
        on=on,
        text=form.short_name,
        detail=f"{count}, before review on {_day(ends, today)}"
        if on == ends
        else f"propose by {_day(on, today)}",
        rule=standing.requirement.rule,
        severity=severity,
    )


def _intervals(
    summary: ChildSummary, forms: Mapping[str, Form], today: dt.date, _calendar: Calendar
) -> Iterator[ThingDue]:
    for last in summary.last_held:
        form = forms.get(last.form_id)
        if form is None or form.frequency.kind is not FrequencyKind.EVERY:
            continue
        due = last.date + dt.timedelta(days=form.frequency.most_days)
        if any(
            line.form_id == form.id and line.date and today <= line.date <= due for line in summary.planned
        ):
            continue
        yield ThingDue(
            kind=DueKind.MEETING,
            on=due,
            text=form.short_name,
            detail=f"by {_day(due, today)} · last held {short_day_text(last.date)}",
            rule=form.frequency.rule,
            severity=severity_of(due, today),
        )


def _review(
    summary: ChildSummary, _forms: Mapping[str, Form], today: dt.date, _calendar: Calendar
) -> Iterator[ThingDue]:
    review = summary.next_review
    if review is not None and review.date is not None:
        is_past = review.date < today
        yield ThingDue(
            kind=DueKind.REVIEW,
            on=review.date,
            text=f"Review {review.number}" if review.number else "Review",
            detail="say that it was held, or its new date" if is_past else _day(review.date, today),
            rule="",
            severity=severity_of(review.date, today),
        )


def _name(forms: Mapping[str, Form], line: MeetingLine) -> str:
    form = forms.get(line.form_id)
    return line.title or (form.short_name if form is not None else "Meeting")


def _day(day: dt.date, today: dt.date) -> str:
    # A day without its year is one that everybody places rightly.
    year = (
        "" if day.year == today.year or 0 <= (day - today).days < _MONTHS_AHEAD else f"{NO_BREAK}{day.year}"
    )
    return f"{weekday_name(day)[:3]}{NO_BREAK}{short_day_text(day)}{year}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
