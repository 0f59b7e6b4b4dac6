"""Dates and times as a person in England reads them, whatever the computer's locale."""

from datetime import datetime
from zoneinfo import ZoneInfo

_LONDON = "Europe/London"
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


def say_date(moment: datetime) -> str:
    """Say the date of an aware `moment` in London, such as "24 November 2026"."""
    there = moment.astimezone(ZoneInfo(_LONDON))
    return f"{there.day} {_MONTHS[there.month - 1]} {there.year}"


def say_moment(moment: datetime) -> str:
    """Say the date and time of an aware `moment` in London, such as "24 November 2026 at 16:40"."""
    there = moment.astimezone(ZoneInfo(_LONDON))
    return f"{say_date(moment)} at {there:%H:%M}"
