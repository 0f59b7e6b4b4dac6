"""Each kind of block goes to the module of its family; sections hold blocks of every kind."""

from cpm_desktop.documents.rendering.bands import (
    Band,
    keeping_with_next,
    kept_together,
    preferably_together,
    total_height,
    with_gap,
)
from cpm_desktop.documents.rendering.box import lay_out_box
from cpm_desktop.documents.rendering.clusters import split_lines
from cpm_desktop.documents.rendering.facts import lay_out_counts, lay_out_facts
from cpm_desktop.documents.rendering.layout import LEFT, PAGE_ROOM, WHOLE_SHARE, WIDTH, Layout, SaidLine
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.picture import lay_out_picture
from cpm_desktop.documents.rendering.running_text import lay_out_list, lay_out_paragraph, lay_out_quotation
from cpm_desktop.documents.rendering.signature import lay_out_signature
from cpm_desktop.documents.rendering.structure import Element, Role
from cpm_desktop.documents.rendering.table import NONE_RECORDED, lay_out_table
from cpm_desktop.documents.rendering.type_scale import ACCENT
from cpm_desktop.documents.rendering.writing_room import lay_out_ticks, lay_out_writing_lines
from cpm_desktop.domain.blocks import (
    Block,
    Box,
    BulletList,
    Counts,
    Facts,
    Paragraph,
    Picture,
    Quotation,
    Section,
    SignatureBlock,
    Table,
    TickList,
    WritingLines,
)

_TOP_LEVEL = 2
_NUMBER_GAP = 10.0
_HEADINGS = (Role.HEADING, Role.SUBHEADING)


def lay_out_blocks(blocks: tuple[Block, ...], layout: Layout) -> list[Band]:
    """Lay out blocks one under the other."""
    bands: list[Band] = []
    previous: Block | None = None
    for index, block in enumerate(blocks):
        layout.check()
        found = _lay_out(block, layout)
        if isinstance(block, Paragraph) and _belongs_to_next(blocks, index):
            found = keeping_with_next(found)
        bands += with_gap(found, _gap(previous, block, layout) if bands else 0.0)
        previous = block
    return bands


def _belongs_to_next(blocks: tuple[Block, ...], index: int) -> bool:
    """Tell whether a paragraph leads to what follows; nothing is signed on a page without what was said before it."""
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    following = next((block for block in blocks[index + 1 :] if not isinstance(block, Paragraph)), None)
    return isinstance(after, Table | TickList | BulletList | WritingLines) or isinstance(
        following, SignatureBlock
    )


def _gap(previous: Block | None, block: Block, layout: Layout) -> float:
    k = layout.scale.factor
    if isinstance(block, Section):
        if block.level == _TOP_LEVEL:
            return 22.0 if layout.scale.is_easy else 24 * min(k, 1.0)
        return 12 * k
    if isinstance(block, Paragraph) and isinstance(previous, Paragraph):
        return 3 * k
    if isinstance(previous, Paragraph) and isinstance(block, Table):
        return 4 * k
    if isinstance(block, Counts | Box) or isinstance(previous, Box):
        return 13.0
    return 7 * k


def _lay_out(block: Block, layout: Layout) -> list[Band]:  # noqa: PLR0911, C901  one family a line
    match block:
        case Section():
            return _lay_out_section(block, layout)
        case Paragraph():
            return lay_out_paragraph(block, layout)
        case Quotation():
            return lay_out_quotation(block, layout)
        case BulletList():
            return lay_out_list(block, layout)
        case Facts():
            return lay_out_facts(block, layout)
        case Counts():
            return lay_out_counts(block, layout)
        case Table():
            return lay_out_table(block, layout)
        case Box():
            return lay_out_box(block, layout)
        case TickList():
            return lay_out_ticks(block, layout)
        case WritingLines():
            return lay_out_writing_lines(block, layout)
        case SignatureBlock():
            return lay_out_signature(block, layout)
        case Picture():
            return lay_out_picture(block, layout)


def _lay_out_section(block: Section, layout: Layout) -> list[Band]:
    """Lay out a heading and what stands under it; small ones stay whole where they can, and no heading ends a page."""
    place_before = layout.shaper.place
    layout.shaper.place = f"{block.number} {block.heading}".strip()
    with layout.structure.inside(Element(Role.SECTION)):
        heading = _heading(block, layout)
        blocks = block.blocks or (Paragraph(NONE_RECORDED),)
        content = lay_out_blocks(blocks, layout)
    layout.shaper.place = place_before
    after = (5 if block.level == _TOP_LEVEL else 3) * layout.scale.factor
    bands = [*keeping_with_next(heading), *with_gap(content, after)]
    return preferably_together(bands) if total_height(bands) <= PAGE_ROOM * WHOLE_SHARE else bands


def _heading(block: Section, layout: Layout) -> list[Band]:
    is_top = block.level == _TOP_LEVEL
    style = layout.scale.section if is_top else layout.scale.subsection
    number = layout.lines(f"{block.number} ", style, WIDTH)[0] if block.number else None
    indent = number.width + _NUMBER_GAP * layout.scale.factor if number else 0.0
    # Heard by how deep it stands, however large it is drawn: no step may be left out.
    element = layout.structure.add(Element(_HEADINGS[min(layout.structure.depth, len(_HEADINGS)) - 1]))
    heading = " ".join(split_lines(block.heading))  # heard as one
    lines = [SaidLine(line, element) for line in layout.lines(heading, style, WIDTH - indent)]
    bands = kept_together(layout.line_bands(lines, style, left=LEFT + indent, width=WIDTH - indent))
    first = bands[0]
    title = f"{block.number} {heading}".strip()

    def draw(pen: Pen, top: float, height: float) -> None:
        pen.add_bookmark(title, block.level - _TOP_LEVEL, top)
        if number:
            layout.draw_line(pen, SaidLine(number, element), (LEFT, top), style.coloured(ACCENT), indent)
        first.draw(pen, top, height)

    return [
        Band(first.height, draw, first.gap, first.keeps_with_next, prefers_next=first.prefers_next),
        *bands[1:],
    ]
