"""A Word copy says what the paper's tree says, as headings, lists and tables, and never that it is the record."""

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Iterator

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st

from cpm_desktop.documents.word.word_file import AT_THE_HEAD, ON_EVERY_PAGE, word_file
from cpm_desktop.documents.word.writing_text import MARKS
from cpm_desktop.domain.blocks import (
    Block,
    Box,
    BulletList,
    Column,
    Counts,
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
from tests.documents.rendering.test_paper_renderer import EVERY_BLOCK, MADE_AT, paper_with, row, table

Said = tuple[str, str]
"""The style of a paragraph and its text; for a cell of a table, its row and column with what it says."""

_NAMES = (
    "Llŷr Ŵyn-Dŵr",
    "Łukasz Wójcik-Źdźbło",
    "Ọlámidé Okafọ̀",
    "Ịfẹ́ọma Ụzọ́",
    "Nguyễn Thị Ngọc",
    "محمد علي 24",
    "فاطمہ خان",
    "שלום עולם 24 שנים",
    "অনন্যা রায়",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "தமிழ்ச்செல்வி",
    "ሰላም ገብረ",
    "李小龙，王芳",
    "👩🏽‍👧 Kai 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "Tom <said> & <b>oops",
    "a\x00b\u202ec\ufffe",
    "one\u2028two\tthree",
)
_TEXTS = st.lists(st.sampled_from((*_NAMES, "said so", "24", "-", "(and)")), min_size=1, max_size=5).map(
    " ".join
)
_LINES = st.lists(_TEXTS, min_size=1, max_size=3)
_LEAVES = st.one_of(
    st.builds(lambda lines: Paragraph("\n".join(lines)), _LINES),
    st.builds(lambda words, source: Quotation(words, tuple(source)), _TEXTS, _LINES),
    st.builds(lambda title, lines: Box(title, tuple(lines)), _TEXTS, _LINES),
    st.builds(
        lambda lines, is_numbered: BulletList(
            tuple((Line(line), Line(line)) for line in lines), is_numbered=is_numbered
        ),
        _LINES,
        st.booleans(),
    ),
    st.builds(lambda lines: TickList(tuple(lines)), _LINES),
    st.builds(
        lambda rows: table(*(row(name, Line(text, mark=Mark.DONE), Line(name)) for name, text in rows)),
        st.lists(st.tuples(_TEXTS, _TEXTS), max_size=4),
    ),
)
_SECTIONS = st.builds(
    lambda heading, blocks, number: Section(heading, (*blocks, Section("Inner", (), "", 3)), number),
    _TEXTS,
    st.lists(_LEAVES, max_size=3),
    st.sampled_from(["", "4"]),
)


def shown(text: str) -> str:
    """Return a line as a file can hold it, by rules of this test's own."""
    out = []
    for character in text:
        is_odd = character != "\t" and unicodedata.category(character) in {"Cc", "Cs", "Cn", "Co"}
        out.append(f"[U+{ord(character):04X}]" if is_odd or character == "\u202e" else character)
    return "".join(out).strip()


def parts(text: str) -> list[str]:
    return [shown(line) for line in text.replace("\u2028", "\n").split("\n") if line.strip()]


def expected(blocks: tuple[Block, ...], level: int = 2) -> Iterator[Said]:  # noqa: C901, PLR0912 - a kind a case
    for block in blocks:
        match block:
            case Paragraph(text=text):
                yield from (("Normal", part) for part in parts(text))
            case Quotation(words=words, source=source):
                yield from (("Quote", part) for part in parts(f"“{words}”"))
                yield from (("Source", part) for line in source for part in parts(line))
            case Box(title=title, paragraphs=paragraphs):
                yield from (("Box head", part) for part in parts(title))
                yield from (("Box", part) for line in paragraphs for part in parts(line))
            case BulletList(entries=entries, is_numbered=is_numbered):
                for entry in entries:
                    style = "List Number" if is_numbered else "List Bullet"
                    for line in entry:
                        for part in parts(line.text):
                            yield style, part
                            style = "List Continue"
            case TickList(entries=ticks):
                yield from (("List to tick", " ".join(parts(tick))) for tick in ticks)
            case Section(heading=heading, number=number, blocks=inner):
                yield from ((f"Heading {level}", part) for part in parts(f"{number} {heading}"))
                yield from expected(inner or (Paragraph("None recorded"),), level + 1)
            case Table(columns=columns, rows=rows):
                if not rows:
                    yield "Normal", "None recorded"
                    continue
                yield from ((f"0 {place}", column.head) for place, column in enumerate(columns))
                for place, table_line in enumerate(rows, 1):
                    for column, cell in enumerate(table_line.cells):
                        said = [part for each in cell for part in _of_line(each)]
                        yield f"{place} {column}", "\n".join(said)


def _of_line(line: Line) -> list[str]:
    found = parts(line.text)
    if line.mark is None:
        return found
    return [f"{MARKS[line.mark]} {found[0]}", *found[1:]]


def read_back(document: Document) -> Iterator[Said]:
    for part in document.iter_inner_content():
        if isinstance(part, WordTable):
            for number, line in enumerate(part.rows):
                for place, cell in enumerate(line.cells):
                    yield f"{number} {place}", cell.text
        else:
            style = part.style
            yield (style.name or "") if style is not None else "", part.text


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(word_file(paper, MADE_AT)))


def body_of(paper: Paper) -> list[Said]:
    said = list(read_back(opened(paper)))
    about = (paper.authority, paper.service, paper.marking, paper.kind_line, paper.title, paper.subtitle)
    head = [AT_THE_HEAD, *about]
    assert [text for _, text in said[: len(head)]] == head
    return [(style, text) for style, text in said[len(head) :] if text != "The next table:"]


@settings(max_examples=16, deadline=None)
@given(st.lists(st.one_of(_LEAVES, _SECTIONS), min_size=1, max_size=6))
def test_any_paper_is_read_back_as_its_tree_in_every_script(blocks: list[Block]) -> None:
    assert body_of(paper_with(*blocks)) == list(expected(tuple(blocks)))


def test_no_paragraph_is_empty_but_in_cells_that_are() -> None:
    document = opened(
        paper_with(*EVERY_BLOCK, Paragraph("One\n\n\nTwo"), table(row("D1", Line("A"))), table(row("D2")))
    )
    assert [part.text for part in document.paragraphs if not part.text.strip()] == []
    cells = [cell for made in document.tables for line in made.rows for cell in line.cells]
    assert [
        cell.text for cell in cells if len(cell.paragraphs) > 1 and "" in [p.text for p in cell.paragraphs]
    ] == []
    assert len(document.tables) == 3  # two that touched would have become one


def test_text_from_right_to_left_is_marked_so() -> None:
    document = opened(paper_with(Paragraph("محمد علي قال 24"), Paragraph("Name: محمد علي said it")))
    right, left = document.paragraphs[-2:]
    assert right._p.pPr is not None
    assert right._p.pPr.find(qn("w:bidi")) is not None
    assert left._p.pPr is None or left._p.pPr.find(qn("w:bidi")) is None
    turned = [
        run.text for run in left.runs if run._r.rPr is not None and run._r.rPr.find(qn("w:rtl")) is not None
    ]
    assert turned == ["محمد علي"]
    assert left.text == "Name: محمد علي said it"


def test_the_file_says_what_it_is_in_its_language_and_names_no_child() -> None:
    paper = paper_with(*EVERY_BLOCK)
    document = opened(paper)
    properties = document.core_properties
    assert (properties.title, properties.language) == (paper.file_title, "en-GB")
    assert properties.created == MADE_AT
    said = " ".join(
        str(value) for value in (properties.title, properties.author, properties.subject, properties.comments)
    )
    assert "Kai" not in said
    assert "python-docx" not in said
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"


def test_every_page_says_that_it_is_not_the_signed_record() -> None:
    document = opened(paper_with(*EVERY_BLOCK))
    assert document.paragraphs[0].text == AT_THE_HEAD
    [section] = document.sections
    assert not section.different_first_page_header_footer
    assert ON_EVERY_PAGE in section.header.paragraphs[0].text
    assert "OFFICIAL-SENSITIVE" in section.header.paragraphs[0].text
    codes = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_a_signature_is_not_drawn_again() -> None:
    signature = next(block for block in EVERY_BLOCK if isinstance(block, SignatureBlock))
    said = [text for _, text in read_back(opened(paper_with(signature)))]
    assert "The signature itself stands in the signed PDF." in said
    with zipfile.ZipFile(io.BytesIO(word_file(paper_with(*EVERY_BLOCK), MADE_AT))) as packed:
        assert [name for name in packed.namelist() if name.endswith((".png", ".jpeg", ".jpg", ".emf"))] == []
        assert b"http" not in packed.read("word/_rels/document.xml.rels").replace(
            b"http://schemas.openxmlformats.org", b""
        ).replace(b"http://schemas.microsoft.com", b"")


def test_the_head_of_a_table_is_repeated_and_says_what_the_table_holds() -> None:
    block = table(row("D1", Line("A")), row("D2", Line("B")))
    [made] = opened(paper_with(block)).tables
    assert made.rows[0]._tr.trPr is not None
    assert made.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert made.rows[1]._tr.trPr is None or made.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    caption = made._tbl.tblPr.find(qn("w:tblCaption"))
    assert (caption.get(qn("w:val")) if caption is not None else "") == block.summary
    assert made._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_a_head_stands_over_the_columns_after_it_that_have_none() -> None:
    columns = (Column("Item", 7), Column("", 60), Column("Said", 60))
    block = Table(columns, (TableLine(((Line("1"),), (Line("Health"),), (Line("Well"),))),))
    [made] = opened(paper_with(block)).tables
    head = made.rows[0].cells
    assert [cell.text for cell in head] == ["Item", "Item", "Said"]
    assert head[0]._tc is head[1]._tc
    assert [cell.text for cell in made.rows[1].cells] == ["1", "Health", "Well"]


def test_lists_are_lists_and_each_with_numbers_begins_anew() -> None:
    numbered = BulletList(((Line("One"),), (Line("Two"),)), is_numbered=True)
    document = opened(paper_with(numbered, Paragraph("Between"), numbered, TickList(("Kai", "Dana"))))
    entries = [entry for part in document.paragraphs for entry in part._p.iter(qn("w:numId"))]
    numbers = [entry.get(qn("w:val")) for entry in entries]
    assert len(numbers) == 6
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3] != numbers[4] == numbers[5]


def test_what_is_not_text_is_said_in_words() -> None:
    facts = next(block for block in EVERY_BLOCK if isinstance(block, Facts))
    counts = next(block for block in EVERY_BLOCK if isinstance(block, Counts))
    said = [text for _, text in read_back(opened(paper_with(facts, counts, WritingLines(3))))]
    assert "Place:\tThe garden room" in said
    assert "2 decisions" in said
    assert said[-1] == "Room to write:"


def test_the_same_paper_gives_the_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = paper_with(*EVERY_BLOCK)
    first = word_file(paper, MADE_AT)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert word_file(paper, MADE_AT) == first
    assert word_file(paper, MADE_AT + dt.timedelta(seconds=5)) != first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
