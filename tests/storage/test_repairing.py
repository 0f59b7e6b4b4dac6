"""Repair: what is not as the journal says is made anew from it, and what cannot be is left and told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Action, Note
from cpm_desktop.domain.commands import Record
from cpm_desktop.storage.errors import DamagedStore
from cpm_desktop.storage.repairing import JournalDamaged
from tests.storage.kept_store import CHILD_ID, MEETING_ID, KeptStore, a_meeting, create, do, kai, make_kept


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptStore]:
    kept = make_kept(tmp_path / "place")
    create(kept.store, kai())
    meeting = create(kept.store, a_meeting())
    meeting, _ = do(kept.store, meeting, Record(entity=Note(id="n", text="said")))
    do(kept.store, meeting, Record(entity=Action(id="a", text="do it")))
    yield kept
    kept.store.close()


def tamper(kept: KeptStore, *statements: str) -> None:
    def work(connection: object) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)  # type: ignore[attr-defined]  # a connection

    kept.store.writer.submit(work).result(10)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE note SET text = 'never said'",
        "UPDATE note SET audience = 'nobody'",  # cannot be read any more
        "DELETE FROM note",
        "UPDATE open_item SET text = 'another'",
    ],
)
def test_what_is_not_as_the_journal_says_is_made_anew_and_nothing_else(
    kept: KeptStore, statement: str
) -> None:
    before = kept.store.load_meeting(MEETING_ID).result(10)
    assert kept.store.repair().result(30).rebuilt == ()
    tamper(kept, statement)
    assert not kept.store.check().result(30).is_whole()
    done = kept.store.repair().result(30)
    assert (done.rebuilt, done.left) == ((MEETING_ID,) if "note" in statement else (), ())
    assert kept.store.load_meeting(MEETING_ID).result(10) == before
    assert kept.store.check().result(30).is_whole()


def test_a_childs_file_that_is_gone_from_the_tables_is_there_again(kept: KeptStore) -> None:
    before = kept.store.load_child(CHILD_ID).result(10)
    tamper(kept, "DELETE FROM child")
    done = kept.store.repair().result(30)
    assert done.rebuilt == (CHILD_ID,)
    assert kept.store.load_child(CHILD_ID).result(10) == before
    assert kept.store.check().result(30).is_whole()


def test_what_was_erased_from_the_journal_cannot_be_made_anew_and_is_told(kept: KeptStore) -> None:
    tamper(kept, "DELETE FROM payload WHERE sequence = 4", "UPDATE action SET text = 'another'")
    done = kept.store.repair().result(30)
    assert (done.rebuilt, done.left) == ((), (MEETING_ID,))
    meeting = kept.store.load_meeting(MEETING_ID).result(10)
    assert [note.text for note in meeting.notes] == ["said"]  # the tables hold what the journal holds no more


def test_a_journal_that_is_broken_makes_nothing_anew(kept: KeptStore) -> None:
    tamper(
        kept,
        "DROP TRIGGER journal_refuses_update",
        "UPDATE journal SET label = 'add view' WHERE sequence = 4",
        "UPDATE note SET text = 'never said'",
    )
    with pytest.raises(JournalDamaged):
        kept.store.repair().result(30)
    (note,) = kept.store.load_meeting(MEETING_ID).result(10).notes
    assert note.text == "never said"


def test_a_damaged_file_is_put_back_by_its_own_bytes_alone(kept: KeptStore) -> None:
    name = kept.store.put_blob(b"what was signed").result(10)
    tamper(kept, "DROP TRIGGER blob_refuses_update", "UPDATE blob SET content = x'00'")
    assert kept.store.check_contents().result(10).damaged == (name,)
    with pytest.raises(DamagedStore):
        kept.store.put_file_back(name, b"something else").result(10)
    assert kept.store.check_contents().result(10).damaged == (name,)
    kept.store.put_file_back(name, b"what was signed").result(10)
    assert kept.store.get_blob(name).result(10) == b"what was signed"
    report = kept.store.check_contents().result(10)
    assert (report.files, report.damaged, report.missing, report.changed_forms) == (1, (), (), 0)


def test_a_record_is_not_found_by_an_empty_number(kept: KeptStore) -> None:
    kept.store.keep_record(MEETING_ID, "ab" * 32, "{}").result(10)
    assert kept.store.find_records("  ").result(10) == ()
