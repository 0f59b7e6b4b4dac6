"""Whether minutes went out in time, month by month (after.distribute-5-days)."""

import datetime as dt
import functools
from dataclasses import dataclass

from cpm_desktop.domain.copies_progress import distribution_due
from cpm_desktop.domain.listing import MeetingLine
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.typography import month_name
from cpm_desktop.domain.working_days import BeyondCalendar, add_months
from cpm_desktop.services.desk import Desk

MONTHS = 6


@dataclass(frozen=True, slots=True)
class Month:
    """One month.

    Attributes:
        label: "Nov".
        on_time: meetings whose copies were all sent by the deadline.
        late: meetings whose copies were sent later, or are not all sent although the deadline has passed.
        late_meetings: the ids of those that were held here.
    """

    label: str
    on_time: int
    late: int
    late_meetings: tuple[str, ...] = ()


def timeliness(desk: Desk) -> tuple[Month, ...]:
    """Return the last six months, this one last; meetings count in the month they were held.

    Meetings recorded elsewhere count where it is known when their minutes were sent.
    """
    today = desk.today()
    firsts = [add_months(today.replace(day=1), -back) for back in range(MONTHS - 1, -1, -1)]
    lines = desk.wait(desk.store.meetings_since(firsts[0]))
    send_by = functools.cache(functools.partial(_send_by, desk))  # many meetings share a day
    judged = [
        (line.date, line.id, _is_late(line, send_by(line.form_id, line.date), today))
        for line in lines
        if line.date is not None and line.is_held() and not line.is_waiver
    ]
    for held in desk.wait(desk.store.sent_elsewhere(firsts[0])):
        due = send_by(held.form_id, held.date)
        judged.append((held.date, "", None if due is None else held.minutes_sent_on > due))
    months = []
    for first in firsts:
        of_month = [entry for entry in judged if (entry[0].year, entry[0].month) == (first.year, first.month)]
        late = tuple(identifier for _, identifier, is_late in of_month if is_late)
        on_time = sum(is_late is False for *_, is_late in of_month)
        ids = tuple(identifier for identifier in late if identifier)
        months.append(Month(month_name(first)[:3], on_time, len(late), ids))
    return tuple(months)


def _send_by(desk: Desk, form_id: str, day: dt.date) -> dt.date | None:
    """Return the last day for sending the copies; None where none is set, or beyond the calendar."""
    form = desk.form(form_id)
    if form is None:
        return None
    try:
        return distribution_due(form, day, desk.calendar)
    except BeyondCalendar:
        return None


def _is_late(line: MeetingLine, due: dt.date | None, today: dt.date) -> bool | None:
    """Tell whether copies were late; None where it is too early to say, or the form sets no deadline."""
    if due is None:
        return None
    is_sent = line.stage is Stage.SIGNED and line.copies_sent == line.copies and not line.copies_undecided
    if is_sent and line.last_sent_on is not None:
        return line.last_sent_on > due
    return True if today > due else None
