"""Notes under the speaker's name, pasted paragraphs, and what was prepared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.services.demo_preparing import person_named
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.discussing import (
    notes_of,
    record_note,
    speakers,
    split_paragraphs,
)
from cpm_desktop.services.holding import mark_presence, start


@given(st.text(alphabet="ab \n\t", max_size=80))
def test_splitting_loses_no_word(text: str) -> None:
    assert "".join("".join(split_paragraphs(text)).split()) == "".join(text.split())


def test_paragraphs_part_at_blank_lines_and_a_wall_of_lines_at_each() -> None:
    assert split_paragraphs("One\nstill one\n\n \nTwo") == ("One\nstill one", "Two")
    long = "\n".join(["x" * 400] * 5)
    assert len(split_paragraphs(long)) == 5


@pytest.mark.rule("record.child-centred")
def test_the_child_is_offered_first_among_those_who_are_here(desk: Desk, meeting_id: str) -> None:
    start(desk, meeting_id)
    meeting = desk.meeting(meeting_id).value
    for name in ("Dr Siew Lee", "Kai Avery"):
        mark_presence(desk, meeting_id, person_named(meeting, name), Presence.PRESENT)
    offered = speakers(desk.meeting(meeting_id).value)
    assert [speaker.short for speaker in offered[:2]] == ["Kai", "Dr Lee"]
    assert offered[-1].attendee_id == ""


@pytest.mark.rule("record.whole-discussion")
def test_a_note_stands_under_its_item_and_speaker(desk: Desk, meeting_id: str) -> None:
    start(desk, meeting_id)
    kai = person_named(desk.meeting(meeting_id).value, "Kai Avery")
    record_note(desk, meeting_id, "health", kai, "“They didn’t explain <anything>”")
    note = notes_of(desk.meeting(meeting_id).value, "health")[0]
    assert (note.speaker, note.text) == (kai, "“They didn’t explain <anything>”")
