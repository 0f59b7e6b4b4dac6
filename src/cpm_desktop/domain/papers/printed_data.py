"""A paper's tree as data: every text that is printed, in the order of reading, without how it looks."""

from collections.abc import Iterable, Iterator

from cpm_desktop.domain.blocks import (
    Block,
    Box,
    BulletList,
    Counts,
    Facts,
    Line,
    Paper,
    Paragraph,
    Picture,
    Quotation,
    Section,
    SignatureBlock,
    Table,
    TickList,
    WritingLines,
)
from cpm_desktop.domain.minutes_data import PrintedBlock, PrintedData, PrintedGroup
from cpm_desktop.domain.papers.wording import NONE_RECORDED

BULLET = "•"
_NUMBERED = "numbered list"


def printed_data(paper: Paper) -> PrintedData:
    """Return all that a paper prints."""
    above: tuple[str, ...] = (paper.authority, paper.service) if paper.shows_authority else ()
    blocks = tuple(map(_block, paper.blocks))
    marks = tuple(filter(None, (paper.page_mark, paper.marking)))
    if paper.shows_authority and paper.marks_header:
        above += marks
    elif marks:  # read at the foot of the first page
        blocks += (PrintedBlock(block="paragraph", texts=("  ·  ".join(marks),)),)
    edges = (paper.header, paper.footer, paper.footer_small, paper.page_mark, paper.marking)
    return PrintedData(
        head=tuple(filter(None, (*above, paper.kind_line, paper.title, paper.subtitle))),
        blocks=blocks,
        edges=tuple(filter(None, edges)),
    )


def reading_order(printed: PrintedData) -> Iterator[str]:
    """Yield every text in the order in which it is read, as it is printed."""
    yield from printed.head
    for block in printed.blocks:
        yield from _texts(block)


def _texts(block: PrintedBlock) -> Iterator[str]:
    heading = f"{block.number} {block.heading}".strip()
    if heading:
        yield heading
    yield from block.texts
    for place, row in enumerate(block.rows, 1):
        if block.block == "list" and any(row.cells):
            yield BULLET
        elif block.block == _NUMBERED and any(row.cells):
            yield str(place)
        for cell in row.cells:
            yield from cell
    for inner in block.blocks:
        yield from _texts(inner)


def _block(block: Block) -> PrintedBlock:  # noqa: PLR0911, C901 - a kind of block a case
    match block:
        case Section(heading=heading, number=number, blocks=blocks):
            inner = tuple(map(_block, blocks or (Paragraph(NONE_RECORDED),)))
            return PrintedBlock(block="section", number=number, heading=heading, blocks=inner)
        case Paragraph(text=text):
            return PrintedBlock(block="paragraph", texts=(text,))
        case Quotation(words=words, source=source):
            return PrintedBlock(block="quotation", texts=(f"“{words}”", *source))
        case Facts(facts=facts):
            return PrintedBlock(block="facts", rows=_rows(((fact.label,), fact.lines) for fact in facts))
        case Counts(counts=counts):
            return PrintedBlock(
                block="figures", rows=_rows(((count.figure,), (count.caption,)) for count in counts)
            )
        case Table():
            return _table(block)
        case Box(title=title, paragraphs=paragraphs):
            return PrintedBlock(block="box", heading=title, texts=paragraphs)
        case BulletList(entries=entries, is_numbered=is_numbered):
            kind = _NUMBERED if is_numbered else "list"
            return PrintedBlock(block=kind, rows=_rows((_lines(entry),) for entry in entries))
        case TickList(entries=ticks):
            return PrintedBlock(block="boxes to tick", rows=_rows(((tick,),) for tick in ticks))
        case WritingLines():
            return PrintedBlock(block="lines to write on")
        case SignatureBlock():
            said = (block.name, block.role, block.time, *block.statement)
            return PrintedBlock(block="signature", texts=tuple(filter(None, said)))
        case Picture():
            return PrintedBlock(block="picture")


def _table(block: Table) -> PrintedBlock:
    if not block.rows:
        return PrintedBlock(block="table", texts=(NONE_RECORDED,))
    return PrintedBlock(
        block="table",
        texts=tuple(column.head for column in block.columns),
        rows=_rows(tuple(map(_lines, row.cells)) for row in block.rows),
    )


def _rows(rows: Iterable[tuple[tuple[str, ...], ...]]) -> tuple[PrintedGroup, ...]:
    return tuple(PrintedGroup(cells=cells) for cells in rows)


def _lines(lines: tuple[Line, ...]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)
