import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.unnamed_venue import UNTOLD, venue_without_names

CHILD = ("Kai Avery", "Kai")
GUESTS = ("Joy Okafọ̀", "Dr Siew Lee", "Tom Avery")


@pytest.mark.parametrize(
    ("venue", "told"),
    [
        ("The garden room, Fell Lane Academy (Kai's choice)", "The garden room, Fell Lane Academy"),
        ("The garden room (Kai’s choice), Fell Lane Academy", "The garden room, Fell Lane Academy"),
        ("Kai's school, room 2", "room 2"),
        ("KAI AVERY’S HOME", UNTOLD),
        ("Joy’s home, 14 Mallard Row", "14 Mallard Row"),
        ("Joy Okafọ̀ – kitchen", UNTOLD),
        ("Joy Street Centre", "Joy Street Centre"),
        ("Dr Lee's surgery", UNTOLD),
        ("Council offices, room 3 [ask for Priya]", "Council offices, room 3 [ask for Priya]"),
        ("", ""),
    ],
)
def test_a_venue_names_nobody(venue: str, told: str) -> None:
    assert venue_without_names(venue, CHILD, GUESTS) == told


@given(st.text(alphabet="Kaikai’s (),[]x ", max_size=40))
def test_no_venue_tells_the_childs_name(venue: str) -> None:
    told = venue_without_names(venue, CHILD, ())
    assert not re.search(r"(?<!\w)kai(?!\w)", told, re.IGNORECASE)


def test_without_names_to_hide_it_stays_as_typed() -> None:
    assert venue_without_names("Kai’s room (2), here", (), ("",)) == "Kai’s room (2), here"
