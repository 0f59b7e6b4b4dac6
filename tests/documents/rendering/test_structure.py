"""What a screen reader hears of a paper is its tree: roles and texts, read back from the file by another program."""

import dataclasses
import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpm_desktop.documents.signature_field import SignatureField, reserve_signature_fields
from cpm_desktop.domain.blocks import (
    Block,
    Box,
    BulletList,
    Column,
    Count,
    Counts,
    Fact,
    Facts,
    Line,
    Mark,
    Paper,
    Paragraph,
    Quotation,
    Section,
    SignatureBlock,
    Table,
    TableLine,
    TickList,
    WritingLines,
)
from tests.documents.rendering.test_paper_renderer import (
    EVERY_BLOCK,
    MADE_AT,
    RENDERER,
    paper_with,
    row,
    table,
)

Heard = tuple[str, str]
"""A role, and the text of its own; empty for what only holds others."""

_ELEMENT = re.compile(r"^\s*([A-Z][A-Za-z0-9]*)(?: \"[^\"]*\")?(?: \((?:block|inline)\))?:?$")
_TEXT = re.compile(r"^\s*\"(.*)\"$")


def read_back(pdf: bytes, folder: Path) -> list[Heard]:
    """Return what poppler finds in a file's structure, in order."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True)
    heard: list[Heard] = []
    for line in told.stdout.decode("utf-8", "replace").split("\n"):
        if (text := _TEXT.match(line)) is not None:
            role, before = heard[-1]
            heard[-1] = (role, before + text.group(1))
        elif (element := _ELEMENT.match(line)) is not None:
            heard.append((element.group(1), ""))
    return [(role, text.strip()) for role, text in heard]


def expected(paper: Paper) -> list[Heard]:
    """Return what is to be heard of a paper."""
    head = [("P", paper.authority), ("P", paper.service), ("P", paper.marking), ("P", paper.kind_line)]
    return [("Document", ""), *head, ("H1", paper.title), ("P", paper.subtitle), *_of_all(paper.blocks, 0)]


def _of_all(blocks: tuple[Block, ...], depth: int) -> Iterator[Heard]:
    for block in blocks:
        yield from _of(block, depth)


def _of(block: Block, depth: int) -> Iterator[Heard]:  # noqa: PLR0912, C901 - a kind of block a case
    match block:
        case Paragraph(text=text):
            yield from _paragraphs(text)
        case Quotation(words=words, source=source):
            yield from [("BlockQuote", ""), ("P", f"“{words}”"), *(("P", text) for text in source)]
        case Section(heading=heading, number=number, blocks=blocks):
            yield from [("Sect", ""), ("H3" if depth else "H2", f"{number} {heading}".strip())]
            yield from _of_all(blocks or (Paragraph("None recorded"),), depth + 1)
        case Box(title=title, paragraphs=paragraphs):
            yield from [("Div", ""), ("P", title)]
            for text in paragraphs:
                yield from _paragraphs(text)
        case BulletList(entries=entries, is_numbered=is_numbered):
            yield ("L", "")
            for place, entry in enumerate(entries, 1):
                yield from [("LI", ""), ("Lbl", str(place) if is_numbered else "•"), ("LBody", "")]
                yield from (("P", line.text) for line in entry)
        case Facts(facts=facts):
            yield ("L", "")
            for fact in facts:
                yield from [("LI", ""), ("Lbl", fact.label), ("LBody", "")]
                yield from (("P", line) for line in fact.lines)
        case Counts(counts=counts):
            yield ("L", "")
            for count in counts:
                yield from [("LI", ""), ("LBody", ""), ("P", count.figure), ("P", count.caption)]
        case TickList(entries=ticks):
            yield ("L", "")
            for tick in ticks:
                yield from [("LI", ""), ("LBody", ""), ("P", tick)]
        case Table():
            yield from _of_table(block)
        case _:
            return


def _of_table(block: Table) -> Iterator[Heard]:
    if not block.rows:
        yield ("P", "None recorded")
        return
    yield from [("Table", ""), ("THead", ""), ("TR", "")]
    for column in block.columns:
        yield from [("TH", ""), ("P", column.head)]
    yield ("TBody", "")
    for line in block.rows:
        yield ("TR", "")
        for column, cell in zip(block.columns, line.cells, strict=True):
            yield ("TH" if column.is_row_head else "TD", "")
            for part in cell:
                yield from _paragraphs(part.text)


def _paragraphs(text: str) -> Iterator[Heard]:
    yield from (("P", part.strip()) for part in text.split("\n") if part)


def test_every_kind_of_block_is_heard_as_what_it_is(tmp_path: Path) -> None:
    paper = paper_with(*(block for block in EVERY_BLOCK if block is not EVERY_BLOCK[-2]))
    assert read_back(RENDERER.render(paper, MADE_AT).pdf, tmp_path) == expected(paper)


def test_a_signature_is_heard_with_its_figure_and_what_it_says(tmp_path: Path) -> None:
    paper = paper_with(EVERY_BLOCK[-2])
    heard = read_back(RENDERER.render(paper, MADE_AT).pdf, tmp_path)
    said = ("Priya Nair", "Social worker", "Signed at 16:40", "Digital signature", "It is signed.")
    assert heard[-7:] == [("Div", ""), ("Figure", ""), *(("P", text) for text in said)]


def test_each_signature_field_is_heard_where_it_is_signed_and_one_without_a_place_at_the_end() -> None:
    first = EVERY_BLOCK[-2]
    assert isinstance(first, SignatureBlock)
    second = dataclasses.replace(first, field_name="Countersigner", tooltip="Signature of the countersigner")
    rendered = RENDERER.render(paper_with(first, second), MADE_AT)
    fields = [
        SignatureField(place.name, place.page, place.rect, place.tooltip)
        for place in rendered.signature_places
    ]
    fields.append(SignatureField("Manager", 0, (320, 90, 480, 130), "Signature of the manager"))
    with pikepdf.open(io.BytesIO(reserve_signature_fields(rendered.pdf, fields, MADE_AT))) as document:
        root = document.Root.StructTreeRoot.K
        places = [child for child in root.K if child.S == "/Div"]
        names = [str(place.K[-1].K.Obj.TU) for place in places] + [str(root.K[-1].K.Obj.TU)]
        assert names == [field.tooltip for field in fields]
        owners = list(document.Root.StructTreeRoot.ParentTree.Nums)
        for annotation in document.pages[0].Annots:
            place = owners.index(annotation.StructParent)
            assert owners[place + 1].S == "/Form"


def test_what_goes_on_over_pages_is_heard_once(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(900))
    rows = (row("8", Line(long)), *(row(f"D{number}", Line("Kai chooses")) for number in range(40)))
    paper = paper_with(Section("Discussion", (table(*rows),), "3"), Paragraph(long))
    rendered = RENDERER.render(paper, MADE_AT)
    assert rendered.pages > 3
    assert read_back(rendered.pdf, tmp_path) == expected(paper)


def test_a_table_tells_what_its_heads_are_heads_of() -> None:
    columns = (Column("What", 60, is_row_head=True), Column("Who", 50), Column("", 60))
    block = Table(columns, (TableLine(((Line("A"),), (Line("B"),), (Line("C"),))),), summary="Who does what")
    with pikepdf.open(io.BytesIO(RENDERER.render(paper_with(block), MADE_AT).pdf)) as document:
        [found] = [child for child in document.Root.StructTreeRoot.K.K if child.S == "/Table"]
        assert str(found.A.Summary) == "Who does what"
        [head], [body] = (part.K for part in found.K)
        assert [(str(cell.A.Scope), int(cell.A.get("/ColSpan", 1))) for cell in head.K] == [
            ("/Column", 1),
            ("/Column", 2),
        ]
        assert [str(cell.S) for cell in body.K] == ["/TH", "/TD", "/TD"]
        assert str(body.K[0].A.Scope) == "/Row"


def test_all_that_is_drawn_is_marked_as_heard_or_as_ornament() -> None:
    with pikepdf.open(io.BytesIO(RENDERER.render(paper_with(*EVERY_BLOCK), MADE_AT).pdf)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        for page in document.pages:
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                name = str(instruction.operator)
                depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(name, 0)
                assert depth > 0 or name not in {"Tj", "TJ", "f", "S", "b", "B"}, instruction
            assert depth == 0
            assert page.obj.Tabs == "/S"


_WORDS = st.text("abcdefgh ijkl-.,&é", min_size=1, max_size=120).map(str.strip).filter(bool)
_LINES = st.lists(_WORDS, min_size=1, max_size=3)
_ROWS = st.lists(st.tuples(_WORDS, _WORDS), max_size=12)
_LEAVES = st.one_of(
    st.builds(lambda lines: Paragraph("\n".join(lines)), _LINES),
    st.builds(lambda words, source: Quotation(words, tuple(source)), _WORDS, _LINES),
    st.builds(lambda title, lines: Box(title, tuple(lines)), _WORDS, _LINES),
    st.builds(
        lambda lines, is_numbered: BulletList(
            tuple((Line(line),) for line in lines), is_numbered=is_numbered
        ),
        _LINES,
        st.booleans(),
    ),
    st.builds(lambda lines: Facts(tuple(Fact("Label", (line,)) for line in lines)), _LINES),
    st.builds(lambda lines: Counts(tuple(Count("3", line) for line in lines)), _LINES),
    st.builds(lambda lines: TickList(tuple(lines)), _LINES),
    st.builds(lambda rows: table(*(row(name, Line(text, mark=Mark.DONE)) for name, text in rows)), _ROWS),
    st.just(WritingLines(2)),
)
_SECTIONS = st.builds(
    lambda heading, blocks, number: Section(heading, tuple(blocks), number),
    _WORDS,
    st.lists(_LEAVES, max_size=4),
    st.sampled_from(["", "4"]),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(_LEAVES, _SECTIONS), min_size=1, max_size=8))
def test_any_paper_is_heard_as_its_tree(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[Block]
) -> None:
    paper = paper_with(*blocks)
    heard = read_back(RENDERER.render(paper, MADE_AT).pdf, tmp_path_factory.getbasetemp())
    assert [(role, _bare(text)) for role, text in heard] == [
        (role, _bare(text)) for role, text in expected(paper)
    ]


def _bare(text: str) -> str:
    """Return text with single spaces: how wide they are is not heard."""
    return " ".join(text.split())
