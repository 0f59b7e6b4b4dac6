"""Which words of a text spelling looks at."""

from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.spelled_words import accepts, name_words, spelled_words, without_possessive


def words(text: str) -> list[str]:
    return [word.text for word in spelled_words(text)]


def test_initials_dates_codes_addresses_and_abbreviations_are_passed_over() -> None:
    text = "@PN sees @KM,@JS by 18/12/26 or 14:30, NB-2041x, a.b@sch.uk, www.gov.uk, e.g. CAMHS IROs 2w £40 and/or"
    assert words(text) == ["sees", "by", "or"]


def test_words_stand_where_they_are_said_to_stand() -> None:
    text = "“Kai’s well-being”, she said – today."
    assert [text[word.start : word.end] for word in spelled_words(text)] == [
        *("Kai’s", "well", "being", "she", "said", "today"),
    ]
    assert words(text)[0] == "Kai's"


def test_what_stands_before_a_hyphen_is_no_word_of_its_own() -> None:
    assert words("re-engage co-opted pre-birth") == ["engage", "opted", "birth"]


def test_letters_with_marks_stay_together_and_other_scripts_are_left_alone() -> None:
    assert words("Okafọ̀ and Ọláṣẹ") == ["Okafọ\u0300", "and", "Ọláṣẹ"]
    assert words("صديقي 王小明 said") == ["said"]


def test_a_list_of_words_accepts_what_belongs_to_them_and_capitals() -> None:
    known = name_words(["Kai Fallon-Reis", "genogram", "Mrs O’Dálaigh"])
    for word in ("Kai", "Kai's", "KAI", "Fallon", "Reis", "Reis'", "Genogram", "genogram", "O'Dálaigh"):
        assert accepts(known, word), word
    for word in ("kai", "Kay", "genograms"):
        assert not accepts(known, word), word
    assert without_possessive("Rhys's") == "Rhys"


@given(st.text(max_size=200))
def test_any_text_has_words_in_order_inside_it(text: str) -> None:
    last = 0
    for word in spelled_words(text):
        assert last <= word.start < word.end <= len(text)
        last = word.end
