"""Names of files that every system takes and that name nobody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.filenames import (
    LONGEST,
    file_name,
    numbered_apart,
    plain_letters,
    safe_stem,
    without_names,
)

pytestmark = pytest.mark.rule("after.file-and-case-note")
PATTERN = "{case_number} {date} {kind}"
VALUES = {"case_number": "LL-204417", "date": "2026-11-24", "kind": "Standard CPM"}
NAMES = ["Kai Avery", "Joy Okafọ̀"]
SCRIPTS = [
    "Łukasz Wójcik",
    "Zoë Ó Dálaigh",
    "Nguyễn Thị Ánh",
    "Şule Yıldız",
    "Ольга Иванова",
    "Νίκος",
    "محمد",
    "דוד",
    "ਗੁਰਪ੍ਰੀਤ",
    "মোহাম্মদ",
    "李小龙",
    "ሰላም",
    "👧🏽",
]
ON_ANY_SYSTEM = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 ._-]*[A-Za-z0-9]$")


def test_case_number_date_and_kind() -> None:
    assert file_name(PATTERN, VALUES, NAMES) == "LL-204417 2026-11-24 Standard CPM.pdf"
    named = file_name(PATTERN, VALUES, NAMES, qualifier="family copy 2")
    assert named == "LL-204417 2026-11-24 Standard CPM family copy 2.pdf"


@pytest.mark.parametrize("case_number", ["Kai Avery 12", "AVERY-12", "kaiavery12", "12/okafo"])
def test_a_name_in_a_case_number_is_taken_out(case_number: str) -> None:
    name = file_name(PATTERN, {**VALUES, "case_number": case_number}, NAMES)
    assert not re.search("kai|avery|okaf", name, re.IGNORECASE)
    assert name.endswith("2026-11-24 Standard CPM.pdf")


def test_words_that_only_look_like_names_stay() -> None:
    assert without_names("LL-204417 Standard", ["Stan", "Di Ll"]) == "-204417 "
    assert without_names("LL-204417 Standard", ["Di Mo", "Sta"]) == "LL-204417 Standard"
    assert file_name(PATTERN, VALUES, ["Stan Dard"]) == "LL-204417 2026-11-24 Standard CPM.pdf"


@pytest.mark.parametrize(
    "text", [*SCRIPTS, "CON", "nul.pdf", "COM1", "lpt9 x", "..", "-rf", "a\0b/c\\d:e", "x" * 400, " "]
)
def test_any_text_becomes_a_name(text: str) -> None:
    name = f"{safe_stem(text)}.pdf"
    assert ON_ANY_SYSTEM.match(name), name
    assert len(safe_stem(text)) <= LONGEST
    assert name.partition(".")[0].casefold() not in {"con", "nul", "com1"}


@pytest.mark.parametrize(
    ("text", "plain"), [("Łukasz", "Lukasz"), ("Øst", "Ost"), ("Weiß", "Weiss"), ("é", "e")]
)
def test_marks_fall_away_and_letters_stay(text: str, plain: str) -> None:
    assert plain_letters(text) == plain


def test_names_are_told_apart_whatever_their_case() -> None:
    assert numbered_apart("Minutes.pdf", ["minutes.PDF", "Minutes 2.pdf"]) == "Minutes 3.pdf"
    assert numbered_apart("Minutes.pdf", []) == "Minutes.pdf"
    long = "x" * 76 + ".pdf"
    assert numbered_apart(long, [long]) == "x" * 74 + " 2.pdf"


@given(
    st.text(),
    st.text(),
    st.lists(st.text(max_size=20), max_size=4),
    st.sampled_from(["", "child copy", "copy 12"]),
)
def test_every_name_is_short_plain_and_ends_well(
    number: str, kind: str, names: list[str], qualifier: str
) -> None:
    name = file_name(
        PATTERN, {"case_number": number, "kind": kind, "date": "2026-11-24"}, names, qualifier=qualifier
    )
    assert len(name) <= LONGEST
    assert ON_ANY_SYSTEM.match(name), name
    assert "2026-11-24" in name or len(number) > 40 or "{" in number


@given(st.sampled_from(SCRIPTS), st.text(max_size=10))
def test_no_persons_name_is_left(person: str, around: str) -> None:
    name = file_name("{case_number}", {"case_number": f"{around} {person} {around}"}, [person])
    plain = plain_letters(person).casefold().split()
    assert not any(re.search(rf"\b{re.escape(part)}\b", name.casefold()) for part in plain if len(part) > 2)
