"""The running application is killed while somebody types: what was typed half a second before is there."""

import datetime as dt
import shutil
import sys
import time
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

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux" or shutil.which("Xvfb") is None, reason="needs a display of its own"
    ),
]

PASSPHRASE = "four quiet garden rooms"
KILLS = 5
WORDS = "Kai sleeps better since he has a key of his own and tells Joy about it every evening "


def test_what_was_typed_half_a_second_before_a_kill_is_there(tmp_path: Path) -> None:
    store = tmp_path / "store"
    meeting_id = a_live_meeting(store)
    kept: list[str] = []
    with own_display() as display:
        for number in range(KILLS):
            typed = type_and_kill(display, store, f"{number} {WORDS}", pause=0.06 * number)
            kept.append(typed)
            desk = unlock(store, PASSPHRASE, usual_surroundings())
            notes = [note.text for note in desk.meeting(meeting_id).value.notes]
            report = desk.wait(desk.store.check())
            desk.close()
            assert report.faults == ()
            assert len(notes) == len(kept)
            for note, words in zip(notes, kept, strict=True):
                assert note.startswith(words)


def type_and_kill(display: str, store: Path, text: str, pause: float) -> str:
    """Type at the pace of a person and kill; return what was typed more than half a second before."""
    with SeenApplication(display, store) as application:
        application.wait_focus("Passphrase")
        application.write(PASSPHRASE)
        application.press("Enter")
        application.wait_for("Quick capture")
        application.press("Alt+N")
        application.wait_focus("New note")
        application.write(text[:40])
        time.sleep(0.5)  # a pause to think
        application.write(text[40:])
        time.sleep(pause)
        application.kill()
    return text[:40]


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
