"""What a screen reader hears of a paper is its tree: roles and texts, read back from the file by another program."""

import dataclasses
import io
import re
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.read_back.expected import expected
from tools.read_back.heard import Heard, read_back, spaced
from tools.read_back.scripts import SENTENCES

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

_ELEMENT = re.compile(r"^\s*([A-Z][A-Za-z0-9]*)(?: \"[^\"]*\")?(?: \((?:block|inline)\))?:?$")
_TEXT = re.compile(r"^\s*\"(.*)\"$")


def heard_by_poppler(pdf: bytes, folder: Path) -> list[Heard]:
    """Return what another program finds in a file's structure; it takes glyphs in the order in which they stand."""
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


def test_every_kind_of_block_is_heard_as_what_it_is(tmp_path: Path) -> None:
    paper = paper_with(*EVERY_BLOCK)
    pdf = RENDERER.render(paper, MADE_AT).pdf
    assert spaced(heard_by_poppler(pdf, tmp_path)) == spaced(read_back(pdf)) == expected(paper)


def test_a_signature_is_heard_with_its_figure_and_what_it_says(tmp_path: Path) -> None:
    paper = paper_with(EVERY_BLOCK[-2])
    heard = heard_by_poppler(RENDERER.render(paper, MADE_AT).pdf, tmp_path)
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
    heard = heard_by_poppler(rendered.pdf, tmp_path)
    assert spaced(heard) == spaced(read_back(rendered.pdf)) == expected(paper)


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


_WORDS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)
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


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(_LEAVES, _SECTIONS), min_size=1, max_size=8), _WORDS)
def test_any_paper_is_heard_as_its_tree(blocks: list[Block], title: str) -> None:
    paper = paper_with(*blocks, title=title)
    rendered = RENDERER.render(paper, MADE_AT)
    assert spaced(read_back(rendered.pdf)) == spaced(expected(paper))
    assert rendered.unprintable == ()


@pytest.mark.parametrize("text", [text for text in SENTENCES if "\n" not in text])
def test_nothing_of_a_script_is_lost_to_a_program_that_knows_no_such_words(text: str, tmp_path: Path) -> None:
    pdf = RENDERER.render(paper_with(Paragraph(text)), MADE_AT).pdf
    heard = "".join(said for role, said in heard_by_poppler(pdf, tmp_path)[7:] if role in {"P", "Span"})
    is_turned = any(unicodedata.bidirectional(one) in {"R", "AL"} for one in text)
    assert (sorted(heard) == sorted(text)) if is_turned else (heard == text)


def test_text_from_right_to_left_is_heard_in_its_order_and_drawn_in_the_other() -> None:
    text = "אבא אמר: Kai (בן 12) בבית."
    with pikepdf.open(io.BytesIO(RENDERER.render(paper_with(Paragraph(text)), MADE_AT).pdf)) as document:
        [paragraph] = list(document.Root.StructTreeRoot.K.K)[6:]
        assert (str(paragraph.S), [str(part.S) for part in paragraph.K]) == ("/P", ["/Span"])
        assert str(paragraph.K[0].ActualText) == text


def test_what_stands_on_every_page_is_told_apart_from_the_text() -> None:
    long = "\n".join(["A line"] * 90)
    with pikepdf.open(io.BytesIO(RENDERER.render(paper_with(Paragraph(long)), MADE_AT).pdf)) as document:
        edges = [
            re.findall(
                rb"/Subtype ?(/\w+)",
                pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page, "BDC")),
            )
            for page in document.pages
        ]
    assert edges == [[b"/Footer"], *[[b"/Header", b"/Footer"]] * (len(edges) - 1)]
    assert len(edges) > 1


@pytest.mark.parametrize("shows_authority", [True, False])
def test_a_marking_that_stands_below_alone_is_heard_once(shows_authority: bool) -> None:
    paper = dataclasses.replace(
        paper_with(Paragraph("\n".join(["A line"] * 90))),
        page_mark="Draft",
        shows_authority=shows_authority,
        marks_header=not shows_authority,
    )
    heard = spaced(read_back(RENDERER.render(paper, MADE_AT).pdf))
    assert heard == spaced(expected(paper))
    assert heard[-1] == ("P", "Draft · OFFICIAL-SENSITIVE")


def test_pages_are_named_and_sections_found_in_the_outline() -> None:
    inner = Section("Within", (Paragraph("a"),), level=3)
    pdf = RENDERER.render(
        paper_with(Section("First", (inner,)), Section("Last", (Paragraph("b"),))), MADE_AT
    ).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.PageLabels.Nums[1].S == "/D"
        with document.open_outline() as outline:
            found = [(entry.title, [under.title for under in entry.children]) for entry in outline.root]
    assert found == [("First", ["Within"]), ("Last", [])]
