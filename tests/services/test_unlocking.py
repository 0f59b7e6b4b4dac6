import dataclasses
import gc
import shutil
import sqlite3
from pathlib import Path

import pytest

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services.backing_up import last_backup
from cpm_desktop.services.forms_reader import FormsReader
from cpm_desktop.services.signing_key import has_signing_key
from cpm_desktop.services.unlocking import (
    SetUpDetails,
    StoreState,
    Surroundings,
    create,
    get_ready,
    state_of,
    unlock,
    unlock_with_code,
)
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import FAST, PASSPHRASE, set_clock

DETAILS = SetUpDetails(
    Worker(id="worker", name="Priya Nair", role="Social worker"), "Northbeck Council", "East team"
)


@pytest.fixture
def surroundings() -> Surroundings:
    return Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST, backs_up=False)


@pytest.fixture
def made(tmp_path: Path, surroundings: Surroundings) -> tuple[Path, str]:
    desk, code = create(tmp_path / "records", PASSPHRASE, DETAILS, surroundings)
    desk.close()
    return tmp_path / "records", code


def test_the_first_start_keeps_who_works_here(tmp_path: Path, surroundings: Surroundings) -> None:
    assert state_of(tmp_path / "records") is StoreState.NEW
    steps: list[str] = []
    desk, code = create(
        tmp_path / "records", PASSPHRASE, DETAILS, surroundings, lambda words, _done, _of: steps.append(words)
    )
    assert desk.workplace().value.worker.name == "Priya Nair"
    assert desk.authority().name == "Northbeck Council"
    assert has_signing_key(desk)
    assert len(code.replace("-", "")) == 32
    assert steps[-1] == "Making your signing key"
    desk.close()
    assert state_of(tmp_path / "records") is StoreState.LOCKED


def test_the_passphrase_opens_it_again(made: tuple[Path, str], surroundings: Surroundings) -> None:
    desk = unlock(made[0], PASSPHRASE, surroundings)
    assert desk.workplace().value.worker.role == "Social worker"
    desk.close()


def test_another_passphrase_is_refused_and_nothing_changes(
    made: tuple[Path, str], surroundings: Surroundings
) -> None:
    before = _bytes_of(made[0])
    with pytest.raises(PassphraseRefused):
        unlock(made[0], "four noisy garden rooms", surroundings)
    assert _bytes_of(made[0]) == before


def test_the_code_opens_it_and_gives_it_a_new_passphrase(
    made: tuple[Path, str], surroundings: Surroundings
) -> None:
    folder, code = made
    unlock_with_code(folder, code.lower().replace("-", " "), "six loud kitchen chairs", surroundings).close()
    unlock(folder, "six loud kitchen chairs", surroundings).close()
    with pytest.raises(PassphraseRefused):
        unlock(folder, PASSPHRASE, surroundings)


def test_a_wrong_code_changes_nothing(made: tuple[Path, str], surroundings: Surroundings) -> None:
    with pytest.raises(CarePlanningError):
        unlock_with_code(made[0], "AAAA-" * 7 + "AAAA", "six loud kitchen chairs", surroundings)
    unlock(made[0], PASSPHRASE, surroundings).close()


def _empty(database: Path) -> None:
    database.write_bytes(b"")


def _plain(database: Path) -> None:
    database.unlink()
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()


def _flipped(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[2000] ^= 1
    database.write_bytes(content)


def _gone(database: Path) -> None:
    database.unlink()


def _without_keys(database: Path) -> None:
    for path in (database.with_name("store.keys"), database.with_name("store.keys.copy")):
        path.unlink()


def test_what_is_wrong_with_a_file_is_told_apart(made: tuple[Path, str], surroundings: Surroundings) -> None:
    told = set()
    spoilers = (_empty, _plain, _flipped, _gone, _without_keys)
    for number, spoil in enumerate(spoilers):
        folder = made[0].parent / f"spoilt-{number}"
        shutil.copytree(made[0], folder)
        spoil(StorePlace(folder).database)
        with pytest.raises(CarePlanningError) as refused:
            unlock(folder, PASSPHRASE, surroundings)
        told.add(refused.value.sentence)
    assert len(told) == len(spoilers)


def test_a_second_opening_is_told_that_it_is_open(made: tuple[Path, str], surroundings: Surroundings) -> None:
    first = unlock(made[0], PASSPHRASE, surroundings)
    with pytest.raises(CarePlanningError, match="already open"):
        unlock(made[0], PASSPHRASE, surroundings)
    first.close()


def test_nothing_is_left_of_a_first_start_that_failed(tmp_path: Path, surroundings: Surroundings) -> None:
    def give_up(words: str, _done: int, _of: int) -> None:
        if words == "Making your signing key":
            raise CarePlanningError("The disk is full.")

    with pytest.raises(CarePlanningError):
        create(tmp_path / "records", PASSPHRASE, DETAILS, surroundings, give_up)
    assert state_of(tmp_path / "records") is StoreState.NEW


def test_the_first_opening_of_a_day_makes_a_copy(made: tuple[Path, str]) -> None:
    clock = set_clock()
    surroundings = Surroundings(forms=(forms_folder(),), clock=clock, cost=FAST)
    unlock(made[0], PASSPHRASE, surroundings).close()
    first = last_backup(StorePlace(made[0]))
    unlock(made[0], PASSPHRASE, surroundings).close()
    assert first is not None
    assert last_backup(StorePlace(made[0])) == first


def test_the_list_does_not_wait_for_the_copy_of_the_day(made: tuple[Path, str]) -> None:
    surroundings = Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST)
    desk = unlock(made[0], PASSPHRASE, surroundings)
    try:
        assert desk.summaries() == ()
        assert last_backup(StorePlace(made[0])) is None
    finally:
        desk.close()
    assert last_backup(StorePlace(made[0])) is not None


def test_what_was_open_before_a_lock_can_be_collected_after_it(surroundings: Surroundings) -> None:
    door = dataclasses.replace(surroundings, reader=FormsReader(surroundings.forms))
    frozen = gc.get_freeze_count()
    try:
        get_ready(door)
        after_the_start = gc.get_freeze_count()
        assert after_the_start > frozen
        opened: list[list[int]] = [[] for _ in range(1000)]
        get_ready(door)  # as each lock does
        assert opened
        assert gc.get_freeze_count() <= after_the_start
    finally:
        gc.unfreeze()


def _bytes_of(folder: Path) -> dict[str, bytes]:
    """All files but the log, which says that it was tried."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".jsonl")
    return {str(path): path.read_bytes() for path in found}
