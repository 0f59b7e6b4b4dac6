"""Boxes to tick and lines to write on."""

from cpm_desktop.documents.rendering.bands import Band, kept_together
from cpm_desktop.documents.rendering.layout import LEFT, WIDTH, Layout, SaidLine
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.structure import Element, Role
from cpm_desktop.documents.rendering.table_rows import EDGE_TO_WRITE_ON, WRITING_PITCH
from cpm_desktop.documents.rendering.type_scale import INK
from cpm_desktop.domain.blocks import TickList, WritingLines

_TICK = 9.0
_TICK_GAP = 5.0
_PAD = 2.5
_LEAST_LINES = 4


def lay_out_ticks(block: TickList, layout: Layout) -> list[Band]:
    """Lay out boxes to tick, filled column by column."""
    style = layout.scale.cell
    columns = max(1, block.columns)
    depth = -(-len(block.entries) // columns)
    widths = _column_widths(block, depth, layout)
    lefts = [LEFT + sum(widths[:column]) for column in range(columns)]
    texts = []
    with layout.structure.inside(Element(Role.LIST)):
        for index, entry in enumerate(block.entries):
            room = widths[index // depth] - _TICK - _TICK_GAP - 6
            with layout.structure.inside(Element(Role.ENTRY)), layout.structure.inside(Element(Role.BODY)):
                texts.append(layout.said_lines(entry, style, room))
    bands = []
    for start in range(depth):
        row = [
            (column, texts[start + column * depth])
            for column in range(columns)
            if start + column * depth < len(texts)
        ]
        height = max(len(lines) for _, lines in row) * style.leading + 2 * _PAD

        def draw(pen: Pen, top: float, _height: float, row: list[tuple[int, list[SaidLine]]] = row) -> None:
            for column, lines in row:
                left = lefts[column]
                base = top - _PAD - layout.ascent(style)
                pen.outline(left + 0.5, base - 1, _TICK, _TICK, 0.9, INK)
                for index, line in enumerate(lines):
                    place = (left + _TICK + _TICK_GAP, top - _PAD - index * style.leading)
                    layout.draw_line(pen, line, place, style, widths[column] - _TICK - _TICK_GAP)

        bands.append(Band(height, draw))
    return kept_together(bands)


def _column_widths(block: TickList, depth: int, layout: Layout) -> list[float]:
    """Give a column as much as its longest entry asks for, in proportion; none less than a quarter more or less."""
    columns = max(1, block.columns)
    asked = []
    for column in range(columns):
        entries = block.entries[column * depth : (column + 1) * depth]
        longest = max(
            (layout.lines(entry, layout.scale.cell, WIDTH)[0].width for entry in entries), default=0.0
        )
        asked.append(
            min(max(longest, 0.75 * WIDTH / columns), 1.25 * WIDTH / columns) + _TICK + _TICK_GAP + 8
        )
    return [WIDTH * width / sum(asked) for width in asked]


def lay_out_writing_lines(block: WritingLines, _layout: Layout) -> list[Band]:
    """Lay out ruled lines; as many as asked for, or as many as the page has room for."""
    count = block.count or _LEAST_LINES

    def draw(pen: Pen, top: float, height: float) -> None:
        y = top - WRITING_PITCH
        while y >= top - height - 0.1:
            pen.rule(LEFT, y, WIDTH, *EDGE_TO_WRITE_ON)
            y -= WRITING_PITCH

    return [Band(count * WRITING_PITCH, draw, fills_page=block.count == 0)]
