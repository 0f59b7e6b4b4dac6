"""Passphrase and codes changed on a real store: what opened it before or what opens it now, at every step."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.key_care import (
    PassphraseTooWeak,
    has_authority_code,
    make_authority_code,
    make_recovery_code,
    set_passphrase,
    take_authority_code_back,
)
from cpm_desktop.services.passphrase_check import check_passphrase
from cpm_desktop.services.unlocking import Surroundings, unlock, unlock_with_code
from cpm_desktop.storage import atomic_file
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.errors import WrongPassphrase, WrongRecoveryCode
from cpm_desktop.storage.key_files import KeyFiles
from cpm_desktop.storage.keys import (
    calibrate,
    change_passphrase,
    make_keys,
    replace_authority_code,
    unlock_with_passphrase,
    unlock_with_recovery_code,
)
from cpm_desktop.storage.placement import StorePlace, keys_beside
from tests.a_desk import FAST, PASSPHRASE, make_desk, set_clock

NEW = "six loud kitchen chairs"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path)
    desk.derivation_cost = FAST
    yield desk
    desk.close()


def place_of(desk: Desk) -> StorePlace:
    assert desk.place is not None
    return desk.place


def back_up(desk: Desk) -> Path:
    place = place_of(desk)
    key = unlock_with_passphrase(place.keys.read(), PASSPHRASE)
    return desk.store.back_up(place, key, desk.now()).result(20)


def opens(keys: KeyFiles, passphrase: str) -> bool:
    try:
        unlock_with_passphrase(keys.read(), passphrase)
    except WrongPassphrase:
        return False
    return True


def code_opens(keys: KeyFiles, code: str) -> bool:
    try:
        unlock_with_recovery_code(keys.read(), code)
    except WrongRecoveryCode:
        return False
    return True


def test_the_new_passphrase_opens_the_records_and_every_backup_and_the_old_one_none(desk: Desk) -> None:
    back_up(desk)
    back_up(desk)
    code = make_recovery_code(desk, PASSPHRASE).code
    done = set_passphrase(desk, PASSPHRASE, NEW)
    assert (done.backups, done.left) == (2, 0)
    folders = list(list_backups(place_of(desk)))
    assert len(folders) == 2
    for keys in (place_of(desk).keys, *(keys_beside(folder / "store.db") for folder in folders)):
        assert opens(keys, NEW)
        assert not opens(keys, PASSPHRASE)
        assert code_opens(keys, code)
    check_passphrase(desk, NEW)
    with pytest.raises(PassphraseRefused):
        check_passphrase(desk, PASSPHRASE)


def test_the_backup_still_opens_as_a_store(desk: Desk, tmp_path: Path) -> None:
    folder = back_up(desk)
    set_passphrase(desk, PASSPHRASE, NEW)
    other = tmp_path / "elsewhere"
    shutil.copytree(folder, StorePlace(other).store)
    opened = unlock(other, NEW, _surroundings())
    assert opened.workplace().value.worker.name == "Priya Nair"
    opened.close()


def test_a_wrong_or_weak_passphrase_changes_nothing(desk: Desk) -> None:
    before = place_of(desk).keys.first.read_bytes()
    with pytest.raises(PassphraseRefused):
        set_passphrase(desk, "not the passphrase", NEW)
    with pytest.raises(PassphraseTooWeak):
        set_passphrase(desk, PASSPHRASE, "short")
    with pytest.raises(PassphraseRefused):
        make_recovery_code(desk, "not the passphrase")
    assert place_of(desk).keys.first.read_bytes() == before


def test_a_new_recovery_code_takes_the_place_of_the_former(desk: Desk) -> None:
    first = make_recovery_code(desk, PASSPHRASE).code
    second = make_recovery_code(desk, PASSPHRASE).code
    assert not code_opens(place_of(desk).keys, first)
    assert code_opens(place_of(desk).keys, second)
    assert opens(place_of(desk).keys, PASSPHRASE)


def test_the_authoritys_code_opens_the_records_until_it_is_taken_back(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.derivation_cost = FAST
    own, theirs = make_recovery_code(desk, PASSPHRASE).code, make_authority_code(desk, PASSPHRASE).code
    assert has_authority_code(desk)
    folder = place_of(desk).folder
    desk.close()
    unlock_with_code(folder, theirs.lower().replace("-", " "), NEW, _surroundings()).close()
    opened = unlock(folder, NEW, _surroundings())
    assert has_authority_code(opened)
    assert code_opens(place_of(opened).keys, own)
    take_authority_code_back(opened, NEW)
    assert not has_authority_code(opened)
    assert not code_opens(place_of(opened).keys, theirs)
    assert code_opens(place_of(opened).keys, own)
    opened.close()


def test_a_slot_cannot_be_put_in_anothers_place() -> None:
    header, key, own = make_keys(PASSPHRASE, FAST)
    header, theirs = replace_authority_code(header, key)
    assert header.authority is not None
    swapped = type(header)(
        header.store_id,
        header.generation,
        header.passphrase,
        type(header.recovery)(header.authority.salt, header.authority.nonce, header.authority.wrapped),
        type(header.authority)(header.recovery.salt, header.recovery.nonce, header.recovery.wrapped),
    )
    for code in (own, theirs):
        assert unlock_with_recovery_code(header, code) == key
        with pytest.raises(WrongRecoveryCode):
            unlock_with_recovery_code(swapped, code)


def test_what_lies_on_the_disk_opens_at_every_step_of_a_change(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before each operation on the disk the folder is copied as it lies there: each copy opens, in just one way."""
    back_up(desk)
    place = place_of(desk)
    pictures: list[Path] = []

    def picture() -> None:
        target = tmp_path / "pictures" / str(len(pictures))
        shutil.copytree(place.folder, target, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
        pictures.append(target)

    def seen(where: object, name: str) -> None:
        real = getattr(where, name)

        def call(*arguments: object) -> object:
            picture()
            return real(*arguments)

        monkeypatch.setattr(where, name, call)

    seen(atomic_file, "_replace")
    seen(atomic_file, "sync_folder")
    set_passphrase(desk, PASSPHRASE, NEW)
    monkeypatch.undo()
    picture()
    assert len(pictures) == 4 * 2 + 1  # four files, each renamed and its folder synced; and the end
    ways = []
    for folder in pictures:
        stored = StorePlace(folder)
        for keys in (stored.keys, *(keys_beside(each / "store.db") for each in list_backups(stored))):
            old, new = opens(keys, PASSPHRASE), opens(keys, NEW)
            assert old != new, folder
        ways.append(opens(stored.keys, NEW))
    assert ways[0] is False
    assert ways[-1] is True
    assert ways == sorted(ways), "what was changed is not changed back"


@settings(max_examples=25)
@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_any_two_passphrases_change_into_each_other(first: str, second: str) -> None:
    header, key, code = make_keys(first, FAST)
    header = change_passphrase(header, key, second, FAST)
    assert unlock_with_passphrase(header, second) == key
    assert unlock_with_recovery_code(header, code) == key


def test_a_new_passphrase_costs_no_less_than_production_asks(desk: Desk) -> None:
    """The one test that derives as in daily use."""
    desk.derivation_cost = None
    set_passphrase(desk, PASSPHRASE, NEW)
    cost = place_of(desk).keys.read().passphrase.cost
    assert cost.memory >= 65_536
    assert cost.passes >= 3
    assert cost.lanes == 4
    assert calibrate(0.0).memory >= 65_536


def _surroundings() -> Surroundings:
    from cpm_desktop.data_files import forms_folder  # noqa: PLC0415 - only where a store is opened again

    return Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST, backs_up=False)
