"""The first opening by another version: the store is backed up before anything else, once, and the person is told."""

import datetime as dt
from pathlib import Path

import pytest

from cpm_desktop import __version__
from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services import unlocking
from cpm_desktop.services.unlocking import SetUpDetails, Surroundings
from cpm_desktop.storage import upgrading
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.last_version import note_version, read_last_version
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.tables import NEWEST_SCHEMA
from tests.a_desk import FAST, PASSPHRASE, set_clock


def surroundings() -> Surroundings:
    return Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST, backs_up=False)


def unlocked(place: StorePlace) -> str:
    """Open and close the store; return the version that it came from."""
    desk = unlocking.unlock(place.folder, PASSPHRASE, surroundings())
    came_from = desk.upgraded_from
    desk.close()
    return came_from


def last_version(place: StorePlace, other: str = "") -> str:
    """Return which version had the store open last, and put another one in its place."""
    key = unlock_with_passphrase(place.keys.read(), PASSPHRASE)
    engine = open_database(place.database, key, newest_schema=NEWEST_SCHEMA)
    try:
        found = read_last_version(engine)
        if other:
            note_version(engine, other)
    finally:
        engine.dispose()
    return found


@pytest.fixture
def place(tmp_path: Path) -> StorePlace:
    place = StorePlace(tmp_path / "store")
    details = SetUpDetails(Worker(id="worker", name="Priya Nair", role="Social worker"))
    desk, _ = unlocking.create(place.folder, PASSPHRASE, details, surroundings())
    assert desk.upgraded_from == ""
    desk.close()
    return place


def test_a_new_store_knows_its_version_and_the_same_version_changes_nothing(place: StorePlace) -> None:
    assert unlocked(place) == ""
    assert last_version(place) == __version__
    assert list_backups(place) == {}


def test_a_later_version_backs_up_first_and_once(place: StorePlace) -> None:
    last_version(place, "0.0.9")
    assert unlocked(place) == "0.0.9"
    ((backup, made_at),) = list_backups(place).items()
    assert made_at > set_clock()()
    assert last_version(StorePlace(place.folder)) == __version__
    key = unlock_with_passphrase(place.keys.read(), PASSPHRASE)
    engine = open_database(backup / "store.db", key, newest_schema=NEWEST_SCHEMA)
    assert read_last_version(engine) == "0.0.9", "it was made before anything was changed"
    engine.dispose()
    assert unlocked(place) == ""
    assert len(list_backups(place)) == 1


def test_an_earlier_version_backs_up_too_and_tells_of_nothing_new(place: StorePlace) -> None:
    last_version(place, "99.0.0")
    assert unlocked(place) == ""
    assert len(list_backups(place)) == 1
    assert last_version(place) == __version__


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("0.9.0", "0.10.0", "0.9.0"),
        ("0.10.0", "0.9.0", ""),
        ("1.0.0", "1.0.0", ""),
        ("1.0.0rc1", "1.0.0", "1.0.0rc1"),
        ("1.0.0.dev1", "1.0.0", "1.0.0.dev1"),
        ("1.0.0", "1.0.0.dev1", ""),
        ("1.0.0", "1.0.1", "1.0.0"),
        ("", "1.0.0", ""),
    ],
)
def test_versions_are_compared_by_their_numbers(place: StorePlace, before: str, now: str, told: str) -> None:
    key = unlock_with_passphrase(place.keys.read(), PASSPHRASE)
    engine = open_database(place.database, key, newest_schema=NEWEST_SCHEMA)
    note_version(engine, before)
    moment = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    assert upgrading.bring_up_to_date(engine, place, key, moment, now, lambda _words: None) == told
    assert read_last_version(engine) == now
    assert len(list_backups(place)) == (before != now), "also where the store does not say which it was"
    engine.dispose()


def test_where_no_backup_can_be_made_the_records_open_and_it_is_tried_again(
    place: StorePlace,
) -> None:
    last_version(place, "0.0.9")
    place.backups.mkdir(parents=True, exist_ok=True)
    place.backups.rmdir()
    place.backups.write_text("no folder can be made here", encoding="utf-8")
    assert unlocked(place) == ""
    assert last_version(place) == "0.0.9"
    place.backups.unlink()
    assert unlocked(place) == "0.0.9"
    assert len(list_backups(place)) == 1
