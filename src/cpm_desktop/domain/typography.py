"""Days, times and lists as British people read them, whatever language the computer speaks."""

import datetime as dt
from collections.abc import Sequence

NO_BREAK = "\u00a0"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def weekday_name(day: dt.date) -> str:
    """Return "Friday"."""
    return _DAYS[day.weekday()]


def month_name(day: dt.date) -> str:
    """Return "December"."""
    return _MONTHS[day.month - 1]


def day_text(day: dt.date) -> str:
    """Return "Fri 18 Dec 2026", with spaces that do not break."""
    return NO_BREAK.join((weekday_name(day)[:3], str(day.day), month_name(day)[:3], str(day.year)))


def long_day_text(day: dt.date) -> str:
    """Return "18 December 2026", with spaces that do not break."""
    return NO_BREAK.join((str(day.day), month_name(day), str(day.year)))


def weekday_text(day: dt.date) -> str:
    """Return "Friday 18 December 2026", breaking only after the weekday."""
    return f"{weekday_name(day)} {long_day_text(day)}"


def short_day_text(day: dt.date) -> str:
    """Return "18 Dec", with a space that does not break."""
    return f"{day.day}{NO_BREAK}{month_name(day)[:3]}"


def time_text(time: dt.datetime | dt.time) -> str:
    """Return "14:02"."""
    return f"{time.hour:02d}:{time.minute:02d}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return "one", "one and two", "one, two and three"; empty for none."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
