"""Reads a topic from its text. A few kinds of lines, and nothing else, so that a slip of the pen is told and not shown.

    # Title                    the first line, once
    ## Heading                 begins a section
    1. What to do              steps, numbered from 1 without a gap
    - A thing                  points
    ![What is seen](name.png)  a picture, alone on its line
    {keys: meeting}            the keys of a screen, alone on its line
    Goes on: hold, close       the last line: what one reads next

Everything else is a paragraph. Blocks are parted by empty lines; a line that goes on the one before begins with two
spaces in steps and points. Within a text “…” is what something is called on the screen, and `Ctrl+K` is pressed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.guide.topics import (
    GuideBlock,
    GuideSection,
    Illustration,
    Keys,
    Points,
    Prose,
    Run,
    RunKind,
    Steps,
    Text,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLE, _HEADING, _GOES_ON, _POINT, _MORE = "# ", "## ", "Goes on: ", "- ", "  "
_STEP: Final = re.compile(r"(\d+)\. ")
_PICTURE: Final = re.compile(r"!\[([^\]]+)\]\(([a-z0-9-]+\.png)\)")
_KEYS: Final = re.compile(r"\{keys: ([a-z]+)\}")
_INSIDE: Final = re.compile(r"“([^“”]+)”|`([^`]+)`")
_STRAY: Final = ("“", "”", "`", "**", "](", "<", '"')


class GuideUnreadable(CarePlanningError):
    """A topic is not written as topics are; the sentence says where."""


def read_topic(topic_id: str, written: str) -> Topic:
    """Read a topic.

    Raises:
        GuideUnreadable: a line is of no known kind, or stands where it cannot.
    """
    return _Reader(topic_id, written).topic()


def read_text(written: str) -> Text:
    """Read a text without line ends into its runs.

    Raises:
        ValueError: a mark is left open.
    """
    runs: list[Run] = []
    end = 0
    for found in _INSIDE.finditer(written):
        _add_words(runs, written[end : found.start()])
        label, keys = found.groups()
        runs.append(Run(label, RunKind.LABEL) if label else Run(keys, RunKind.KEYS))
        end = found.end()
    _add_words(runs, written[end:])
    return tuple(runs)


def _add_words(runs: list[Run], words: str) -> None:
    stray = next((mark for mark in _STRAY if mark in words), "")
    if stray:
        raise ValueError(stray)
    if words:
        runs.append(Run(words))


class _Reader:
    """Goes through the blocks of one topic."""

    def __init__(self, topic_id: str, written: str) -> None:
        self._id, self._lines = topic_id, written.splitlines()
        self._title = ""
        self._goes_on: tuple[str, ...] = ()
        self._sections: list[GuideSection] = []
        self._heading = ""
        self._blocks: list[GuideBlock] = []
        self._at = 0

    def topic(self) -> Topic:
        for block in self._paragraphs():
            self._take(block)
        self._end_section()
        if not self._title:
            self._refuse("it has no title")
        if not self._goes_on:
            self._refuse("it does not say what to read next")
        return Topic(self._id, self._title, tuple(self._sections), self._goes_on)

    def _paragraphs(self) -> Iterator[list[str]]:
        """Give lines that stand together; `_at` is the number of the first."""
        held: list[str] = []
        for number, line in enumerate([*self._lines, ""], 1):
            if line.strip():
                if not held:
                    self._at = number
                held.append(line.rstrip())
            elif held:
                yield held
                held = []

    def _take(self, lines: list[str]) -> None:
        first = lines[0]
        if self._goes_on:
            self._refuse("something stands after the last line")
        if first.startswith(_TITLE) and len(lines) == 1:
            if self._title or self._blocks:
                self._refuse("a title stands first, and once")
            self._title = first.removeprefix(_TITLE)
        elif first.startswith(_HEADING) and len(lines) == 1:
            self._end_section()
            self._heading = first.removeprefix(_HEADING)
        elif first.startswith(_GOES_ON) and len(lines) == 1:
            self._goes_on = tuple(each.strip() for each in first.removeprefix(_GOES_ON).split(","))
        else:
            self._blocks.append(self._block(lines))

    def _block(self, lines: list[str]) -> GuideBlock:
        first, whole = lines[0], " ".join(lines)
        if picture := _PICTURE.fullmatch(whole):
            return Illustration(picture[2], picture[1])
        if keys := _KEYS.fullmatch(whole):
            return Keys(keys[1])
        if first.startswith(_POINT):
            return Points(tuple(self._text(each) for each in self._entries(lines, _POINT)))
        if _STEP.match(first):
            return Steps(tuple(self._text(each) for each in self._numbered(lines)))
        if first[0] in "#!{-*>|" or first.startswith(_MORE):
            self._refuse("the line is of no kind that is known")
        return Prose(self._text(whole))

    def _numbered(self, lines: list[str]) -> Iterator[str]:
        entries = [line for line in lines if not line.startswith(_MORE)]
        numbers = [int(found[1]) if (found := _STEP.match(line)) else 0 for line in entries]
        if numbers != list(range(1, len(entries) + 1)):
            self._refuse("steps are numbered from 1 without a gap")
        for number, entry in enumerate(self._entries(lines, ""), 1):
            yield entry.removeprefix(f"{number}. ")

    def _entries(self, lines: list[str], mark: str) -> Iterator[str]:
        held: list[str] = []
        for line in lines:
            if line.startswith(_MORE):
                held.append(line.strip())
            elif not line.startswith(mark):
                self._refuse("a line that goes on begins with two spaces")
            else:
                if held:
                    yield " ".join(held)
                held = [line.removeprefix(mark)]
        yield " ".join(held)

    def _text(self, written: str) -> Text:
        try:
            return read_text(written)
        except ValueError as stray:
            return self._refuse(f"the mark {stray} stands where it cannot")

    def _end_section(self) -> None:
        if self._heading and not self._blocks:
            self._refuse("a section says nothing")
        if self._blocks:
            self._sections.append(GuideSection(self._heading, tuple(self._blocks)))
        self._blocks = []

    def _refuse(self, why: str) -> Text:
        raise GuideUnreadable(f"The guide’s topic “{self._id}” cannot be read at line {self._at}: {why}.")
