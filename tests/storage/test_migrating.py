"""Stores of every past version open in this one, with everything in them; a migration that fails changes nothing."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.commands import Record, perform
from cpm_desktop.domain.errors import RecordIsSigned
from cpm_desktop.domain.undo import UndoHistory
from cpm_desktop.storage import journal_tables
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.errors import DamagedStore, NewerStore
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.migrating import migrate, needs_migration
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import Store
from cpm_desktop.storage.tables import NEWEST_SCHEMA
from tests.storage.bare_database import bare_engine
from tests.storage.kept_store import CHILD_ID, MEETING_ID, PASSPHRASE, QUICK, make_kept

FIXTURES = Path(__file__).resolve().parent / "fixtures"
VERSIONS = sorted(int(folder.name.removeprefix("version-")) for folder in FIXTURES.glob("version-*"))


@pytest.fixture(params=VERSIONS)
def past_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    place = StorePlace(tmp_path / "place")
    shutil.copytree(FIXTURES / f"version-{request.param}" / "store", place.store)
    engine = open_database(
        place.database, unlock_with_passphrase(place.keys.read(), PASSPHRASE), newest_schema=NEWEST_SCHEMA
    )
    assert needs_migration(engine) == (request.param < NEWEST_SCHEMA)
    migrate(engine)
    store = Store(engine)
    yield store
    store.close()


def test_there_is_a_store_of_every_version() -> None:
    assert list(range(1, NEWEST_SCHEMA + 1)) == VERSIONS


def test_a_past_store_opens_with_everything_in_it(past_store: Store) -> None:
    meeting = past_store.load_meeting(MEETING_ID).result(10)
    assert meeting.notes[0].text == "Kai said <most> & more, ẹ̀ 👩‍👧"
    assert meeting.signings[0].signer == "Priya Nair"
    assert past_store.load_child(CHILD_ID).result(10).people[2].name == "Dana Avery <mother>"
    items = {item.id: (item.carried, item.is_open) for item in past_store.open_items(CHILD_ID).result(10)}
    assert items == {"a0": (2, True), "d1": (0, True)}
    (summary,) = past_store.caseload().result(10)
    assert (summary.called, len(summary.held), len(summary.to_hand_over)) == ("Kai", 2, 1)
    assert past_store.form_text("standard", 1, "f" * 64).result(10) == "id: standard"
    assert past_store.record_of(MEETING_ID).result(10) == ("1" * 64, "{}")
    assert past_store.get_secret("key").result(10) == b"fictional"


def test_a_past_store_is_whole_and_its_journal_can_be_read(past_store: Store) -> None:
    report = past_store.check().result(30)
    assert report.faults == ()
    assert UndoHistory.of(past_store.journal_lines(MEETING_ID).result(10)).next_undo() is None
    for sequence in range(1, report.entries + 1):
        assert past_store.journal_entry(sequence).result(10).command.label()


def test_what_was_signed_in_a_past_version_stays_signed(past_store: Store) -> None:
    meeting = past_store.load_meeting(MEETING_ID).result(10)
    with pytest.raises(RecordIsSigned):
        perform(meeting, Record(entity=Note(id="late")))


def test_a_store_of_this_version_is_left_alone() -> None:
    engine = bare_engine()
    migrate(engine)
    before = _dump(engine)
    assert not needs_migration(engine)
    migrate(engine)
    assert _dump(engine) == before
    engine.dispose()


def test_a_migration_that_fails_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = bare_engine()
    monkeypatch.setitem(journal_tables.APPEND_ONLY, "note", ("update",))
    with pytest.raises(DamagedStore):
        migrate(engine)
    assert _dump(engine) == []
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 0
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_a_store_whose_tables_cannot_be_made_is_not_left_behind(tmp_path: Path) -> None:
    def make_half(engine: Engine) -> None:
        migrate(engine)
        raise DamagedStore

    with pytest.raises(DamagedStore):
        create_store(StorePlace(tmp_path / "place"), PASSPHRASE, QUICK, make_half)
    assert not StorePlace(tmp_path / "place").exists()


def test_a_newer_store_is_refused_and_not_touched(tmp_path: Path) -> None:
    kept = make_kept(tmp_path / "place")
    newer = f"PRAGMA user_version = {NEWEST_SCHEMA + 1}"
    kept.store.writer.submit(lambda connection: connection.exec_driver_sql(newer)).result(10)
    kept.store.close()
    before = hashlib.sha256(kept.place.database.read_bytes()).digest()
    with pytest.raises(NewerStore):
        open_database(kept.place.database, kept.key, newest_schema=NEWEST_SCHEMA)
    assert hashlib.sha256(kept.place.database.read_bytes()).digest() == before


def _dump(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").all()
    return [tuple(row) for row in rows]
