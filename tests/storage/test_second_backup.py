"""Backups copied to another disk: each byte read back, no half a copy left, and no place that other computers read."""

import os
import shutil
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cpm_desktop.storage.backup import make_backup
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.errors import BackupFailed, UnsuitablePlace
from cpm_desktop.storage.key_files import KeyFiles
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.second_backup import (
    copy_backup,
    folder_in,
    is_same_disk,
    list_copies,
    refuse_second_place,
)
from cpm_desktop.storage.writer import StoreWriter
from tests.storage.conftest import make_store

Store = tuple[StorePlace, StoreKey]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def backup(store: Store) -> Path:
    place, key = store
    with StoreWriter(open_database(place.database, key, newest_schema=1)) as writer:
        return writer.maintain(lambda connection: make_backup(connection, place, key, NOON)).result(20)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_copy_is_the_backup_byte_by_byte_in_a_folder_of_its_store(
    store: Store, backup: Path, stick: Path
) -> None:
    place, key = store
    copied = copy_backup(backup, stick, place)
    assert copied == stick / "Care planning backups" / key.store_id[:8] / "2026-11-20T12-00-00Z"
    assert copied.parent == folder_in(stick, key.store_id)
    for source in backup.iterdir():
        assert (copied / source.name).read_bytes() == source.read_bytes()
        if sys.platform != "win32":
            assert stat.S_IMODE((copied / source.name).stat().st_mode) == 0o600
    assert sorted(each.name for each in copied.iterdir()) == sorted(each.name for each in backup.iterdir())
    assert list_copies(stick, place) == {copied: NOON}
    assert copy_backup(backup, stick, place) == copied  # once more adds nothing
    assert list(copied.parent.iterdir()) == [copied]


def test_a_file_larger_than_is_read_at_once_is_copied_whole(store: Store, backup: Path, stick: Path) -> None:
    large = os.urandom(1024 * 1024 + 7)
    (backup / "store.db").write_bytes(large)
    assert (copy_backup(backup, stick, store[0]) / "store.db").read_bytes() == large


def test_copies_are_thinned_as_backups_are(store: Store, backup: Path, stick: Path) -> None:
    place, _ = store
    target = copy_backup(backup, stick, place).parent
    for hours in range(1, 60):
        shutil.copytree(backup, target / f"{NOON - timedelta(hours=hours):%Y-%m-%dT%H-%M-%SZ}")
    (target / ".unfinished-0a").mkdir()
    copy_backup(backup, stick, place)
    assert len(list_copies(stick, place)) < 10
    assert not (target / ".unfinished-0a").exists()


def test_a_disk_that_gives_back_other_bytes_is_told_and_keeps_nothing(
    store: Store, backup: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.pwrite(descriptor, b"x", 0)

    monkeypatch.setattr(os, "fsync", spoil)
    with pytest.raises(BackupFailed, match=r"not copied to .*not what was read back"):
        copy_backup(backup, stick, store[0])
    assert list_copies(stick, store[0]) == {}
    assert list(folder_in(stick, store[1].store_id).iterdir()) == []


def test_a_full_second_disk_is_told_and_keeps_nothing(
    small_disk: Path, tmp_path: Path, store: Store, backup: Path
) -> None:
    (backup / "store.db").write_bytes(bytes(2 * 1024 * 1024))
    with pytest.raises(BackupFailed, match=r"not copied to .*The disk is full"):
        copy_backup(backup, small_disk, store[0])
    assert list(folder_in(small_disk, store[1].store_id).iterdir()) == []
    assert tmp_path.exists()


class _PulledOut(StorePlace):
    """A place whose second one is pulled out once it was looked at, before anything is copied."""

    @property
    def keys(self) -> KeyFiles:
        stick = self.folder.parent / "stick"
        if stick.exists():
            stick.rename(stick.with_name("away"))
        return super().keys


def test_a_stick_that_is_pulled_out_is_not_made_anew_on_the_disk_of_the_records(
    store: Store, backup: Path
) -> None:
    place, _ = store
    stick = place.folder.parent / "stick"
    stick.mkdir()
    with pytest.raises(BackupFailed, match="was not copied"):
        copy_backup(backup, stick, _PulledOut(place.folder))
    assert not stick.exists()
    assert list(stick.with_name("away").iterdir()) == []


def test_one_that_is_pulled_out_while_its_folders_are_made_is_not_made_anew_either(
    store: Store, backup: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []

    def pull_out(folder: Path) -> None:
        synced.append(folder)
        if folder.parent == stick:
            stick.rename(stick.with_name("away"))

    monkeypatch.setattr("cpm_desktop.storage.atomic_file.sync_folder", pull_out)
    with pytest.raises(BackupFailed, match="was not copied"):
        copy_backup(backup, stick, store[0])
    assert len(synced) == 2
    assert not stick.exists()


def test_a_fault_of_our_own_is_not_told_as_the_disks(store: Store, stick: Path, backup: Path) -> None:
    shutil.rmtree(backup)
    backup.write_bytes(b"no folder")
    with pytest.raises(BackupFailed, match="not copied"):
        copy_backup(backup, stick, store[0])
    with pytest.raises(AttributeError):
        copy_backup("no path", stick, store[0])  # type: ignore[arg-type]  # a mistake of the caller
    assert list(folder_in(stick, store[1].store_id).iterdir()) == []


def test_a_place_that_does_not_suit_is_refused_with_the_reason(store: Store, tmp_path: Path) -> None:
    place, _ = store
    synchronised = tmp_path / "OneDrive - Northbeck"
    synchronised.mkdir()
    inside = place.folder / "copies"
    inside.mkdir()
    for folder, reason in (
        (synchronised, "OneDrive synchronises it, so they would lie on computers where nobody could clear"),
        (inside, "lies in the folder of the records themselves"),
        (place.folder, "lies in the folder of the records themselves"),
        (tmp_path / "gone", "There is no folder"),
    ):
        with pytest.raises(UnsuitablePlace, match=reason):
            refuse_second_place(folder, place)
    (tmp_path / "stick").mkdir()
    refuse_second_place(tmp_path / "stick", place)


def test_whether_a_place_is_lost_with_the_records_is_told_by_its_disk(
    small_disk: Path, tmp_path: Path
) -> None:
    place, _ = make_store(tmp_path / "records")
    assert is_same_disk(tmp_path, place)
    assert not is_same_disk(small_disk, place)
    assert not is_same_disk(tmp_path / "gone", place)


def test_the_authoritys_folder_is_made_where_it_is_not_there(
    store: Store, backup: Path, tmp_path: Path
) -> None:
    place, _ = store
    share = tmp_path / "share" / "priya"
    share.parent.mkdir()
    with pytest.raises(UnsuitablePlace):
        copy_backup(backup, share, place)
    (share.parent / ".dropbox").touch()  # it is for the authority to say where copies may lie
    assert copy_backup(backup, share, place, is_authoritys=True).is_relative_to(share)
    with pytest.raises(UnsuitablePlace):
        copy_backup(backup, place.folder / "inside", place, is_authoritys=True)
