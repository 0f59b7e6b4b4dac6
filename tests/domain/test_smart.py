"""The five letters, and words that could be plainer."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.captures import Action
from cpm_desktop.domain.smart import VAGUE_WORDS, smart_marks, vague_words_in

pytestmark = pytest.mark.rule("record.smart-plan")
DUE = dt.date(2026, 12, 18)


@pytest.mark.parametrize(
    ("action", "letters"),
    [
        (Action(id="a", text="book it", owner="Priya", due=DUE, purpose="it is done"), ""),
        (Action(id="a", text="book it", owner="Priya", due=DUE, measure="A letter"), "R"),
        (Action(id="a", text="book it", owner="Priya", due=DUE), "MR"),
        (Action(id="a", text="book it", owner_id="p", due_words="next meeting", purpose="x"), ""),
        (Action(id="a", text="book it", owner="Priya", due_words="ASAP", purpose="x"), "T"),
        (Action(id="a", owner="Priya", due=DUE, purpose="x"), "S"),
        (Action(id="a"), "SMART"),
    ],
)
def test_the_marks_say_which_letter_is_missing(action: Action, letters: str) -> None:
    assert "".join(letter.letter for letter in smart_marks(action).missing) == letters


def test_vague_words_are_pointed_at_as_typed() -> None:
    found = vague_words_in("Support Joy, and look into the clinic as soon as possible; supported hours TBC")
    assert [vague.words for vague in found] == ["Support", "look into", "as soon as possible", "TBC"]
    assert all(vague.question.endswith("?") for vague in found)
    assert vague_words_in("Ask the dentist for an appointment on Friday") == ()


def test_nobody_in_particular_is_asked_for_one_name() -> None:
    (vague,) = smart_marks(Action(id="a", text="come", owner="Everyone", due=DUE, purpose="x")).vague
    assert vague.question == "Who is the one person who sees to it?"


def test_the_list_can_be_edited() -> None:
    assert [vague.words for vague in vague_words_in("Touch base", {"touch base": "About what?"})] == [
        "Touch base"
    ]


@given(st.text(), st.sampled_from(sorted(VAGUE_WORDS)))
def test_words_found_stand_in_the_text(text: str, phrase: str) -> None:
    whole = f"{text} {phrase} {text}"
    found = vague_words_in(whole)
    assert phrase in {vague.words.casefold() for vague in found}
    assert all(vague.words in whole for vague in found)
