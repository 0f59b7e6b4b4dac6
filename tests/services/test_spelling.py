"""Spelling on a real store: the dictionary, the field, the names around a meeting, and own words."""

import pytest

from cpm_desktop.data_files import resources_folder
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.spelling import (
    Spelling,
    dictionary,
    is_spelling_on,
    own_words,
    remove_word,
    turn_spelling,
)

BRITISH = (
    "behaviour",
    "organised",
    "paediatrician",
    "counselling",
    "centre",
    "practise",
    "licence",
    "enrolment",
)
FIELD = ("safeguarding", "genogram", "neurodivergent", "wellbeing", "Ofsted", "Cafcass", "SENCo", "EHCPs")
TYPOS = (
    "recieve",
    "thier",
    "seperate",
    "accomodation",
    "definately",
    "becuase",
    "wich",
    "occured",
    "behavour",
)


@pytest.fixture
def spelling(desk: Desk) -> Spelling:
    return Spelling(desk, dictionary())


def test_british_words_and_words_of_the_field_are_in_no_doubt(spelling: Spelling) -> None:
    assert [word for word in (*BRITISH, *FIELD) if not spelling.knows(word)] == []
    assert [word for word in TYPOS if spelling.knows(word)] == []


def test_what_was_meant_is_suggested(spelling: Spelling) -> None:
    meant = {"recieve": "receive", "paediatritian": "paediatrician", "Camhs": "CAMHS", "genagram": "genogram"}
    assert {word: spelling.suggestions(word)[0] for word in meant} == meant


def test_the_people_of_a_meeting_are_known_where_it_is_talked_about(
    desk: Desk, spelling: Spelling, meeting_id: str
) -> None:
    meeting = desk.meeting(meeting_id).value
    names = [word for person in meeting.attendees for word in person.name.split()]
    assert any(not spelling.knows(name) for name in names)
    spelling.turn_to(meeting)
    assert [name for name in names if spelling.doubts(name)] == []
    assert spelling.doubts(f"{names[0]}’s sister said thier") == (
        (len(f"{names[0]}’s sister said "), len(f"{names[0]}’s sister said thier")),
    )
    spelling.turn_to(None)
    assert any(not spelling.knows(name) for name in names)


def test_a_name_that_is_nearly_right_is_suggested(desk: Desk, spelling: Spelling, meeting_id: str) -> None:
    spelling.turn_to(desk.meeting(meeting_id).value)
    assert "Agnieszka" in spelling.suggestions("Agneszka")


def test_own_words_are_kept_and_taken_away(desk: Desk, spelling: Spelling) -> None:
    spelling.add_word("Ystradgynlais’s")
    assert [word.text for word in own_words(desk)] == ["Ystradgynlais"]
    assert spelling.knows("Ystradgynlais")
    spelling.add_word("Ystradgynlais")
    assert len(own_words(desk)) == 1
    remove_word(desk, own_words(desk)[0].id)
    spelling.turn_to(None)
    assert not spelling.knows("Ystradgynlais")
    desk.workplace().undo()
    assert desk.workplace().undo_label() == "add word of your own"


def test_what_is_ignored_is_ignored_about_one_subject_alone(
    desk: Desk, spelling: Spelling, meeting_id: str
) -> None:
    meeting = desk.meeting(meeting_id).value
    spelling.turn_to(meeting)
    spelling.ignore("thier")
    assert spelling.doubts("thier") == ()
    spelling.turn_to(desk.child(meeting.facts.child_id).value)
    assert spelling.doubts("thier") == ((0, 5),)


def test_the_switch_is_remembered(desk: Desk) -> None:
    assert is_spelling_on(desk)
    turn_spelling(desk, is_on=False)
    assert desk.wait(desk.store.load_workplace()).setting("spelling.is_off") == "yes"
    turn_spelling(desk, is_on=True)
    assert is_spelling_on(desk)


def test_no_word_of_the_field_is_there_for_nothing() -> None:
    lines = (resources_folder() / "spelling" / "field.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert lines == sorted(set(lines), key=lambda line: (line.casefold(), line))


def test_no_word_of_a_case_outlives_the_open_records(spelling: Spelling) -> None:
    spelling.doubts("Zebedee Quillfeather was frightened.")
    assert not spelling.knows("Quillfeather")
    assert "Quillfeather" not in str(vars(dictionary()))  # one for the process: it is there after locking
