import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cpm_desktop.domain.captures import Action, Decision, Outcome, Status, UnmetNeed
from cpm_desktop.domain.child import Child, CopyKind, EarlierMeeting
from cpm_desktop.domain.commands import Put, Record, Withdraw, change, text_edit
from cpm_desktop.domain.handover import CopyPlan, Filing, FollowUp, Signing
from cpm_desktop.domain.listing import ChildSummary
from cpm_desktop.domain.meeting import Meeting, Stage, Validity
from cpm_desktop.domain.meeting_commands import CancelMeeting, EndMeeting, LockRecord, StartMeeting
from cpm_desktop.domain.open_items import OpenItem
from cpm_desktop.storage.store import Store
from tests.storage.kept_store import CHILD_ID, NOON, KeptStore, a_meeting, create, do, kai, make_kept

START = StartMeeting(at=NOON, children=(), attendees=(), carried=())


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptStore]:
    kept = make_kept(tmp_path / "place")
    yield kept
    assert kept.store.check().result(30).faults == ()
    kept.store.close()


def summary_of(store: Store) -> ChildSummary:
    (summary,) = store.caseload().result(10)
    return summary


def items_of(store: Store) -> dict[str, OpenItem]:
    return {item.id: item for item in store.open_items(CHILD_ID).result(10)}


def begin(store: Store, identifier: str, day: dt.date) -> Meeting:
    meeting = create(store, a_meeting(identifier, date=day))
    return do(store, meeting, START)[0]


def end(store: Store, meeting: Meeting) -> Meeting:
    return do(store, meeting, EndMeeting(at=NOON))[0]


@pytest.mark.rule("record.previous-actions")
def test_an_action_is_followed_through_meetings(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai())
    first = begin(store, "m1", dt.date(2026, 9, 22))
    first, _ = do(
        store, first, Record(entity=Action(id="a", text="Ask the dentist", due=dt.date(2026, 10, 2)))
    )
    assert items_of(store)["a"].is_draft
    end(store, first)
    item = items_of(store)["a"]
    assert (item.is_draft, item.carried, item.made_on) == (False, 0, dt.date(2026, 9, 22))
    second = begin(store, "m2", dt.date(2026, 11, 24))
    said = Outcome(id="o", of_item="a", status=Status.NOT_DONE, new_due=dt.date(2026, 12, 11))
    second, _ = do(store, second, Record(entity=said))
    item = items_of(store)["a"]
    assert (item.carried, item.is_open, item.is_draft, item.due) == (1, True, True, dt.date(2026, 12, 11))
    second, _ = do(store, second, change(second.outcomes[0], status=Status.DONE))
    assert not items_of(store)["a"].is_open
    assert summary_of(store).open_actions == 0
    second, _ = do(store, second, Withdraw(entity_kind="outcome", id="o"))
    assert items_of(store)["a"].due == dt.date(2026, 10, 2)
    assert summary_of(store).open_actions == 1


def test_rewording_and_reassigning_shows_in_the_list(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai())
    meeting = begin(store, "m1", dt.date(2026, 9, 22))
    meeting, _ = do(store, meeting, Record(entity=Action(id="a", text="Ask the dentist for a date")))
    edit = text_edit(meeting.actions[0], "text", "Ask the dentist Kai chooses for a date")
    assert edit is not None
    meeting, _ = do(store, meeting, edit)
    do(store, meeting, change(meeting.actions[0], owner="Joy Okafọ̀"))
    item = items_of(store)["a"]
    assert (item.text, item.owner) == ("Ask the dentist Kai chooses for a date", "Joy Okafọ̀")


def test_an_outcome_can_be_moved_to_another_item(kept: KeptStore) -> None:
    store = kept.store
    file = create(store, kai(actions=(Action(id="a"), Action(id="b"))))
    file, _ = do(store, file, Record(entity=Outcome(id="o", of_item="a", status=Status.DONE)))
    do(store, file, change(file.outcomes[0], of_item="b"))
    assert {name: item.is_open for name, item in items_of(store).items()} == {"a": True, "b": False}


@pytest.mark.rule("record.proposals-to-review")
def test_a_decision_is_followed_from_when_it_is_marked(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai())
    meeting = begin(store, "m1", dt.date(2026, 9, 22))
    meeting, _ = do(store, meeting, Record(entity=Decision(id="d", text="A match a month")))
    assert items_of(store) == {}
    meeting, _ = do(store, meeting, change(meeting.decisions[0], is_proposal_to_review=True))
    assert summary_of(store).open_proposals == 1
    do(store, meeting, change(meeting.decisions[0], is_proposal_to_review=False))
    assert items_of(store) == {}


def test_what_was_entered_on_the_file_names_the_meeting_it_comes_from(kept: KeptStore) -> None:
    store = kept.store
    need = UnmetNeed(id="u", need="A mentor", born_in="e1", carried_before=1)
    file = create(store, kai(unmet_needs=(need,)))
    item = items_of(store)["u"]
    assert (item.born.form_id, item.born.date, item.made_on) == (
        "standard",
        dt.date(2026, 5, 19),
        dt.date(2026, 5, 19),
    )
    do(store, file, change(file.earlier_meetings[0], date=dt.date(2026, 5, 20)))
    assert items_of(store)["u"].made_on == dt.date(2026, 5, 20)


def test_a_cancelled_meeting_leaves_nothing_open(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai())
    meeting = create(store, a_meeting())
    meeting, _ = do(store, meeting, Record(entity=Action(id="a")))
    assert summary_of(store).planned[0].id == meeting.id
    do(store, meeting, CancelMeeting())
    assert items_of(store) == {}
    assert summary_of(store).planned == ()


def test_a_meeting_moved_to_another_child_takes_its_actions_along(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai())
    create(store, kai("mia"))
    meeting = begin(store, "m1", dt.date(2026, 9, 22))
    meeting, _ = do(store, meeting, Record(entity=Action(id="a")))
    do(store, meeting, change(meeting.facts, child_id="mia"))
    assert store.open_items(CHILD_ID).result(10) == ()
    assert [item.id for item in store.open_items("mia").result(10)] == ["a"]
    assert store.meetings_of(CHILD_ID).result(10) == ()


@pytest.mark.rule("after.file-and-case-note")
def test_the_caseload_follows_a_meeting_to_its_end(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai())
    meeting = create(store, a_meeting(date=dt.date(2026, 11, 24), starts_at=dt.time(14)))
    assert [line.starts_at for line in summary_of(store).planned] == [dt.time(14)]
    meeting, _ = do(store, meeting, START)
    live = summary_of(store).live
    assert live is not None
    assert [line.id for line in store.live_meetings().result(10)] == [meeting.id]
    meeting = end(store, meeting)
    summary = summary_of(store)
    assert (summary.live, [line.stage for line in summary.to_hand_over]) == (None, [Stage.ENDED])
    assert [held.date.month for held in summary.held] == [9, 11]
    meeting, _ = do(
        store, meeting, LockRecord(signing=Signing(id="signing", signer="Priya Nair", signed_at=NOON))
    )
    plan = CopyPlan(id="dana", copy_kind=CopyKind.FAMILY)
    meeting, _ = do(store, meeting, Put(entity=plan))
    (line,) = summary_of(store).to_hand_over
    assert (line.copies, line.copies_sent, line.signer) == (1, 0, "Priya Nair")
    meeting, _ = do(store, meeting, Put(entity=dataclasses.replace(plan, sent_on=dt.date(2026, 11, 25))))
    day = dt.date(2026, 11, 26)
    do(store, meeting, Put(entity=Filing(id="filing", loaded_on=day, noted_on=day)))
    assert summary_of(store).to_hand_over == ()
    (line,) = store.meetings_since(dt.date(2026, 11, 1)).result(10)
    assert line.is_handed_over()


def test_a_child_is_listed_by_what_the_file_says(kept: KeptStore) -> None:
    store = kept.store
    file = create(store, kai())
    summary = summary_of(store)
    assert (summary.social_worker, summary.reviews_held) == ("Priya Nair", 2)
    assert summary.next_review == file.reviews[2]
    file, _ = do(store, file, change(file.people[1], name="Priya Nair-Cole"))
    file, _ = do(store, file, change(file.child, known_as="KJ"))
    file, _ = do(store, file, Withdraw(entity_kind="review", id="r3"))
    summary = summary_of(store)
    assert (summary.social_worker, summary.called, summary.next_review) == ("Priya Nair-Cole", "KJ", None)


def test_the_childs_copy_in_a_meeting_does_not_change_the_list(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai())
    meeting = create(store, a_meeting())
    copy = Child(id=CHILD_ID, name="Kai As Was")
    do(store, meeting, dataclasses.replace(START, children=(copy,)))
    assert summary_of(store).name == "Kai Avery"


def test_what_is_due_is_found_over_all_children(kept: KeptStore) -> None:
    store = kept.store
    create(
        store,
        kai(actions=(Action(id="a", due=dt.date(2026, 12, 4)), Action(id="b", due=dt.date(2026, 12, 30)))),
    )
    create(store, kai("mia", actions=(Action(id="c", due=dt.date(2026, 12, 1)), Action(id="d"))))
    assert [item.id for item in store.due_items(dt.date(2026, 12, 5)).result(10)] == ["c", "a"]


@pytest.mark.rule("after.feed-back-to-standard")
def test_decisions_of_earlier_meetings_are_found_wherever_they_are_kept(kept: KeptStore) -> None:
    store = kept.store
    contact = EarlierMeeting(id="e3", form_id="issue", date=dt.date(2026, 10, 20), title="Contact")
    saturdays = Decision(id="d1", text="Saturdays for six weeks", reason="Kai is tired", born_in="e3")
    create(store, kai(earlier_meetings=(contact,), decisions=(saturdays, Decision(id="d0", born_in="gone"))))
    meeting = begin(store, "m1", dt.date(2026, 11, 3))
    do(store, meeting, Record(entity=Decision(id="d2", text="A key of his own")))
    found = store.decisions_since(CHILD_ID, dt.date(2026, 9, 22)).result(10)
    assert [(one.id, one.title, one.form_id, one.is_draft) for one in found] == [
        ("d1", "Contact", "issue", False),
        ("d2", "", "standard", True),
    ]
    assert store.decisions_since(CHILD_ID, dt.date(2026, 11, 4)).result(10) == ()


def test_follow_ups_stay_in_the_list_until_they_are_done_or_closed(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai())
    meeting = end(store, begin(store, "m1", dt.date(2026, 11, 24)))
    for entry in (
        FollowUp(id="f1", text="Notices to the agencies", rule="prepare.inter-agency-waiver-notice"),
        FollowUp(id="f2", part_of="f1", text="Notice to the school", due=dt.date(2026, 12, 1)),
        FollowUp(id="f3", text="Tell the panel", due=dt.date(2026, 11, 27), owner="Priya Nair"),
    ):
        meeting, _ = do(store, meeting, Put(entity=entry))
    assert [(one.id, one.due, one.meeting_id) for one in summary_of(store).follow_ups] == [
        ("f3", dt.date(2026, 11, 27), "m1"),
        ("f2", dt.date(2026, 12, 1), "m1"),  # the whole is told by its parts
    ]
    meeting, _ = do(
        store, meeting, change(meeting.follow_ups[1], done_on=dt.date(2026, 11, 25), done_by="Priya Nair")
    )
    assert [one.id for one in summary_of(store).follow_ups] == ["f3", "f1"]
    for entry in (meeting.follow_ups[0], meeting.follow_ups[2]):
        closed = change(entry, closed_on=dt.date(2026, 11, 26), closed_because="No longer needed")
        meeting, _ = do(store, meeting, closed)
    assert summary_of(store).follow_ups == ()


@pytest.mark.rule("kind.care-planning-is-multi-agency")
def test_a_meeting_that_does_not_count_and_a_waiver_are_not_held(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai(reviews=(), earlier_meetings=()))
    kinds: tuple[dict[str, Any], ...] = (
        {},
        {"validity": Validity.INQUORATE},
        {"validity": Validity.ABANDONED},
        {"is_waiver": True},
    )
    for number, details in enumerate(kinds, start=1):
        meeting = begin(store, f"m{number}", dt.date(2026, 11, number))
        meeting = end(store, meeting)
        if details:
            do(store, meeting, change(meeting.facts, **details))
    held = summary_of(store).held
    assert [(one.date.day, one.is_waiver) for one in held] == [(1, False), (4, True)]


def test_the_care_team_is_counted_without_those_who_left(kept: KeptStore) -> None:
    store = kept.store
    file = create(store, kai())
    assert summary_of(store).care_team == 0
    for person in file.people:
        file, _ = do(store, file, change(person, is_care_team_member=True))
    assert summary_of(store).care_team == len(file.people)
    do(store, file, change(file.people[0], has_left=True))
    assert summary_of(store).care_team == len(file.people) - 1
