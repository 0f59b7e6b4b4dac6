"""A paper comes out of its PDF as it went in: every text, in embedded fonts, in the same bytes each time."""

import dataclasses
import datetime as dt
import io
import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tools.read_back.heard import read_back

from cpm_desktop.documents.rendering.errors import Stopped
from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer, RenderedPaper
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
    Tone,
    WritingLines,
)
from tests.counted_calls import CountedCalls
from tests.paper_text import bare, printed_text, texts_of

MADE_AT = dt.datetime(2026, 11, 24, 16, 40, tzinfo=dt.UTC)
RENDERER = PaperRenderer()


def paper_with(*blocks: Block, title: str = "Kai Avery") -> Paper:
    return Paper(
        kind_line="Minutes",
        title=title,
        subtitle="Tuesday 24 November 2026",
        authority="Northbeck Council",
        service="East team",
        marking="OFFICIAL-SENSITIVE",
        blocks=blocks,
        file_title="Minutes, 24 November 2026",
        header="Kai Avery",
        footer="LL-204417",
        footer_small="Record 7f3a9c12-5e0b",
    )


def render(*blocks: Block) -> RenderedPaper:
    return RENDERER.render(paper_with(*blocks), MADE_AT)


def table(*rows: TableLine) -> Table:
    return Table((Column("No.", 20, is_row_head=True), Column("What was said", 150)), rows)


def row(name: str, *lines: Line) -> TableLine:
    return TableLine(((Line(name, Tone.STRONG),), lines))


EVERY_BLOCK: tuple[Block, ...] = (
    Facts(
        (Fact("Place", ("The garden room",)), Fact("Born", ("9 March 2014",)), Fact("Case", ("LL-204417",)))
    ),
    Counts((Count("2", "decisions"), Count("–", "no next meeting"))),
    Section("Kai’s views", (Quotation("I'd like Dad to come.", ("Heard by Séan", "In the room")),), "1"),
    Section(
        "Decisions",
        (
            table(
                row(
                    "D1",
                    Line("Kai chooses"),
                    Line("Proposal", is_label=True),
                    *(Line(m.value, mark=m) for m in Mark),
                )
            ),
            Section("Inner", tuple(Paragraph(f"In tone {tone}", tone) for tone in Tone), level=3),
        ),
        "2",
    ),
    Box("Copy for Dana", ("One thing.", "Another thing.")),
    BulletList(((Line("First entry"), Line("and why")), (Line("Second entry"),)), is_numbered=True),
    BulletList(((Line("A point"),),)),
    TickList(("Kai Avery, child", "Dana Avery, mother", "Tom Avery, father")),
    SignatureBlock(
        "Chair",
        "Signature of the chair",
        "Priya Nair",
        "Social worker",
        "Signed at 16:40",
        strokes=("0,500 300,100 600,800", "700,700 900,200"),
        statement=("Digital signature", "It is signed."),
    ),
    WritingLines(0),
)


def test_every_text_of_the_tree_is_read_back() -> None:
    paper = paper_with(*EVERY_BLOCK)
    said = bare(printed_text(RENDERER.render(paper, MADE_AT).pdf))
    assert [text for text in texts_of(paper) if bare(text) not in said] == []


@pytest.mark.rule("record.whole-discussion")
def test_what_people_type_stands_as_typed() -> None:
    typed = [
        "Tom <said> hi & <b>oops <img src='x.png'/> <!-- --> &amp; \\n",
        "Joy Okafọ̀, Zoë Ő ş Łukasz Nguyễn, Agnieszka Wójcik, Séan Ó Dálaigh",
        "“Quotes” – dashes — ‘single’ … ½ £ € ✓ 94 %",
        "two  spaces   three",
    ]
    said = printed_text(render(*(Paragraph(text) for text in typed)).pdf)
    assert [text for text in typed if bare(text) not in bare(said)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Name: محمد علي said it", ["محمد", "علي"]),
        ("שלום עולם", ["שלום", "עולם"]),
        ("中文字，日本語 한국어", ["中文字", "日本語", "한국어"]),
        ("தமிழ் বাংলা ਪੰਜਾਬੀ", ["বাংলা", "ਪੰਜਾਬੀ"]),
        ("ትግርኛ ქართული Հայերեն ไทย", ["ትግርኛ", "ქართული", "Հայերեն", "ไทย"]),
    ],
)
def test_scripts_of_families_in_england_are_printed(text: str, words: list[str]) -> None:
    rendered = render(Paragraph(text))
    assert rendered.unprintable == ()
    said = printed_text(rendered.pdf)
    assert [word for word in words if word not in said] == []


def test_what_cannot_be_printed_is_shown_by_its_number_and_told() -> None:
    rendered = render(Section("Health", (Paragraph("a\0b\u202ec \U000e1234 \ue000"),), "8"))
    assert rendered.unprintable == (
        ("\0", "8 Health"),
        ("\u202e", "8 Health"),
        ("\U000e1234", "8 Health"),
        ("\ue000", "8 Health"),
    )
    assert "a[U+0000]b[U+202E]c [U+E1234] [U+E000]" in printed_text(rendered.pdf)


def test_the_same_paper_gives_the_same_bytes() -> None:
    first, second = render(*EVERY_BLOCK), PaperRenderer().render(paper_with(*EVERY_BLOCK), MADE_AT)
    assert first.pdf == second.pdf


def test_what_cannot_be_printed_is_told_for_each_paper() -> None:
    block = Section("Health", (Paragraph("a\0b"), Paragraph("a\0b")), "8")
    first, second = render(block), render(block)
    assert second.unprintable == first.unprintable == (("\0", "8 Health"), ("\0", "8 Health"))


def test_papers_drawn_on_several_threads_at_once_are_the_same() -> None:
    renderer, alone = PaperRenderer(), render(*EVERY_BLOCK).pdf
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda _: renderer.render(paper_with(*EVERY_BLOCK), MADE_AT).pdf, range(8)))
    assert drawn == [alone] * 8


def test_only_embedded_fonts_are_used() -> None:
    with pikepdf.open(io.BytesIO(render(*EVERY_BLOCK).pdf)) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        programs = [font.DescendantFonts[0].FontDescriptor.FontFile2 for font in fonts]
        assert len(programs) == len(fonts) > 0
        assert document.Root.Lang == "en-GB"


def test_the_file_names_itself_without_the_child() -> None:
    reader = PdfReader(io.BytesIO(render(Section("Actions", (), "5")).pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "Minutes, 24 November 2026"
    assert "Kai" not in str(reader.metadata)
    assert reader.metadata.creation_date == MADE_AT
    assert [getattr(entry, "title", "") for entry in reader.outline] == ["5 Actions"]


def test_sections_and_tables_without_content_say_so() -> None:
    said = printed_text(render(Section("Unmet needs", ()), Section("Actions", (table(),))).pdf)
    assert said.count("None recorded") == 2


def test_a_tall_row_goes_on_under_its_name_with_the_head_again() -> None:
    long = "Sleep has got worse since half term, awake at two or three most nights. " * 110
    rendered = render(
        Section("Discussion", (table(row("8", Line(long, Tone.LEAD)), row("9", Line("Short"))),))
    )
    assert rendered.pages == 3
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(rendered.pdf)).pages]
    assert [page.count("What was said") for page in pages] == [1, 1, 1]
    assert ["Continued" in page for page in pages] == [False, True, True]
    assert sum(page.count("Sleep") for page in pages) == 110


def test_rows_move_whole_and_no_heading_ends_a_page() -> None:
    lines = "\n".join(["A line"] * 39)
    rendered = render(Paragraph(lines), Section("Decisions", (table(row("D1", Line("Kai chooses"))),), "4"))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(rendered.pdf)).pages]
    assert "Decisions" not in pages[0]
    assert "Decisions" in pages[1]
    assert "Kai chooses" in pages[1]


def pages_of(rendered: RenderedPaper) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(rendered.pdf)).pages]


def short_rows(count: int) -> Table:
    return table(*(row(f"D{number}", Line("Kai chooses")) for number in range(1, count + 1)))


def test_a_table_goes_on_where_much_of_a_page_would_stay_empty_and_stays_whole_where_little_would() -> None:
    rows = 12
    much_left = pages_of(
        render(Paragraph("\n".join(["A line"] * 26)), Section("Decisions", (short_rows(rows),)))
    )
    assert ["Decisions" in page for page in much_left] == [True, False]
    assert ["What was said" in page for page in much_left] == [True, True]
    little_left = pages_of(
        render(Paragraph("\n".join(["A line"] * 39)), Section("Decisions", (short_rows(rows),)))
    )
    assert ["Kai chooses" in page for page in little_left] == [False, True]


def test_no_row_stands_alone_on_the_last_page_and_none_shorter_than_a_third_of_a_page_is_divided() -> None:
    for lines in range(14, 40):
        pages = pages_of(render(Paragraph("\n".join(["A line"] * lines)), short_rows(9)))
        assert pages[-1].count("Kai chooses") != 1
        high = row("D1", *(Line("Kai chooses") for _ in range(13)))
        halves = pages_of(render(Paragraph("\n".join(["A line"] * lines)), table(high)))
        assert [page.count("Kai chooses") for page in halves if "Kai" in page][-1] == 13


def pages_after(lines: int, *blocks: Block) -> list[str]:
    """The pages of a paper on which so many lines stand before some blocks."""
    pdf = render(*(Paragraph("Said before."),) * lines, *blocks).pdf
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_how_a_disagreement_ended_stands_on_the_page_of_the_disagreement() -> None:
    rows = (("Tom", "Wednesdays back."), ("Priya", "Too tired."), ("Resolved", "No"))
    ended = Table(
        (Column("Who", 50, is_row_head=True), Column("Position", 120)),
        tuple(TableLine(((Line(a),), (Line(b),)), is_tinted=a == "Resolved") for a, b in rows),
    )
    for lines in range(20, 36):
        pages = pages_after(lines, Section("Disagreements", (ended,), "7"))
        (page,) = [page for page in pages if "Resolved" in page]
        assert "7 Disagreements" in page


def test_nothing_is_signed_on_a_page_without_what_was_said_before_it() -> None:
    signature = next(block for block in EVERY_BLOCK if isinstance(block, SignatureBlock))
    said = (Paragraph("All was read back."), Paragraph("The meeting ended at 15:15."))
    for lines in range(20, 36):
        (page,) = [
            page for page in pages_after(lines, Section("Signature", (*said, signature))) if "Signed" in page
        ]
        assert all(paragraph.text in page for paragraph in said)


def test_every_page_bears_mark_and_marking_whole_and_a_long_footer_is_not_cut() -> None:
    kind = "Legal Care Planning Meeting, 24 November 2026"
    footer = f"Copy for Anastasia Okonkwo-Featherstonehaughington · LL-204417 · {kind}"
    paper = dataclasses.replace(
        paper_with(Paragraph("\n".join(["A line"] * 150))),
        page_mark="Formulated, not filed",
        marking="OFFICIAL-SENSITIVE",
        footer=footer,
    )
    pages = pages_of(RENDERER.render(paper, MADE_AT))
    assert len(pages) == 4
    for page in pages:
        assert "Formulated, not filed  ·  OFFICIAL-SENSITIVE" in page
        assert bare(footer) in bare(page)


def test_a_word_longer_than_a_line_is_broken() -> None:
    word = "W" * 400
    assert bare(printed_text(render(Paragraph(word)).pdf)).count("W") == 400


@pytest.mark.parametrize("letters", ["abcdefg", "סוד"])
def test_a_word_without_end_is_broken_into_lines_that_are_full(letters: str) -> None:
    word = letters * 20_000
    rendered = render(table(row("1", Line(word))), Paragraph(word[:1000] + " " * 700 + word[:700]))
    heard = [text for role, text in read_back(rendered.pdf) if role == "P"]
    assert word in heard
    assert heard[-1] == word[:1000] + " " * 700 + word[:700]
    assert rendered.pages < 45


def test_a_million_letters_without_a_space_are_printed() -> None:
    assert render(Paragraph("abcde" * 200_000)).pages > 200


@pytest.mark.parametrize("block", [Paragraph, lambda text: table(row("1", Line(text)))])
def test_ten_thousand_words_take_twice_what_five_thousand_take_and_can_be_stopped_at_any_moment(
    block: Callable[[str], Block],
) -> None:
    def draw(count: int) -> CountedCalls:
        calls = CountedCalls()

        def never() -> bool:
            calls.mark()
            return False

        with calls.counting():
            rendered = PaperRenderer().render(
                paper_with(block(" ".join(words[:count]))), MADE_AT, should_stop=never
            )
        assert words[count - 1] in printed_text(rendered.pdf)
        return calls

    words = [f"word{number}" for number in range(10_000)]
    whole = draw(10_000)
    assert whole.count < 2.5 * draw(5_000).count
    assert max(later - earlier for earlier, later in itertools.pairwise(whole.marks)) < whole.count / 8


def test_the_place_of_a_signature_is_told() -> None:
    rendered = render(EVERY_BLOCK[-2])
    [place] = rendered.signature_places
    assert (place.name, place.page, place.tooltip) == ("Chair", 0, "Signature of the chair")
    left, bottom, right, top = place.rect
    assert right - left == pytest.approx(72 * 72 / 25.4)
    assert 0 < bottom < top < 842


def test_it_can_be_stopped_and_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    RENDERER.render(
        paper_with(Paragraph("a")), MADE_AT, on_progress=lambda done, total: told.append((done, total))
    )
    assert told == [(1, 1)]
    with pytest.raises(Stopped) as stopped:
        RENDERER.render(paper_with(Paragraph("a")), MADE_AT, should_stop=lambda: True)
    assert "Nothing was saved" in stopped.value.sentence


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_text_breaks_a_paper(text: str) -> None:
    rendered = render(
        Section(text, (Paragraph(text), table(row(text, Line(text, mark=Mark.UP))))), Box(text, (text,))
    )
    assert rendered.pdf.startswith(b"%PDF-1.7")


@settings(max_examples=60)
@given(st.text(st.sampled_from("abcdefgh ijkl-/.,'\n<>&12éß"), max_size=400))
def test_latin_text_is_read_back_whole(text: str) -> None:
    assert bare(text) in bare(printed_text(render(Paragraph(text)).pdf))


def test_a_long_name_widens_its_column_and_is_not_cut() -> None:
    name = "Okonkwo-Featherstonehaughington"
    columns = (Column("Name", 20, is_row_head=True), Column("Role", 150))
    paper = render(Table(columns, (TableLine(((Line(name, Tone.STRONG),), (Line("Father"),))),)))
    assert "Featherstonehaughington" in printed_text(paper.pdf)
