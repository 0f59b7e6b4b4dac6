"""A cleared record: no word of it is left in any page, and what stays is whole."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Action, Decision, Note, Outcome, Status
from cpm_desktop.domain.cleared import ClearedRecord
from cpm_desktop.domain.clearing import CLEARED, StillNeeded, emptied
from cpm_desktop.domain.commands import Put, Record, text_edit
from cpm_desktop.domain.errors import StaleRevision
from cpm_desktop.domain.handover import Filing, SignedDocument, Signing
from cpm_desktop.domain.meeting import Meeting, Paper
from cpm_desktop.domain.meeting_commands import EndMeeting, LockRecord, StartMeeting
from cpm_desktop.domain.record import fingerprint_of, printed_fingerprint
from cpm_desktop.storage.backup import make_backup
from cpm_desktop.storage.kept_rows import hash_of
from cpm_desktop.storage.refusals import EntryErased, UnknownContent
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
)
from tests.storage.raw_pages import raw_pages

GONE = (
    b"zyxnote",
    b"zyxedited",
    b"zyxaction",
    b"zyxblob",
    b"zyxtaken-off",
    b"zyxrecord",
    b"zyxvenue",
    b"zyxoutcome",
)
STAYS = b"zyxopen"
RECORD = '{"words":"zyxrecord"}'
PROOF = ClearedRecord(id=CLEARED, case_number="LL-204418", cleared_at=NOON, cleared_by="Priya Nair")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptStore]:
    made = make_kept(tmp_path / "place")
    yield made
    made.store.close()


def filed(kept: KeptStore) -> Meeting:
    """A meeting with a word of its own in everything, signed and filed."""
    store = kept.store
    file = create(store, kai(actions=(Action(id="a0", text="Ask the dentist"),)))
    meeting = create(store, a_meeting(venue="zyxvenue"))
    signed, other = b"%PDF zyxblob", b"%PDF zyxtaken-off"
    for content in (signed, other):
        store.put_blob(content).result(10)
    start = StartMeeting(at=NOON, children=(file.child,), attendees=(), carried=(), first_item="health")
    meeting, _ = do(store, meeting, start)
    meeting, _ = do(store, meeting, Put(entity=Paper(id="p1", file_hash=hash_of(other))))
    meeting, _ = do(
        store, meeting, Put(entity=Paper(id="p1"))
    )  # taken off again: only undo knows of the file
    meeting, _ = do(store, meeting, Record(entity=Note(id="n1", item="health", text="zyxnote")))
    edit = text_edit(meeting.notes[0], "text", "zyxedited")
    assert edit is not None
    meeting, _ = do(store, meeting, edit)
    meeting, _ = do(store, meeting, Record(entity=Action(id="a1", item="health", text="zyxaction")))
    meeting, _ = do(store, meeting, Record(entity=Action(id="a2", item="health", text=STAYS.decode())))
    meeting, _ = do(store, meeting, Record(entity=Decision(id="d1", item="health", text="zyxaction")))
    outcome = Outcome(id="o1", of_item="a0", status=Status.NOT_DONE, note="zyxoutcome")
    meeting, _ = do(store, meeting, Record(entity=outcome))
    meeting, _ = do(store, meeting, EndMeeting(at=NOON))
    store.keep_record(MEETING_ID, fingerprint_of(RECORD), RECORD).result(10)
    signing = Signing(id="signing", signer="Priya Nair", signed_at=NOON, fingerprint=fingerprint_of(RECORD))
    meeting, _ = do(store, meeting, LockRecord(signing=signing))
    meeting, _ = do(store, meeting, Put(entity=SignedDocument(id="file", file_hash=hash_of(signed))))
    on = dt.date(2026, 11, 25)
    meeting, _ = do(
        store, meeting, Put(entity=Filing(id="filing", loaded_on=on, loaded_by="Priya", noted_on=on))
    )
    return meeting


def cleared(kept: KeptStore, meeting: Meeting) -> Meeting:
    needed = StillNeeded(
        things=frozenset({"a2"}), followed=frozenset({"a0", "a2"}), open=frozenset({"a0", "a2"})
    )
    proof = dataclasses.replace(PROOF, fingerprint=fingerprint_of(RECORD))
    left, queued = kept.store.clear(meeting.revision, emptied(meeting, needed, proof))
    queued.saved.result(10)
    kept.store.write_anew().result(10)
    return left


def pages_of(kept: KeptStore) -> bytes:
    return raw_pages(kept.place.database, kept.key)


def test_no_word_is_left_in_any_page_and_before_it_every_one_is(kept: KeptStore) -> None:
    meeting = filed(kept)
    before = pages_of(kept)
    assert [word for word in (*GONE, STAYS) if word not in before] == []
    cleared(kept, meeting)
    after = pages_of(kept)
    assert [word for word in GONE if word in after] == []
    assert STAYS in after
    assert b"LL-204418" in after


def test_without_writing_anew_the_log_still_holds_words(kept: KeptStore) -> None:
    # The control: the search sees what a deletion alone leaves behind.
    meeting = filed(kept)
    _, queued = kept.store.clear(meeting.revision, emptied(meeting, StillNeeded(), PROOF))
    queued.saved.result(10)
    assert [word for word in GONE if word in pages_of(kept)] != []


def test_a_backup_made_afterwards_holds_no_word(kept: KeptStore) -> None:
    cleared(kept, filed(kept))
    backup = kept.store.writer.maintain(
        lambda connection: make_backup(connection, kept.place, kept.key, NOON)
    ).result(10)
    held = raw_pages(backup / kept.place.database.name, kept.key)
    assert [word for word in GONE if word in held] == []
    assert STAYS in held


def test_the_journal_follows_and_still_rebuilds_what_is_left(kept: KeptStore) -> None:
    meeting = filed(kept)
    lines = len(kept.store.journal_lines(MEETING_ID).result(10))
    left = cleared(kept, meeting)
    report = kept.store.check().result(10)
    assert report.faults == ()
    assert report.erased == lines
    assert kept.store.check_contents().result(10).changed_records == ()
    store = kept.reopen()
    kept_now = store.load_meeting(MEETING_ID).result(10)
    assert (kept_now.notes, kept_now.papers, kept_now.facts.venue) == ((), (), "")
    assert [one.id for one in kept_now.actions] == ["a2"]
    assert kept_now.signings[0].signer == "Priya Nair"
    assert len(kept_now.cleared[0].journal_head) == 64
    assert left.revision == kept_now.revision
    # What comes after it goes on from there, and a repair makes the same of it.
    after, _ = do(store, kept_now, Put(entity=Filing(id="filing", loaded_by="Amira")))
    assert store.check().result(10).faults == ()
    store.writer.submit(lambda connection: connection.exec_driver_sql("DELETE FROM filing")).result(10)
    assert store.check().result(10).faults != ()
    assert store.repair().result(10).left == ()
    assert store.load_meeting(MEETING_ID).result(10).filings == after.filings


def test_what_is_open_and_what_became_of_things_stays(kept: KeptStore) -> None:
    meeting = filed(kept)
    before = {item.id: item for item in kept.store.open_items(CHILD_ID).result(10)}
    cleared(kept, meeting)
    after = {item.id: item for item in kept.store.open_items(CHILD_ID).result(10)}
    assert after["a2"].text == STAYS.decode()
    assert (
        (after["a0"].carried, after["a0"].status)
        == (before["a0"].carried, before["a0"].status)
        == (1, "not done")
    )
    assert "a1" not in after


def test_files_and_frozen_text_are_gone_but_those_that_others_have(kept: KeptStore) -> None:
    meeting = filed(kept)
    shared = b"%PDF shared"
    kept.store.put_blob(shared).result(10)
    other = create(kept.store, a_meeting("other"))
    do(kept.store, other, Put(entity=Paper(id="p", file_hash=hash_of(shared))))
    meeting, _ = do(kept.store, meeting, Put(entity=SignedDocument(id="copy", file_hash=hash_of(shared))))
    cleared(kept, meeting)
    for content in (b"%PDF zyxblob", b"%PDF zyxtaken-off"):
        with pytest.raises(UnknownContent):
            kept.store.get_blob(hash_of(content)).result(10)
    assert kept.store.get_blob(hash_of(shared)).result(10) == shared
    with pytest.raises(UnknownContent):
        kept.store.record_of(MEETING_ID).result(10)
    with pytest.raises(EntryErased):
        kept.store.journal_entry(kept.store.journal_lines(MEETING_ID).result(10)[0].sequence).result(10)


def test_a_file_that_another_meeting_could_have_back_by_undo_stays(kept: KeptStore) -> None:
    shared = b"%PDF shared"
    meeting = filed(kept)
    kept.store.put_blob(shared).result(10)
    other = create(kept.store, a_meeting("another"))
    other, _ = do(kept.store, other, Put(entity=Paper(id="p", file_hash=hash_of(shared))))
    do(kept.store, other, Put(entity=Paper(id="p")))  # taken off again
    meeting, _ = do(kept.store, meeting, Put(entity=SignedDocument(id="copy", file_hash=hash_of(shared))))
    cleared(kept, meeting)
    assert kept.store.get_blob(hash_of(shared)).result(10) == shared


def test_the_proof_is_found_by_the_number_on_the_minutes(kept: KeptStore) -> None:
    meeting = filed(kept)
    printed = printed_fingerprint(fingerprint_of(RECORD))
    assert kept.store.find_cleared(printed).result(10) == ()
    cleared(kept, meeting)
    assert kept.store.find_cleared(printed).result(10) == (MEETING_ID,)
    assert kept.store.find_records(printed).result(10) == ()
    assert kept.store.find_cleared("").result(10) == ()


def test_a_meeting_that_was_changed_meanwhile_is_not_cleared(kept: KeptStore) -> None:
    meeting = filed(kept)
    do(kept.store, meeting, Put(entity=Filing(id="filing")))
    _, queued = kept.store.clear(meeting.revision, emptied(meeting, StillNeeded(), PROOF))
    with pytest.raises(StaleRevision):
        queued.saved.result(10)
    assert kept.store.load_meeting(MEETING_ID).result(10).notes != ()
    assert kept.store.unfinished_clearing().result(10) is None


def test_what_is_left_to_do_is_remembered_until_it_is_done(kept: KeptStore) -> None:
    cleared(kept, filed(kept))
    store = kept.reopen()
    unfinished = store.unfinished_clearing().result(10)
    assert unfinished is not None
    assert (unfinished.meetings, unfinished.here_done) == ((MEETING_ID,), False)
    store.note_clearing(["another"], here_done=True).result(10)
    assert store.unfinished_clearing().result(10) == unfinished
    store.note_clearing([MEETING_ID], here_done=True).result(10)
    noted = store.unfinished_clearing().result(10)
    assert noted is not None
    assert noted.here_done
    store.note_clearing([MEETING_ID], here_done=False).result(10)
    assert store.unfinished_clearing().result(10) is None
