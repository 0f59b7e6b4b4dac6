"""The child's copy, the agenda and the action list."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.meeting import NextMeeting
from cpm_desktop.domain.papers.action_list import build_action_list
from cpm_desktop.domain.papers.agenda_paper import build_agenda
from cpm_desktop.domain.papers.child_copy import build_child_copy
from cpm_desktop.domain.papers.first_names import first_names, owners_by_first_name
from cpm_desktop.domain.reader import Reader, ReaderKind
from tests.domain.papers.forms_at_hand import standard_form
from tests.paper_text import texts_of
from tests.scenario_meeting import ONLY_ON_THE_FILE_COPY, kai, scenario_meeting

KAI = Reader(ReaderKind.CHILD, "kai")


def said_in(paper: Paper) -> str:
    return "\n".join(texts_of(paper)).replace("\u00a0", " ")


@pytest.mark.rule("record.child-centred")
def test_the_childs_copy_speaks_to_the_child_in_plain_words() -> None:
    text = said_in(build_child_copy(standard_form(), scenario_meeting(), KAI))
    assert "Hello Kai," in text
    assert "I want to stay at Joy's." in text
    assert "You told Séan on 20 November. These are your words, just as you said them." in text
    assert (
        "You choose a new dentist, and Joy goes with you.\nWhy: you will go if people listen to you" in text
    )
    assert "Priya books your health check, at the clinic you choose.\nBy 18 December." in text
    assert "Dad does not agree that family time is on Saturdays." in text
    assert "Tuesday 26 January 2027, 14:00, the garden room, Fell Lane Academy." in text
    assert "From Priya Nair, your social worker" in text
    assert "Séan can help you say it." in text


@pytest.mark.rule("record.child-centred", "after.copy-for-each-reader")
def test_only_what_was_put_into_plain_words_stands_on_the_childs_copy() -> None:
    text = said_in(build_child_copy(standard_form(), scenario_meeting(), KAI))
    for words in (
        "<most>",
        "Two appointments missed",
        "No service locally",
        "LL-204417 ",
        *ONLY_ON_THE_FILE_COPY,
    ):
        assert words not in text
    assert "What people talked about" not in text


def test_the_childs_copy_of_a_meeting_without_words_for_the_child_still_says_who_to_ask() -> None:
    meeting = scenario_meeting()
    empty = dataclasses.replace(
        meeting, views=(), decisions=(), actions=(), disagreements=(), unmet_needs=(), next_meetings=()
    )
    text = said_in(build_child_copy(standard_form(), empty, KAI))
    assert "Nothing is written here. You can ask Priya." in text
    assert "What is not sorted out yet" not in text
    assert "There is no day for it yet. Priya will tell you." in text


@pytest.mark.rule("record.child-centred")
def test_the_child_is_not_told_to_wait_for_a_day_where_no_other_meeting_is_planned() -> None:
    planned = NextMeeting(id="next", none_because="SECRET because")
    meeting = dataclasses.replace(scenario_meeting(), next_meetings=(planned,))
    text = said_in(build_child_copy(standard_form(), meeting, KAI))
    assert "No other meeting is planned. You can ask Priya why." in text
    assert "There is no day for it yet" not in text
    assert "SECRET" not in text


def test_who_was_there_is_told_by_first_names() -> None:
    text = said_in(build_child_copy(standard_form(), scenario_meeting(), KAI))
    assert (
        "You, Dana (your mother), Joy (your foster carer), Priya (your social worker), Michael (your designated "
        "teacher, on the screen until 14:48), Dr Lee (your community paediatrician, from 14:31) and Séan (your "
        "advocate). Tom (your father) and Agnieszka (your independent reviewing officer) could not come."
    ) in text


def test_the_agenda_has_starting_times_prompts_and_what_is_open() -> None:
    meeting = scenario_meeting()
    paper = build_agenda(standard_form(), meeting, kai(), meeting.carried, review="Second of two meetings")
    text = said_in(paper)
    assert paper.subtitle.replace("\u00a0", " ") == "Tuesday 24 November 2026, 14:00 to about 15:06"
    assert "14:03\n5 min\n2  Kai’s views" in text
    assert "Ask the dentist for a first appointment. Joy Okafọ̀, due 2 Oct 2026, carried 1" in text
    assert "Fed back from Specific-issue meeting: Contact, 20 October 2026" in text
    assert "Noted: Attendance 94 %." in text
    assert "Rachel Whitmore" not in text
    assert not any(words in text for words in ONLY_ON_THE_FILE_COPY)


def test_what_not_everyone_may_read_stays_off_agenda_and_action_list() -> None:
    meeting = scenario_meeting()
    carried = tuple(dataclasses.replace(item, audience=Audience.PROFESSIONALS) for item in meeting.carried)
    actions = tuple(dataclasses.replace(action, audience=Audience.FILE_ONLY) for action in meeting.actions)
    meeting = dataclasses.replace(meeting, carried=carried, actions=actions)
    assert "dentist for a first" not in said_in(build_agenda(standard_form(), meeting, kai(), carried))
    listed = said_in(build_action_list(standard_form(), meeting))
    assert "dentist for a first" not in listed
    assert "Book the health assessment" not in listed


def test_the_action_list_has_first_names_and_room_for_dates() -> None:
    text = said_in(build_action_list(standard_form(), scenario_meeting(), send_by=dt.date(2026, 11, 29)))
    assert (
        "Priya\nBook the health assessment at the clinic Kai chooses\nSo that it is done before Christmas"
        in text
    )
    assert "18 December" in text
    assert text.count("Agree a date") == 2
    assert "Proposal to the review" in text
    assert "The signed minutes follow by 29 November 2026 and are the record." in text
    assert "LL-204417" not in text
    assert "Okafọ̀" not in text


def test_an_action_of_two_people_names_both_and_who_is_no_person_stays_whole() -> None:
    people = ("Priya Nair", "Dana Avery", "Dana Brown")
    owners = ("Priya Nair and Dana Avery", "Priya Nair", "School nurse", "Housing and Finance", "Jo Field")
    assert owners_by_first_name(people, owners) == {
        "Priya Nair and Dana Avery": "Priya and Dana A",
        "Priya Nair": "Priya",
        "School nurse": "School nurse",
        "Housing and Finance": "Housing and Finance",
        "Jo Field": "Jo",
    }


def test_first_names_get_an_initial_where_they_clash() -> None:
    found = first_names(["Kai Avery", "Kai Brown", "Dr Siew Lee", "Joy", "Dana Avery", "Kai Bell"])
    assert found == {
        "Kai Avery": "Kai A",
        "Kai Brown": "Kai Brown",
        "Kai Bell": "Kai Bell",
        "Dr Siew Lee": "Dr Lee",
        "Joy": "Joy",
        "Dana Avery": "Dana",
    }
