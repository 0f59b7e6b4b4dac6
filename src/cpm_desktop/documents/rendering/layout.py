"""What every family of blocks needs to lay itself out: the page, the type scale, and lines of text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cpm_desktop.documents.rendering.bands import Band, Drawing
from cpm_desktop.documents.rendering.breaking import BrokenTexts, TextLine
from cpm_desktop.documents.rendering.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from cpm_desktop.documents.rendering.shaping import Shaper
from cpm_desktop.documents.rendering.structure import Element, Role, Structure
from cpm_desktop.documents.rendering.type_scale import TextStyle, TypeScale

MILLIMETRE = 72 / 25.4
LEFT = 22 * MILLIMETRE
RIGHT = PAGE_WIDTH - 18 * MILLIMETRE
WIDTH = RIGHT - LEFT
FIRST_TOP = PAGE_HEIGHT - 16 * MILLIMETRE
LATER_TOP = PAGE_HEIGHT - 23 * MILLIMETRE
BOTTOM = 24 * MILLIMETRE
PAGE_ROOM = LATER_TOP - BOTTOM
WHOLE_SHARE = 0.42
"""A heading with its table up to this share of a page stays whole, unless much of a page would stay empty."""
TALL_SHARE = 1 / 3
"""A row taller than this share of a page may be divided."""


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Where a signature field goes.

    Attributes:
        name: the field's name.
        page: index of the page, from 0.
        rect: left, bottom, right, top in points.
        tooltip: what it is, for those who hear it.
    """

    name: str
    page: int
    rect: tuple[float, float, float, float]
    tooltip: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line of text and the element of the structure that it belongs to; None for what is not read out."""

    line: TextLine
    element: Element | None


@dataclass(slots=True)
class Layout:
    """The hands of the layout.

    Attributes:
        scale: the paper's styles.
        shaper: shapes its words.
        broken: keeps texts that were broken into lines.
        structure: what is laid out is added to it, in the order in which it is read.
        signature_places: filled while pages are drawn.
        check: called once a block; raises where the person stopped the making.
        pictures: the bytes of the paper's pictures by their SHA-256 (hex).
    """

    scale: TypeScale
    shaper: Shaper
    broken: BrokenTexts
    structure: Structure
    signature_places: list[SignaturePlace]
    check: Callable[[], None]
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def lines(self, text: str, style: TextStyle, width: float) -> list[TextLine]:
        """Break text into lines of a width in points."""
        return self.broken.lines(text, style, width, self.shaper)

    def said_lines(
        self, text: str, style: TextStyle, width: float, role: Role = Role.PARAGRAPH
    ) -> list[SaidLine]:
        """Break text into lines and add it to the structure: an element for each part between line feeds."""
        said: list[SaidLine] = []
        element: Element | None = None
        for line in self.lines(text, style, width):
            if line.is_first:
                element = self.structure.add(Element(role)) if line.runs else None
            said.append(SaidLine(line, element))
        return said

    def longest_word(self, text: str, style: TextStyle) -> float:
        """Return the width in points of the longest part that no line end divides."""
        return self.broken.longest_part(text, style, self.shaper)

    def ascent(self, style: TextStyle) -> float:
        """Return how far below a line's upper edge its base line is."""
        up, down = self.shaper.main_face(style.weight).extent
        return (style.leading - (up - down) * style.size) / 2 + up * style.size

    def draw_line(
        self, pen: Pen, said: SaidLine, place: tuple[float, float], style: TextStyle, room: float
    ) -> None:
        """Draw a line of text, given its left and upper edge."""
        left, top = place
        pen.text(said.line, left, top - self.ascent(style), style, room, said.element)

    def text_bands(
        self,
        text: str,
        style: TextStyle,
        *,
        left: float = LEFT,
        width: float = WIDTH,
        role: Role = Role.PARAGRAPH,
    ) -> list[Band]:
        """Return text as a band a line; the first two and the last two lines stay together."""
        return self.line_bands(self.said_lines(text, style, width, role), style, left=left, width=width)

    def line_bands(
        self, lines: list[SaidLine], style: TextStyle, *, left: float = LEFT, width: float = WIDTH
    ) -> list[Band]:
        """Return lines as a band each; the first two and the last two stay together."""

        def drawing(line: SaidLine) -> Drawing:
            return lambda pen, top, _height: self.draw_line(pen, line, (left, top), style, width)

        last = len(lines) - 1
        return [
            Band(style.leading, drawing(line), keeps_with_next=(index == 0 and last > 0) or index == last - 1)
            for index, line in enumerate(lines)
        ]
