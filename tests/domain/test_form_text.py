"""A form as canonical text, and blanks in its texts."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.blanks import blanks_in, fill_blanks, stray_braces
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.form_text import canonical_form_text, hash_form_text, read_form_text, with_hash
from cpm_desktop.domain.forms import (
    AgendaItem,
    Chairing,
    Condition,
    Form,
    Frequency,
    FrequencyKind,
    Question,
    QuestionKind,
    RoleName,
    Source,
    Texts,
)
from cpm_desktop.domain.forms import (
    Test as Comparison,
)
from cpm_desktop.domain.roles import find_role, satisfies

FORM = Form(
    id="small",
    version=3,
    name="Small meeting",
    short_name="Small",
    sentence="For what is small.",
    source=Source(document="A leaflet"),
    rules=("record.smart-plan",),
    agenda=(
        AgendaItem(
            id="opening",
            title="{child}’s day",
            minutes=5,
            questions=(
                Question(
                    id="issue",
                    text="Which?",
                    kind=QuestionKind.CHOICE,
                    options=(("b", "B"), ("a", "A")),
                    when=(Condition(fact="child.age", test=Comparison.UNDER, value="5"),),
                ),
            ),
        ),
    ),
    expected=(),
    papers=(),
    chairing=Chairing(usual=("social-worker",)),
    checks=(),
    deadlines=(),
    frequency=Frequency(kind=FrequencyKind.EVERY, most_days=42),
    texts=Texts(file_name="{date}", case_note="Held."),
)


def test_it_comes_back_whole() -> None:
    assert read_form_text(canonical_form_text(FORM)) == with_hash(FORM)
    assert with_hash(FORM).agenda[0].questions[0].options == (("b", "B"), ("a", "A"))


def test_the_hash_is_that_of_the_text_and_not_in_it() -> None:
    text = canonical_form_text(with_hash(FORM))
    assert text == canonical_form_text(FORM)
    assert with_hash(FORM).hash == hash_form_text(text)
    assert '"hash"' not in text


def test_what_equals_its_default_is_left_out() -> None:
    row = json.loads(canonical_form_text(FORM))
    assert "has_set_agenda" not in row
    assert "hint" not in row["agenda"][0]["questions"][0]
    free = json.loads(canonical_form_text(dataclasses.replace(FORM, has_set_agenda=False)))
    assert free["has_set_agenda"] is False


def test_the_hash_of_a_kept_form_never_changes() -> None:
    assert with_hash(FORM).hash == "721826b9a3e05c6f2ac088e6dafd57f8f1f0d2f12f0d801445223fb35979d242"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "[[1]]", '{"id": 3}', '{"id": "x"}', '{"colour": "red"}', "[" * 9999]
)
def test_what_is_no_form_is_refused(text: str) -> None:
    with pytest.raises(InvalidDetail):
        read_form_text(text)


@given(title=st.text(max_size=50))
def test_any_text_comes_back(title: str) -> None:
    form = dataclasses.replace(FORM, name=title)
    if any("\ud800" <= letter <= "\udfff" for letter in title):
        return
    assert read_form_text(canonical_form_text(form)).name == title


def test_blanks_are_filled_and_unknown_ones_stay() -> None:
    assert fill_blanks("{child}’s {day}", {"child": "Kai"}) == "Kai’s {day}"
    assert blanks_in("{case_number} {date}") == ("case_number", "date")
    assert list(stray_braces("{child} {Not this} }")) == ["{", "}", "}"]


@given(name=st.text(max_size=20))
def test_a_name_with_braces_is_left_as_it_is(name: str) -> None:
    assert fill_blanks("“{child}”", {"child": name, "x": "y"}) == f"“{name}”"


def test_roles_are_found_whole_first_and_then_by_how_they_end() -> None:
    roles = {
        "nurse": RoleName(id="nurse", name="Nurse", group="professional"),
        "school-nurse": RoleName(id="school-nurse", name="School nurse", group="professional"),
        "mother": RoleName(id="mother", name="Mother", group="family", also=("Mum", "Mère")),
    }
    assert find_role(roles, "NURSE") == "nurse"
    assert find_role(roles, "  lead school-nurse ") == "school-nurse"
    assert find_role(roles, "Kai’s mum") == "mother"
    assert find_role(roles, "mere") == "mother"
    assert find_role(roles, "grandmother") == ""
    assert find_role(roles, " – ") == ""


def test_an_expected_role_may_name_several() -> None:
    assert satisfies("mother|parent", "parent")
    assert not satisfies("mother|parent", "pare")
    assert not satisfies("mother|parent", "")
