"""England's bank holidays, with days that an authority adds or takes away."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.forms import AuthoritySettings
from cpm_desktop.domain.working_days import is_weekend, outside_calendar

# Kept on the workplace; one line a day.
EXTRA_DAYS_SETTING = "bank_holidays.extra"
_FIRST_YEAR = 1990
_LINE = re.compile(r"^(?P<no>not\s+)?(?P<day>\d{4}-\d{2}-\d{2})(?:\s+(?P<name>.+))?$", re.IGNORECASE)


class ExtraDaysUnreadable(CarePlanningError):
    """A line of the list of extra bank holidays cannot be read."""


@dataclass(frozen=True, slots=True)
class ExtraDay:
    """A day that differs from the usual bank holidays.

    Attributes:
        day: the day.
        name: what it is called.
        is_holiday: False where a usual bank holiday is worked (it was moved).
    """

    day: dt.date
    name: str
    is_holiday: bool = True


def read_extra_days(text: str) -> tuple[ExtraDay, ...]:
    """Read a list of extra days: "2027-05-10 Coronation" adds one, "not 2027-05-03" takes one away.

    Empty lines and what follows "#" do not count.

    Raises:
        ExtraDaysUnreadable: a line is neither; it is named by its number.
    """
    days = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].strip()
        if words:
            days.append(_read_line(words, number))
    return tuple(days)


def write_extra_days(days: Iterable[ExtraDay]) -> str:
    """Return the list as it is kept and edited."""
    return "\n".join(
        f"{'' if day.is_holiday else 'not '}{day.day.isoformat()} {day.name}".rstrip() for day in days
    )


class EnglandCalendar:
    """Working days in England; years are looked up as they are asked for, since all of them take a second."""

    def __init__(self, extra: Iterable[ExtraDay] = ()) -> None:
        """Take the days that differ from the usual ones."""
        self._extra = {entry.day: entry for entry in extra}
        self._usual: Mapping[dt.date, str] | None = None
        self._first = self._last = dt.date.min
        self._asked: dict[dt.date, bool] = {}

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether a day is neither weekend nor bank holiday.

        Raises:
            BeyondCalendar: bank holidays are not known that far.
        """
        known = self._asked.get(day)  # a caseload asks for the same days again and again
        if known is None:
            known = self._asked[day] = not self.holiday_name(day) and not is_weekend(day)
        return known

    def holiday_name(self, day: dt.date) -> str:
        """Return the name of the bank holiday on a day, or an empty text.

        Raises:
            BeyondCalendar: bank holidays are not known that far.
        """
        usual = self._usual if self._usual is not None else self._load()
        if not self._first <= day <= self._last:
            raise outside_calendar(day, self._first, self._last)
        extra = self._extra.get(day)
        if extra is not None:
            return extra.name if extra.is_holiday else ""
        return str(usual.get(day, ""))

    def _load(self) -> Mapping[dt.date, str]:
        from holidays import country_holidays  # noqa: PLC0415 - slow to import, not needed to start

        self._usual = usual = country_holidays("GB", subdiv="ENG")
        # Past its last year the library has no holidays and says nothing, so the calendar ends there.
        self._first, self._last = dt.date(_FIRST_YEAR, 1, 1), dt.date(usual.end_year, 12, 31)
        return usual


def england_calendar(extra: Iterable[ExtraDay] = ()) -> EnglandCalendar:
    """Return the working days of England, as far as bank holidays are known.

    Args:
        extra: days that differ from the usual ones.
    """
    return EnglandCalendar(extra)


def calendar_for(authority: AuthoritySettings, extra_days: str = "") -> EnglandCalendar:
    """Return the working days of England with the authority's one-off holidays.

    Args:
        authority: its settings, with days on which nobody works.
        extra_days: the list kept on this laptop, as `read_extra_days` reads it; it goes before the authority's.

    Raises:
        ExtraDaysUnreadable: a line of that list is neither a holiday nor a day that is worked.
    """
    settled = (ExtraDay(dt.date.fromisoformat(day), "Local holiday") for day in authority.extra_holidays)
    return england_calendar((*settled, *read_extra_days(extra_days)))


def _read_line(words: str, number: int) -> ExtraDay:
    found = _LINE.match(words)
    try:
        day = dt.date.fromisoformat(found["day"]) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        raise ExtraDaysUnreadable(
            f"Line {number} of the extra bank holidays cannot be read: “{words}”. Write the date as "
            "year-month-day and then its name, for example “2027-05-10 Day of thanks”, or “not 2027-05-03” "
            "for a day that is worked."
        )
    return ExtraDay(day, (found["name"] or "Bank holiday").strip(), is_holiday=found["no"] is None)
