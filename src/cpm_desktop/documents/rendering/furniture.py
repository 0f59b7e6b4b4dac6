"""What stands at the edges of pages: the header from the second page on, and the footer."""

from dataclasses import dataclass, replace

from cpm_desktop.documents.rendering.breaking import TextLine
from cpm_desktop.documents.rendering.layout import LEFT, MILLIMETRE, RIGHT, WIDTH, Layout
from cpm_desktop.documents.rendering.pen import PAGE_HEIGHT, Edge, Pen
from cpm_desktop.documents.rendering.structure import Element, Role
from cpm_desktop.documents.rendering.type_scale import HAIRLINE, INK, RULE, SECONDARY, Alignment, TextStyle
from cpm_desktop.documents.rendering.typefaces import Weight
from cpm_desktop.domain.blocks import Paper

_HEADER = TextStyle(Weight.REGULAR, 8.8, 12, SECONDARY)
_STRONG = TextStyle(Weight.SEMIBOLD, 8.8, 12)
_SMALL = TextStyle(Weight.REGULAR, 8.5, 12, SECONDARY)
_MARKING = TextStyle(Weight.BOLD, 8.5, 12, INK, Alignment.RIGHT)
_NUMBER_ROOM = 30 * MILLIMETRE
_GAP = 4 * MILLIMETRE
_MOST_MARKING = 0.62
_SHARES = (1.0, 0.92, 0.84, 0.76)
"""Shares of the usual size that are tried before a line is cut."""


class Furniture:
    """Header and footer of one paper."""

    def __init__(self, paper: Paper, layout: Layout) -> None:
        """Prepare the lines that stand on every page."""
        self._layout = layout
        self._marks_header = paper.marks_header
        marks = "  ·  ".join(filter(None, (paper.page_mark, paper.marking)))
        self._marking = self._one_line(marks, _MARKING, WIDTH * _MOST_MARKING)
        is_said = paper.shows_authority and paper.marks_header  # in the head of the first page
        self._heard = layout.structure.add(Element(Role.PARAGRAPH)) if marks and not is_said else None
        beside_marking = WIDTH - self._marking.line.width - _GAP
        self._header = self._one_line(paper.header, _HEADER, beside_marking if paper.marks_header else WIDTH)
        self._footer = self._one_line(paper.footer, _STRONG, WIDTH - _NUMBER_ROOM)
        self._footer_small = self._one_line(paper.footer_small, _SMALL, beside_marking)

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw header and footer of a page, counted from 1."""
        if page > 1:
            with pen.at_edge(Edge.TOP):
                self._draw_header(pen)
        with pen.at_edge(Edge.BOTTOM):
            self._draw_footer(pen, page, pages)

    def _draw_footer(self, pen: Pen, page: int, pages: int) -> None:
        number = self._one_line(f"Page {page} of {pages}", _STRONG, _NUMBER_ROOM)
        pen.rule(LEFT, 18 * MILLIMETRE, WIDTH, 0.6, RULE)
        first, second = 13.6 * MILLIMETRE, 9.4 * MILLIMETRE
        self._footer.draw(pen, LEFT, first)
        pen.text(number.line, RIGHT - _NUMBER_ROOM, first, _STRONG.aligned(Alignment.RIGHT), _NUMBER_ROOM)
        self._footer_small.draw(pen, LEFT, second)
        self._marking.draw(pen, LEFT, second, self._heard if page == 1 else None)

    def _draw_header(self, pen: Pen) -> None:
        base = PAGE_HEIGHT - 14 * MILLIMETRE
        self._header.draw(pen, LEFT, base)
        if self._marks_header:
            self._marking.draw(pen, LEFT, base)
        pen.rule(LEFT, PAGE_HEIGHT - 17 * MILLIMETRE, WIDTH, 0.6, HAIRLINE)

    def _one_line(self, text: str, style: TextStyle, room: float) -> "_OneLine":
        """Return text as one line: smaller where it is long, cut with an ellipsis where it is too long for that."""
        text = " ".join(text.split("\n"))
        for share in _SHARES:
            smaller = replace(style, size=style.size * share)
            lines = self._layout.lines(text, smaller, room)
            if len(lines) == 1:
                return _OneLine(lines[0], smaller)
        smallest = replace(style, size=style.size * _SHARES[-1])
        kept = self._layout.lines(text, smallest, room)[0].text.rstrip()
        return _OneLine(self._layout.lines(f"{kept}…", smallest, room + 2 * style.size)[0], smallest)


@dataclass(frozen=True, slots=True)
class _OneLine:
    """A line with the style in which it fits."""

    line: TextLine
    style: TextStyle

    def draw(self, pen: Pen, left: float, base: float, element: Element | None = None) -> None:
        """Draw it, given its left edge and base line; `element` is what it belongs to, if it is read out."""
        room = WIDTH if self.style.alignment is Alignment.RIGHT else 0.0
        pen.text(self.line, left, base, self.style, room, element)
