"""Lines fit their room and hold every character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpm_desktop.data_files import resources_folder
from cpm_desktop.documents.rendering.breaking import break_text
from cpm_desktop.documents.rendering.clusters import split_clusters
from cpm_desktop.documents.rendering.errors import Stopped
from cpm_desktop.documents.rendering.shaping import ShapedWords, Shaper
from cpm_desktop.documents.rendering.type_scale import TextStyle
from cpm_desktop.documents.rendering.typefaces import Typefaces, Weight

STYLE = TextStyle(Weight.REGULAR, 10, 14)
TYPEFACES = Typefaces(resources_folder() / "fonts")


def lines_of(text: str, width: float = 200) -> list[str]:
    return [line.text for line in break_text(text, STYLE, width, Shaper(TYPEFACES))]


def test_spaces_at_line_ends_stay_in_the_text() -> None:
    lines = lines_of("shared by everyone who was in the room and those who were not", 100)
    assert len(lines) > 2
    assert all(line.endswith(" ") for line in lines[:-1])


def test_line_ends_are_kept_however_they_are_written() -> None:
    assert lines_of("a\nb\r\nc\rd\u2028e") == ["a", "b", "c", "d", "e"]
    assert lines_of("a\n\nb") == ["a", "", "b"]


def test_a_no_break_space_does_not_break() -> None:
    lines = lines_of("on 24\u00a0November\u00a02026 at", 110)
    assert any("24\u00a0November\u00a02026" in line for line in lines)


@pytest.mark.parametrize("text", ["W" * 300, "https://example.org/" + "a/" * 200, "長" * 200, "סוד" * 100])
def test_no_line_is_wider_than_its_room(text: str) -> None:
    lines = break_text(text, STYLE, 200, Shaper(TYPEFACES))
    assert max(line.width for line in lines) <= 200.01
    assert sorted("".join(line.text for line in lines)) == sorted(text)


@settings(max_examples=150)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=120
    )
)
def test_no_character_is_lost(text: str) -> None:
    shaper = Shaper(TYPEFACES)
    lines = break_text(text, STYLE, 120, shaper)
    printable = shaper.printable(text, Weight.REGULAR)
    assert sorted("".join(line.text for line in lines)) == sorted(printable)


@pytest.mark.parametrize(("letter", "looks"), [("字", 12), ("م", 12), ("aé字م", 12)])
def test_a_word_without_end_can_be_stopped_before_any_of_it_is_shaped(letter: str, looks: int) -> None:
    asked: list[int] = []

    def check() -> None:
        asked.append(1)
        if len(asked) == looks:
            raise Stopped

    words = ShapedWords(TYPEFACES)
    with pytest.raises(Stopped):
        break_text(letter * 120_000, STYLE, 200, Shaper(TYPEFACES, words, check))
    assert len(words) == 0


def test_a_letter_with_marks_without_end_stays_one() -> None:
    assert split_clusters("a" + "\u0301" * 1_000_000 + "b") == ["a" + "\u0301" * 1_000_000, "b"]
    assert split_clusters(" \u0301\u200d 🇬🇧") == [" \u0301\u200d", " ", "🇬🇧"]
    assert split_clusters("🇬🇧🇵🇱👩\u200d🚒") == ["🇬🇧", "🇵🇱", "👩\u200d🚒"]
