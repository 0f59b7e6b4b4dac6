import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.passphrases import LEAST_LETTERS, Strength, passphrase_advice


def test_four_words_are_strong() -> None:
    advice = passphrase_advice("four quiet garden rooms", "Priya Nair")
    assert advice.strength is Strength.STRONG
    assert advice.sentence == "Strong · 4 words, 23 letters and spaces"
    assert all(is_met for _, is_met in advice.checks)


@pytest.mark.parametrize("text", ["", "short", "aaaaaaaaaaaaaaaaaaaa", "password12345", "Passphrase 123"])
def test_what_anybody_would_guess_is_refused(text: str) -> None:
    assert not passphrase_advice(text).is_long_enough


@pytest.mark.parametrize(
    "text", ["priya walks three dogs", "born in 1984 under stars", "tea on 12/3/84 with jam"]
)
def test_names_and_dates_are_pointed_at_and_still_allowed(text: str) -> None:
    advice = passphrase_advice(text, "Priya Nair")
    assert advice.is_long_enough
    assert not advice.checks[1][1]
    assert advice.strength < Strength.STRONG


def test_one_long_word_of_another_script_will_do() -> None:
    assert passphrase_advice("נמלהשלישיתבשבילהארוך").is_long_enough


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_gets_a_sentence(text: str, name: str) -> None:
    advice = passphrase_advice(text, name)
    assert advice.sentence
    assert advice.letters == len(text)
    if advice.is_long_enough:
        assert len(text) >= LEAST_LETTERS
