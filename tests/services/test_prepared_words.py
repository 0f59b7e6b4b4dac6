"""What was prepared for an item: proposed until it was said in the room, then taken over once."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpm_desktop.domain.aggregate import all_entities
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.meeting import ItemState
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.discussing import notes_of
from cpm_desktop.services.holding import start
from cpm_desktop.services.item_work import leave_out
from cpm_desktop.services.papers import action_list_pdf
from cpm_desktop.services.prepared_words import confirm_prepared, is_confirmed, unconfirmed
from cpm_desktop.services.preparing import set_prepared_note
from cpm_desktop.services.room_view import room_view
from tests.paper_text import printed_text

HEALTH, EDUCATION = "health", "education"
WORDS = "Kai missed two appointments.\n@PN book the optician by 18 Dec so that Kai has no pain\n= Joy goes with him"


def test_what_is_prepared_is_confirmed_once(desk: Desk, meeting_id: str) -> None:
    start(desk, meeting_id)
    assert confirm_prepared(desk, meeting_id, HEALTH) == ("note",)
    assert confirm_prepared(desk, meeting_id, HEALTH) == ()
    meeting = desk.meeting(meeting_id).value
    assert len(notes_of(meeting, HEALTH)) == 1
    assert is_confirmed(meeting, HEALTH)
    assert not is_confirmed(meeting, EDUCATION)


def test_proposed_lines_are_nowhere_until_they_are_confirmed_and_then_are_what_they_say(
    desk: Desk, meeting_id: str
) -> None:
    set_prepared_note(desk, meeting_id, HEALTH, WORDS)
    start(desk, meeting_id)
    assert "optician" not in str(room_view(desk, meeting_id))
    assert "optician" not in printed_text(action_list_pdf(desk, meeting_id))
    assert confirm_prepared(desk, meeting_id, HEALTH) == ("note", "action", "decision")
    meeting = desk.meeting(meeting_id).value
    action = meeting.actions[-1]
    assert (action.text, action.owner, action.due) == (
        "book the optician",
        "Priya Nair",
        dt.date(2026, 12, 18),
    )
    assert action.purpose.endswith("Kai has no pain")
    assert action.item == HEALTH
    assert action.at is not None
    assert meeting.decisions[-1].text == "Joy goes with him"
    assert notes_of(meeting, HEALTH)[0].text == "Kai missed two appointments."
    assert "book the optician" in str(room_view(desk, meeting_id))


def test_lines_alone_leave_no_note_and_are_taken_once(desk: Desk, meeting_id: str) -> None:
    set_prepared_note(desk, meeting_id, HEALTH, "@PN book the optician\n? Help with sleep")
    start(desk, meeting_id)
    assert confirm_prepared(desk, meeting_id, HEALTH) == ("action", "unmet need")
    assert confirm_prepared(desk, meeting_id, HEALTH) == ()
    meeting = desk.meeting(meeting_id).value
    assert notes_of(meeting, HEALTH) == ()
    assert (len(meeting.actions), len(meeting.unmet_needs)) == (1, 1)
    for _ in range(2):
        desk.meeting(meeting_id).undo()
    assert not is_confirmed(desk.meeting(meeting_id).value, HEALTH)


def test_what_nobody_confirmed_is_told_until_it_is_left_out_with_a_reason(
    desk: Desk, meeting_id: str
) -> None:
    start(desk, meeting_id)
    waiting = [one.item for one in unconfirmed(desk, meeting_id)]
    assert HEALTH in waiting
    assert next(one.title for one in unconfirmed(desk, meeting_id) if one.item == HEALTH) == "Health"
    confirm_prepared(desk, meeting_id, HEALTH)
    assert [one.item for one in unconfirmed(desk, meeting_id)] == [one for one in waiting if one != HEALTH]
    others = [one for one in waiting if one != HEALTH]
    leave_out(desk, meeting_id, others[0], "No time")
    assert desk.meeting(meeting_id).value.progress_of(others[0]).state is ItemState.NOT_DISCUSSED
    assert [one.item for one in unconfirmed(desk, meeting_id)] == others[1:]


@given(
    st.lists(
        st.sampled_from(["plain words", "@PN do it", "= so be it", "x about this", "“quote”", " ", "? need"]),
        min_size=1,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_word_is_lost(desk: Desk, meeting_id: str, lines: list[str]) -> None:
    text = "\n".join(lines)
    if desk.meeting(meeting_id).value.facts.started_at is None:
        start(desk, meeting_id)
    item = new_identifier()
    set_prepared_note(desk, meeting_id, item, text)
    confirm_prepared(desk, meeting_id, item)
    held = [one for one in all_entities(desk.meeting(meeting_id).value) if getattr(one, "item", "") == item]
    said = " ".join(str(one) for one in held)
    for word in ("plain", "do it", "so be it", "about", "quote", "need"):
        assert (word in text) <= (word in said)
