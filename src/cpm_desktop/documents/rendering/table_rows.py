"""Rows of a table as bands: whole where they can be, divided between lines where they are tall."""

from collections.abc import Sequence
from dataclasses import dataclass

from cpm_desktop.documents.rendering.bands import Band
from cpm_desktop.documents.rendering.layout import LEFT, PAGE_ROOM, TALL_SHARE, WIDTH, Layout
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.structure import Element, Role, Scope
from cpm_desktop.documents.rendering.table_cells import CellItem, cell_items
from cpm_desktop.documents.rendering.type_scale import HAIRLINE, RULE, TINT, Colour
from cpm_desktop.domain.blocks import Column, Line, TableLine, Tone

_MILLIMETRE = 72 / 25.4
WRITING_PITCH = 8 * _MILLIMETRE
_LEAST_PART = 5
"""Lines of a divided row that stay together on either side of a page's end."""
_WHOLE_BESIDE = 4
"""So many lines of a cell beside the longest are not parted."""
_SLACK = 0.1
_MOST_OF_WIDTH = 0.4
_TINT_INDENT = 8.0
_EDGE_ABOVE = 0.65
"""What a ground leaves free below the rule above it: half the thickness of a head's rule, the thickest."""
_NARROW = 15 * _MILLIMETRE


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table's columns stand; lengths in points.

    Attributes:
        lefts: left edge of each column's text.
        widths: room for the text of each.
    """

    lefts: tuple[float, ...]
    widths: tuple[float, ...]

    @classmethod
    def of(cls, columns: Sequence[Column], longest_words: Sequence[float]) -> "Grid":
        """Set columns over the page's width, in the proportions that they ask for.

        A column too narrow for its longest word takes what it needs from those that have room to spare.
        """
        asked = sum(column.width for column in columns)
        full = [WIDTH * column.width / asked for column in columns]
        gaps = [9.0 if width > _NARROW else 3.0 for width in full[:-1]] + [0.0]
        least = [
            min(word + gap, WIDTH * _MOST_OF_WIDTH) for word, gap in zip(longest_words, gaps, strict=True)
        ]
        missing = [max(need - width, 0.0) for need, width in zip(least, full, strict=True)]
        spare = [max(width - need, 0.0) for need, width in zip(least, full, strict=True)]
        if sum(missing) and sum(spare):
            share = min(1.0, sum(missing) / sum(spare))
            full = [
                width - extra * share + lack * min(1.0, sum(spare) / sum(missing))
                for width, extra, lack in zip(full, spare, missing, strict=True)
            ]
        lefts, left = [], LEFT
        for width in full:
            lefts.append(left)
            left += width
        return cls(tuple(lefts), tuple(width - gap for width, gap in zip(full, gaps, strict=True)))


@dataclass(frozen=True, slots=True)
class RowPlan:
    """How one row is set.

    Attributes:
        row: its cells.
        pad: space above and below the text.
        edge: thickness and colour of the rule under it; None for none.
    """

    row: TableLine
    pad: float
    edge: tuple[float, Colour] | None


def row_bands(plan: RowPlan, columns: Sequence[Column], grid: Grid, layout: Layout) -> list[Band]:
    """Lay out a row as one band, or as one band a line where it is tall."""
    indent = _TINT_INDENT if plan.row.is_tinted else 0.0
    structure = layout.structure
    cells = []
    with structure.inside(Element(Role.ROW)):
        for index, (lines, width) in enumerate(zip(plan.row.cells, grid.widths, strict=True)):
            is_head = columns[index].is_row_head
            cell = Element(Role.HEAD_CELL, scope=Scope.ROW) if is_head else Element(Role.CELL)
            with structure.inside(cell):
                cells.append(cell_items(lines, width - (indent if index == 0 else 0.0), layout))
    height = max((sum(item.height for item in cell) for cell in cells), default=0.0) + 2 * plan.pad + 1
    if plan.row.writing_lines:
        count = max(plan.row.writing_lines, -int(-height // WRITING_PITCH))
        return [_slice(plan, cells, grid, count * WRITING_PITCH, _Ends(is_first=True, is_last=True))]
    if height <= PAGE_ROOM * TALL_SHARE:
        return [_slice(plan, cells, grid, height, _Ends(is_first=True, is_last=True))]
    return _divided(plan, cells, columns, grid, layout)


@dataclass(frozen=True, slots=True)
class _Ends:
    """Which end of its row a slice holds."""

    is_first: bool
    is_last: bool


def _slice(
    plan: RowPlan, cells: Sequence[Sequence[CellItem]], grid: Grid, height: float, ends: _Ends
) -> Band:
    pad = plan.pad if ends.is_first else 0.0
    indent = _TINT_INDENT if plan.row.is_tinted else 0.0

    def draw(pen: Pen, top: float, _height: float) -> None:
        if plan.row.is_tinted:
            pen.fill(LEFT, top - height, WIDTH, height - (_EDGE_ABOVE if ends.is_first else 0.0), TINT)
        for index, cell in enumerate(cells):
            y = top - pad
            for item in cell:
                item.draw(pen, grid.lefts[index] + (indent if index == 0 else 0.0), y)
                y -= item.height
        if plan.row.writing_lines:
            y = top - WRITING_PITCH
            while y > top - height + 1:
                pen.rule(grid.lefts[-1], y, grid.widths[-1], *EDGE_TO_WRITE_ON)
                y -= WRITING_PITCH
        if plan.edge and ends.is_last:
            pen.rule(LEFT, top - height, WIDTH, *plan.edge)

    return Band(height, draw)


def _divided(
    plan: RowPlan,
    cells: Sequence[Sequence[CellItem]],
    columns: Sequence[Column],
    grid: Grid,
    layout: Layout,
) -> list[Band]:
    """Divide a tall row between the lines of its longest cell."""
    slices = _slices(cells)
    longest = max(range(len(cells)), key=lambda index: sum(item.height for item in cells[index]))
    with layout.structure.left_out():
        continued = _continued(plan, columns, longest, grid, layout)
    bands = []
    for index, part in enumerate(slices):
        ends = _Ends(index == 0, index == len(slices) - 1)
        height = max(sum(item.height for item in cell) for cell in part)
        height += (plan.pad if ends.is_first else 0.0) + (plan.pad + 1 if ends.is_last else 0.0)
        band = _slice(plan, part, grid, height, ends)
        is_near_end = index < _LEAST_PART - 1 or len(slices) - _LEAST_PART <= index < len(slices) - 1
        is_label = any(item.keeps_with_next for cell in part for item in cell[-1:])
        bands.append(
            Band(
                height,
                band.draw,
                keeps_with_next=not ends.is_last and (is_near_end or is_label),
                at_page_top=() if ends.is_first else (continued,),
            )
        )
    return bands


def _slices(cells: Sequence[Sequence[CellItem]]) -> list[list[list[CellItem]]]:
    """Take a line of the longest cell at a time, and beside it as many lines of the others as fit.

    Where the next line of another cell is higher (a label in its outline), as many lines are taken as it needs; so
    they are for the last few lines of another cell, which then stay together (the title of an item).
    """
    waiting = [list(cell) for cell in cells]
    heights = [sum(item.height for item in cell) for cell in cells]
    longest = heights.index(max(heights))
    slices = []
    while any(waiting):
        needed = max(
            (_needed(cell) for index, cell in enumerate(waiting) if cell and index != longest), default=0.0
        )
        lead = waiting[longest]
        taken = [lead.pop(0)] if lead else []
        while lead and sum(item.height for item in taken) < needed - _SLACK:
            taken.append(lead.pop(0))
        room = max(sum(item.height for item in taken), needed)
        part = [_take(cell, room) if index != longest else taken for index, cell in enumerate(waiting)]
        slices.append(part)
    return slices


def _needed(cell: Sequence[CellItem]) -> float:
    """Return the height that one slice of a cell takes at least: its next line, or all of it where that is little."""
    return sum(item.height for item in cell) if len(cell) <= _WHOLE_BESIDE else cell[0].height


def _take(cell: list[CellItem], room: float) -> list[CellItem]:
    """Take lines off a cell as long as they fit."""
    taken: list[CellItem] = []
    used = 0.0
    while cell and used + cell[0].height <= room + _SLACK:
        used += cell[0].height
        taken.append(cell.pop(0))
    return taken


def _continued(plan: RowPlan, columns: Sequence[Column], longest: int, grid: Grid, layout: Layout) -> Band:
    """Name the row again where it goes on on the next page."""
    cells: list[list[CellItem]] = []
    for index, (lines, width) in enumerate(zip(plan.row.cells, grid.widths, strict=True)):
        named: tuple[Line, ...] = ()
        if index == longest:
            named = (Line("Continued", Tone.QUIET_STRONG),)
        elif columns[index].is_row_head:
            named = tuple(Line(line.text, Tone.QUIET) for line in lines[:1])
        cells.append(cell_items(named, width, layout))
    height = max(sum(item.height for item in cell) for cell in cells) + plan.pad
    return _slice(plan, cells, grid, height, _Ends(is_first=True, is_last=False))


EDGE_BETWEEN: tuple[float, Colour] = (0.6, HAIRLINE)
EDGE_LAST: tuple[float, Colour] = (0.6, RULE)
EDGE_WRITING: tuple[float, Colour] = (0.9, RULE)
EDGE_TO_WRITE_ON: tuple[float, Colour] = (0.5, RULE)
"""A line to write on has to be seen on paper, where a printer breaks a hairline up into dots."""
