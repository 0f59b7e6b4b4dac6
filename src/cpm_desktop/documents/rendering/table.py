"""Tables: a bold rule under the head, hairlines between rows; the head again on each page."""

from dataclasses import replace

from cpm_desktop.documents.rendering.bands import Band, kept_together, preferably_together, total_height
from cpm_desktop.documents.rendering.layout import LEFT, PAGE_ROOM, WHOLE_SHARE, WIDTH, Layout
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.structure import Element, Role, Scope
from cpm_desktop.documents.rendering.table_cells import MARK_ROOM, cell_style
from cpm_desktop.documents.rendering.table_rows import (
    EDGE_BETWEEN,
    EDGE_LAST,
    EDGE_WRITING,
    Grid,
    RowPlan,
    row_bands,
)
from cpm_desktop.documents.rendering.type_scale import INK, Colour
from cpm_desktop.domain.blocks import Column, Table

NONE_RECORDED = "None recorded"
_ALONE = 2
_DENSE_PAD, _USUAL_PAD = 3.4, 4.8


def lay_out_table(block: Table, layout: Layout) -> list[Band]:
    """Lay out a table; one without rows says that nothing is recorded."""
    if not block.rows:
        return layout.text_bands(NONE_RECORDED, layout.scale.body_quiet)
    grid = Grid.of(
        block.columns, [_longest_word(block, index, layout) for index in range(len(block.columns))]
    )
    structure = layout.structure
    with structure.inside(Element(Role.TABLE, summary=block.summary)):
        with structure.inside(Element(Role.TABLE_HEAD)), structure.inside(Element(Role.ROW)):
            bands = [replace(_head(block.columns, grid, layout), keeps_with_next=True)]
        with structure.inside(Element(Role.TABLE_BODY)):
            bands += _body(block, grid, layout)
    # Two rows stay together at the end, so that no row stands alone on the last page.
    if len(block.rows) > _ALONE:
        bands = [*bands[:-2], *kept_together(bands[-2:])]
    if total_height(bands) > PAGE_ROOM * WHOLE_SHARE:
        return bands
    # How a disagreement ended says nothing on a page without it.
    return kept_together(bands) if any(row.is_tinted for row in block.rows) else preferably_together(bands)


def _body(block: Table, grid: Grid, layout: Layout) -> list[Band]:
    with layout.structure.left_out():
        head = _head(block.columns, grid, layout)  # on the pages on which the table goes on
    pad = _pad(block) * layout.scale.factor
    bands: list[Band] = []
    for number, row in enumerate(block.rows, 1):
        edge: tuple[float, Colour] | None = EDGE_LAST if number == len(block.rows) else EDGE_BETWEEN
        if row.writing_lines:
            edge = EDGE_WRITING
        elif number < len(block.rows) and block.rows[number].is_tinted:
            edge = None if row.is_tinted else EDGE_LAST  # on paper the tint alone may not be seen
        parts = row_bands(RowPlan(row, pad, edge), block.columns, grid, layout)
        bands += [replace(part, at_page_top=(head, *part.at_page_top)) for part in parts]
    return bands


def _pad(block: Table) -> float:
    """Rows of one line each stand closer."""
    is_dense = all(len(cell) <= 1 for row in block.rows for cell in row.cells)
    return _DENSE_PAD if is_dense and len(block.columns) <= 3 else _USUAL_PAD  # noqa: PLR2004  wide tables need air


def _longest_word(block: Table, index: int, layout: Layout) -> float:
    """Return the width of a column's longest word in points; shapes beside words count with them."""
    longest = 0.0
    for row in block.rows:
        for line in row.cells[index]:
            style = cell_style(line.tone, layout.scale)
            beside = MARK_ROOM * layout.scale.factor if line.mark else 0.0
            longest = max(longest, layout.longest_word(line.text, style) + beside)
    return longest


def _head(columns: tuple[Column, ...], grid: Grid, layout: Layout) -> Band:
    style = layout.scale.table_head
    cells = []
    for index, column in enumerate(columns):
        if index and not column.head:  # it stands under the head before it
            continue
        end = index + 1
        while end < len(columns) and not columns[end].head:
            end += 1
        width = grid.lefts[end - 1] + grid.widths[end - 1] - grid.lefts[index]
        with layout.structure.inside(Element(Role.HEAD_CELL, scope=Scope.COLUMN, columns=end - index)):
            cells.append((grid.lefts[index], width, layout.said_lines(column.head, style, width)))
    lines = max(len(text) for _, _, text in cells)
    height = 2 + lines * style.leading + 4

    def draw(pen: Pen, top: float, _height: float) -> None:
        for left, width, texts in cells:
            for index, text in enumerate(texts):
                layout.draw_line(pen, text, (left, top - 2 - index * style.leading), style, width)
        pen.rule(LEFT, top - height, WIDTH, 1.3, INK)

    return Band(height, draw)
