"""Who arrives or leaves is read from a few letters; what is not understood is said and nothing is noted."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.arrivals_as_typed import people_meant, read_arrival
from cpm_desktop.domain.attendance import AttendanceEvent, Presence
from cpm_desktop.domain.child import Person

NOW = dt.datetime(2026, 11, 24, 14, 36, tzinfo=dt.UTC)
PEOPLE = (
    Person(id="priya", name="Priya Nair"),
    Person(id="joy", name="Joy Okafọ̀"),
    Person(id="tom", name="Tom Avery"),
    Person(id="dana", name="Dana Avery"),
    Person(id="lee", name="Dr Siew Lee"),
    Person(id="zofia", name="Zofia Łuczak-Wójcik"),
)
HERE = (AttendanceEvent(id="1", who="priya", presence=Presence.PRESENT, at=NOW.replace(minute=2)),)


@pytest.mark.parametrize(
    ("typed", "who", "presence", "time"),
    [
        ("pn", "priya", Presence.LEFT, None),
        ("PN left 14:30", "priya", Presence.LEFT, "14:30"),
        ("pn 5", "priya", Presence.LEFT, "14:31"),
        ("pn left 5 minutes ago", "priya", Presence.LEFT, "14:31"),
        ("pn 5m ago", "priya", Presence.LEFT, "14:31"),
        ("priya by phone", "priya", Presence.REMOTE, None),
        ("sl", "lee", Presence.PRESENT, None),
        ("lee 10 ago", "lee", Presence.PRESENT, "14:26"),
        ("jo", "joy", Presence.PRESENT, None),
        ("joy okafo video", "joy", Presence.REMOTE, None),
        ("tom sent apologies", "tom", Presence.APOLOGIES, None),
        ("da absent", "dana", Presence.ABSENT, None),
        ("zofia wojcik", "zofia", Presence.PRESENT, None),
        ("zl", "zofia", Presence.PRESENT, None),
        ("da arrives at 2.30pm", "dana", Presence.PRESENT, "14:30"),
        ("da at 2", "dana", Presence.PRESENT, "14:00"),
        ("da at 14", "dana", Presence.PRESENT, "14:00"),
        ("da 2", "dana", Presence.PRESENT, "14:34"),
        ("pn asked to leave", "priya", Presence.ASKED_OUT, None),
    ],
)
def test_a_line_is_read_as_it_is_meant(typed: str, who: str, presence: Presence, time: str | None) -> None:
    read = read_arrival(typed, PEOPLE, HERE, NOW)
    assert (read.who, read.presence, read.problem) == (who, presence, "")
    assert (f"{read.at:%H:%M}" if read.at else None) == time
    assert not read.corrects


def test_a_time_for_what_is_noted_already_puts_its_time_right() -> None:
    read = read_arrival("pn here 13:58", PEOPLE, HERE, NOW)
    assert read.corrects
    assert read.at == NOW.replace(hour=13, minute=58)
    assert read_arrival("pn here", PEOPLE, HERE, NOW).problem


def test_an_hour_still_to_come_is_said_to_be() -> None:
    assert read_arrival("da at 5", PEOPLE, HERE, NOW).problem == "That is still to come."


def test_nobody_is_noted_before_what_was_noted_later() -> None:
    assert "14:02" in read_arrival("pn left 13:50", PEOPLE, HERE, NOW).problem


def test_nothing_is_noted_that_is_still_to_come_or_no_time() -> None:
    assert read_arrival("tom 15:10", PEOPLE, HERE, NOW).problem == "That is still to come."
    assert "no time" in read_arrival("tom 99:99", PEOPLE, HERE, NOW).problem


def test_initials_go_before_names_and_all_who_fit_are_told() -> None:
    assert people_meant("avery", PEOPLE) == ("tom", "dana")
    assert people_meant("da", PEOPLE)[0] == "dana"
    assert people_meant("xx", PEOPLE) == ()
    assert read_arrival("xx", PEOPLE, (), NOW).problem == "Nobody here is called that."


@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    read = read_arrival(typed, PEOPLE, HERE, NOW)
    assert read.who in {"", *(person.id for person in PEOPLE)}
    assert read.at is None or read.problem or read.at <= NOW


def test_two_who_are_as_likely_are_asked_about_and_neither_is_noted() -> None:
    read = read_arrival("avery left", PEOPLE, HERE, NOW)
    assert read.who == ""
    assert read.problem == "That may be Tom Avery (TA) or Dana Avery (DA): type the initials."
    jo = Person(id="jo", name="Jo Smith")
    assert read_arrival("jo", (*PEOPLE, jo), HERE, NOW).who == "", "Joy Okafọ̀ is JO, and Jo is called so"
    assert read_arrival("JO", (*PEOPLE, jo), HERE, NOW).who == "joy"
    assert read_arrival("jo smith", (*PEOPLE, jo), HERE, NOW).who == "jo"
