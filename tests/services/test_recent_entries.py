"""What is kept at hand for undo does not grow with the meeting, and never lets go of what the disk does not have."""

import datetime as dt
import threading
from concurrent.futures import Future

import pytest

from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.journal import Entry, EntryKind
from cpm_desktop.domain.listing import Saved
from cpm_desktop.domain.revision import NO_REVISION
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.recent_entries import MOST_AT_HAND, RecentEntries

ENTRY = Entry(EntryKind.DONE, Record(entity=Note(id="n1", text="x")), ())


def test_all_of_a_long_meeting_is_taken_back_though_little_is_at_hand(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    before = editing.value
    editing.perform(Record(entity=Note(id="n1", item="health", text="start")))
    for number in range(MOST_AT_HAND + 100):
        (note,) = [each for each in editing.value.notes if each.id == "n1"]
        edited = editing.perform(change(note, text=f"wording {number}"))
        assert edited is not None
        edited.saved.result(5)
    assert len(editing._entries) == MOST_AT_HAND
    for _ in range(MOST_AT_HAND + 101):
        editing.undo()
    assert editing.value.notes == before.notes


@pytest.mark.parametrize("is_turned", [False, True])
def test_all_is_taken_back_while_nothing_reaches_the_disk(
    desk: Desk, meeting_id: str, is_turned: bool
) -> None:
    editing = desk.meeting(meeting_id)
    before = editing.value
    reaches = threading.Event()
    desk.store.writer.submit(lambda _: reaches.wait(60))
    try:
        editing.perform(Record(entity=Note(id="n1", item="health", text="start")))
        if is_turned:
            editing.undo()
            editing.redo()
        for number in range(MOST_AT_HAND + 5):
            (note,) = [each for each in editing.value.notes if each.id == "n1"]
            editing.perform(change(note, text=f"wording {number}"))
        for _ in range(MOST_AT_HAND + 6):
            editing.undo()
        assert editing.value.notes == before.notes
    finally:
        reaches.set()


def test_one_that_never_reaches_the_disk_does_not_keep_the_others() -> None:
    entries = RecentEntries()
    refused: Future[Saved] = Future()
    refused.set_exception(OSError(28, "No space left on device"))
    entries.hold(0, ENTRY, refused)
    for sequence in range(1, 2 * MOST_AT_HAND):
        entries.hold(sequence, ENTRY)
    assert len(entries) == MOST_AT_HAND
    assert entries.get(0) is ENTRY


def test_what_is_not_on_the_disk_is_not_let_go_of() -> None:
    entries = RecentEntries()
    unsaved: Future[Saved] = Future()
    refused: Future[Saved] = Future()
    refused.set_exception(OSError(28, "No space left on device"))
    for sequence, saved in enumerate((unsaved, refused)):
        entries.hold(sequence, ENTRY, saved)
    for sequence in range(2, MOST_AT_HAND + 50):
        entries.hold(sequence, ENTRY)
    assert entries.get(0) is ENTRY
    at = dt.datetime(2026, 11, 24, 14, 2, tzinfo=dt.UTC)
    unsaved.set_result(Saved(sequence=1, at=at, revision=NO_REVISION, chain_head=""))
    entries.hold(MOST_AT_HAND + 50, ENTRY)
    assert entries.get(0) is None
    assert entries.get(1) is ENTRY
    assert entries.get(MOST_AT_HAND + 50) is ENTRY
