"""A store of each past version is opened by a later version of the application: backed up first, then led on wholly."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from tools.reliability.further_version import (
    FIXTURES,
    FURTHER,
    PAST_VERSIONS,
    use_further_version,
    what_it_holds,
)

from cpm_desktop.data_files import forms_folder
from cpm_desktop.services.unlocking import Surroundings, unlock
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.errors import DamagedStore, NewerStore
from cpm_desktop.storage.journal_tables import trigger_sql
from cpm_desktop.storage.keys import StoreKey, unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import FAST, set_clock
from tests.storage.kept_store import PASSPHRASE

SPOILING = {
    "a trigger": ("DROP TRIGGER blob_refuses_update",),
    "a line of the journal": (
        "DROP TRIGGER journal_refuses_delete",
        "DELETE FROM journal WHERE sequence = 2",
        trigger_sql("journal", "delete"),
    ),
    "a secret": ("DELETE FROM secret",),
    "what a line points to": ("INSERT INTO record VALUES ('nobody', 'f', '{}')",),
    "itself, in an error": ("SELECT * FROM no_such_table",),
}


@pytest.fixture(params=PAST_VERSIONS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> StorePlace:
    place = StorePlace(tmp_path / "place")
    shutil.copytree(FIXTURES / f"version-{request.param}" / "store", place.store)
    return place


def key_of(place: StorePlace) -> StoreKey:
    return unlock_with_passphrase(place.keys.read(), PASSPHRASE)


def surroundings() -> Surroundings:
    return Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST, backs_up=False)


def test_a_past_store_is_backed_up_and_led_on_when_it_is_opened(place: StorePlace) -> None:
    past, rows, made = what_it_holds(place.database, key_of(place))
    with use_further_version():
        desk = unlock(place.folder, PASSPHRASE, surroundings())
        assert desk.wait(desk.store.check()).is_whole()
        desk.close()
    assert what_it_holds(place.database, key_of(place)) == (FURTHER, rows, made)
    assert {"journal_refuses_delete", "blob_refuses_update", "journal_by_aggregate"} <= made.keys()
    assert sum(map(len, rows.values())) > 20
    (backup,) = list_backups(place)
    assert what_it_holds(backup / "store.db", key_of(place)) == (past, rows, made)
    with pytest.raises(NewerStore):
        unlock(place.folder, PASSPHRASE, surroundings())


@pytest.mark.parametrize("lost", SPOILING)
def test_a_migration_that_would_lose_something_changes_nothing(place: StorePlace, lost: str) -> None:
    before = what_it_holds(place.database, key_of(place))
    with use_further_version(*SPOILING[lost]), pytest.raises((DamagedStore, OperationalError)):
        unlock(place.folder, PASSPHRASE, surroundings())
    assert what_it_holds(place.database, key_of(place)) == before
    assert len(list_backups(place)) == 1
