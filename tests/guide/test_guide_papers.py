"""The guide as PDF says all that it says in the window; the card has two pages and every key of the meeting."""

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from cpm_desktop.documents.rendering.paper_renderer import RenderedPaper
from cpm_desktop.domain.guide.topics import as_words, illustrations, texts_of
from cpm_desktop.domain.papers.card_of_keys import PAGES
from cpm_desktop.services.guide import load_guide, load_keys
from cpm_desktop.services.guide_papers import card_of_keys, user_guide
from tests.paper_text import bare, printed_text

MADE_AT = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def guide() -> RenderedPaper:
    return user_guide(MADE_AT)


@pytest.fixture(scope="module")
def card() -> RenderedPaper:
    return card_of_keys(MADE_AT)


def test_the_pdf_says_all_that_the_guide_says(guide: RenderedPaper) -> None:
    said = bare(printed_text(guide.pdf))
    blocks = [
        block for topic in load_guide().topics for section in topic.sections for block in section.blocks
    ]
    shown = {picture.words for picture in illustrations(load_guide())}
    texts = [as_words(text) for block in blocks for text in texts_of(block)]
    assert [text for text in texts if text not in shown and bare(text) not in said] == []
    assert guide.unprintable == ()


def test_every_topic_has_a_bookmark_and_every_picture_its_words(guide: RenderedPaper) -> None:
    reader = PdfReader(io.BytesIO(guide.pdf))
    titles = [getattr(entry, "title", "") for entry in reader.outline]
    for number, topic in enumerate(load_guide().topics, 1):
        assert f"{number} {topic.title}" in titles
    with pikepdf.open(io.BytesIO(guide.pdf)) as document:
        figures = [
            str(item.Alt)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
    assert sorted(figures) == sorted(picture.words for picture in illustrations(load_guide()))


def test_the_card_has_two_pages_with_every_key_of_the_meeting_on_them(card: RenderedPaper) -> None:
    assert card.pages == PAGES
    said = bare(printed_text(card.pdf))
    lines = [
        line
        for screen in ("meeting", "everywhere")
        for group in load_keys().of(screen)
        for line in group.lines
    ]
    assert lines
    assert [line.act for line in lines if bare(line.act) not in said] == []
    assert [line.pressed for line in lines if bare(line.pressed) not in said] == []


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cpm_desktop", "guide", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_line_writes_both(tmp_path: Path) -> None:
    guide, card = tmp_path / "guide.pdf", tmp_path / "card.pdf"
    done = run("--to", str(guide), "--card", str(card))
    assert done.returncode == 0, done.stderr
    assert PdfReader(card).get_num_pages() == PAGES
    assert PdfReader(guide).get_num_pages() > PAGES


def test_the_command_line_asks_where_to() -> None:
    done = run()
    assert done.returncode == 1
    assert "--to FILE" in done.stderr
