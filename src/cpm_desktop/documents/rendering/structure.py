"""The structure of a document for those who hear it: elements in the order in which they are read.

The tree is made while the paper is laid out; drawing adds to each element where on which page its text stands.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What an element is, in the words of the file format (ISO 32000-1, 14.8.4)."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    DIVISION = "Div"
    TITLE = "H1"
    HEADING = "H2"
    SUBHEADING = "H3"
    PARAGRAPH = "P"
    QUOTATION = "BlockQuote"
    LIST = "L"
    ENTRY = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    TABLE_HEAD = "THead"
    TABLE_BODY = "TBody"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    SPAN = "Span"


class Scope(StrEnum):
    """What a head cell is the head of."""

    COLUMN = "Column"
    ROW = "Row"


@dataclass(frozen=True, slots=True)
class Content:
    """A stretch of a page that belongs to an element.

    Attributes:
        page: index of the page, from 0.
        number: of the marked content on that page, from 0.
    """

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure.

    Attributes:
        role: what it is.
        children: elements and stretches of pages, in the order in which they are read.
        alternative: words for what is drawn and not written.
        spoken: the text in the order of reading, where it is drawn in another; empty where it is not.
        name: by which it can be found again; empty for none.
        summary: what a table holds; empty for none.
        scope: of a head cell.
        columns: how many columns a cell spans.
        box: left, bottom, right, top of a figure on its page, in points.
    """

    role: Role
    children: list["Element | Content"] = field(default_factory=list)
    alternative: str = ""
    spoken: str = ""
    name: str = ""
    summary: str = ""
    scope: Scope | None = None
    columns: int = 1
    box: tuple[float, float, float, float] | None = None


class Structure:
    """The tree as it grows."""

    def __init__(self) -> None:
        """Start with the document alone."""
        self.root = Element(Role.DOCUMENT)
        self._open = [self.root]
        self._is_left_out = False

    @property
    def depth(self) -> int:
        """How many sections what is added now stands in."""
        return sum(each.role is Role.SECTION for each in self._open)

    def add(self, element: Element) -> Element | None:
        """Put an element at the end of what is open; nothing where what follows is left out."""
        if self._is_left_out:
            return None
        self._open[-1].children.append(element)
        return element

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """Put an element at the end of what is open, and what is added meanwhile into it."""
        if self.add(element) is None:
            yield
            return
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def left_out(self) -> Iterator[None]:
        """Add nothing meanwhile: what is laid out stands elsewhere already, as a table's head on its second page."""
        before, self._is_left_out = self._is_left_out, True
        try:
            yield
        finally:
            self._is_left_out = before
