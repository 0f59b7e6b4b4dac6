"""Reading dates as people type them, with what this meeting and the working days know."""

import datetime as dt
from collections.abc import Callable

from cpm_desktop.domain.dates_as_typed import parse_date
from cpm_desktop.services.capturing import date_ground
from cpm_desktop.services.desk import Desk

ReadDay = Callable[[str], tuple[dt.date, tuple[str, ...]]]


def date_reader(desk: Desk, meeting_id: str, *, is_looking_back: bool = False) -> ReadDay:
    """Return a function that reads a date as typed.

    Args:
        desk: knows today and the working days.
        meeting_id: knows the next meeting and the next review.
        is_looking_back: a date without a year was in the past.

    Returns:
        Takes what was typed and gives the day with warnings in plain words; raises ValueError with a sentence.
    """

    def read(typed: str) -> tuple[dt.date, tuple[str, ...]]:
        ground = date_ground(desk, desk.meeting(meeting_id).value, is_looking_back=is_looking_back)
        found = parse_date(typed, ground)
        if found is None:
            message = (
                f"“{typed.strip()}” is not read as a date. Write it as 18 Dec, 18/12/26, Friday or 2 weeks."
            )
            raise ValueError(message)
        if found.date is None:
            message = f"“{typed.strip()}” has no date yet. Give a day, or set the next meeting first."
            raise ValueError(message)
        return found.date, tuple(warning.sentence for warning in found.warnings)

    return read
