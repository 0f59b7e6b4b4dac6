import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.errors import (
    FailingDisk,
    FullDisk,
    StoreExists,
    UnsuitablePassphrase,
    UnsuitablePlace,
    UnwritableStore,
)
from cpm_desktop.storage.keys import unlock_with_passphrase, unlock_with_recovery_code
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.set_up_mark import confirm_store, put_unfinished_away
from tests.storage.conftest import PASSPHRASE, QUICK, make_tables


def test_a_new_store_opens_by_passphrase_and_by_recovery_code(tmp_path: Path) -> None:
    place = StorePlace(tmp_path / "new" / "place")
    key, code = create_store(place, PASSPHRASE, QUICK, make_tables)
    assert place.exists()
    header = place.keys.read()
    assert unlock_with_passphrase(header, PASSPHRASE) == unlock_with_recovery_code(header, code) == key
    engine = open_database(place.database, key, newest_schema=1)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 1
    engine.dispose()
    assert [path.name for path in place.folder.iterdir()] == ["store"]


def test_a_store_is_never_made_over_another(tmp_path: Path) -> None:
    place = StorePlace(tmp_path)
    create_store(place, PASSPHRASE, QUICK, make_tables)
    before = place.database.read_bytes()
    with pytest.raises(StoreExists):
        create_store(place, PASSPHRASE, QUICK, make_tables)
    assert place.database.read_bytes() == before


def test_a_set_up_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    place = StorePlace(tmp_path)

    def fail(engine: Engine) -> None:
        make_tables(engine)
        raise LookupError

    with pytest.raises(LookupError):
        create_store(place, PASSPHRASE, QUICK, fail)
    with pytest.raises(UnsuitablePassphrase):
        create_store(place, "", QUICK, make_tables)
    assert list(tmp_path.iterdir()) == []
    create_store(place, PASSPHRASE, QUICK, make_tables)


def test_a_set_up_on_a_full_disk_is_told_and_leaves_nothing_behind(small_disk: Path) -> None:
    def fill_up(engine: Engine) -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE big AS SELECT randomblob(3000000) AS bytes")

    with pytest.raises(FullDisk):
        create_store(StorePlace(small_disk), PASSPHRASE, QUICK, fill_up)
    assert list(small_disk.iterdir()) == []


def test_a_store_is_not_made_in_a_synchronised_folder(tmp_path: Path) -> None:
    with pytest.raises(UnsuitablePlace):
        create_store(StorePlace(tmp_path / "OneDrive" / "cpm"), PASSPHRASE, QUICK, make_tables)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableStore):
        create_store(StorePlace(tmp_path / "file"), PASSPHRASE, QUICK, make_tables)


def test_a_disk_that_takes_not_even_the_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def refuse(self: Path, *given: Any, **named: Any) -> None:  # noqa: ANN401 - handed on
        if self.name.startswith(".store-"):
            raise OSError(errno.ENOSPC, "no room is left")
        make(self, *given, **named)

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(FullDisk):
        create_store(StorePlace(tmp_path), PASSPHRASE, QUICK, make_tables)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="a folder is asked to be on the disk only on POSIX")
def test_a_set_up_whose_last_word_the_disk_refuses_leaves_no_store_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, sync, synced = StorePlace(tmp_path), os.fsync, []

    def refuse_the_name(descriptor: int) -> None:
        if os.path.samestat(os.fstat(descriptor), tmp_path.stat()):
            synced.append(place.exists())
            if place.exists():
                raise OSError(errno.EIO, "the disk refuses")
        sync(descriptor)

    with monkeypatch.context() as fault:
        fault.setattr(os, "fsync", refuse_the_name)
        with pytest.raises(FailingDisk):
            create_store(place, PASSPHRASE, QUICK, make_tables)
    assert synced[-1:] == [True]
    assert list(tmp_path.iterdir()) == []
    create_store(place, PASSPHRASE, QUICK, make_tables)


@pytest.mark.skipif(os.name != "posix", reason="a folder is asked to be on the disk only on POSIX")
def test_every_folder_that_is_made_for_a_store_has_its_name_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, sync = set(), os.fsync

    def note(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    create_store(StorePlace(tmp_path / "new" / "place"), PASSPHRASE, QUICK, make_tables)
    assert {
        folder.stat().st_ino for folder in (tmp_path, tmp_path / "new", tmp_path / "new" / "place")
    } <= synced


@pytest.mark.skipif(os.name != "posix", reason="a folder is asked to be on the disk only on POSIX")
def test_all_names_in_a_store_are_on_the_disk_before_it_has_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, sync = StorePlace(tmp_path), os.fsync
    held: dict[int, set[str]] = {}

    def note(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) and not place.store.exists():
            held[os.fstat(descriptor).st_ino] = set(os.listdir(descriptor))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    create_store(place, PASSPHRASE, QUICK, make_tables, is_ended_later=True)
    files = (place.database, place.keys.first, place.keys.second, place.set_up_mark)
    assert held[place.store.stat().st_ino] >= {path.name for path in files}


def test_a_store_counts_as_set_up_only_once_its_set_up_was_ended(tmp_path: Path) -> None:
    place = StorePlace(tmp_path)
    first, _ = create_store(place, PASSPHRASE, QUICK, make_tables, is_ended_later=True)
    assert place.is_unfinished
    assert not place.exists()
    second, _ = create_store(place, PASSPHRASE, QUICK, make_tables, is_ended_later=True)  # nothing was in it
    assert second.store_id != first.store_id
    confirm_store(place)
    assert place.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["store"]
    confirm_store(place)  # once more changes nothing
    put_unfinished_away(place)
    assert unlock_with_passphrase(place.keys.read(), PASSPHRASE) == second


def test_a_store_whose_set_up_was_not_ended_is_put_away_with_what_a_failed_one_left(tmp_path: Path) -> None:
    place = StorePlace(tmp_path)
    create_store(place, PASSPHRASE, QUICK, make_tables, is_ended_later=True)
    (tmp_path / ".store-0a").mkdir()
    (tmp_path / "backups").mkdir()
    put_unfinished_away(place)
    assert [each.name for each in tmp_path.iterdir()] == ["backups"]


@pytest.mark.skipif(os.name != "posix", reason="a folder is asked to be on the disk only on POSIX")
def test_a_disk_that_refuses_to_end_a_set_up_or_to_put_it_away_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = StorePlace(tmp_path)
    create_store(place, PASSPHRASE, QUICK, make_tables, is_ended_later=True)

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EIO, "the disk refuses")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", refuse)
        with pytest.raises(FailingDisk):
            put_unfinished_away(place)
        assert place.is_unfinished
        with pytest.raises(FailingDisk):
            confirm_store(place)
    confirm_store(place)
    assert place.exists()
