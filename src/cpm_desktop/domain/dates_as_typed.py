"""Dates as British people type them: fri, next fri, 2w, 18 Dec, 14/3/27, in 3 weeks, end of next week, next meeting."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.date_words import plainly
from cpm_desktop.domain.forms import DayKind
from cpm_desktop.domain.typography import day_text, long_day_text, weekday_name
from cpm_desktop.domain.working_days import BeyondCalendar, Calendar, add_days, add_months, is_weekend

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3} | {
    name[:3]: place for place, name in enumerate(_DAYS)
}
_DAY_NUMBERS = _DAY_SHORT | {name: place for place, name in enumerate(_DAYS)}
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NUMBERS = {name[:3]: place for place, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH_NUMBERS |= {name: place for place, name in enumerate(_MONTHS, 1)}
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "eight": 8,
    "ten": 10,
}
_DAY_NAME = "|".join(sorted(_DAY_NUMBERS, key=len, reverse=True))
_MONTH_NAME = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_LEAD = re.compile(r"^(?:by|on|before|until|till|due|from)\s+(?:the\s+(?=\d))?")
_FRIDAY = 4
_FAR_AHEAD_DAYS = 300
_LEAP_CYCLE = 9  # years in which 29 February comes at least once
_CENTURY = 2000
_LONGEST_YEAR = 400  # days: Easter falls up to five weeks later than the year before


class WarningKind(StrEnum):
    """What may be wrong with a date that was understood."""

    WEEKEND = "weekend"
    BANK_HOLIDAY = "bank holiday"
    PAST = "past"
    AFTER_NEXT_REVIEW = "after the next review"
    WRONG_WEEKDAY = "wrong weekday"
    FAR_AHEAD = "far ahead"


@dataclass(frozen=True, slots=True)
class DateWarning:
    """A warning beside a date; it stops nobody.

    Attributes:
        kind: what may be wrong.
        sentence: the same in plain words.
    """

    kind: WarningKind
    sentence: str


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date that was understood.

    Attributes:
        date: the day; None for words that name a meeting or review whose day is not known yet.
        words: as typed, without what stands around it.
        warnings: what may be wrong with it.
    """

    date: dt.date | None
    words: str
    warnings: tuple[DateWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class DateGround:
    """What a typed date is read against.

    Attributes:
        today: the day it is typed, or the meeting's.
        calendar: tells working days and bank holidays; None leaves those warnings out.
        next_meeting: the day of the next meeting, if it is known.
        next_review: the day of the next review, if it is known.
        is_looking_back: a date without a year was in the past: when something was heard or sent.
    """

    today: dt.date
    calendar: Calendar | None = None
    next_meeting: dt.date | None = None
    next_review: dt.date | None = None
    is_looking_back: bool = False


def parse_date(text: str, ground: DateGround) -> ParsedDate | None:
    """Return the day that is meant, or None where the words are no date.

    Args:
        text: as typed; "by", "on" and a full stop around it do not matter.
        ground: what it is read against.
    """
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())
    words = plainly(_LEAD.sub("", words.strip(" .,;!")))
    named = _named(words, ground)
    if named is not None:
        day, is_named = named
        return ParsedDate(day, text.strip(), warnings_about(day, ground) if day else ()) if is_named else None
    for reads in _READINGS:
        try:
            found = reads(words, ground)
        except (ValueError, OverflowError, BeyondCalendar):
            continue
        if found is not None:
            wrong = _wrong_weekday(words, found)
            return ParsedDate(found, text.strip(), (*wrong, *warnings_about(found, ground)))
    return None


def warnings_about(day: dt.date, ground: DateGround) -> tuple[DateWarning, ...]:
    """Return what may be wrong with a day by which something is to be done or held."""
    found = []
    if is_weekend(day):
        found.append(DateWarning(WarningKind.WEEKEND, f"{day_text(day)} is a {weekday_name(day)}."))
    holiday = _holiday_name(day, ground)
    if holiday:
        found.append(DateWarning(WarningKind.BANK_HOLIDAY, f"{day_text(day)} is a bank holiday: {holiday}."))
    if ground.is_looking_back:
        return tuple(found)
    if day < ground.today:
        found.append(DateWarning(WarningKind.PAST, f"{day_text(day)} has passed."))
    if ground.next_review is not None and day > ground.next_review:
        review = day_text(ground.next_review)
        found.append(
            DateWarning(WarningKind.AFTER_NEXT_REVIEW, f"That is after the next review on {review}.")
        )
    if (day - ground.today).days > _FAR_AHEAD_DAYS:
        found.append(DateWarning(WarningKind.FAR_AHEAD, f"That is in {day.year}: {long_day_text(day)}."))
    return tuple(found)


def _holiday_name(day: dt.date, ground: DateGround) -> str:
    try:
        return ground.calendar.holiday_name(day) if ground.calendar is not None else ""
    except BeyondCalendar:
        return ""


def _named(words: str, ground: DateGround) -> tuple[dt.date | None, bool] | None:
    bare = words.removeprefix("the ").removeprefix("our ")
    if bare in ("next meeting", "meeting"):
        return ground.next_meeting, True
    if bare in ("next review", "review"):
        return ground.next_review, True
    return None


def _relative(words: str, ground: DateGround) -> dt.date | None:
    fixed = {
        "today": 0,
        "now": 0,
        "tonight": 0,
        "tomorrow": 1,
        "tmrw": 1,
        "day after tomorrow": 2,
        "yesterday": -1,
    }
    days = fixed.get(words.removeprefix("the "))
    return None if days is None else ground.today + dt.timedelta(days=days)


_SPAN = re.compile(
    r"^(?:in |within )?(?P<number>\d{1,3}|" + "|".join(_NUMBERS) + r")?\s*"
    r"(?P<unit>working days?|wd|days?|d|weeks?|wks?|wk|w|fortnights?|months?|mths?|m|years?|y)"
    r"(?:'s?)?(?: time| from (?:now|today)| or so)?$"
)


def _span(words: str, ground: DateGround) -> dt.date | None:
    found = _SPAN.match(words)
    if found is None or (found["number"] is None and not found["unit"].startswith("fortnight")):
        return None
    number = int(_NUMBERS.get(found["number"] or "a", 0) or found["number"])
    unit, today = found["unit"], ground.today
    if unit.startswith("working") or unit == "wd":
        return add_days(today, number, DayKind.WORKING, ground.calendar) if ground.calendar else None
    if unit.startswith(("m", "y")):
        return add_months(today, number if unit.startswith("m") else 12 * number)
    days = {"w": 7, "f": 14, "d": 1}[unit[0]]
    return today + dt.timedelta(days=number * days)


_WEEKDAY = re.compile(
    rf"^(?:(?P<lead>this|this coming|coming|next|last|a week on|week on) )?(?P<day>{_DAY_NAME})(?P<week> week)?$"
)


def _weekday(words: str, ground: DateGround) -> dt.date | None:
    found = _WEEKDAY.match(words)
    if found is None:
        return None
    wanted, today = _DAY_NUMBERS[found["day"]], ground.today
    ahead = (wanted - today.weekday()) % 7
    lead = found["lead"] or ""
    if lead == "last" or (ground.is_looking_back and not lead):
        back = (today.weekday() - wanted) % 7
        return today - dt.timedelta(days=back or (7 if lead else 0))
    if lead == "next":
        # The one in the week after this one, whatever day it is today.
        return today + dt.timedelta(days=7 - today.weekday() + wanted)
    if not lead.startswith("this"):
        ahead = ahead or 7
    if found["week"] or lead.endswith("week on"):
        ahead += 7
    return today + dt.timedelta(days=ahead)


_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_FIGURES = re.compile(r"^(?P<day>\d{1,2})[/.\- ](?P<month>\d{1,2})(?:[/.\- ](?P<year>\d{4}|\d{2}))?$")
_IN_WORDS = re.compile(
    rf"^(?:(?:{_DAY_NAME}),? )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]?(?P<month>{_MONTH_NAME})"
    r"(?:,?[ -](?P<year>\d{4}|\d{2}))?$"
)
_MONTH_FIRST = re.compile(
    rf"^(?P<month>{_MONTH_NAME}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?$"
)


def _iso(words: str, _ground: DateGround) -> dt.date | None:
    found = _ISO.match(words)
    return dt.date(*map(int, found.groups())) if found else None


def _calendar_date(words: str, ground: DateGround) -> dt.date | None:
    for pattern in (_FIGURES, _IN_WORDS, _MONTH_FIRST):
        found = pattern.match(words)
        if found is None:
            continue
        month = found["month"]
        number = _MONTH_NUMBERS[month] if month in _MONTH_NUMBERS else int(month)
        if found["year"]:
            century = 0 if len(found["year"]) == len("2026") else _CENTURY
            return dt.date(century + int(found["year"]), number, int(found["day"]))
        return _nearest(int(found["day"]), number, ground)
    return None


def _nearest(day: int, month: int, ground: DateGround) -> dt.date | None:
    years = range(_LEAP_CYCLE)
    for distance in years:
        year = ground.today.year + (-distance if ground.is_looking_back else distance)
        try:
            found = dt.date(year, month, day)
        except ValueError:
            continue
        if found <= ground.today if ground.is_looking_back else found >= ground.today:
            return found
    return None


_DAY_ALONE = re.compile(
    rf"^(?:(?:{_DAY_NAME}),? (?:the )?(?P<beside>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?:the )?(?P<alone>\d{{1,2}})(?:st|nd|rd|th))$"
)


def _day_alone(words: str, ground: DateGround) -> dt.date | None:
    """Read "the 18th" or "Fri 18", the next one there is."""
    found = _DAY_ALONE.match(words)
    if found is None or ground.is_looking_back:
        return None
    first = ground.today.replace(day=1)
    for months in range(3):
        try:
            day = add_months(first, months).replace(day=int(found["beside"] or found["alone"]))
        except ValueError:
            continue
        if day >= ground.today:
            return day
    return None


_END_OF = re.compile(
    rf"^(?:(?:the )?end of (?:the )?(?P<what>(?:this |next )?(?:week|month|year))"
    rf"|(?:(?:the )?end of )?(?P<month>{_MONTH_NAME})(?: (?P<year>\d{{4}}))?)$"
)


def _end(words: str, ground: DateGround) -> dt.date | None:
    found = _END_OF.match(words)
    today = ground.today
    if found is not None and found["month"]:
        return _end_of_month(_MONTH_NUMBERS[found["month"]], found["year"], today)
    what = found["what"] if found else words if words in ("this week", "next week", "next month") else ""
    if what.endswith("week"):
        return today + dt.timedelta(days=_FRIDAY - today.weekday() + (7 if what.startswith("next") else 0))
    if what.endswith("month"):
        return _last_of(add_months(today.replace(day=1), 1 if what.startswith("next") else 0))
    if what.endswith("year"):
        return dt.date(today.year + (1 if what.startswith("next") else 0), 12, 31)
    return None


def _end_of_month(month: int, year: str | None, today: dt.date) -> dt.date:
    first = dt.date(int(year) if year else today.year, month, 1)
    return _last_of(first if year or _last_of(first) >= today else add_months(first, 12))


def _last_of(first: dt.date) -> dt.date:
    return add_months(first, 1) - dt.timedelta(days=1)


def _christmas(words: str, ground: DateGround) -> dt.date | None:
    if words not in ("christmas", "xmas", "christmas eve"):
        return None
    # What is to be done by Christmas is to be done before it.
    return _nearest(24, 12, ground)


_FIXED_FEASTS = {"boxing day": (26, 12), "christmas day": (25, 12), "new year's day": (1, 1)}


def _feast(words: str, ground: DateGround) -> dt.date | None:
    """Read a feast by its name, the next one there is; by Easter is by the day before Good Friday."""
    if words in _FIXED_FEASTS:
        return _nearest(*_FIXED_FEASTS[words], ground)
    wanted = "good friday" if words == "easter" else words
    if wanted not in ("good friday", "easter monday") or ground.calendar is None:
        return None
    step = -1 if ground.is_looking_back else 1
    days = (ground.today + dt.timedelta(days=step * distance) for distance in range(_LONGEST_YEAR))
    found = next((day for day in days if ground.calendar.holiday_name(day).casefold() == wanted), None)
    return found - dt.timedelta(days=1) if found is not None and words == "easter" else found


_WEEKS_OF_YEAR = re.compile(r"^(?P<number>\d{1,2})/52$")


def _weeks_of_year(words: str, ground: DateGround) -> dt.date | None:
    """Read "2/52" as health staff write two weeks; there is no month 52."""
    found = _WEEKS_OF_YEAR.match(words)
    return ground.today + dt.timedelta(weeks=int(found["number"])) if found is not None else None


def _wrong_weekday(words: str, found: dt.date) -> tuple[DateWarning, ...]:
    named = re.match(rf"^({_DAY_NAME}),? (?:the )?\d", words)
    if named is None or _DAY_NUMBERS[named[1]] == found.weekday():
        return ()
    right = f"{long_day_text(found)} is a {weekday_name(found)}."
    return (DateWarning(WarningKind.WRONG_WEEKDAY, right),)


_READINGS: tuple[Callable[[str, DateGround], dt.date | None], ...] = (
    _relative,
    _weekday,
    _span,
    _iso,
    _calendar_date,
    _day_alone,
    _end,
    _christmas,
    _feast,
    _weeks_of_year,
)
