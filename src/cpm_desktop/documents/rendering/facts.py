"""Facts beside their labels, and a strip of figures."""

from cpm_desktop.documents.rendering.bands import Band, kept_together
from cpm_desktop.documents.rendering.layout import LEFT, MILLIMETRE, WIDTH, Layout
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.structure import Element, Role
from cpm_desktop.documents.rendering.type_scale import HAIRLINE, RULE, TINT
from cpm_desktop.domain.blocks import Count, Counts, Fact, Facts

_GUTTER = 5 * MILLIMETRE
_LABEL_GAP = 6.0
_LEAST_LABEL = 20 * MILLIMETRE
_MOST_LABEL = 42 * MILLIMETRE
_ABOVE, _BELOW = 3.5, 4.0


def lay_out_facts(block: Facts, layout: Layout) -> list[Band]:
    """Lay out facts row by row; each row as high as its longest."""
    columns = max(1, block.columns)
    width = (WIDTH - _GUTTER * (columns - 1)) / columns
    label_rooms = [_label_room(block.facts[index::columns], layout, width) for index in range(columns)]
    rows = [block.facts[start : start + columns] for start in range(0, len(block.facts), columns)]
    bands = []
    with layout.structure.inside(Element(Role.LIST)):
        for number, row in enumerate(rows, 1):
            cells = [
                _FactCell(fact, LEFT + index * (width + _GUTTER), label_rooms[index], width, layout)
                for index, fact in enumerate(row)
            ]
            closing = [LEFT + index * (width + _GUTTER) for index in range(len(row), columns)]
            bands.append(_facts_band(cells, width, closing, is_last=number == len(rows)))
    return kept_together(bands)


def _label_room(facts: tuple[Fact, ...], layout: Layout, width: float) -> float:
    style = layout.scale.small
    widest = max((layout.lines(fact.label, style, width)[0].width for fact in facts), default=0.0)
    return min(max(widest + _LABEL_GAP, _LEAST_LABEL), _MOST_LABEL)


class _FactCell:
    """One fact in its column."""

    def __init__(self, fact: Fact, left: float, label_room: float, width: float, layout: Layout) -> None:
        self._layout, self.left, self._room, self.width = layout, left, label_room, width
        style, structure = layout.scale.cell, layout.structure
        with structure.inside(Element(Role.ENTRY)):
            self._label = layout.said_lines(f"{fact.label} ", layout.scale.small, label_room - 2, Role.LABEL)
            with structure.inside(Element(Role.BODY)):
                self._lines = [
                    line
                    for text in fact.lines
                    for line in layout.said_lines(text, style, width - label_room - 3)
                ]
        label_height = len(self._label) * layout.scale.small.leading
        self.height = max(len(self._lines) * style.leading, label_height)

    def draw(self, pen: Pen, top: float) -> None:
        """Draw label and lines."""
        small, style, layout = self._layout.scale.small, self._layout.scale.cell, self._layout
        shift = layout.ascent(style) - layout.ascent(small)
        for index, line in enumerate(self._label):
            layout.draw_line(pen, line, (self.left, top - shift - index * small.leading), small, self._room)
        for index, line in enumerate(self._lines):
            place = (self.left + self._room, top - index * style.leading)
            layout.draw_line(pen, line, place, style, self.width - self._room)


def _facts_band(cells: list[_FactCell], width: float, closing: list[float], *, is_last: bool) -> Band:
    """Lay out a row; `closing` are the left edges of columns that end above it, which get their last rule here."""
    height = max(cell.height for cell in cells) + _ABOVE + _BELOW

    def draw(pen: Pen, top: float, drawn_height: float) -> None:
        for left in closing:
            pen.rule(left, top, width, 0.6, HAIRLINE)
        for cell in cells:
            pen.rule(cell.left, top, cell.width, 0.6, HAIRLINE)
            cell.draw(pen, top - _ABOVE)
            if is_last:
                pen.rule(cell.left, top - drawn_height, cell.width, 0.6, HAIRLINE)

    return Band(height, draw)


def lay_out_counts(block: Counts, layout: Layout) -> list[Band]:
    """Lay out figures side by side on a light ground."""
    if not block.counts:
        return []
    widths = _count_widths(block.counts, layout)
    scale = layout.scale
    cells = []
    with layout.structure.inside(Element(Role.LIST)):
        for count, width in zip(block.counts, widths, strict=True):
            with layout.structure.inside(Element(Role.ENTRY)), layout.structure.inside(Element(Role.BODY)):
                figure = layout.said_lines(count.figure, scale.figure, width - 14)
                cells.append((figure, layout.said_lines(count.caption, scale.small, width - 14)))
    height = 14 + max(
        len(figure) * scale.figure.leading + len(caption) * scale.small.leading for figure, caption in cells
    )

    def draw(pen: Pen, top: float, _height: float) -> None:
        pen.fill(LEFT, top - height, WIDTH, height, TINT)
        pen.rule(LEFT, top, WIDTH, 0.8, RULE)
        pen.rule(LEFT, top - height, WIDTH, 0.8, RULE)
        left = LEFT
        for index, (figure, caption) in enumerate(cells):
            if index:
                pen.upright(left, top, top - height, 0.6, RULE)
            y = top - 6
            for line in figure:
                layout.draw_line(pen, line, (left + 9, y), scale.figure, widths[index])
                y -= scale.figure.leading
            for line in caption:
                layout.draw_line(pen, line, (left + 9, y), scale.small, widths[index])
                y -= scale.small.leading
            left += widths[index]

    return [Band(height, draw)]


def _count_widths(counts: tuple[Count, ...], layout: Layout) -> list[float]:
    """Give longer captions more room, within limits, and each at least room for its longest word."""
    shares = [min(max(len(count.caption), 3 * len(count.figure), 12), 30) + 12 for count in counts]
    small, figure = layout.scale.small, layout.scale.figure
    least = [
        max(layout.longest_word(count.caption, small), layout.longest_word(count.figure, figure)) + 15
        for count in counts
    ]
    widths = [max(WIDTH * share / sum(shares), need) for share, need in zip(shares, least, strict=True)]
    over = sum(widths) - WIDTH
    spare = [width - need for width, need in zip(widths, least, strict=True)]
    if over > 0 and sum(spare) > over:
        return [width - over * extra / sum(spare) for width, extra in zip(widths, spare, strict=True)]
    return [width * WIDTH / sum(widths) for width in widths]
