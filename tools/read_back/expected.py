"""What is to be heard of a paper, worked out from its tree alone."""

from collections.abc import Iterator

from tools.read_back.heard import Heard

from cpm_desktop.domain.blocks import (
    Block,
    Box,
    BulletList,
    Counts,
    Facts,
    Paper,
    Paragraph,
    Picture,
    Quotation,
    Section,
    SignatureBlock,
    Table,
    TickList,
)


def expected(paper: Paper) -> list[Heard]:
    """Return what is to be heard of a paper."""
    above = [paper.authority, paper.service] if paper.shows_authority else []
    marks, below = [paper.page_mark, paper.marking], list[str]()
    if paper.shows_authority and paper.marks_header:
        above += marks
    else:
        below = ["  ·  ".join(filter(None, marks))]
    title, subtitle = [("H1", paper.title)] if paper.title else [], [*_paragraphs(paper.subtitle)]
    head = [heard for text in (*above, paper.kind_line) for heard in _paragraphs(text)]
    foot = [("P", text) for text in below if text]  # on one line
    return [("Document", ""), *head, *title, *subtitle, *_of_all(paper.blocks, 0), *foot]


def _of_all(blocks: tuple[Block, ...], depth: int) -> Iterator[Heard]:
    for block in blocks:
        yield from _of(block, depth)


def _of(block: Block, depth: int) -> Iterator[Heard]:  # noqa: PLR0912, C901 - a kind of block a case
    match block:
        case Paragraph(text=text):
            yield from _paragraphs(text)
        case Quotation(words=words, source=source):
            yield ("BlockQuote", "")
            for text in (f"“{words}”", *source):
                yield from _paragraphs(text)
        case Section(heading=heading, number=number, blocks=blocks):
            yield from [("Sect", ""), ("H3" if depth else "H2", f"{number} {heading}".strip())]
            yield from _of_all(blocks or (Paragraph("None recorded"),), depth + 1)
        case Box(title=title, paragraphs=paragraphs):
            yield ("Div", "")
            for text in (title, *paragraphs):
                yield from _paragraphs(text)
        case BulletList(entries=entries, is_numbered=is_numbered):
            yield ("L", "")
            for place, entry in enumerate(entries, 1):
                yield from [("LI", ""), ("Lbl", str(place) if is_numbered else "•"), ("LBody", "")]
                for line in entry:
                    yield from _paragraphs(line.text)
        case Facts(facts=facts):
            yield ("L", "")
            for fact in facts:
                yield from [("LI", ""), ("Lbl", fact.label), ("LBody", "")]
                for text in fact.lines:
                    yield from _paragraphs(text)
        case Counts(counts=counts):
            yield ("L", "")
            for count in counts:
                yield from [
                    ("LI", ""),
                    ("LBody", ""),
                    *_paragraphs(count.figure),
                    *_paragraphs(count.caption),
                ]
        case TickList(entries=ticks):
            yield ("L", "")
            for tick in ticks:
                yield from [("LI", ""), ("LBody", ""), *_paragraphs(tick)]
        case Table():
            yield from _of_table(block)
        case SignatureBlock():
            yield ("Div", "")
            if block.strokes or block.typed_name:
                yield ("Figure", "")
            for text in (block.name, block.role, block.time, *block.statement):
                yield from _paragraphs(text)
        case Picture():
            yield ("Figure", "")
        case _:
            return


def _of_table(block: Table) -> Iterator[Heard]:
    if not block.rows:
        yield ("P", "None recorded")
        return
    yield from [("Table", ""), ("THead", ""), ("TR", "")]
    for index, column in enumerate(block.columns):
        if not index or column.head:  # one without a head stands under that before it
            yield from [("TH", ""), *_paragraphs(column.head)]
    yield ("TBody", "")
    for line in block.rows:
        yield ("TR", "")
        for column, cell in zip(block.columns, line.cells, strict=True):
            yield ("TH" if column.is_row_head else "TD", "")
            for part in cell:
                yield from _paragraphs(part.text)


def _paragraphs(text: str) -> Iterator[Heard]:
    yield from (("P", part) for part in text.split("\n") if part)
