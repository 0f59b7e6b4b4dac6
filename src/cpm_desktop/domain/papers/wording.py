"""Words that papers share: people with their roles, lists, quotations, dates and local times."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.typography import NO_BREAK, month_name, time_text

NONE_RECORDED = "None recorded"
NONE_ON_THIS_COPY = "None on this copy"
_COMMON = frozenset(
    ["a", "an", "he", "her", "his", "it", "she", "that", "the", "their", "there", "they", "this", "we"]
)


class Clock:
    """Moments as local times of day."""

    def __init__(self, time_zone: str) -> None:
        """Take the name of a time zone, such as "Europe/London"."""
        self._zone = ZoneInfo(time_zone)

    def time(self, moment: dt.datetime | None) -> str:
        """Return "14:02"; empty without a moment."""
        return "" if moment is None else time_text(moment.astimezone(self._zone))

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Return a moment in local time."""
        return moment.astimezone(self._zone)


def short_date(day: dt.date) -> str:
    """Return "18 Dec 2026", with spaces that do not break."""
    return NO_BREAK.join((str(day.day), month_name(day)[:3], str(day.year)))


def day_and_month(day: dt.date) -> str:
    """Return "18 December", with a space that does not break."""
    return f"{day.day}{NO_BREAK}{month_name(day)}"


def lower_first(text: str) -> str:
    """Begin a text with a small letter, unless its first word is an abbreviation or a name of its own."""
    first = text.split(" ", 1)[0]
    if len(first) > 1 and not first[1:].islower():
        return text
    return text[:1].lower() + text[1:]


def lower_usual(text: str) -> str:
    """Begin with a small letter only where the first word is one of the commonest; a name keeps its capital."""
    return text[:1].lower() + text[1:] if text.split(" ", 1)[0].casefold() in _COMMON else text


def upper_first(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def person_text(person: Attendee | None, unknown: str = "") -> str:
    """Return "Priya Nair, social worker"."""
    if person is None:
        return unknown
    return f"{person.name}, {lower_first(person.role)}" if person.role else person.name


def name_of(people: Sequence[Attendee], identifier: str) -> str:
    """Return a person's name by attendee id; empty for nobody known."""
    return next((person.name for person in people if person.id == identifier), "")


def quoted(words: str) -> str:
    """Return words in quotation marks, as typed."""
    return f"“{words}”"


def sentence(text: str) -> str:
    """End a text with a full stop unless it ends with a mark of its own."""
    text = text.rstrip()
    return text if not text or text[-1] in ".!?…”" else f"{text}."


def possessive(name: str) -> str:
    """Return "Kai’s"."""
    return f"{name}’s"


def times(number: int) -> str:
    """Return "once" or "3 times"."""
    return "once" if number == 1 else f"{number} times"


def counted(number: int, one: str, many: str) -> str:
    """Return the word for a number of things."""
    return one if number == 1 else many
