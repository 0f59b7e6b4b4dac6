"""Reading a day of the calendar as people write it: a birthday, a review, the day a child came into care."""

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})\s*[./ -]\s*(\d{1,2})(?:\s*[./ -]\s*(\d{4}|\d{2}))?")
_WORDS = re.compile(
    r"(?:[a-z]+day,?\s+|[a-z]{3},?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?(?:\s+(\d{4}|\d{2}))?"
)
_THIS_CENTURY = 50  # two digits up to so many years ahead of today are of this century


def read_written_date(text: str, today: dt.date) -> dt.date:
    """Read "9 March 2014", "9/3/2014", "9.3.14", "2014-03-09" or "9 March", which is of this year.

    Args:
        text: as typed.
        today: gives the year where none is typed.

    Raises:
        ValueError: with a sentence for a person.
    """
    typed = " ".join(text.replace("\u00a0", " ").casefold().split())
    found = _parts(typed)
    if found is not None:
        day, month, year = found
        try:
            return dt.date(_year(year, today), month, day)
        except ValueError:
            message = f"“{text.strip()}” is no day of the calendar. Check day and month."
            raise ValueError(message) from None
    message = f"“{text.strip()}” is not a date. Write it as 9 March 2014 or 9/3/2014."
    raise ValueError(message)


def _parts(typed: str) -> tuple[int, int, str] | None:
    if match := _ISO.fullmatch(typed):
        return int(match[3]), int(match[2]), match[1]
    if match := _FIGURES.fullmatch(typed):
        return int(match[1]), int(match[2]), match[3] or ""
    if (match := _WORDS.fullmatch(typed)) and match[2][:3] in _MONTHS:
        return int(match[1]), _MONTHS.index(match[2][:3]) + 1, match[3] or ""
    return None


def _year(written: str, today: dt.date) -> int:
    if not written:
        return today.year
    if len(written) > 2:  # noqa: PLR2004 - four digits say it all
        return int(written)
    year = today.year // 100 * 100 + int(written)
    return year - 100 if year > today.year + _THIS_CENTURY else year
