"""First names and initials that tell people apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.naming import called_among, first_name, initials_among


def people(*names: str) -> list[Person]:
    return [Person(id=str(number), name=name) for number, name in enumerate(names)]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Priya Nair", "Priya"),
        ("Dr Siew Lee", "Dr Lee"),
        ("Mrs. Okafọ̀", "Mrs. Okafọ̀"),
        ("Séan Ó Dálaigh", "Séan"),
        ("Judge", "Judge"),
        ("", ""),
    ],
)
def test_people_are_called_by_their_first_name(name: str, short: str) -> None:
    assert first_name(name) == short


def test_who_shares_a_first_name_is_called_by_the_whole_name() -> None:
    family = people("Tom Avery", "Tom Byrne", "Dana Avery")
    assert called_among("Tom Avery", family) == "Tom Avery"
    assert called_among("Dana Avery", family) == "Dana"


def test_initials_are_made_from_names_and_numbered_where_they_clash() -> None:
    found = initials_among(people("Priya Nair", "John Smith", "Jane Smith", "Dr Siew Lee", "Joy Okafọ̀"))
    assert list(found.values()) == ["PN", "JS", "JS2", "SL", "JO"]


def test_initials_set_by_hand_go_first() -> None:
    given_by_hand = Person(id="b", name="Peter North", initials="PN")
    found = initials_among([Person(id="a", name="Priya Nair"), given_by_hand])
    assert found == {"a": "PN2", "b": "PN"}


@given(st.lists(st.text(max_size=30), max_size=12))
def test_initials_are_there_for_everyone_and_differ(names: list[str]) -> None:
    found = initials_among(people(*names))
    assert len(found) == len(names)
    assert len({initials.casefold() for initials in found.values()}) == len(names)
    assert all(found.values())
