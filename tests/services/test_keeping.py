"""A screen says how an entity is wanted; only what differs is changed, and each step can be undone."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpm_desktop.domain.captures import Action, Note
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.text import clean_text
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.keeping import keep, keep_in_one_step


def test_what_is_new_is_added_and_what_is_the_same_changes_nothing(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    action = Action(id="a", text="Book it")
    assert keep(editing, action)
    assert not keep(editing, action)
    assert editing.value.actions[0].text == "Book it"


def test_typing_is_undone_apart_from_a_date(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    keep(editing, Action(id="a", text="Book it"))
    keep(editing, Action(id="a", text="Book it soon", due=dt.date(2026, 12, 18)))
    editing.undo()
    assert (editing.value.actions[0].text, editing.value.actions[0].due) == ("Book it soon", None)
    editing.undo()
    assert editing.value.actions[0].text == "Book it"


def test_several_details_are_one_step_where_they_belong_together(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    keep(editing, Action(id="a", text="@PN book it by 18 Dec so that it is done"))
    wanted = Action(
        id="a",
        position=editing.value.actions[0].position,
        text="book it\r\n",
        purpose="it is done",
        owner="Priya Nair",
        due=dt.date(2026, 12, 18),
    )
    assert keep_in_one_step(editing, wanted)
    assert editing.value.actions == (dataclasses.replace(wanted, text="book it\n"),)
    assert not keep_in_one_step(editing, wanted)
    editing.undo()
    assert editing.value.actions[0] == Action(
        id="a", position=wanted.position, text="@PN book it by 18 Dec so that it is done"
    )


def test_what_is_refused_in_one_step_changes_nothing(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    keep(editing, Action(id="a", text="One"))
    before = editing.value
    with pytest.raises(CarePlanningError):
        keep_in_one_step(editing, Action(id="a", text="Two", due="no date"))  # type: ignore[arg-type]  # wrong on purpose
    assert editing.value == before


def test_position_and_identity_stay(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    keep(editing, Action(id="a", text="One"))
    keep(editing, Action(id="b", text="Two"))
    keep(editing, Action(id="a", text="First", position=0))
    assert [(one.id, one.position) for one in editing.value.actions] == [("a", 1), ("b", 2)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_text_ends_as_wanted_and_undo_goes_all_the_way_back(
    desk: Desk, meeting_id: str, texts: list[str]
) -> None:
    editing = desk.meeting(meeting_id)
    keep(editing, Note(id="n", text=""))
    steps = sum(keep(editing, dataclasses.replace(editing.value.notes[-1], text=text)) for text in texts)
    assert editing.value.notes[-1].text == clean_text(texts[-1])
    for _ in range(steps):
        editing.undo()
    assert editing.value.notes[-1].text == ""
    editing.undo()
    assert editing.value.notes == ()


def test_a_refusal_is_told(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    keep(editing, Action(id="a", text="One"))
    with pytest.raises(CarePlanningError):
        keep(editing, dataclasses.replace(Action(id="a"), due="no date"))  # type: ignore[arg-type]  # wrong on purpose
