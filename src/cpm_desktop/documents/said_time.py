"""Dates and times as a person in England reads them, whatever the computer's locale."""

from datetime import datetime
from zoneinfo import ZoneInfo

from cpm_desktop.domain.typography import NO_BREAK, long_day_text, time_text

_LONDON = "Europe/London"


def say_date(moment: datetime) -> str:
    """Say the date of an aware `moment` in London, such as "24 November 2026"."""
    return long_day_text(moment.astimezone(ZoneInfo(_LONDON)).date()).replace(NO_BREAK, " ")


def say_moment(moment: datetime) -> str:
    """Say the date and time of an aware `moment` in London, such as "24 November 2026 at 16:40"."""
    return f"{say_date(moment)} at {time_text(moment.astimezone(ZoneInfo(_LONDON)))}"
