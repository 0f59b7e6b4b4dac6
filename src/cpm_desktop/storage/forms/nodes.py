"""A file's content before it means anything: texts, lists and mappings, each with its line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A value as written: numbers, dates and yes or no are text here too.

    Attributes:
        text: the text.
        line: counted from 1.
    """

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list.

    Attributes:
        entries: in order.
        line: of its beginning.
    """

    entries: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values, as written: a key may stand there twice.

    Attributes:
        pairs: in order.
        line: of its beginning.
    """

    pairs: tuple[tuple[Text, Node], ...]
    line: int


Node = Text | Listing | Mapping


class UnreadableFile(Exception):
    """A file that cannot be taken apart at all; it is told as a problem and never leaves the reader of forms.

    Attributes:
        what: what is wrong, one sentence.
        remedy: what to do, one sentence.
        line: counted from 1; 0 for the file as a whole.
    """

    def __init__(self, what: str, remedy: str, line: int = 0) -> None:
        """Keep what is wrong, and where."""
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.line = line
