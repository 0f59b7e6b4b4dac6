"""A set-up that was not ended: told at the next start, and begun anew; never where anything was entered."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services import unlocking
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.forms_reader import FormsReader
from cpm_desktop.services.setting_up import end_set_up, why_again
from cpm_desktop.services.unlocking import (
    SetUpDetails,
    StoreState,
    Surroundings,
    create,
    state_of,
    unlock,
    unlock_with_code,
    usual_surroundings,
)
from cpm_desktop.storage.errors import FailingDisk, StoreExists
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import FAST, PASSPHRASE, set_clock

DETAILS = SetUpDetails(Worker(id="worker", name="Priya Nair", role="Social worker"))


@pytest.fixture(scope="module")
def reader() -> FormsReader:
    return FormsReader((forms_folder(),))


@pytest.fixture
def surroundings(reader: FormsReader) -> Surroundings:
    return Surroundings(forms=(), clock=set_clock(), cost=FAST, backs_up=False, reader=reader)


@pytest.fixture
def shows_code(surroundings: Surroundings) -> Surroundings:
    return replace(surroundings, shows_code=True)


def test_a_set_up_whose_code_was_not_kept_begins_anew_and_says_why(
    tmp_path: Path, surroundings: Surroundings, shows_code: Surroundings
) -> None:
    folder = tmp_path / "records"
    assert why_again(str(folder)) == ""
    assert usual_surroundings().shows_code, "in the application it counts only once the code is kept"
    desk, first_code = create(folder, PASSPHRASE, DETAILS, shows_code)
    desk.close()  # the window was closed, or the process ended, while the code was shown
    assert state_of(folder) is StoreState.NEW
    assert "its recovery code was not kept, and nothing had been entered" in why_again(str(folder))
    desk, code = create(folder, "six loud kitchen chairs", DETAILS, shows_code)
    end_set_up(desk)
    add_child(desk, Child(id="", name="Kai Avery"))
    desk.close()
    assert (state_of(folder), why_again(str(folder))) == (StoreState.LOCKED, "")
    assert {path.name for path in folder.iterdir()} <= {"store", "backups", "events.jsonl"}
    with pytest.raises(CarePlanningError):
        unlock_with_code(folder, first_code, PASSPHRASE, surroundings)
    unlock_with_code(folder, code, PASSPHRASE, surroundings).close()


def test_a_set_up_is_never_begun_anew_where_anything_could_have_been_entered(
    tmp_path: Path, surroundings: Surroundings, shows_code: Surroundings
) -> None:
    folder = tmp_path / "records"
    create(folder, PASSPHRASE, DETAILS, shows_code)[0].close()
    unlock(folder, PASSPHRASE, surroundings).close()
    assert state_of(folder) is StoreState.LOCKED
    before = StorePlace(folder).database.read_bytes()
    with pytest.raises(StoreExists):
        create(folder, PASSPHRASE, DETAILS, surroundings)
    assert StorePlace(folder).database.read_bytes() == before


def test_where_the_disk_does_not_let_a_set_up_be_ended_it_can_be_tried_again(
    tmp_path: Path, shows_code: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = create(tmp_path / "records", PASSPHRASE, DETAILS, shows_code)

    def refuse(path: Path, **_: object) -> None:
        raise OSError(errno.EIO, str(path))

    with monkeypatch.context() as fault:
        fault.setattr(Path, "unlink", refuse)
        with pytest.raises(FailingDisk):
            end_set_up(desk)
    assert state_of(tmp_path / "records") is StoreState.NEW
    end_set_up(desk)
    assert state_of(tmp_path / "records") is StoreState.LOCKED
    desk.close()


def test_a_store_that_the_disk_does_not_let_be_marked_as_set_up_is_not_opened(
    tmp_path: Path, surroundings: Surroundings, shows_code: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "records"
    create(folder, PASSPHRASE, DETAILS, shows_code)[0].close()

    def refuse(_place: StorePlace) -> None:
        raise FailingDisk

    with monkeypatch.context() as fault:
        fault.setattr(unlocking, "confirm_store", refuse)
        with pytest.raises(FailingDisk):
            unlock(folder, PASSPHRASE, surroundings)
    unlock(folder, PASSPHRASE, surroundings).close()


def test_a_first_start_that_failed_on_a_disk_that_refuses_everything_is_known_at_the_next(
    tmp_path: Path, surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(words: str, _done: int, _of: int) -> None:
        if words == "Making your signing key":
            monkeypatch.setattr(Path, "replace", refuse)
            raise FailingDisk

    def refuse(path: Path, _target: Path) -> None:
        raise OSError(errno.EIO, str(path))

    with pytest.raises(FailingDisk):
        create(tmp_path / "records", PASSPHRASE, DETAILS, surroundings, give_up)
    monkeypatch.undo()
    assert StorePlace(tmp_path / "records").store.exists()
    assert state_of(tmp_path / "records") is StoreState.NEW
    assert why_again(str(tmp_path / "records"))
    create(tmp_path / "records", PASSPHRASE, DETAILS, surroundings)[0].close()
    assert state_of(tmp_path / "records") is StoreState.LOCKED
