"""Right-to-left text stands in the order in which it is read."""

from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.documents.rendering.bidirectional import base_level, is_plain, levels, visual_order


def drawn(text: str) -> str:
    """Return characters from left to right."""
    return "".join(text[index] for index in visual_order(levels(text, base_level(text))))


def test_plain_text_stays() -> None:
    assert is_plain("Kai, 12 years (about)")
    assert drawn("Kai, 12") == "Kai, 12"


def test_a_name_within_a_sentence_is_turned() -> None:
    assert drawn("Name אבג 12 end") == "Name 12 גבא end"
    assert drawn("said אב גד today") == "said דג בא today"


def test_numbers_within_right_to_left_text_keep_their_order() -> None:
    assert drawn("אב 12.5 גד") == "דג 12.5 בא"
    assert drawn("אב 10% ג") == "ג 10% בא"


def test_a_left_to_right_word_within_right_to_left_text_keeps_its_order() -> None:
    assert drawn("אב Kai ג") == "ג Kai בא"


@given(st.text(st.sampled_from("abאבجد12 .,-%()"), max_size=40))
def test_no_character_is_lost(text: str) -> None:
    assert sorted(drawn(text)) == sorted(text)
