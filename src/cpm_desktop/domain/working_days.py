"""Counting days: calendar days and working days, with a calendar of bank holidays that comes from outside."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.forms import DayKind
from cpm_desktop.domain.typography import long_day_text

_WEEKEND = frozenset({5, 6})
_SEARCH_LIMIT = 60  # no run of holidays is longer; a calendar that says otherwise is at fault


class BeyondCalendar(CarePlanningError):
    """A day lies outside the bank holidays that are known, so working days cannot be counted there."""


class Calendar(Protocol):
    """What tells working days from others."""

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether people work on a day.

        Raises:
            BeyondCalendar: the calendar does not reach so far.
        """

    def holiday_name(self, day: dt.date) -> str:
        """Return the name of the bank holiday on a day, or an empty text.

        Raises:
            BeyondCalendar: the calendar does not reach so far.
        """


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Working days from a list of bank holidays.

    Attributes:
        first: the first day that the list covers.
        last: the last day that it covers.
        holidays: names of the bank holidays by day.
    """

    first: dt.date
    last: dt.date
    holidays: Mapping[dt.date, str] = field(default_factory=dict)

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether a day is neither weekend nor bank holiday.

        Raises:
            BeyondCalendar: the list does not cover the day.
        """
        return not self.holiday_name(day) and day.weekday() not in _WEEKEND

    def holiday_name(self, day: dt.date) -> str:
        """Return the name of the bank holiday on a day, or an empty text.

        Raises:
            BeyondCalendar: the list does not cover the day.
        """
        if not self.first <= day <= self.last:
            raise outside_calendar(day, self.first, self.last)
        return self.holidays.get(day, "")


def outside_calendar(day: dt.date, first: dt.date, last: dt.date) -> BeyondCalendar:
    """Return the error for a day outside the days that a calendar covers."""
    return BeyondCalendar(
        f"Bank holidays are known only from {long_day_text(first)} to {long_day_text(last)}, "
        f"so working days cannot be counted on {long_day_text(day)}. Check the date."
    )


def is_weekend(day: dt.date) -> bool:
    """Tell whether a day is a Saturday or Sunday."""
    return day.weekday() in _WEEKEND


def add_days(start: dt.date, days: int, day_kind: DayKind, calendar: Calendar) -> dt.date:
    """Return the day so many days after another; the day itself is not counted.

    Args:
        start: counted from.
        days: how many; never negative.
        day_kind: calendar days or working days.
        calendar: tells working days.

    Raises:
        BeyondCalendar: the calendar does not reach so far.
    """
    if day_kind is DayKind.CALENDAR:
        return _moved(start, days)
    day = start
    for _ in range(days):
        day = next_working_day(_moved(day, 1), calendar)
    return day


def next_working_day(day: dt.date, calendar: Calendar) -> dt.date:
    """Return the day itself if it is a working day, or the first one after it.

    Raises:
        BeyondCalendar: the calendar does not reach so far.
    """
    for _ in range(_SEARCH_LIMIT):
        if calendar.is_working_day(day):
            return day
        day = _moved(day, 1)
    raise BeyondCalendar(
        f"No working day follows {long_day_text(day)} in the calendar. Check the bank holidays."
    )


def working_days_between(start: dt.date, end: dt.date, calendar: Calendar) -> int:
    """Return the number of working days after one day up to and including another; 0 where it is not later.

    Raises:
        BeyondCalendar: the calendar does not reach so far.
    """
    span = (end - start).days
    return sum(calendar.is_working_day(start + dt.timedelta(days=number)) for number in range(1, span + 1))


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or the month's last day where it has no such day."""
    month = day.month - 1 + months
    first = _on_first(day.year + month // 12, month % 12 + 1)
    following = _on_first(day.year + (month + 1) // 12, (month + 1) % 12 + 1)
    return first.replace(day=min(day.day, (following - first).days))


def _on_first(year: int, month: int) -> dt.date:
    try:
        return dt.date(year, month, 1)
    except ValueError as error:
        raise BeyondCalendar("This date lies beyond the calendar. Check the year.") from error


def _moved(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError as error:
        raise BeyondCalendar("This date lies beyond the calendar. Check the year.") from error
