"""The window in which people who got a copy may ask for a correction of it."""

import datetime as dt

from cpm_desktop.domain.forms import DayKind
from cpm_desktop.domain.working_days import BeyondCalendar, Calendar, add_days


def last_day_to_ask(sent_on: dt.date | None, days: int, calendar: Calendar) -> dt.date | None:
    """Return the last day of the window in which a correction may be asked for; None where nobody can tell.

    Args:
        sent_on: the day the last copy was sent.
        days: working days of the window, by the authority.
        calendar: of working days.
    """
    if sent_on is None or not days:
        return None
    try:
        return add_days(sent_on, days, DayKind.WORKING, calendar)
    except BeyondCalendar:
        return None
