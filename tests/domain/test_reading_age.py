"""The hint about how easily a text is read follows the formula it names, and says nothing where it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.reading_age import OLDEST, YOUNGEST, reading_hint, syllables

PLAIN = "You choose a new dentist. Joy goes with you. Dad comes to one match a month."
OFFICIAL = (
    "The multi-agency partnership acknowledged the recommendation regarding accommodation and established "
    "contingency arrangements notwithstanding outstanding assessments."
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("cat", 1), ("like", 1), ("home", 1), ("people", 2), ("little", 2), ("placement", 2)),
        *(("meeting", 2), ("dentist", 2), ("everything", 3), ("assessment", 3), ("moved", 1), ("wanted", 2)),
        *(("houses", 2), ("lives", 1), ("review", 2), ("family", 3), ("going", 2), ("being", 2)),
        *(("don’t", 1), ("half-term", 2), ("18", 1), ("mmm", 1)),
    ],
)
def test_syllables_are_counted_by_the_letters(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_age_is_that_of_the_formula() -> None:
    # 16 words, 3 sentences, 19 syllables: 0.39 x 16/3 + 11.8 x 19/16 - 15.59 = 0.5, which rounds to 0, and 5 more.
    assert reading_hint(PLAIN).age == YOUNGEST
    # 8 words, 1 sentence, 14 syllables: 3.12 + 20.65 - 15.59 = 8.2.
    assert reading_hint("Your social worker telephones the clinic on Monday.").age == 13
    assert reading_hint(OFFICIAL).age == OLDEST


def test_long_sentences_and_words_are_pointed_at() -> None:
    hint = reading_hint(OFFICIAL)
    assert len(hint.long_sentences) == 1
    assert "accommodation" in hint.long_words
    assert reading_hint(PLAIN).long_sentences == reading_hint(PLAIN).long_words == ()
    assert (
        reading_hint("Dad saw Agnieszka, and Agnieszka wrote it down.").long_words == ()
    )  # a name is no long word


@pytest.mark.parametrize("text", ["", "…", "Yes.", "Joy goes with you.", "\n\n", "18 12 2026"])
def test_of_a_few_words_nothing_is_said(text: str) -> None:
    assert reading_hint(text).age is None


@given(st.text(max_size=300))
def test_any_text_gets_a_hint(text: str) -> None:
    age = reading_hint(text).age
    assert age is None or YOUNGEST <= age <= OLDEST


@given(st.lists(st.sampled_from(["Joy goes.", "You choose it.", "Dad can come to the match."]), min_size=2))
def test_a_full_stop_more_never_makes_it_harder(sentences: list[str]) -> None:
    together = " and ".join(each.rstrip(".") for each in sentences)
    apart, joined = reading_hint(" ".join(sentences)).age, reading_hint(together).age
    assert apart is None or joined is None or apart <= joined
