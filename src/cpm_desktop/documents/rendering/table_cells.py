"""The content of a table's cell: its lines in order, each an item that no page end divides."""

from collections.abc import Callable
from dataclasses import dataclass

from cpm_desktop.documents.rendering.layout import Layout, SaidLine
from cpm_desktop.documents.rendering.marks import draw_mark
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.type_scale import INK, TextStyle, TypeScale
from cpm_desktop.domain.blocks import Line, Mark, Tone

MARK_ROOM = 13.0
_LABEL_PAD = 5.0
_LABEL_RISE = 2.5
_BETWEEN_PARAGRAPHS = 4.0
_BETWEEN_ENTRIES = 2.5
_LARGE_TICK = 1.6


@dataclass(frozen=True, slots=True)
class CellItem:
    """A line of text in a cell.

    Attributes:
        height: in points.
        draw: draws it, given the pen, left edge and upper edge.
        keeps_with_next: a label, after which no page ends.
    """

    height: float
    draw: Callable[[Pen, float, float], None]
    keeps_with_next: bool = False


def cell_style(tone: Tone, scale: TypeScale) -> TextStyle:
    """Return the style of a cell's text in a tone."""
    return {
        Tone.NORMAL: scale.cell,
        Tone.STRONG: scale.cell_strong,
        Tone.QUIET: scale.cell_quiet,
        Tone.QUIET_STRONG: scale.label,
        Tone.LEAD: scale.cell_text,
        Tone.SMALL: scale.small,
    }[tone]


def cell_items(lines: tuple[Line, ...], width: float, layout: Layout) -> list[CellItem]:
    """Lay out a cell of a width in points."""
    items: list[CellItem] = []
    for number, line in enumerate(lines):
        if line.is_label:
            items += _label_items(line, width, layout)
        else:
            items += _text_items(line, width, layout)
        if number < len(lines) - 1:
            items[-1] = _with_space_below(
                items[-1], _space_between(line, lines[number + 1]) * layout.scale.factor
            )
    return items


def _space_between(line: Line, following: Line) -> float:
    """Part paragraphs of running text, and entries of the same tone; a line and what explains it stay close."""
    is_before_label = line.tone is Tone.QUIET and following.tone is Tone.QUIET_STRONG
    if line.tone is Tone.LEAD or is_before_label:
        return _BETWEEN_PARAGRAPHS
    is_entry = following.tone is Tone.NORMAL and line.tone in {Tone.NORMAL, Tone.SMALL}
    return _BETWEEN_ENTRIES if is_entry and not line.is_label else 0.0


def _with_space_below(item: CellItem, space: float) -> CellItem:
    return CellItem(item.height + space, item.draw, item.keeps_with_next)


def _text_items(line: Line, width: float, layout: Layout) -> list[CellItem]:
    style = cell_style(line.tone, layout.scale)
    factor = layout.scale.factor
    indent = MARK_ROOM * factor if line.mark else 0.0
    room = max(width - indent, style.size)
    is_large = line.mark is Mark.TO_TICK and not line.text
    items = []
    for index, text in enumerate(layout.said_lines(line.text, style, room)):

        def draw(pen: Pen, left: float, top: float, index: int = index, text: SaidLine = text) -> None:
            if line.mark and index == 0:  # not read out: its word stands beside it
                size = factor * (_LARGE_TICK if is_large else 1.0)
                draw_mark(pen, line.mark, left, top - layout.ascent(style) + 3.6 * factor, size)
            layout.draw_line(pen, text, (left + indent, top), style, room)

        items.append(CellItem(style.leading, draw, keeps_with_next=line.tone is Tone.QUIET_STRONG))
    return items


def _label_items(line: Line, width: float, layout: Layout) -> list[CellItem]:
    """Lay out a text in an outline as wide as it needs."""
    factor = layout.scale.factor
    strong = layout.scale.cell_strong
    style = TextStyle(strong.weight, 8.8 * factor, 11.6 * factor)
    texts = layout.said_lines(line.text, style, max(width - 2 * _LABEL_PAD, style.size))
    box_width = max(text.line.width for text in texts) + 2 * _LABEL_PAD
    box_height = len(texts) * style.leading + 2 * _LABEL_RISE

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.outline(left + 0.5, top - box_height, box_width, box_height, 0.9, INK)
        for index, text in enumerate(texts):
            place = (left + 0.5 + _LABEL_PAD, top - _LABEL_RISE - index * style.leading)
            layout.draw_line(pen, text, place, style, width)

    return [CellItem(box_height + 4, draw)]
