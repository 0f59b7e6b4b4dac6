"""Words are found where they stand: titles first, then headings, then the text around them."""

import pytest

from cpm_desktop.domain.guide.finding import find_in_guide
from cpm_desktop.services.guide import load_guide

GUIDE = load_guide()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("caseload", "caseload"),
        ("shorthand", "shorthand"),
        ("add a child", "caseload"),
        ("recov code lost", "safety"),
        ("pack", "packs"),
        ("QR", "packs"),
        ("caps lock", "safety"),
        ("ctrl+shift+h", "hold"),
    ],
)
def test_the_first_place_is_the_one_that_is_meant(typed: str, first: str) -> None:
    places = find_in_guide(GUIDE, typed)
    assert places
    assert places[0].topic == first, [(place.topic, place.heading) for place in places[:4]]


def test_nothing_is_found_for_no_words_or_strange_ones() -> None:
    assert find_in_guide(GUIDE, "  ") == ()
    assert find_in_guide(GUIDE, "zebra") == ()


def test_a_long_text_is_shortened_around_the_word() -> None:
    places = find_in_guide(GUIDE, "initials")
    assert places
    assert all(len(place.excerpt) <= 120 for place in places)
    assert any("initials" in place.excerpt for place in places)


def test_every_word_of_a_title_leads_to_its_topic() -> None:
    for topic in GUIDE.topics:
        assert topic.id in {place.topic for place in find_in_guide(GUIDE, topic.title)}
