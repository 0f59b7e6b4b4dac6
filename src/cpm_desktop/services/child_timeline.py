"""Reviews and meetings of a child over time, with how many meetings each review period held of those required."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.due import Severity
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.listing import HeldMeeting, MeetingLine
from cpm_desktop.domain.meeting import Stage, Validity
from cpm_desktop.domain.reviews import ReviewPeriod, review_periods
from cpm_desktop.domain.schedule import counting_towards, held_in, requirement_in
from cpm_desktop.services.caseload import day_and_month, form_name, ground_of
from cpm_desktop.services.desk import Desk


class TimelineKind(StrEnum):
    """What stands at a place in time."""

    START = "start"
    REVIEW = "review"
    PLANNED_REVIEW = "planned review"
    MEETING = "meeting"
    MISSED = "missed"
    CANCELLED = "cancelled"
    PLANNED = "planned"
    SPECIFIC = "specific issue"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing in time.

    Attributes:
        on: the day.
        kind: what it is.
        label: "Review 3", "Standard".
        detail: "8 Sept", "14 July, missed", "20 Oct, not counted".
        meeting_id: the meeting, where it can be opened.
        file_id: the review or earlier meeting on the child's file, where it can be edited.
    """

    on: dt.date
    kind: TimelineKind
    label: str
    detail: str
    meeting_id: str = ""
    file_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A review period as a band.

    Attributes:
        starts: its first day.
        ends: its last.
        held: meetings held in it.
        required: meetings required; None where the kind is not counted.
        missed: planned and not held.
        label: "1 of 2 held · 1 missed".
        severity: fine, soon (owed still), or overdue (over, and some never held).
        is_current: today lies in it.
        rule: the rule that says how many.
        sentence: that in plain words.
    """

    starts: dt.date
    ends: dt.date
    held: int
    required: int | None
    missed: int
    label: str
    severity: Severity
    is_current: bool
    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything in order of time, and the bands above it."""

    entries: tuple[TimelineEntry, ...]
    periods: tuple[Period, ...]


def timeline(desk: Desk, file: ChildFile, meetings: tuple[MeetingLine, ...]) -> Timeline:
    """Return a child's reviews and meetings in order.

    Rules: frequency.cla-between-first-and-second-review, frequency.cla-between-six-monthly-reviews,
    frequency.cla-early-review, frequency.cla-matched-long-term.
    """
    today = desk.today()
    entries = [
        *_start(file, today),
        *_reviews(file, today),
        *_earlier(desk, file),
        *_meetings(desk, meetings),
    ]
    entries.sort(key=lambda entry: entry.on)
    return Timeline(tuple(entries), tuple(_periods(desk, file, meetings)))


def _start(file: ChildFile, today: dt.date) -> Iterator[TimelineEntry]:
    since = file.child.looked_after_since
    if since is not None:
        yield TimelineEntry(
            on=since, kind=TimelineKind.START, label="Came into care", detail=_day(since, today)
        )


def _reviews(file: ChildFile, today: dt.date) -> Iterator[TimelineEntry]:
    for review in file.reviews:
        if review.date is not None:
            planned = ", planned" if review.is_planned else ""
            yield TimelineEntry(
                on=review.date,
                kind=TimelineKind.PLANNED_REVIEW if review.is_planned else TimelineKind.REVIEW,
                label=f"Review {review.number}" if review.number else "Review",
                detail=f"{_day(review.date, today)}{planned}",
                file_id=review.id,
            )


def _earlier(desk: Desk, file: ChildFile) -> Iterator[TimelineEntry]:
    today = desk.today()
    for meeting in file.earlier_meetings:
        if meeting.date is None:
            continue
        form = desk.form(meeting.form_id)
        is_counted = not (form is not None and form.feeds_back_to)
        kind = TimelineKind.MEETING if is_counted else TimelineKind.SPECIFIC
        note = "" if is_counted else ", not counted"
        if not meeting.was_held:
            kind, note = TimelineKind.MISSED, ", missed"
        yield TimelineEntry(
            on=meeting.date,
            kind=kind,
            label=_label(desk, meeting.form_id, meeting.title),
            detail=f"{_day(meeting.date, today)}{note}",
            file_id=meeting.id,
        )


def _meetings(desk: Desk, meetings: tuple[MeetingLine, ...]) -> Iterator[TimelineEntry]:
    today = desk.today()
    for line in meetings:
        if line.date is None or (line.is_waiver and not line.is_held()):
            continue
        kind, note = _standing(line, desk.form(line.form_id), today)
        yield TimelineEntry(
            on=line.date,
            kind=kind,
            label=_label(desk, line.form_id, line.title),
            detail=f"{_day(line.date, today)}{note}",
            meeting_id=line.id,
        )


_NOT_COUNTED = {
    Validity.INQUORATE: (TimelineKind.MISSED, ", not quorate"),
    Validity.ABANDONED: (TimelineKind.MISSED, ", abandoned"),
    Validity.CASE_DISCUSSION: (TimelineKind.SPECIFIC, ", a case discussion"),
}


def _standing(line: MeetingLine, form: Form | None, today: dt.date) -> tuple[TimelineKind, str]:
    """Return what stands in time for a meeting, and what is said beside its day."""
    if line.stage is Stage.CANCELLED:
        return TimelineKind.CANCELLED, ", cancelled"
    if line.stage is Stage.PREPARED:
        is_past = line.date is not None and line.date < today
        return (TimelineKind.MISSED, ", not held") if is_past else (TimelineKind.PLANNED, ", planned")
    if line.validity in _NOT_COUNTED:
        return _NOT_COUNTED[line.validity]
    if line.is_waiver:
        return TimelineKind.SPECIFIC, ", waived"
    if form is not None and form.feeds_back_to:
        return TimelineKind.SPECIFIC, ", not counted"
    return TimelineKind.MEETING, ", extra" if line.is_extra else ""


def _label(desk: Desk, form_id: str, title: str) -> str:
    form = desk.form(form_id)
    if title and form is not None and form.feeds_back_to:
        return f"{title} issue"
    return (title or form_name(desk, form_id)).removesuffix(" meeting")


def _periods(desk: Desk, file: ChildFile, meetings: tuple[MeetingLine, ...]) -> Iterator[Period]:
    form = _counted_form(desk)
    if form is None or file.child.looked_after_since is None:
        return
    held = _held(file, meetings)
    for period in review_periods(file.reviews):
        band = _band(desk, file, form, period, held)
        if band is not None:
            yield band


def _band(
    desk: Desk, file: ChildFile, form: Form, period: ReviewPeriod, held: list[HeldMeeting]
) -> Period | None:
    today = desk.today()
    required = requirement_in(period, form.frequency, is_matched=file.child.is_matched_long_term)
    if required is None:
        return None
    counting = counting_towards(desk.procedure.forms, form.id)
    days = held_in(period, held, counting)
    missed = sum(
        meeting.date is not None
        and not meeting.was_held
        and period.holds(meeting.date)
        and meeting.form_id in counting
        for meeting in file.earlier_meetings
    )
    is_current = period.starts < today <= period.ends
    owed = required.meetings - len(days)
    severity = Severity.FINE
    if owed > 0:
        severity = Severity.OVERDUE if today > period.ends else Severity.SOON
    count = f"{len(days)} of {required.meetings} held"
    label = f"This period: {count}" if is_current else count
    return Period(
        starts=period.starts,
        ends=period.ends,
        held=len(days),
        required=required.meetings,
        missed=missed,
        label=f"{label} · {missed} missed" if missed else label,
        severity=severity,
        is_current=is_current,
        rule=required.rule,
        sentence=required.sentence,
    )


def _counted_form(desk: Desk) -> Form | None:
    return next(iter(ground_of(desk).between_reviews), None)


def _held(file: ChildFile, meetings: tuple[MeetingLine, ...]) -> list[HeldMeeting]:
    elsewhere = [
        HeldMeeting(form_id=meeting.form_id, date=meeting.date, title=meeting.title)
        for meeting in file.earlier_meetings
        if meeting.was_held and meeting.date is not None
    ]
    here = [
        HeldMeeting(form_id=line.form_id, date=line.date, title=line.title, is_waiver=line.is_waiver)
        for line in meetings
        if line.is_counted() and line.date is not None
    ]
    return [*elsewhere, *here]


def _day(day: dt.date, today: dt.date) -> str:
    text = day_and_month(day, today)
    is_far = (today - day).days > 330  # noqa: PLR2004 - so long ago that the year must be said
    return f"{text} {day.year}" if is_far and str(day.year) not in text else text
