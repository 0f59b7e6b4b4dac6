"""Two edits of one text made apart: joined where they are in different places, else left to a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.text_merging import merged_text

texts = st.text(alphabet="ab c\n", max_size=30)


@given(texts, texts, texts)
def test_texts_come_to_the_same_and_keep_what_was_typed(base: str, mine: str, theirs: str) -> None:
    joined = merged_text(base, mine, theirs)
    assert joined == merged_text(base, theirs, mine)
    if base == mine:
        assert joined == theirs
    if joined is not None:
        for letter in "abc":
            typed_apart = max(mine.count(letter), theirs.count(letter)) - base.count(letter)
            taken_out = max(0, base.count(letter) - mine.count(letter)) + max(
                0, base.count(letter) - theirs.count(letter)
            )
            assert joined.count(letter) >= base.count(letter) + max(0, typed_apart) - taken_out


def test_edits_in_different_places_merge_and_in_one_place_do_not() -> None:
    base = "Kai likes maths and reading at school."
    mine = base.replace("maths", "science")
    theirs = base.replace("school", "home")
    assert merged_text(base, mine, theirs) == "Kai likes science and reading at home."
    assert merged_text(base, mine, base.replace("maths", "music")) is None
    assert merged_text(base, f"{base} Mia too.", f"{base} Now.") is None


def test_a_long_text_of_one_word_takes_no_time() -> None:
    base = "a " * 10_000
    assert merged_text(base, f"b {base}", f"{base}c") == f"b {base}c"
    assert merged_text(base, "b " * 10_000, "c " * 10_000) is None


BASE = "Kai (12) likes maths, art & reading — at school, not at home."


@pytest.mark.parametrize(
    ("mine", "theirs", "joined"),
    [
        (BASE, BASE, BASE),
        (BASE, "Something else.", "Something else."),
        ("Something else.", BASE, "Something else."),
        ("Said alike.", "Said alike.", "Said alike."),
        # each side edits twice, with marks between
        (
            BASE.replace("12", "13").replace("art", "drama"),
            BASE.replace("maths", "science").replace("home", "the club"),
            "Kai (13) likes science, drama & reading — at school, not at the club.",
        ),
        # put in and taken out
        (
            BASE.replace(" & reading", ""),
            f"{BASE} Mia too.",
            "Kai (12) likes maths, art — at school, not at home. Mia too.",
        ),
        (f"Now: {BASE}", f"{BASE}\n", f"Now: {BASE}\n"),
        ("", BASE.replace("art", "drama"), None),
        ("", f"{BASE} ", None),  # one takes out the whole, the other wrote behind it
        (BASE.replace("maths", "science"), BASE.replace("maths", "music"), None),
        (BASE.replace("maths", "science"), BASE.replace(",", ";", 1), None),  # side by side is one place
        (BASE.replace("12", "13"), BASE.replace(")", "]"), None),
    ],
)
def test_two_edits_of_a_sentence(mine: str, theirs: str, joined: str | None) -> None:
    assert merged_text(BASE, mine, theirs) == joined
    assert merged_text(BASE, theirs, mine) == joined


def test_the_same_letters_at_both_ends_are_counted_once() -> None:
    assert merged_text("aa", "aaa", "aab") is None
    assert merged_text("one two one", "one two one two one", "One two one") == "One two one two one"
