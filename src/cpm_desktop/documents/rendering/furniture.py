"""What stands at the edges of pages: the header from the second page on, and the footer."""

from cpm_desktop.documents.rendering.breaking import TextLine
from cpm_desktop.documents.rendering.layout import LEFT, MILLIMETRE, RIGHT, WIDTH, Layout
from cpm_desktop.documents.rendering.pen import PAGE_HEIGHT, Pen
from cpm_desktop.documents.rendering.type_scale import HAIRLINE, INK, RULE, SECONDARY, Alignment, TextStyle
from cpm_desktop.documents.rendering.typefaces import Weight
from cpm_desktop.domain.blocks import Paper

_HEADER = TextStyle(Weight.REGULAR, 8.8, 12, SECONDARY)
_STRONG = TextStyle(Weight.SEMIBOLD, 8.8, 12)
_SMALL = TextStyle(Weight.REGULAR, 8.5, 12, SECONDARY)
_MARKING = TextStyle(Weight.BOLD, 8.5, 12, INK, Alignment.RIGHT)
_NUMBER_ROOM = 30 * MILLIMETRE
_GAP = 4 * MILLIMETRE


class Furniture:
    """Header and footer of one paper."""

    def __init__(self, paper: Paper, layout: Layout) -> None:
        """Prepare the lines that stand on every page."""
        self._layout = layout
        self._marks_header = paper.marks_header
        self._marking = self._one_line(paper.marking, _MARKING, WIDTH / 2)
        beside_marking = WIDTH - self._marking.width - _GAP
        self._header = self._one_line(paper.header, _HEADER, beside_marking)
        self._footer = self._one_line(paper.footer, _STRONG, WIDTH - _NUMBER_ROOM)
        self._footer_small = self._one_line(paper.footer_small, _SMALL, beside_marking)

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw header and footer of a page, counted from 1."""
        if page > 1:
            self._draw_header(pen)
        number = self._one_line(f"Page {page} of {pages}", _STRONG, _NUMBER_ROOM)
        pen.rule(LEFT, 18 * MILLIMETRE, WIDTH, 0.6, RULE)
        first, second = 13.6 * MILLIMETRE, 9.4 * MILLIMETRE
        pen.text(self._footer, LEFT, first, _STRONG)
        pen.text(number, RIGHT - _NUMBER_ROOM, first, _STRONG.aligned(Alignment.RIGHT), _NUMBER_ROOM)
        pen.text(self._footer_small, LEFT, second, _SMALL)
        pen.text(self._marking, LEFT, second, _MARKING, WIDTH)

    def _draw_header(self, pen: Pen) -> None:
        base = PAGE_HEIGHT - 14 * MILLIMETRE
        pen.text(self._header, LEFT, base, _HEADER)
        if self._marks_header:
            pen.text(self._marking, LEFT, base, _MARKING, WIDTH)
        pen.rule(LEFT, PAGE_HEIGHT - 17 * MILLIMETRE, WIDTH, 0.6, HAIRLINE)

    def _one_line(self, text: str, style: TextStyle, room: float) -> TextLine:
        """Return text as one line, cut with an ellipsis where it is too long."""
        text = " ".join(text.split("\n"))
        lines = self._layout.lines(text, style, room)
        if len(lines) == 1:
            return lines[0]
        return self._layout.lines(lines[0].text.rstrip() + "…", style, room + 2 * style.size)[0]
