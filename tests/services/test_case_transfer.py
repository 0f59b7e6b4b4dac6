"""A case handed to another worker: the file says so, and open actions go along, those that a meeting agreed too."""

import datetime as dt

import pytest

from cpm_desktop.domain.captures import Action
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting_commands import EndMeeting
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.case_transfer import hand_over_case, owned_actions, worker_of
from cpm_desktop.services.child_overview import overview
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import start

DAY = dt.date(2026, 11, 24)


def test_the_new_worker_has_the_case_and_the_file_tells_it(desk: Desk, child_id: str) -> None:
    hand_over_case(desk, child_id, "Imran Shah", DAY, "Kai hates surprises.", moves_actions=False)
    file = desk.wait(desk.store.load_child(child_id))
    assert worker_of(desk, child_id) == "Imran Shah"
    assert [(one.from_worker, one.to_worker, one.note) for one in file.transfers][-1] == (
        "Priya Nair",
        "Imran Shah",
        "Kai hates surprises.",
    )
    new = next(person for person in file.people if person.name == "Imran Shah")
    assert new.role_id == "social-worker"
    assert ("Social worker", "Imran Shah") in overview(desk, child_id).facts


def test_open_actions_of_the_file_and_of_meetings_go_along(desk: Desk, child_id: str) -> None:
    meeting_id = new_meeting(desk, child_id, "cla-standard", DAY, dt.time(14))
    start(desk, meeting_id)
    editing = desk.meeting(meeting_id)
    editing.perform(Record(entity=Action(id="a", item="health", text="Ring the clinic", owner="Priya Nair")))
    editing.perform(EndMeeting(at=desk.now()))
    before = {item.text for item in owned_actions(desk, child_id, "Priya Nair")}
    assert {"Ring the clinic", "Chase the sleep clinic about the waiting list"} <= before
    carried = {item.id: item.carried for item in owned_actions(desk, child_id, "Priya Nair")}
    hand_over_case(desk, child_id, "Rachel Whitmore", DAY, moves_actions=True)
    assert owned_actions(desk, child_id, "Priya Nair") == ()
    moved = owned_actions(desk, child_id, "Rachel Whitmore")
    assert {item.text for item in moved} == before
    assert {item.id: item.carried for item in moved} == carried


def test_a_case_goes_over_whole_or_not_at_all(desk: Desk, child_id: str) -> None:
    meeting_id = new_meeting(desk, child_id, "cla-standard", DAY, dt.time(14))
    start(desk, meeting_id)
    editing = desk.meeting(meeting_id)
    editing.perform(Record(entity=Action(id="a", item="health", text="Ring the clinic", owner="Priya Nair")))
    editing.perform(EndMeeting(at=desk.now()))
    before, owned = desk.child(child_id).value, owned_actions(desk, child_id, "Priya Nair")
    commits = desk.store.last_sequence
    hand_over_case(desk, child_id, "Imran Shah", DAY, "Kai hates surprises.", moves_actions=True)
    assert len(owned_actions(desk, child_id, "Imran Shah")) == len(owned) > 1
    assert desk.store.last_sequence == commits + 1, "one transaction, so that a crash leaves no half of it"
    assert desk.wait(desk.store.load_child(child_id)).transfers[-1].to_worker == "Imran Shah"
    file = desk.child(child_id)
    assert file.undo_label() == "hand the case over"
    file.undo()
    assert (file.value.people, file.value.child, file.value.actions, file.value.transfers) == (
        before.people,
        before.child,
        before.actions,
        before.transfers,
    )
    assert owned_actions(desk, child_id, "Priya Nair") == owned
    assert desk.wait(desk.store.check()).is_whole()


def test_nobody_and_who_has_it_are_refused(desk: Desk, child_id: str) -> None:
    with pytest.raises(InvalidDetail, match="has this case already"):
        hand_over_case(desk, child_id, "priya nair", DAY, moves_actions=False)
    with pytest.raises(InvalidDetail, match="Give the name"):
        hand_over_case(desk, child_id, "  ", DAY, moves_actions=False)
