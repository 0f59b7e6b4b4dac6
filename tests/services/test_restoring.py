"""Restoring on real stores: the backup is only read, nothing here is overwritten, and what is missing comes whole."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.backing_up import Backups
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.caseload import add_child
from cpm_desktop.services.checking import check_copy
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.encrypting_anew import encrypt_anew
from cpm_desktop.services.key_care import NoRecordsHere
from cpm_desktop.services.restoring import (
    BackupPassphraseWanted,
    backup_folder,
    differences,
    key_of_backup,
    put_in_place,
    take_over,
)
from cpm_desktop.services.unlocking import Surroundings, unlock
from cpm_desktop.services.whole_check import check_everything
from cpm_desktop.storage.errors import DamagedStore, StoreError
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.replacing import stores_aside
from tests.a_desk import FAST, PASSPHRASE, make_desk, set_clock
from tests.services.a_meeting import sign_meeting


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = with_backups(make_desk(tmp_path))
    yield desk
    desk.close()


def with_backups(desk: Desk) -> Desk:
    place = place_of(desk)
    desk.derivation_cost = FAST
    desk.backups = Backups(desk.store, place, unlock_with_passphrase(place.keys.read(), PASSPHRASE), desk.now)
    return desk


def place_of(desk: Desk) -> StorePlace:
    assert desk.place is not None
    return desk.place


def back_up(desk: Desk) -> Path:
    assert desk.backups is not None
    return desk.backups.start(when_quiet=False).result(20)


def differing(desk: Desk, backup: Path) -> dict[str, str]:
    return {line.title: line.state for line in differences(desk, backup, key_of_backup(desk, backup))}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def surroundings() -> Surroundings:
    return Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST, backs_up=False)


def test_what_differs_is_said_and_the_backup_is_only_read(desk: Desk) -> None:
    kai = add_child(desk, Child(id="", name="Kai Avery"))
    add_child(desk, Child(id="", name="Zoë Nguyễn"))
    backup = back_up(desk)
    before = bytes_of(backup)
    assert differing(desk, backup) == {}
    file = desk.child(kai)
    file.perform(change(file.value.child, name="Kai Avery-Moss"))
    marlon = add_child(desk, Child(id="", name="Marlon Tempest"))
    new_meeting(desk, marlon, "care-team", dt.date(2026, 11, 3), dt.time(10))
    assert differing(desk, backup) == {
        "Kai Avery-Moss: the child’s file": "was changed here since",
        "Marlon Tempest: the child’s file": "was added since",
        "Marlon Tempest: Care team meeting of 3\u00a0November\u00a02026": "was added since",
    }
    assert bytes_of(backup) == before
    assert [path.name for path in place_of(desk).folder.iterdir() if path.name.startswith(".")] == []


def test_a_meeting_that_is_missing_here_is_taken_over_with_its_signed_file_and_record(tmp_path: Path) -> None:
    held = sign_meeting(tmp_path / "old")
    with_backups(held.desk)
    backup = back_up(held.desk)
    meeting, record = (
        held.desk.meeting(held.meeting_id).value,
        held.desk.store.record_of(held.meeting_id).result(20),
    )
    held.desk.close()
    desk = with_backups(make_desk(tmp_path / "new"))
    with pytest.raises(BackupPassphraseWanted):
        key_of_backup(desk, backup)
    with pytest.raises(PassphraseRefused):
        key_of_backup(desk, backup, "another one altogether")
    key = key_of_backup(desk, backup, PASSPHRASE)
    lines = differences(desk, backup, key)
    assert {line.state for line in lines} == {"is missing here"}
    assert take_over(desk, backup, key, (held.meeting_id,)) == 2  # the child's file came along
    taken = desk.meeting(held.meeting_id).value
    assert taken.documents == meeting.documents
    assert taken.notes == meeting.notes
    assert desk.store.record_of(held.meeting_id).result(20) == record
    assert check_copy(desk, held.meeting_id, "").is_valid
    assert desk.child(meeting.facts.child_id).value.child.name
    assert check_everything(desk.store, place_of(desk)).is_whole
    assert take_over(desk, backup, key, (held.meeting_id,)) == 0
    desk.close()


def test_a_backup_takes_the_place_at_the_next_opening_and_the_store_is_kept_aside(desk: Desk) -> None:
    add_child(desk, Child(id="", name="Kai Avery"))
    backup = back_up(desk)
    late = add_child(desk, Child(id="", name="Marlon Tempest"))
    place = place_of(desk)
    put_in_place(desk, backup, key_of_backup(desk, backup))
    later = add_child(desk, Child(id="", name="Zoë Nguyễn"))  # until it is locked, this is what counts
    desk.close()
    again = unlock(place.folder, PASSPHRASE, surroundings())
    assert {each.name for each in again.summaries()} == {"Kai Avery"}
    again.close()
    (aside,) = stores_aside(place)
    assert aside.name.startswith("store-before-restore-2026-11-20T")
    kept = with_backups_at(aside)
    assert {late, later} <= {each.child_id for each in kept.summaries()}
    kept.close()
    assert backup.is_dir()
    once_more = unlock(place.folder, PASSPHRASE, surroundings())
    assert {each.name for each in once_more.summaries()} == {"Kai Avery"}
    once_more.close()


def with_backups_at(store: Path) -> Desk:
    """Open a store that lies aside, as somebody would who puts its folder somewhere else."""
    folder = store.parent / "elsewhere"
    folder.mkdir()
    store.rename(folder / "store")
    return unlock(folder, PASSPHRASE, surroundings())


def test_power_lost_between_the_two_renamings_is_made_good_at_the_next_opening(desk: Desk) -> None:
    add_child(desk, Child(id="", name="Kai Avery"))
    backup = back_up(desk)
    place = place_of(desk)
    put_in_place(desk, backup, key_of_backup(desk, backup))
    desk.close()
    place.store.rename(place.folder / "store-before-restore-2026-11-20T10-00-00Z")
    assert place.exists()
    again = unlock(place.folder, PASSPHRASE, surroundings())
    assert {each.name for each in again.summaries()} == {"Kai Avery"}
    again.close()
    assert [path.name for path in stores_aside(place)] == ["store-before-restore-2026-11-20T10-00-00Z"]


def test_a_damaged_backup_takes_no_place_and_nothing_is_left_of_it(desk: Desk) -> None:
    backup = back_up(desk)
    database = backup / "store.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    key = key_of_backup(desk, backup)
    for doing in (lambda: put_in_place(desk, backup, key), lambda: differences(desk, backup, key)):
        with pytest.raises(DamagedStore):
            doing()
    (backup / "store.db").write_bytes(b"")
    with pytest.raises(StoreError):
        put_in_place(desk, backup, key)
    names = {path.name for path in place_of(desk).folder.iterdir()}
    assert not any(name.startswith((".", "store.next", "store-before")) for name in names)


def test_a_backup_from_before_everything_was_encrypted_anew_opens_with_its_own_passphrase(desk: Desk) -> None:
    add_child(desk, Child(id="", name="Kai Avery"))
    backup = back_up(desk)
    new = "six loud kitchen chairs"
    encrypt_anew(desk, PASSPHRASE, new, lambda *_: None, lambda: False, forgets_backups=False)
    with pytest.raises(BackupPassphraseWanted):
        key_of_backup(desk, backup)
    put_in_place(desk, backup, key_of_backup(desk, backup, PASSPHRASE))
    folder = place_of(desk).folder
    desk.close()
    with pytest.raises(PassphraseRefused):
        unlock(folder, new, surroundings())
    unlock(folder, PASSPHRASE, surroundings()).close()


def test_a_folder_without_a_backup_is_told(desk: Desk, tmp_path: Path) -> None:
    backup = back_up(desk)
    assert backup_folder(backup) == backup
    assert backup_folder(place_of(desk).folder) == place_of(desk).store
    with pytest.raises(NoRecordsHere):
        backup_folder(tmp_path / "nowhere")
