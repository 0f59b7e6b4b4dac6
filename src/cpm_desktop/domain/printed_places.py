"""What is printed, made ready for looking up whether a thing stands there, and whether together with another."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cpm_desktop.domain.minutes_data import PrintedBlock, PrintedData
from cpm_desktop.domain.typography import long_day_text, month_name, time_text

Said = str | dt.date | dt.time | None
_STAND_IN = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_LAST_CHARACTER = 0x10FFFF
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def as_compared(text: str) -> str:
    """Return text as it is compared: what was printed by its number as itself, single spaces, nothing unseen."""
    if "[U+" in text:
        text = _STAND_IN.sub(_stood_for, text)
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    return " ".join(text.split())


def _stood_for(found: re.Match[str]) -> str:
    number = int(found.group(1), 16)
    return chr(number) if number <= _LAST_CHARACTER else found.group()


def folded(text: str) -> str:
    """Return text as it is looked up: some begin with a capital in print that did not when they were typed."""
    return as_compared(text).casefold()


@dataclass(frozen=True, slots=True)
class Place:
    """A row, entry, quotation, paragraph or box of the print.

    Attributes:
        text: all of it, folded.
        lines: its lines, folded; those of one cell follow each other.
        section: the heading over it, folded; empty above the first.
    """

    text: str
    lines: tuple[str, ...]
    section: str

    def says(self, said: Said) -> bool:
        """Tell whether it says something, in one of the ways in which that may be printed."""
        return self.says_all((said,))

    def says_all(self, said: Iterable[Said]) -> bool:
        """Tell whether it says each of several things."""
        return self.holds(list(filter(None, map(_forms, said))))

    def holds(self, wanted: Sequence[tuple[str, ...]]) -> bool:
        """Tell whether it has one of the forms of each of several things, folded."""
        text = self.text
        return all(any(form in text for form in forms) for forms in wanted)


class Places:
    """All places of a print, in the order of reading."""

    def __init__(self, printed: PrintedData) -> None:
        """Take all that is printed."""
        self.head = _place(printed.head, "")
        self.edges = _place(printed.edges, "")
        self.all = [self.head, *(place for block in printed.blocks for place in _places(block, ""))]
        self._by_pair: dict[tuple[str, str], Place] = {}
        for place in self.all:
            for pair in pairwise(place.lines):
                self._by_pair.setdefault(pair, place)

    def find(self, said: Iterable[Said], *sections: str) -> Place | None:
        """Return the first place that says all of it, in one of the sections where any is given; None where none."""
        named = {folded(section) for section in sections}
        wanted = list(filter(None, map(_forms, said)))
        wanted.sort(key=lambda forms: -len(forms[0]))  # the longest first: it tells most places apart
        for place in self.all:
            if (not named or place.section in named) and place.holds(wanted):
                return place
        return None

    def row_of_item(self, number: str, title: str) -> Place | None:
        """Return the row of an agenda item; None where there is none."""
        return self._by_pair.get((folded(number), folded(title)))


def _place(texts: Iterable[str], section: str) -> Place:
    lines = tuple(line for text in texts if (line := folded(text)))
    return Place(" ".join(lines), lines, section)


def _places(block: PrintedBlock, section: str) -> Iterator[Place]:
    if block.block == "section":
        section = folded(block.heading)
        yield _place((block.heading,), section)
    if block.texts and (block.block != "table" or not block.rows):
        yield _place((block.heading, *block.texts), section)
    for row in block.rows:
        yield _place((text for cell in row.cells for text in cell), section)
    for inner in block.blocks:
        yield from _places(inner, section)


def _forms(said: Said) -> tuple[str, ...]:
    """Return the ways in which something may be printed; none for what is empty."""
    if isinstance(said, str):
        return (text,) if (text := folded(said)) else ()
    if isinstance(said, dt.date):
        month = month_name(said).casefold()
        return folded(long_day_text(said)), f"{said.day} {month[:3]} {said.year}", f"{said.day} {month}"
    return () if said is None else (time_text(said),)
