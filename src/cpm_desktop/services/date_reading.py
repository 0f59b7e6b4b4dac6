"""Reading dates as people type them, with what this meeting and the working days know."""

import datetime as dt
from collections.abc import Callable, Mapping

from cpm_desktop.domain.dates_as_typed import WarningKind, parse_date
from cpm_desktop.domain.forms import Looks
from cpm_desktop.services.capturing import date_ground
from cpm_desktop.services.desk import Desk

ReadDay = Callable[[str], tuple[dt.date, tuple[str, ...]]]


def readers_by_looks(desk: Desk, meeting_id: str) -> Mapping[Looks, ReadDay]:
    """Return how the date of a question is read, by which way the question looks."""
    return {
        Looks.AHEAD: date_reader(desk, meeting_id),
        Looks.BACK: date_reader(desk, meeting_id, is_looking_back=True),
        Looks.EITHER: date_reader(desk, meeting_id, may_have_passed=True),
    }


def date_reader(
    desk: Desk, meeting_id: str, *, is_looking_back: bool = False, may_have_passed: bool = False
) -> ReadDay:
    """Return a function that reads a date as typed.

    Args:
        desk: knows today and the working days.
        meeting_id: knows the next meeting and the next review.
        is_looking_back: a date without a year was in the past.
        may_have_passed: nothing is said of a day that has passed.

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
        quiet = {WarningKind.PAST} if may_have_passed else set()
        return found.date, tuple(each.sentence for each in found.warnings if each.kind not in quiet)

    return read
