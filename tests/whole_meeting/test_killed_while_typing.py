"""The running application is killed while somebody types: what was said to be saved, or typed before, is there."""

import datetime as dt
import random
import shutil
import sys
from pathlib import Path

import pytest

from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.holding import start
from cpm_desktop.services.unlocking import SetUpDetails, Surroundings, create, unlock, usual_surroundings
from tests.a_desk import FAST
from tests.whole_meeting.seen_application import SeenApplication, own_display
from tests.whole_meeting.typed_and_killed import (
    PASSPHRASE,
    Beat,
    missing,
    promised,
    read_witness,
    type_and_kill,
)

with_display = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("Xvfb") is None, reason="needs a display of its own"
)
KILLS = 4


@pytest.mark.slow
@with_display
def test_what_was_said_to_be_saved_or_typed_half_a_second_before_a_kill_is_there(tmp_path: Path) -> None:
    store, rng = tmp_path / "store", random.Random(6)  # noqa: S311 - chooses moments, guards nothing
    meeting_id = a_live_meeting(store)
    before: list[str] = []
    with own_display() as display:
        for number in range(KILLS):
            witness = tmp_path / f"witness{number}"
            with SeenApplication(display, store, witness) as application:
                manner = type_and_kill(application, rng, str(number))
            desk = unlock(store, PASSPHRASE, usual_surroundings())
            notes = [note.text for note in desk.meeting(meeting_id).value.notes]
            report = desk.wait(desk.store.check())
            desk.close()
            assert report.faults == ()
            assert notes[: len(before)] == before
            for texts in promised(read_witness(witness)):
                assert not missing(texts, notes), manner
            before = notes


def beats(*told: tuple[str, str, str]) -> list[Beat]:
    """One each tenth of a second: what is typed, what is kept, what the header says."""
    return [Beat(5 * place, typed, (kept,), header) for place, (typed, kept, header) in enumerate(told)]


def test_what_is_promised_is_what_the_header_said_and_what_was_typed_half_a_second_before() -> None:
    seen = [
        ("K", "", ""),
        *[("Kai", "", "")] * 5,
        ("Kai s", "Kai", "Saved 14:36:07"),
        ("Kai sl", "Kai sl", "Saving"),
    ]
    assert promised(beats(*seen)) == ({"Kai"}, {"K", "Kai"})
    assert promised(beats(*seen), age=0)[1] == {"K", "Kai", "Kai s", "Kai sl"}


def test_time_in_which_the_disk_is_at_work_promises_nothing() -> None:
    seen = [("Kai", "Kai", "Saving")] * 20
    assert promised(beats(*seen)) == (set(), set())
    assert promised(beats(*seen, *[("Kai", "Kai", "Saved 14:36:07")] * 6)) == ({"Kai"}, {"Kai"})


def test_a_text_is_there_where_a_note_begins_with_it() -> None:
    assert missing({"Kai", "Joy "}, ["Kai sleeps"]) == ["Joy "]


def a_live_meeting(store: Path) -> str:
    surroundings = Surroundings(forms=usual_surroundings().forms, cost=FAST, backs_up=False)
    details = SetUpDetails(Worker(id="worker", name="Priya Nair", role="Social worker"))
    desk, _ = create(store, PASSPHRASE, details, surroundings)
    child = enter_child(desk, demo_scripts()[0])
    now = dt.datetime.now().astimezone()
    meeting_id = new_meeting(desk, child, "cla-standard", now.date(), now.time(), "The garden room")
    start(desk, meeting_id)
    desk.close()
    return meeting_id
