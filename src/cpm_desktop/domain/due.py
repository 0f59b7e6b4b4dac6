"""What is due for a child, the most pressing first: meetings, the review, minutes to hand over, follow-ups."""

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from cpm_desktop.domain.due_ground import ChildFacts, DueGround
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.listing import ChildSummary, MeetingLine
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.reviews import ReviewPeriod, period_from
from cpm_desktop.domain.schedule import Standing, held_in, standing_in
from cpm_desktop.domain.turns import Turn, TurnKind, turn_of
from cpm_desktop.domain.typography import NO_BREAK, short_day_text, time_text, weekday_name
from cpm_desktop.domain.working_days import BeyondCalendar, add_days

SOON_DAYS = 14
_MONTHS_AHEAD = 300
_OFFICER_RULE = "after.iro-consulted"
_FILING_RULE = "after.file-and-case-note"
_CARE_TEAM_RULE = "attend.care-team"
_EVENTS = {
    "child.filing_on": "filing",
    "child.court_on": "court",
    "child.expected_birth": "the birth",
    "child.next_review_on": "the review",
}


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
    CARE_TEAM = "care team to name"
    FOLLOW_UP = "follow-up"


class Severity(StrEnum):
    """How pressing it is."""

    OVERDUE = "overdue"
    SOON = "soon"
    FINE = "fine"


_PRESSING = {Severity.OVERDUE: 0, Severity.SOON: 1, Severity.FINE: 2}


class ThingDue(NamedTuple):
    """One thing that is due for a child.

    Attributes:
        kind: what.
        on: the day it is due or happens.
        text: what to do, without the child's name: "Send minutes of 24 Nov".
        detail: by when, and what else matters: "by Sun 29 Nov".
        rule: the rule it comes from; empty where from none.
        severity: overdue, within 14 days, or fine.
        meeting_id: the meeting it is about, if any.
        form_id: the kind of meeting that is due, if one is.
        of: id of the follow-up, within its meeting.
        owner: whose it is, as people say it; empty where that follows from the rest.
        is_dated: False where nothing says by when; `on` is then the day it is.
        because: a clause that tells why it is due again; empty where that needs no telling.
    """

    kind: DueKind
    on: dt.date
    text: str
    detail: str
    rule: str
    severity: Severity
    meeting_id: str = ""
    form_id: str = ""
    of: str = ""
    owner: str = ""
    is_dated: bool = True
    because: str = ""


def severity_of(on: dt.date, today: dt.date) -> Severity:
    """Return how pressing a day is."""
    if on < today:
        return Severity.OVERDUE
    return Severity.SOON if (on - today).days <= SOON_DAYS else Severity.FINE


def standing_words(thing: ThingDue, today: dt.date) -> str:
    """Return how it stands: "Overdue 3 days", "Due today", "4 days left", "To do" or "Fine"."""
    if not thing.is_dated:
        return "To do"
    days = (thing.on - today).days
    if thing.severity is Severity.FINE:
        return "Fine"
    if days < 0:
        return f"Overdue {_days(-days)}"
    if days == 0:
        return "Today" if thing.kind in (DueKind.LIVE, DueKind.BOOKED, DueKind.REVIEW) else "Due today"
    return f"{_days(days)} left"


def things_due(
    summary: ChildSummary, ground: DueGround, standings: tuple[Standing, ...] | None = None
) -> tuple[ThingDue, ...]:
    """Return everything due for a child, the most pressing first, the soonest first among equals.

    Args:
        summary: how the child's file and meetings stand.
        ground: the forms, which of them are in use, the day and the calendar.
        standings: of `standings_of`, where they are at hand.
    """
    counted = standings_of(summary, ground) if standings is None else standings
    found: list[ThingDue] = list(_meetings_owed(summary, ground, counted)) if counted else []
    for part in _PARTS:
        try:
            found += part(summary, ground)
        except BeyondCalendar as error:
            found.append(_to_check(error, ground))
    if len(found) > 1:
        found.sort(key=_pressing)
    return tuple(found)


def _pressing(thing: ThingDue) -> tuple[int, dt.date, str]:
    return _PRESSING[thing.severity], thing.on, thing.kind


def next_due(summary: ChildSummary, ground: DueGround) -> ThingDue | None:
    """Return the most pressing thing due for a child; None where nothing is."""
    return next(iter(things_due(summary, ground)), None)


def _to_check(error: BeyondCalendar, ground: DueGround) -> ThingDue:
    return ThingDue(
        kind=DueKind.CHECK_DATE,
        on=ground.today,
        text="Check a date",
        detail=error.sentence,
        rule="",
        severity=Severity.SOON,
    )


def standings_of(summary: ChildSummary, ground: DueGround) -> tuple[Standing, ...]:
    """Return how a child stands in the present review period with every kind in use counted between reviews."""
    if not ground.between_reviews or summary.looked_after_since is None:
        return ()
    period = _period_of(summary)
    if period is None:
        return ()
    found = []
    for form in ground.between_reviews:
        held = held_in(period, summary.held, ground.counting[form.id])
        matched = summary.is_matched_long_term
        standing = standing_in(
            period, form, held, is_matched=matched, today=ground.today, calendar=ground.calendar
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


def _live(summary: ChildSummary, ground: DueGround) -> Iterator[ThingDue]:
    line = summary.live
    if line is not None:
        yield ThingDue(
            kind=DueKind.LIVE,
            on=line.date or ground.today,
            text=f"{_name(ground.forms, line)} under way",
            detail="not ended yet",
            rule="",
            severity=Severity.SOON,
            meeting_id=line.id,
        )


def _planned(summary: ChildSummary, ground: DueGround) -> Iterator[ThingDue]:
    today = ground.today
    for line in summary.planned:
        if line.date is None:
            continue
        is_past = line.date < today
        at = f", {time_text(line.starts_at)}" if line.starts_at else ""
        name = _name(ground.forms, line)
        yield ThingDue(
            kind=DueKind.UNHELD if is_past else DueKind.BOOKED,
            on=line.date,
            text=f"{name} of {short_day_text(line.date)}" if is_past else name,
            detail="hold, move or cancel it" if is_past else f"booked {_day(line.date, today)}{at}",
            rule="",
            severity=severity_of(line.date, today),
            meeting_id=line.id,
        )


def _handovers(summary: ChildSummary, ground: DueGround) -> Iterator[ThingDue]:
    today = ground.today
    for line in summary.to_hand_over:
        to_send, to_file = ground.deadlines.get(line.form_id, (None, None))
        for kind, words, rule in _handover_steps(line):
            deadline = to_file if kind is DueKind.FILE else to_send
            due = None
            if deadline is not None and line.date is not None:
                due = add_days(line.date, deadline.days, deadline.day_kind, ground.calendar)
            # A form without a deadline still leaves the work to be done: it never grows overdue.
            yield ThingDue(
                kind=kind,
                on=due or today,
                text=words,
                detail=f"by {_day(due, today)}" if due is not None else "no set date",
                rule=rule or (deadline.rule if deadline is not None else ""),
                severity=severity_of(due or today, today),
                meeting_id=line.id,
                is_dated=due is not None,
            )


def _handover_steps(line: MeetingLine) -> Iterator[tuple[DueKind, str, str]]:
    what = "waiver" if line.is_waiver else "minutes"
    of = f"{what} of {short_day_text(line.date)}" if line.date else what
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
    summary: ChildSummary, ground: DueGround, standings: tuple[Standing, ...]
) -> Iterator[ThingDue]:
    today = ground.today
    for standing in standings:
        booked = len(_booked(summary, standing.form_id, ground, standing.period.ends))
        if standing.owed() > booked:
            yield _meeting_owed(standing, ground.forms[standing.form_id], booked, today)


def _booked(
    summary: ChildSummary, form_id: str, ground: DueGround, until: dt.date | None = None
) -> list[dt.date]:
    """Return the days, up to another one, of prepared meetings that will count towards a kind."""
    return [
        line.date
        for line in summary.planned
        if line.date is not None
        and line.date >= ground.today
        and (until is None or line.date <= until)
        and not line.is_waiver
        and line.form_id in ground.counting[form_id]
    ]


def _meeting_owed(standing: Standing, form: Form, booked: int, today: dt.date) -> ThingDue:
    ends = standing.period.ends
    is_near = (ends - today).days <= SOON_DAYS
    on = ends if is_near or not standing.proposals else standing.proposals[booked]
    severity = severity_of(on, today)
    if standing.requirement.rule == form.frequency.early_review_rule and severity is Severity.FINE:
        severity = Severity.SOON  # a review brought forward asks for its meeting at once
    return ThingDue(
        kind=DueKind.MEETING,
        on=on,
        text=form.short_name,
        detail=f"before review on {_day(ends, today)}" if on == ends else f"propose by {_day(on, today)}",
        rule=standing.requirement.rule,
        severity=severity,
        form_id=form.id,
    )


def _turns(summary: ChildSummary, ground: DueGround) -> Iterator[ThingDue]:
    facts = ChildFacts(summary, ground.today)
    for form in ground.timed:
        try:
            turn = turn_of(summary, form, facts, ground)
        except BeyondCalendar as error:
            yield _to_check(error, ground)
            continue
        if turn is not None and not _booked(summary, form.id, ground, turn.limit or dt.date.max):
            yield _turn_due(turn, form, _booked(summary, form.id, ground), ground)


def _turn_due(turn: Turn, form: Form, booked: list[dt.date], ground: DueGround) -> ThingDue:
    today = ground.today
    severity = severity_of(turn.on or today, today)
    if severity is Severity.FINE and turn.is_open_on(today):
        severity = Severity.SOON
    detail = _turn_words(turn, form, today)
    if booked:
        detail += f" · booked {short_day_text(min(booked))}, too late"
    return ThingDue(
        kind=DueKind.MEETING,
        on=turn.on or today,
        text=form.short_name,
        detail=detail,
        rule=turn.rule,
        severity=severity,
        meeting_id=turn.ended.waiver.meeting_id if turn.ended is not None else "",
        form_id=form.id,
        is_dated=turn.on is not None,
        because=turn.ended.because if turn.ended is not None else "",
    )


def _turn_words(turn: Turn, form: Form, today: dt.date) -> str:
    if turn.ended is not None:
        by = f"by {_day(turn.on, today)} · " if turn.on is not None else ""
        return f"{by}waived {short_day_text(turn.ended.waiver.date)}, but {turn.ended.because}"
    if turn.on is None:
        return "no set date"
    by = f"by {_day(turn.on, today)}"
    if turn.kind is TurnKind.FIRST:
        return f"the first, {by}"
    if turn.kind is TurnKind.AGAIN and turn.last is not None:
        return f"{by} · last held {short_day_text(turn.last)}"
    if turn.kind is TurnKind.BEFORE and turn.other is not None:
        event, day = _EVENTS.get(form.frequency.before, "the date"), _day(turn.other, today)
        return f"before {event} on {day}" if turn.on == turn.limit else f"{by} · {event} {day}"
    return f"{by}, unless waived" if form.waiver is not None else by


def _review(summary: ChildSummary, ground: DueGround) -> Iterator[ThingDue]:
    review, today = summary.next_review, ground.today
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


def _care_team(summary: ChildSummary, ground: DueGround) -> Iterator[ThingDue]:
    """Tell of a child in need for whom no care team was identified (attend.care-team)."""
    if summary.is_in_need and not summary.care_team and ground.asks_for_care_team:
        yield ThingDue(
            kind=DueKind.CARE_TEAM,
            on=ground.today,
            text="Name the care team",
            detail="in need, without a care team",
            rule=_CARE_TEAM_RULE,
            severity=Severity.SOON,
            is_dated=False,
        )


def _follow_ups(summary: ChildSummary, ground: DueGround) -> Iterator[ThingDue]:
    today = ground.today
    for entry in summary.follow_ups:
        on = entry.due or today
        by = f"by {_day(entry.due, today)}" if entry.due is not None else "no set date"
        yield ThingDue(
            kind=DueKind.FOLLOW_UP,
            on=on,
            text=entry.text,
            detail=" · ".join(part for part in (by, entry.owner) if part),
            rule=entry.rule,
            severity=severity_of(on, today),
            meeting_id=entry.meeting_id,
            of=entry.id,
            owner=entry.owner,
            is_dated=entry.due is not None,
        )


_Part = Callable[[ChildSummary, DueGround], Iterator[ThingDue]]
_PARTS: tuple[_Part, ...] = (
    _live,
    _planned,
    _handovers,
    _turns,
    _review,
    _care_team,
    _follow_ups,
)


def _name(forms: Mapping[str, Form], line: MeetingLine) -> str:
    form = forms.get(line.form_id)
    if line.is_waiver and form is not None and form.waiver is not None:
        return form.waiver.title
    return line.title or (form.short_name if form is not None else "Meeting")


@functools.lru_cache(maxsize=4096)  # a caseload names the same days again and again
def _day(day: dt.date, today: dt.date) -> str:
    # A day without its year is one that everybody places rightly.
    year = (
        "" if day.year == today.year or 0 <= (day - today).days < _MONTHS_AHEAD else f"{NO_BREAK}{day.year}"
    )
    return f"{weekday_name(day)[:3]}{NO_BREAK}{short_day_text(day)}{year}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
