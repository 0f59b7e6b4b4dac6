from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Action, Note
from cpm_desktop.domain.commands import Record
from cpm_desktop.storage.projecting import project_everything
from cpm_desktop.storage.repairing import repair_from_journal
from cpm_desktop.storage.tables import ENTITY_TABLES
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


def tamper(kept: KeptStore, *statements: str) -> tuple[str, ...]:
    def work(connection: object) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)  # type: ignore[attr-defined]  # a connection

    kept.store.writer.submit(work).result(10)
    return kept.store.check().result(30).faults


def test_an_untouched_store_is_whole(kept: KeptStore) -> None:
    report = kept.store.check().result(30)
    assert report.faults == ()
    assert (report.entries, report.aggregates, report.erased) == (5, 3, 0)
    assert report.chain_head == kept.reopen().check().result(30).chain_head


def test_a_row_changed_past_the_journal_is_found(kept: KeptStore) -> None:
    (fault,) = tamper(kept, "UPDATE note SET text = 'never said'")
    assert "not what the journal says" in fault
    assert "said" not in fault.replace("journal says", "")


def test_a_count_of_changes_from_before_is_found_and_repaired(kept: KeptStore) -> None:
    """What a page of before brings back with it: packs would be merged, and stale windows told, by a wrong count."""
    now = kept.store.load_meeting(MEETING_ID).result(10).revision
    earlier = "UPDATE aggregate SET revision = (SELECT revision FROM journal WHERE aggregate_id = id ORDER BY sequence)"
    (fault,) = tamper(kept, f"{earlier} WHERE id = '{MEETING_ID}'")  # a name of ours
    assert "not what the journal says" in fault
    assert kept.store.load_meeting(MEETING_ID).result(10).revision != now
    kept.store.writer.submit(repair_from_journal).result(10)
    assert kept.store.load_meeting(MEETING_ID).result(10).revision == now
    assert kept.store.check().result(30).is_whole()


def test_a_row_added_past_the_journal_is_found(kept: KeptStore) -> None:
    another = {"id": "'n2'", "position": "2"}
    columns = [another.get(column.name, f'"{column.name}"') for column in ENTITY_TABLES["note"].columns]
    (fault,) = tamper(kept, f"INSERT INTO note SELECT {', '.join(columns)} FROM note")  # noqa: S608  # names of ours
    assert MEETING_ID in fault


def test_a_list_that_fell_behind_is_found(kept: KeptStore) -> None:
    assert len(tamper(kept, "UPDATE open_item SET text = 'another'")) == 1
    assert len(tamper(kept, "UPDATE meeting_line SET copies = 7")) == 2


def test_a_row_that_cannot_be_read_is_found(kept: KeptStore) -> None:
    (fault,) = tamper(kept, "UPDATE note SET audience = 'nobody'")
    assert "cannot be read" in fault


def test_a_changed_line_of_the_journal_is_found(kept: KeptStore) -> None:
    faults = tamper(
        kept,
        "DROP TRIGGER journal_refuses_update",
        "UPDATE journal SET label = 'add view' WHERE sequence = 4",
    )
    assert faults == ("Line 4 of the journal does not follow from the lines before it.",)


def test_a_line_taken_out_of_the_journal_is_found(kept: KeptStore) -> None:
    faults = tamper(
        kept,
        "DROP TRIGGER journal_refuses_delete",
        "DELETE FROM payload WHERE sequence = 4",
        "DELETE FROM journal WHERE sequence = 4",
    )
    assert "Line 5 of the journal does not follow from the lines before it." in faults


def test_a_changed_payload_is_found(kept: KeptStore) -> None:
    changed = "UPDATE payload SET payload = CAST(replace(CAST(payload AS TEXT), 'said', 'sold') AS BLOB)"
    faults = tamper(kept, "DROP TRIGGER payload_refuses_update", f"{changed} WHERE sequence = 4")
    assert "What line 4 of the journal holds was changed." in faults


def test_a_payload_of_nonsense_is_found(kept: KeptStore) -> None:
    faults = tamper(
        kept, "DROP TRIGGER payload_refuses_update", "UPDATE payload SET payload = x'5B5D' WHERE sequence = 4"
    )
    assert "Line 4 of the journal cannot be carried out." in faults


def test_what_the_tables_lost_is_found(kept: KeptStore) -> None:
    tables = ("note", "action", "meeting_line", "meeting_facts")
    deletions = [f"DELETE FROM {table}" for table in tables]  # noqa: S608  # names of ours
    faults = tamper(kept, *deletions, "DELETE FROM aggregate WHERE name = 'meeting'")
    assert f"meeting {MEETING_ID} is in the journal and not in the tables." in faults


def test_lists_can_be_made_anew_from_what_is_kept(kept: KeptStore) -> None:
    before = kept.store.caseload().result(10), kept.store.open_items(CHILD_ID).result(10)
    assert tamper(kept, "DELETE FROM open_item", "DELETE FROM child_summary", "DELETE FROM meeting_line")
    kept.store.writer.submit(project_everything).result(10)
    assert kept.store.check().result(30).faults == ()
    assert (kept.store.caseload().result(10), kept.store.open_items(CHILD_ID).result(10)) == before
