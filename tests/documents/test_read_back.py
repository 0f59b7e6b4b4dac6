"""What is heard of generated meetings' copies, in the scripts of families in England, is what was to be said."""

import io

import pikepdf
import pytest
from pikepdf import Name, String
from tools.read_back.generated import faults, papers
from tools.read_back.heard import blanks, read_back

from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.domain.blocks import Paragraph
from tests.documents.rendering.test_paper_renderer import MADE_AT, render

MEETINGS = 100
"""`python -m tools.read_back` takes twenty times as many."""


@pytest.mark.slow
def test_all_is_heard_as_it_was_said_without_a_blank() -> None:
    assert list(faults(MEETINGS)) == []


def test_the_same_meeting_is_the_same_file_each_time_it_is_drawn() -> None:
    for _, paper in papers(2):
        first, second = (PaperRenderer().render(paper, MADE_AT).pdf for _ in range(2))
        assert first == second


def test_a_blank_and_a_word_not_said_are_noticed() -> None:
    pdf = render(Paragraph("agreed")).pdf
    assert blanks(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        font = document.pages[0].Resources.Font.T1
        listed = font.ToUnicode.read_bytes().replace(b"endbfchar", b"<0000> <0041>\nendbfchar", 1)
        font.ToUnicode = document.make_stream(listed)
        document.Root.StructTreeRoot.K.K[-1][Name.ActualText] = String("not agreed")
        written = io.BytesIO()
        document.save(written)
    assert blanks(written.getvalue()) == ["T1: 'A'"]
    assert read_back(written.getvalue())[-1] == ("P", "not agreed")


@pytest.mark.parametrize("character", ["\U00010600", "\ue000", "\0", "\u202e"])
def test_what_no_font_covers_is_shown_as_its_number_and_told(character: str) -> None:
    rendered = render(Paragraph(f"a{character}b"))
    assert read_back(rendered.pdf)[-1] == ("P", f"a[U+{ord(character):04X}]b")
    assert rendered.unprintable == ((character, "title"),)
    assert blanks(rendered.pdf) == []
