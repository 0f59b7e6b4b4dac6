"""Whether minutes went out in time, month by month (after.distribute-5-days)."""

import datetime as dt
import functools
from collections import Counter, defaultdict
from dataclasses import dataclass

from cpm_desktop.domain.copies_progress import distribution_due
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
    send_by = functools.cache(functools.partial(_send_by, desk))  # many meetings share a day
    on_time: Counter[tuple[int, int]] = Counter()
    late: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for line in desk.wait(desk.store.sent_since(firsts[0])):
        is_late = _is_late(line.sent_on, send_by(line.form_id, line.date), today)
        month = line.date.year, line.date.month
        if is_late:
            late[month].append(line.id)
        elif is_late is False:
            on_time[month] += 1
    return tuple(
        Month(
            month_name(first)[:3],
            on_time[first.year, first.month],
            len(late[first.year, first.month]),
            tuple(identifier for identifier in late[first.year, first.month] if identifier),
        )
        for first in firsts
    )


def _send_by(desk: Desk, form_id: str, day: dt.date) -> dt.date | None:
    """Return the last day for sending the copies; None where none is set, or beyond the calendar."""
    form = desk.form(form_id)
    if form is None:
        return None
    try:
        return distribution_due(form, day, desk.calendar)
    except BeyondCalendar:
        return None


def _is_late(sent_on: dt.date | None, due: dt.date | None, today: dt.date) -> bool | None:
    """Tell whether copies were late; None where it is too early to say, or the form sets no deadline."""
    if due is None:
        return None
    if sent_on is not None:
        return sent_on > due
    return True if today > due else None
