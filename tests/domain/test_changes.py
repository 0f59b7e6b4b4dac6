"""Every change leads there and back: patches, splices, commands and their place in the journal."""

import dataclasses
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.aggregate import entity_classes
from cpm_desktop.domain.capture_commands import TurnNote
from cpm_desktop.domain.captures import Action, Decision, Note, Position
from cpm_desktop.domain.changes import (
    Altered,
    Spliced,
    difference,
    inverse,
    patch_from_plain,
    patch_to_plain,
    patched,
)
from cpm_desktop.domain.codec import from_plain, to_plain
from cpm_desktop.domain.commands import (
    ChangeDetails,
    EditText,
    Put,
    Record,
    Withdraw,
    change,
    perform,
    text_edit,
)
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.errors import InvalidDetail, RecordIsSigned, UnknownEntity, WrongStage
from cpm_desktop.domain.handover import CopyPlan, Signing
from cpm_desktop.domain.item_commands import SayNothingToCapture
from cpm_desktop.domain.journal import Entry, EntryKind, canonical_json, entry_from_plain, entry_to_plain
from cpm_desktop.domain.meeting import ItemState, Meeting, MeetingFacts, Stage
from cpm_desktop.domain.meeting_commands import EndMeeting, LockRecord, MarkItem, MoveToItem, StartMeeting

NOW = dt.datetime(2026, 11, 24, 14, 2, tzinfo=dt.UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def live_meeting(*notes: Note) -> Meeting:
    facts = MeetingFacts(id="m1", child_id="c1", stage=Stage.LIVE, started_at=NOW)
    return Meeting(id="m1", facts=facts, notes=notes)


@given(st.data())
def test_every_kind_of_entity_is_the_same_after_json(data: st.DataObject) -> None:
    cls = data.draw(st.sampled_from(sorted(entity_classes().values(), key=lambda cls: cls.kind)))
    entity = data.draw(st.builds(cls))
    again = from_plain(cls, json.loads(json.dumps(to_plain(entity))))
    assert again == entity


@given(TEXTS, TEXTS)
def test_an_edit_of_text_leads_there_and_back(before: str, after: str) -> None:
    meeting = live_meeting(Note(id="n1", position=1, text=before))
    edit = text_edit(meeting.notes[0], "text", after)
    if edit is None:
        assert before == after.replace("\r\n", "\n").replace("\r", "\n")
        return
    edited, done = perform(meeting, edit)
    assert edited.notes[0].text == after.replace("\r\n", "\n").replace("\r", "\n")
    assert patched(meeting, done.patch) == edited
    assert patched(edited, inverse(done.patch)) == meeting


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6))
def test_a_difference_leads_from_one_value_to_another(before: list[str], after: list[str]) -> None:
    old = live_meeting(
        *(Note(id=f"n{place}", position=place + 1, text=text) for place, text in enumerate(before))
    )
    new = live_meeting(
        *(Note(id=f"n{place}", position=place + 1, text=text) for place, text in enumerate(after))
    )
    patch = difference(old, new)
    assert patched(old, patch) == new
    assert patched(new, inverse(patch)) == old
    assert patch_from_plain(json.loads(json.dumps(patch_to_plain(patch)))) == patch


COMMANDS = [
    Record(
        entity=Decision(id="d1", text="Kai chooses", reason="He will go", is_within_authority=True, at=NOW)
    ),
    Put(entity=CopyPlan(id="p1", reason="<most> & more")),
    ChangeDetails(entity_kind="note", id="n1", fields=("speaker", "text"), values=("p1", "Okafọ̀")),
    EditText(entity_kind="note", id="n1", field="text", at=0, removed="", inserted="\u0000"),
    Withdraw(entity_kind="note", id="n1"),
    TurnNote(note="n1", into=(Action(id="a1", text="ring", due=NOW.date()), Position(id="p1", says="<no>"))),
    MoveToItem(item="health", at=NOW),
    MarkItem(item="identity", state=ItemState.NOT_DISCUSSED, reason="Kai asked"),
    EndMeeting(at=NOW),
    SayNothingToCapture(item="health", at=NOW),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.kind)
def test_the_journal_gives_back_every_command_and_its_patch(command: Record) -> None:
    meeting = live_meeting(Note(id="n1", position=1, text="Sleep has got worse since half term"))
    after, done = perform(meeting, command)
    entry = Entry(EntryKind.DONE, command, done.patch)
    read = entry_from_plain(json.loads(canonical_json(entry_to_plain(entry))))
    assert read == entry
    assert patched(meeting, read.patch) == after
    assert patched(after, inverse(read.patch)) == meeting
    assert command.label()


def test_what_was_removed_comes_back_to_its_place() -> None:
    meeting = live_meeting(*(Note(id=f"n{n}", position=n, text=str(n)) for n in (1, 2, 3)))
    without, done = perform(meeting, Withdraw(entity_kind="note", id="n2"))
    with_new, _ = perform(without, Record(entity=Note(id="n4", text="4")))
    back = patched(with_new, inverse(done.patch))
    assert [note.text for note in back.notes] == ["1", "2", "3", "4"]


def test_a_splice_that_meets_other_text_is_refused() -> None:
    meeting = live_meeting(Note(id="n1", position=1, text="one two"))
    stale = EditText(entity_kind="note", id="n1", field="text", at=4, removed="three", inserted="3")
    with pytest.raises(InvalidDetail, match="changed elsewhere"):
        perform(meeting, stale)


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (Withdraw(entity_kind="note", id="gone"), UnknownEntity),
        (Withdraw(entity_kind="review", id="n1"), UnknownEntity),
        (Record(entity=Note(id="n1")), InvalidDetail),
        (Record(entity=Note(id="n2", position=None)), InvalidDetail),  # type: ignore[arg-type]  # what is refused
        (Put(entity=Note(id="n1", text=3)), InvalidDetail),  # type: ignore[arg-type]  # what is refused
        (ChangeDetails(entity_kind="note", id="n1", fields=("id",), values=("n2",)), InvalidDetail),
        (ChangeDetails(entity_kind="note", id="n1", fields=("text",), values=(3,)), InvalidDetail),
        (ChangeDetails(entity_kind="note", id="n1", fields=("colour",), values=("red",)), InvalidDetail),
        (StartMeeting(at=NOW, children=(), attendees=(), carried=()), WrongStage),
    ],
)
def test_what_does_not_fit_is_refused_in_words(command: Record, error: type[Exception]) -> None:
    meeting = live_meeting(Note(id="n1", position=1, text="one"))
    with pytest.raises(error) as told:
        perform(meeting, command)
    assert str(told.value).endswith((".", "!"))


def test_a_signed_record_cannot_change_but_can_be_handed_over() -> None:
    meeting = live_meeting(Note(id="n1", position=1, text="one"))
    ended, _ = perform(meeting, EndMeeting(at=NOW))
    signed, _ = perform(ended, LockRecord(signing=Signing(id="signing", signer="Priya Nair", signed_at=NOW)))
    with pytest.raises(RecordIsSigned):
        perform(signed, change(signed.notes[0], text="other"))
    with pytest.raises(RecordIsSigned):
        perform(signed, change(signed.facts, venue="elsewhere"))
    handed, done = perform(signed, Put(entity=CopyPlan(id="p1", sent_on=dt.date(2026, 11, 26))))
    assert handed.copies[0].sent_on == dt.date(2026, 11, 26)
    assert done.patch


def test_text_that_no_file_can_hold_is_cleaned_and_everything_else_is_kept() -> None:
    meeting = live_meeting(Note(id="n1", position=1, text=""))
    typed = "a\r\nb\u0000<b>\u202e😀\ud800"
    edit = text_edit(meeting.notes[0], "text", typed)
    assert edit is not None
    edited, _ = perform(meeting, edit)
    assert edited.notes[0].text == "a\nb\u0000<b>\u202e😀\ufffd"


def test_the_items_of_a_meeting_keep_their_times() -> None:
    meeting, _ = perform(live_meeting(), MoveToItem(item="welcome", at=NOW))
    later = NOW + dt.timedelta(minutes=4)
    meeting, _ = perform(meeting, MoveToItem(item="health", at=later))
    assert [(visit.item, visit.opened_at, visit.left_at) for visit in meeting.visits] == [
        ("welcome", NOW, later),
        ("health", later, None),
    ]
    assert meeting.progress_of("welcome").state is ItemState.DONE
    assert meeting.facts.current_item == "health"


def test_a_patch_names_single_values_and_splices_of_long_text() -> None:
    note = Note(id="n1", position=1, text="Sleep has got worse since half term")
    longer = dataclasses.replace(note, text="Sleep has got much worse since half term", speaker="p1")
    patch = difference(live_meeting(note), live_meeting(longer))
    assert Altered("note", "n1", "speaker", "", "p1") in patch
    assert Spliced("note", "n1", "text", 14, "", "much ") in patch


def test_an_entity_is_not_an_aggregate_of_another_kind() -> None:
    assert all(cls.noun for cls in entity_classes().values())
    assert not any(issubclass(cls, Aggregate) for cls in entity_classes().values())
