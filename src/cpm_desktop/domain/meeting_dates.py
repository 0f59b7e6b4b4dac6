"""How a meeting's dates stand to others, and which dates a form proposes.

A date that stands wrong is only remarked on, or refused until a reason is given under the remark's key.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.forms import (
    CheckKind,
    DateCheck,
    DateProposal,
    DateRelation,
    DateStrictness,
    Form,
    FrequencyKind,
)
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.situation import Situation
from cpm_desktop.domain.typography import day_text, long_day_text
from cpm_desktop.domain.working_days import BeyondCalendar, Calendar

MEETING_DATE = "meeting.date"
NEXT_DATE = "next.date"
_KEY_START = CheckKind.DATES_IN_ORDER.value.replace(" ", "-")
_NEXT_WITHIN = "next-within"


@dataclass(frozen=True, slots=True)
class DateRemark:
    """A date of the meeting that does not stand as it should.

    Attributes:
        check: the form's.
        sentence: what is wrong.
        rule: the rule it comes from.
        is_refused: the date does not stand until a reason is given.
        key: under which a reason for it is kept.
        reason: the reason given for it; empty where none was.
    """

    check: DateCheck
    sentence: str
    rule: str
    is_refused: bool
    key: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProposedDates:
    """The days in which a meeting should lie.

    Attributes:
        first: the first of them.
        last: the last of them.
        best: the working day to choose; None where the calendar does not reach so far, or all of them have passed.
        rule: the rule it comes from.
        sentence: the same in plain words.
    """

    first: dt.date
    last: dt.date
    best: dt.date | None
    rule: str
    sentence: str


def date_remarks(form: Form, meeting: Meeting, situation: Situation) -> tuple[DateRemark, ...]:
    """Return what is wrong with the meeting's date and the next meeting's; nothing is said of dates not known.

    Args:
        form: with what it says of dates.
        meeting: with the reasons given.
        situation: that knows the dates.
    """
    given = {reason.id: reason.text.strip() for reason in meeting.given_reasons}
    remarks = []
    for check in _checks_of(form):
        checked, other = situation.date_of(check.checked), situation.date_of(check.other)
        if checked is None or other is None or stands_right(check, checked, other):
            continue
        key = f"{_KEY_START}.{check.id}"
        reason = given.get(key, "")
        is_refused = check.strictness is DateStrictness.REASON and not reason
        blanks = {"date": long_day_text(checked), "other": long_day_text(other), "days": str(check.days)}
        sentence = fill_blanks(check.says, blanks)
        remarks.append(DateRemark(check, sentence, check.rule, is_refused, key, reason))
    return tuple(remarks)


def stands_right(check: DateCheck, checked: dt.date, other: dt.date) -> bool:
    """Tell whether a date stands to another as a check wants it."""
    later = (checked - other).days
    match check.relation:
        case DateRelation.AT_LEAST_BEFORE:
            return later <= -check.days
        case DateRelation.NOT_AFTER:
            return later <= check.days
        case DateRelation.BEFORE:
            return later < 0


def proposed_dates(
    form: Form,
    meeting: Meeting,
    situation: Situation,
    what: str,
    calendar: Calendar,
    today: dt.date = dt.date.min,
) -> tuple[ProposedDates, ...]:
    """Return the days proposed for the meeting or the next one; where all of them have passed, that is said.

    Args:
        form: with what it proposes.
        meeting: as it stands.
        situation: that knows the dates counted from.
        what: MEETING_DATE or NEXT_DATE.
        calendar: tells working days.
        today: no day before it is proposed.
    """
    own = tuple(proposal for proposal in form.date_proposals if proposal.proposed == what)
    is_limit = what == NEXT_DATE and not own and not _has_no_next(meeting)
    found = []
    for proposal in _by_the_limit(form, situation) if is_limit else own:
        since = situation.date_of(proposal.other)
        if since is None:
            continue
        try:
            first = since + dt.timedelta(days=proposal.least_days)
            last = since + dt.timedelta(days=proposal.most_days)
        except OverflowError:
            continue
        # A limit is used up: meetings are held "at least every" so many days.
        ideal = last if is_limit else first + (last - first) // 2
        if last < today:
            found.append(
                ProposedDates(first, last, None, proposal.rule, _all_passed(first, last, since, today))
            )
        else:
            found.append(_proposed(proposal, max(first, today), last, max(ideal, today), calendar, today))
    return tuple(found)


def _checks_of(form: Form) -> Iterator[DateCheck]:
    yield from form.date_checks
    following = form.next_meeting
    if following.most_days:
        yield DateCheck(
            id=_NEXT_WITHIN,
            checked=NEXT_DATE,
            relation=DateRelation.NOT_AFTER,
            other=MEETING_DATE,
            days=following.most_days,
            strictness=DateStrictness.REASON,
            says="The next meeting is on {date}, more than {days} days after this one on {other}.",
            rule=following.most_days_rule or following.rule,
        )


def _has_no_next(meeting: Meeting) -> bool:
    return any(planned.none_because.strip() for planned in meeting.next_meetings)


def _by_the_limit(form: Form, situation: Situation) -> Iterator[DateProposal]:
    """Yield the window that the limit or the interval of the kind leaves for the next meeting."""
    following, frequency = form.next_meeting, form.frequency
    least, most, rule = 1, following.most_days, following.most_days_rule or following.rule
    is_same_kind = following.form in ("", form.id)
    if not most and is_same_kind and frequency.kind is FrequencyKind.EVERY:
        held = next((each for each in frequency.intervals if situation.holds(each.when)), None)
        least, most, rule = (
            (held.least_days, held.most_days, held.rule)
            if held is not None
            else (frequency.least_days, frequency.most_days, frequency.rule)
        )
    if most:
        yield DateProposal(
            proposed=NEXT_DATE, other=MEETING_DATE, least_days=max(least, 1), most_days=most, rule=rule
        )


def _proposed(
    proposal: DateProposal,
    first: dt.date,
    last: dt.date,
    ideal: dt.date,
    calendar: Calendar,
    today: dt.date,
) -> ProposedDates:
    try:
        best = _best_working_day(first, last, ideal, calendar)
    except BeyondCalendar as error:
        return ProposedDates(first, last, None, proposal.rule, f"{_window(first, last)}. {error}")
    if best < today:  # only days off are left
        return ProposedDates(
            first, last, None, proposal.rule, f"{_window(first, last)}: no working day is left."
        )
    return ProposedDates(first, last, best, proposal.rule, _sentence(first, last, best))


def _all_passed(first: dt.date, last: dt.date, since: dt.date, today: dt.date) -> str:
    time = (
        f"The day for it, {_window(first, last)},"
        if first == last
        else f"The time for it, {_window(first, last)},"
    )
    if since < today and since > last:
        return f"{time} has passed, and so has {long_day_text(since)}, before which it was to be. Check that date."
    return f"{time} has passed. Choose the soonest day that everybody needed can come."


def _best_working_day(first: dt.date, last: dt.date, ideal: dt.date, calendar: Calendar) -> dt.date:
    """Return the working day of the window nearest to the ideal one; with none in it, the last one before it.

    Raises:
        BeyondCalendar: the calendar does not reach so far.
    """
    span = (last - first).days
    days = [first + dt.timedelta(days=number) for number in range(span + 1)]
    for day in sorted(days, key=lambda day: (abs((day - ideal).days), day)):
        if calendar.is_working_day(day):
            return day
    day = first
    while not calendar.is_working_day(day):
        if day == dt.date.min:
            raise BeyondCalendar("No working day lies before this one. Check the date.")
        day -= dt.timedelta(days=1)
    return day


def _sentence(first: dt.date, last: dt.date, best: dt.date) -> str:
    if first == last == best:
        return f"{day_text(best)} is proposed."
    if first == last:
        return f"{day_text(best)} is proposed, the working day before {long_day_text(first)}."
    return f"{day_text(best)} is proposed; {_window(first, last)} would do."


def _window(first: dt.date, last: dt.date) -> str:
    return long_day_text(first) if first == last else f"{long_day_text(first)} to {long_day_text(last)}"
