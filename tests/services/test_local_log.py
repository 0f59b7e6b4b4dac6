import datetime as dt
import json
from pathlib import Path

import pytest

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.saving_feed import SavingNews
from cpm_desktop.services.saving_log import SavingLog
from cpm_desktop.services.unlocking import SetUpDetails, Surroundings, create, unlock, unlock_with_code
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.errors import WrongRecoveryCode
from cpm_desktop.storage.event_log import EventLog
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import make_tables
from tests.a_desk import FAST, PASSPHRASE, set_clock


def events(path: Path) -> list[str]:
    return [json.loads(line)["event"] for line in path.read_text(encoding="ascii").splitlines()]


def test_the_log_tells_what_was_done_and_holds_nothing_of_a_case(tmp_path: Path) -> None:
    surroundings = Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST)
    place = StorePlace(tmp_path / "records")
    desk, _ = create(
        place.folder, PASSPHRASE, SetUpDetails(Worker(id="worker", name="Priya Nair")), surroundings
    )
    add_child(desk, Child(id="", name="Kai Avery", date_of_birth=dt.date(2014, 3, 9)))
    desk.close()
    with pytest.raises(PassphraseRefused):
        unlock(place.folder, "not this one at all", surroundings)
    desk = unlock(place.folder, PASSPHRASE, surroundings)
    desk.note_error(ValueError("Kai Avery"))
    desk.close()
    noted = events(place.log)
    assert noted.count("backup made") == 1  # when the store is quiet, at the latest when it is closed
    assert [event for event in noted if event != "backup made"] == [
        "store created",
        "store locked",
        "passphrase refused",
        "store opened",
        "unexpected error",
        "store locked",
    ]
    text = place.log.read_text(encoding="ascii")
    assert not any(word in text for word in ("Kai", "Avery", "Priya", "garden"))


def test_opening_and_a_refused_passphrase_or_code_are_noted(tmp_path: Path) -> None:
    surroundings = Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST, backs_up=False)
    place = StorePlace(tmp_path / "records")
    create_store(place, PASSPHRASE, FAST, make_tables)
    with pytest.raises(PassphraseRefused):
        unlock(place.folder, "not this one at all", surroundings)
    with pytest.raises(WrongRecoveryCode):
        unlock_with_code(place.folder, "AAAA-BBBB", PASSPHRASE, surroundings)
    unlock(place.folder, PASSPHRASE, surroundings).close()
    assert events(place.log)[:3] == ["passphrase refused", "passphrase refused", "store opened"]
    assert "not this one" not in place.log.read_text(encoding="ascii")


def test_only_the_change_from_saved_to_not_saved_is_noted(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "events.jsonl")
    listener = SavingLog(log)
    for problem in ("", "The disk is full.", "The disk is full.", "", ""):
        listener(SavingNews(problem=problem))
    assert events(tmp_path / "events.jsonl") == ["not saved", "saved again"]
