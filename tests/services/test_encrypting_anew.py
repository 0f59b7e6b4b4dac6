"""Encrypting everything anew on a real store with a signed record: all of it is there, and nothing old opens it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.backing_up import Backups
from cpm_desktop.services.caseload import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.encrypting_anew import EncryptedAnew, encrypt_anew
from cpm_desktop.services.key_care import make_recovery_code
from cpm_desktop.services.unlocking import Surroundings, unlock, unlock_with_code
from cpm_desktop.services.whole_check import check_everything
from cpm_desktop.storage import atomic_file
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.errors import WrongPassphrase, WrongRecoveryCode
from cpm_desktop.storage.keys import unlock_with_passphrase, unlock_with_recovery_code
from cpm_desktop.storage.placement import StorePlace, keys_beside
from cpm_desktop.storage.rekeying import RekeyStopped
from tests.a_desk import FAST, PASSPHRASE, make_desk, set_clock
from tests.services.a_meeting import HeldMeeting, sign_meeting

NEW = "six loud kitchen chairs"


@pytest.fixture
def signed(tmp_path: Path) -> Iterator[HeldMeeting]:
    held = sign_meeting(tmp_path)
    with_backups(held.desk)
    yield held
    held.desk.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A store with little in it, for what its size is no matter to."""
    desk = with_backups(make_desk(tmp_path))
    yield desk
    desk.close()


def with_backups(desk: Desk) -> Desk:
    place = place_of(desk)
    desk.derivation_cost = FAST
    key = unlock_with_passphrase(place.keys.read(), PASSPHRASE)
    desk.backups = Backups(desk.store, place, key, desk.now)
    return desk


def place_of(desk: Desk) -> StorePlace:
    assert desk.place is not None
    return desk.place


def anew(desk: Desk, *, forgets_backups: bool = True) -> EncryptedAnew:
    return encrypt_anew(
        desk, PASSPHRASE, NEW, lambda *_: None, lambda: False, forgets_backups=forgets_backups
    )


def everything(desk: Desk) -> dict[str, object]:
    """Every row of every table, and every trigger and index."""

    def read(connection: object) -> dict[str, object]:
        run = connection.exec_driver_sql  # type: ignore[attr-defined]  # a connection
        made = run("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").all()
        found: dict[str, object] = {"schema": made, "version": run("PRAGMA user_version").scalar()}
        for kind, name, _ in made:
            if kind == "table" and not name.startswith("sqlite_"):
                found[name] = sorted(map(repr, run(f'SELECT * FROM "{name}"').all()))  # noqa: S608  # names of ours
        return found

    return desk.store.writer.read(read).result(30)


def surroundings() -> Surroundings:
    return Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST, backs_up=False)


def test_everything_is_there_afterwards_and_only_the_new_opens_it(signed: HeldMeeting) -> None:
    place, before = place_of(signed.desk), everything(signed.desk)
    old_code = make_recovery_code(signed.desk, PASSPHRASE).code
    old_key = unlock_with_passphrase(place.keys.read(), PASSPHRASE)
    old_file = place.database.read_bytes()
    done = anew(signed.desk)
    assert everything(signed.desk) == before
    header = place.keys.read()
    assert unlock_with_passphrase(header, NEW) == unlock_with_recovery_code(header, done.code)
    assert unlock_with_passphrase(header, NEW) != old_key
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(header, PASSPHRASE)
    with pytest.raises(WrongRecoveryCode):
        unlock_with_recovery_code(header, old_code)
    size = 4096
    fresh = place.database.read_bytes()
    pages = {fresh[start : start + size] for start in range(size, len(fresh), size)}
    assert not pages & {old_file[start : start + size] for start in range(size, len(old_file), size)}
    assert check_everything(signed.desk.store, place).is_whole
    names = {path.name for path in place.folder.iterdir()}
    assert names <= {"store", "backups", "events.jsonl", "running.lock"}


def test_what_is_entered_afterwards_is_saved_and_opens_with_the_new_passphrase_or_code(
    tmp_path: Path,
) -> None:
    desk = with_backups(make_desk(tmp_path))
    code = anew(desk).code
    child_id = add_child(desk, Child(id="", name="Zoë Nguyễn"))
    folder = place_of(desk).folder
    desk.close()
    with pytest.raises(PassphraseRefused):
        unlock(folder, PASSPHRASE, surroundings())
    desk = unlock(folder, NEW, surroundings())
    assert desk.child(child_id).value.child.name == "Zoë Nguyễn"
    desk.close()
    unlock_with_code(folder, code, "eight wide open windows", surroundings()).close()


def test_older_backups_are_deleted_once_a_new_one_was_checked(desk: Desk) -> None:
    place = place_of(desk)
    assert desk.backups is not None
    desk.backups.start(when_quiet=False).result(20)
    assert "1 older backups were deleted" in anew(desk).fate
    (backup,) = list_backups(place)
    unlock_with_passphrase(keys_beside(backup / "store.db").read(), NEW)
    desk.backups.start(when_quiet=False).result(20)


def test_older_backups_that_are_kept_still_open_in_the_old_way_and_that_is_said(desk: Desk) -> None:
    place = place_of(desk)
    assert desk.backups is not None
    desk.backups.start(when_quiet=False).result(20)
    assert "still open with the former passphrase" in anew(desk, forgets_backups=False).fate
    newest, oldest = list_backups(place)
    unlock_with_passphrase(keys_beside(newest / "store.db").read(), NEW)
    unlock_with_passphrase(keys_beside(oldest / "store.db").read(), PASSPHRASE)


def test_it_can_be_stopped_while_pages_are_written_and_nothing_is_changed(desk: Desk) -> None:
    place, before = place_of(desk), everything(desk)
    header = place.keys.read()
    told: list[tuple[str, int, int]] = []
    with pytest.raises(RekeyStopped):
        encrypt_anew(
            desk,
            PASSPHRASE,
            NEW,
            lambda *step: told.append(step),
            lambda: any("every page" in words for words, _, _ in told),
            forgets_backups=True,
        )
    assert place.keys.read() == header
    assert everything(desk) == before
    assert [path.name for path in place.folder.iterdir() if path.name.startswith(".")] == []
    add_child(desk, Child(id="", name="Kai Avery"))


def test_the_same_or_a_wrong_passphrase_is_refused(desk: Desk) -> None:
    for current, wanted in ((PASSPHRASE, PASSPHRASE), ("another one altogether", NEW)):
        with pytest.raises(PassphraseRefused):
            encrypt_anew(desk, current, wanted, lambda *_: None, lambda: False, forgets_backups=True)


def test_at_every_step_the_records_open_in_one_of_both_ways(
    signed: HeldMeeting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is copied as it lies on the disk around each renaming: each copy opens, and is whole."""
    place = place_of(signed.desk)
    pictures: list[Path] = []

    def picture() -> None:
        target = tmp_path / "pictures" / str(len(pictures))
        shutil.copytree(place.folder, target)
        pictures.append(target)

    real = atomic_file._replace

    def replace(source: Path, target: Path) -> None:
        picture()
        real(source, target)

    monkeypatch.setattr(atomic_file, "_replace", replace)
    anew(signed.desk)
    monkeypatch.undo()
    picture()
    ways = []
    for folder in pictures:
        desk = None
        for passphrase in (PASSPHRASE, NEW):
            try:
                desk = unlock(folder, passphrase, surroundings())
            except PassphraseRefused:
                continue
            ways.append(passphrase)
            break
        assert desk is not None, folder
        assert desk.meeting(signed.meeting_id).value.signings
        desk.close()
        assert not any(
            path.name.startswith((".rekey", "store.previous", "store.next")) for path in folder.iterdir()
        )
    assert set(ways) == {PASSPHRASE, NEW}
    assert ways == sorted(ways, key=[PASSPHRASE, NEW].index)
