import dataclasses
import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from cpm_desktop.domain.captures import Action, Note
from cpm_desktop.domain.changes import difference
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.commands import Record, Withdraw, change, perform, text_edit
from cpm_desktop.domain.errors import InvalidDetail, StaleRevision
from cpm_desktop.domain.handover import Signing
from cpm_desktop.domain.journal import Entry, EntryKind
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.meeting_commands import EndMeeting, LockRecord, StartMeeting
from cpm_desktop.domain.revision import Revision
from cpm_desktop.domain.undo import UndoHistory
from cpm_desktop.domain.workplace import Phrase
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.refusals import (
    AlreadyKept,
    EntryErased,
    FormChanged,
    RecordChanged,
    UnknownAggregate,
    UnknownContent,
    UnknownEntry,
    UnknownForm,
    UnstorableText,
)
from cpm_desktop.storage.store import Store
from cpm_desktop.storage.tables import NEWEST_SCHEMA
from tests.storage.kept_store import (
    CHILD_ID,
    MEETING_ID,
    NOON,
    KeptStore,
    a_meeting,
    create,
    do,
    kai,
    make_kept,
    turn,
)

TYPED = "Tom <said> hi & “bye”\n\0end 👩‍👧 עברית ẹ̀ \u202eabc\u202c \ufeff'; DROP TABLE note; --"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptStore]:
    kept = make_kept(tmp_path / "place")
    yield kept
    kept.store.close()


def started(kept: KeptStore) -> Meeting:
    file = create(kept.store, kai())
    meeting = create(kept.store, a_meeting())
    start = StartMeeting(at=NOON, children=(file.child,), attendees=(), carried=(), first_item="welcome")
    return do(kept.store, meeting, start)[0]


def test_what_began_on_another_laptop_is_kept_as_it_came_and_counted_on(kept: KeptStore) -> None:
    theirs = dataclasses.replace(kai(), revision=Revision.from_plain({"another laptop": 4}))
    adopted, change = kept.store.adopt(theirs)
    change.saved.result(10)
    mine = kept.store.writer_id
    assert adopted.revision.to_plain() == {"another laptop": 4, mine: 1}
    read = kept.store.load_child(CHILD_ID).result(10)
    assert dataclasses.replace(read, people=()) == dataclasses.replace(adopted, people=())
    assert sorted(read.people, key=lambda one: one.id) == sorted(adopted.people, key=lambda one: one.id)


def test_a_new_store_has_a_workplace(kept: KeptStore) -> None:
    workplace = kept.store.load_workplace().result(10)
    assert workplace.worker.name == ""
    changed, _ = do(kept.store, workplace, Record(entity=Phrase(id="p", text="[name] will …")))
    assert kept.reopen().load_workplace().result(10) == changed


def test_what_was_kept_is_there_after_opening_again(kept: KeptStore) -> None:
    file, meeting = create(kept.store, kai()), create(kept.store, a_meeting())
    kept.reopen()
    assert kept.store.load_child(CHILD_ID).result(10) == file
    assert kept.store.load_meeting(MEETING_ID).result(10) == meeting


def test_people_stay_in_the_order_in_which_they_were_given(kept: KeptStore) -> None:
    people = (Person(id="z", name="First"), Person(id="a", name="Second"))
    create(kept.store, kai(people=people))
    assert [person.id for person in kept.store.load_child(CHILD_ID).result(10).people] == ["z", "a"]


def test_text_is_kept_as_typed(kept: KeptStore) -> None:
    meeting = started(kept)
    meeting, _ = do(kept.store, meeting, Record(entity=Note(id="n", item="health", text=TYPED)))
    edit = text_edit(meeting.notes[0], "text", "Ẹ" + TYPED + "\0")
    assert edit is not None
    meeting, _ = do(kept.store, meeting, edit)
    assert kept.reopen().load_meeting(MEETING_ID).result(10) == meeting
    assert meeting.notes[0].text == "Ẹ" + TYPED + "\0"
    assert kept.store.check().result(30).is_whole()


def test_half_a_character_is_refused_by_name(kept: KeptStore) -> None:
    meeting = started(kept)
    half = Record(entity=Note(id="n", text="half \ud83d"))
    with pytest.raises(InvalidDetail):
        do(kept.store, meeting, half)
    unchecked = half.apply_to(meeting)
    entry = Entry(EntryKind.DONE, half, difference(meeting, unchecked))
    with pytest.raises(UnstorableText):
        kept.store.commit(meeting.revision, unchecked, entry).saved.result(10)
    assert kept.store.load_meeting(MEETING_ID).result(10) == meeting
    with pytest.raises(UnstorableText):
        create(kept.store, kai("half", people=(Person(id="p", name="\ud83d"),)))


def test_a_change_made_on_another_state_is_refused(kept: KeptStore) -> None:
    meeting = started(kept)
    do(kept.store, meeting, Record(entity=Note(id="n1")))
    with pytest.raises(StaleRevision):
        do(kept.store, meeting, Record(entity=Note(id="n2")))
    assert [note.id for note in kept.store.load_meeting(MEETING_ID).result(10).notes] == ["n1"]


def test_a_patch_that_does_not_fit_the_rows_is_refused(kept: KeptStore) -> None:
    meeting = started(kept)
    meeting, _ = do(
        kept.store, meeting, Record(entity=Action(id="a", text="Book the dentist for Kai by Friday"))
    )
    other, _ = perform(meeting, Record(entity=Action(id="a2", text="Book the doctor for Kai by Monday")))
    misread = Record(entity=Action(id="a", text="Book the doctor for Kai by Monday"))
    for command in (
        change(other.actions[1], text="no"),
        text_edit(other.actions[1], "text", "Book the surgeon for Kai by Monday"),
        misread,
        Withdraw(entity_kind="action", id="a2"),
    ):
        assert command is not None
        base = other if command is not misread else a_meeting()
        after, done = perform(base, command)
        queued = kept.store.commit(meeting.revision, after, Entry(EntryKind.DONE, command, done.patch))
        with pytest.raises(StaleRevision):
            queued.saved.result(10)
    assert kept.store.load_meeting(MEETING_ID).result(10) == meeting
    assert kept.store.check().result(30).is_whole()


def test_the_same_identity_is_kept_once(kept: KeptStore) -> None:
    create(kept.store, kai())
    with pytest.raises(AlreadyKept):
        create(kept.store, kai())


def test_what_is_not_there_is_told(kept: KeptStore) -> None:
    create(kept.store, kai())
    with pytest.raises(UnknownAggregate):
        kept.store.load_meeting(CHILD_ID).result(10)
    with pytest.raises(UnknownAggregate):
        do(kept.store, a_meeting(), Record(entity=Note(id="n")))
    with pytest.raises(UnknownEntry):
        kept.store.journal_entry(99).result(10)


def test_changes_may_be_queued_before_the_first_is_saved(kept: KeptStore) -> None:
    meeting = started(kept)
    queued = []
    for number in range(20):
        command = Record(entity=Note(id=f"n{number}"))
        after, done = perform(meeting, command)
        entry = Entry(EntryKind.DONE, command, done.patch)
        queued.append(kept.store.commit(meeting.revision, after, entry))
        revision = meeting.revision.next_for(kept.store.writer_id)
        assert queued[-1].revision == revision
        meeting = dataclasses.replace(after, revision=revision)
    saved = [change.saved.result(10) for change in queued]
    assert [one.sequence for one in saved] == [change.sequence for change in queued]
    assert kept.store.load_meeting(MEETING_ID).result(10) == meeting


def test_places_in_the_journal_follow_the_queue_from_many_threads(kept: KeptStore) -> None:
    def add(number: int) -> None:
        create(kept.store, kai(f"child{number}"))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = kept.store.check().result(30)
    assert report.is_whole()
    assert report.aggregates == 9


@pytest.mark.rule("record.previous-actions")
def test_undo_outlives_a_restart(kept: KeptStore) -> None:
    meeting = started(kept)
    meeting, added = do(kept.store, meeting, Record(entity=Action(id="a", text="Ask the dentist")))
    kept.reopen()
    history = UndoHistory.of(kept.store.journal_lines(MEETING_ID).result(10))
    line = history.next_undo()
    assert line is not None
    assert (line.sequence, line.label) == (added.sequence, "add action")
    undone, _ = turn(kept.store, meeting, line.sequence, EntryKind.UNDONE)
    assert undone.actions == ()
    assert kept.store.open_items(CHILD_ID).result(10) == ()
    history = UndoHistory.of(kept.store.journal_lines(MEETING_ID).result(10))
    line = history.next_redo()
    assert line is not None
    redone, _ = turn(kept.store, undone, line.sequence, EntryKind.REDONE)
    assert redone.actions == meeting.actions
    assert kept.reopen().load_meeting(MEETING_ID).result(10) == redone
    assert kept.store.check().result(30).is_whole()


def test_times_can_be_changed_and_taken_back(kept: KeptStore) -> None:
    meeting = started(kept)
    later = NOON + dt.timedelta(minutes=3, microseconds=7)
    changed, saved = do(kept.store, meeting, change(meeting.facts, started_at=later))
    assert changed.facts.started_at == later
    undone, _ = turn(kept.store, changed, saved.sequence, EntryKind.UNDONE)
    assert undone.facts == meeting.facts
    assert kept.store.load_meeting(MEETING_ID).result(10) == undone


def test_undo_does_not_reach_behind_a_signature_or_a_beginning(kept: KeptStore) -> None:
    meeting = started(kept)
    meeting, _ = do(kept.store, meeting, EndMeeting(at=NOON))
    meeting, _ = do(kept.store, meeting, LockRecord(signing=Signing(id="signing", signer="Priya Nair")))
    lines = kept.store.journal_lines(MEETING_ID).result(10)
    assert [line.is_barrier for line in lines] == [True, False, False, True]
    assert UndoHistory.of(lines).next_undo() is None


def test_what_an_erased_entry_held_is_told_as_erased(kept: KeptStore) -> None:
    meeting = started(kept)
    _, saved = do(kept.store, meeting, Record(entity=Note(id="n", text="private")))
    sql = f"DELETE FROM payload WHERE sequence = {saved.sequence:d}"  # noqa: S608  # a number of ours
    kept.store.writer.submit(lambda connection: connection.exec_driver_sql(sql)).result(10)
    with pytest.raises(EntryErased):
        kept.store.journal_entry(saved.sequence).result(10)
    report = kept.store.check().result(30)
    assert report.is_whole()
    assert report.erased == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET label = 'x'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
        "UPDATE payload SET payload = x'00'",
        "UPDATE form_text SET text = 'x'",
    ],
)
def test_the_journal_only_grows(kept: KeptStore, sql: str) -> None:
    kept.store.keep_form("standard", 1, "f" * 64, "text").result(10)
    with pytest.raises(DBAPIError, match="refuses"):
        kept.store.writer.submit(lambda connection: connection.exec_driver_sql(sql)).result(10)


def test_bytes_are_kept_under_their_hash(kept: KeptStore) -> None:
    name = kept.store.put_blob(b"%PDF-1.7 \0\xff").result(10)
    assert kept.store.put_blob(b"%PDF-1.7 \0\xff").result(10) == name
    assert kept.store.get_blob(name).result(10) == b"%PDF-1.7 \0\xff"
    with pytest.raises(UnknownContent):
        kept.store.get_blob("0" * 64).result(10)


@pytest.mark.rule("kind.local-names-and-sources")
def test_a_form_changed_without_a_new_version_is_refused(kept: KeptStore) -> None:
    kept.store.keep_form("standard", 1, "a" * 64, "first").result(10)
    kept.store.keep_form("standard", 1, "a" * 64, "first").result(10)
    kept.store.keep_form("standard", 2, "b" * 64, "second").result(10)
    with pytest.raises(FormChanged):
        kept.store.keep_form("standard", 1, "b" * 64, "second").result(10)
    assert kept.store.form_text("standard", 1, "a" * 64).result(10) == "first"
    with pytest.raises(UnknownForm):
        kept.store.form_text("standard", 1, "b" * 64).result(10)


def test_a_frozen_record_may_be_replaced_until_it_is_signed(kept: KeptStore) -> None:
    meeting = started(kept)
    meeting, _ = do(kept.store, meeting, EndMeeting(at=NOON))
    with pytest.raises(UnknownContent):
        kept.store.record_of(MEETING_ID).result(10)
    kept.store.keep_record(MEETING_ID, "1" * 64, "{}").result(10)
    kept.store.keep_record(MEETING_ID, "2" * 64, '{"a":1}').result(10)
    do(kept.store, meeting, LockRecord(signing=Signing(id="signing")))
    kept.store.keep_record(MEETING_ID, "2" * 64, '{"a":1}').result(10)
    with pytest.raises(RecordChanged):
        kept.store.keep_record(MEETING_ID, "3" * 64, "{}").result(10)
    assert kept.store.record_of(MEETING_ID).result(10) == ("2" * 64, '{"a":1}')


def test_a_secret_is_kept_and_replaced(kept: KeptStore) -> None:
    with pytest.raises(UnknownContent):
        kept.store.get_secret("key").result(10)
    kept.store.put_secrets({"key": b"\0one", "other": b"\0"}).result(10)
    kept.store.put_secrets({"key": b"\0two"}).result(10)
    assert kept.reopen().get_secret("key").result(10) == b"\0two"


def test_revisions_count_this_laptop(kept: KeptStore) -> None:
    meeting = started(kept)
    assert meeting.revision == Revision(((kept.store.writer_id, 2),))
    assert kept.store.identity.writer_id == kept.reopen().writer_id


def test_a_backup_holds_what_the_store_holds(kept: KeptStore) -> None:
    file = create(kept.store, kai())
    folder = kept.store.back_up(kept.place, kept.key, NOON).result(30)
    engine = open_database(folder / kept.place.database.name, kept.key, newest_schema=NEWEST_SCHEMA)
    copy = Store(engine)
    assert copy.load_child(CHILD_ID).result(10) == file
    copy.close()
