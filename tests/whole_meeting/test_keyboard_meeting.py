"""The main job through the real windows, by keys alone, with a kill in the middle."""

import datetime as dt
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.attendance import Presence, presence_of
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import document_bytes, document_for, verify_bytes
from cpm_desktop.services.unlocking import unlock, usual_surroundings
from tests.paper_text import bare, printed_text
from tests.whole_meeting.seen_application import SeenApplication, own_display

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux" or shutil.which("Xvfb") is None, reason="needs a display of its own"
    ),
]

PASSPHRASE = "four quiet garden rooms"
ITEMS = 17
THINGS_READ_BACK = 5  # a decision, an action, a different view, an unmet need, the next meeting
VIEW = "I’d like Dad to come to football & not the contact centre."
NOTE = "Joy Okafọ̀ said that sleep is <worse> – awake at 2 or 3."
NEED = "Help with sleep"
REASON = "Kai asked for this to be talked about another day."


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with own_display() as name:
        yield name


def test_a_whole_meeting_by_keys_alone_with_a_kill_in_the_middle(display: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with SeenApplication(display, store) as application:
        set_up(application)
        assert application.end() == 0
    desk = open_store(store)
    enter_child(desk, demo_scripts()[0])  # the child and the people around them
    desk.close()
    with SeenApplication(display, store) as application:
        get_in(application)
        prepare(application)
        hold_until_health(application)
        application.wait_saved()
        application.kill()
    with SeenApplication(display, store) as application:
        get_in(application)
        stand_where_it_was(application)
        hold_the_rest(application)
        settle_what_is_owed(application)
        read_back(application)
        sign(application)
        hand_over(application)
        application.wait_saved()
        assert application.end() == 0
    desk = open_store(store)
    check_record(desk)
    desk.close()


def set_up(application: SeenApplication) -> None:
    application.wait_focus("Your full name")
    for text in ("Priya Nair", "Social worker", "Northbeck Council"):
        application.write(text)
        application.press("Tab")
    application.write("Children in Our Care, East team")
    application.press("Enter")
    application.wait_focus("Passphrase")
    application.write(PASSPHRASE)
    application.press("Enter")
    application.wait_focus("The same again")
    application.write(PASSPHRASE)
    application.press("Enter")
    application.wait_for("Keep the recovery code")
    application.tab_to("I have printed it")
    application.press("Space", "Enter")
    application.wait_focus("Open the caseload")
    application.press("Enter")
    application.wait_for("No children yet")


def get_in(application: SeenApplication) -> None:
    application.wait_focus("Passphrase")
    application.write(PASSPHRASE)
    application.press("Enter")
    application.wait_for("Search or run a command")


def prepare(application: SeenApplication) -> None:
    application.wait_for("1 child")
    application.press("Ctrl+N")
    application.wait_focus("Kind of meeting")
    application.tab_to("Day")
    application.write(f"{dt.datetime.now().astimezone().date():%d/%m/%Y}")
    application.press("Tab")
    application.write("14:00")
    application.press("Tab")
    application.write("The garden room")
    application.press("Enter")
    application.wait_for("Agenda and notes")
    application.run_command("Start meeting")
    application.wait_for("Quick capture")


def hold_until_health(application: SeenApplication) -> None:
    application.tab_to("Kai, KA, Child")
    application.press("Right", "Right", "Enter", "P")  # Tom sent apologies
    application.wait_for("1 apology")
    application.run_command("Everybody expected is here")
    application.wait_for("8 here")
    note_and_go_on(application, 1)
    application.press("Alt+6")
    application.wait_for("Whose view")
    application.tab_to("In their own words")
    application.write(VIEW)
    application.press("Ctrl+Shift+Enter")
    for number in range(2, 4):
        note_and_go_on(application, number)
    application.tab_to("Done")
    application.press("Space")
    for number in range(4, 8):
        note_and_go_on(application, number)
    write_note(application, NOTE)
    application.press("Alt+1")
    application.wait_focus("What was decided")
    application.write("Kai chooses a new dentist and Joy goes with him")
    application.press("Tab")
    application.write("He will go if he is listened to")
    application.tab_to("Yes")
    application.press("Space", "Ctrl+Shift+Enter")
    application.press("Alt+2")
    application.wait_focus("What will happen")
    application.write("@PN book the health assessment by 18 Dec so that it is done before Christmas")
    application.press("Ctrl+Shift+Enter")
    application.press("Alt+4")
    application.wait_focus("What is needed")
    application.write(NEED)
    application.press("Tab")
    application.write("No service locally")


def write_note(application: SeenApplication, text: str) -> None:
    application.press("Alt+N")
    application.wait_focus("New note")
    application.write(text)


def note_and_go_on(application: SeenApplication, number: int) -> None:
    write_note(application, f"Said under item {number}.")
    application.press("Ctrl+Enter")
    application.wait_for(f"Item {number + 1} of {ITEMS}")


def stand_where_it_was(application: SeenApplication) -> None:
    seen = application.wait_for(f"Item 8 of {ITEMS}")
    assert seen.says("Health")
    assert seen.says("1 apology")
    assert seen.says("Live")


def hold_the_rest(application: SeenApplication) -> None:
    application.press("Ctrl+Enter")
    application.wait_for(f"Item 9 of {ITEMS}")
    for number in range(9, 12):
        note_and_go_on(application, number)
    application.press("Alt+3")
    application.wait_focus("What it is about")
    application.write("Family time on Saturdays")
    application.tab_to("No")
    application.press("Space")
    application.tab_to("Who")
    application.write("Tom")
    application.tab_to("Says, in their words")
    application.write("I work <most> Saturdays & want Wednesdays back.")
    application.press("Ctrl+Shift+Enter")
    for number in range(12, ITEMS):
        note_and_go_on(application, number)
    write_note(application, "All of it was said again.")
    application.tab_to("Date")
    application.write("in six weeks")
    application.press("Tab")
    application.write("14:00")
    application.press("Tab")
    application.write("The garden room")
    application.run_command("Close and sign")
    application.wait_for("Before you sign")


def settle_what_is_owed(application: SeenApplication) -> None:
    application.tab_to("No: Does the reviewing officer need to hear")
    application.press("Enter")
    while (wanted := next(iter(reasons_owed(application)), "")) != "":
        application.tab_to(wanted)
        application.press("Enter")
        application.wait_focus("Reason")
        application.write(REASON)
        application.press("Ctrl+Enter")
        application.wait_until_gone(wanted)


def reasons_owed(application: SeenApplication) -> list[str]:
    offered = [text for text in application.look().texts if text.startswith("Give a reason: ")]
    return [text for text in offered if "read back" not in text]


def read_back(application: SeenApplication) -> None:
    for place in range(1, THINGS_READ_BACK + 1):
        application.wait_for(f"{place} of {THINGS_READ_BACK}")
        application.press("Alt+A")
    application.wait_for("Nothing is owed")


def sign(application: SeenApplication) -> None:
    application.press("Ctrl+Shift+S")
    application.wait_focus("I have read the record")
    application.press("Space")
    application.tab_to("Your name, as your signature")
    application.write("Priya Nair")
    application.tab_to("Your passphrase, once more")
    application.write(PASSPHRASE)
    application.press("Enter")
    application.wait_for("Hand over")


def hand_over(application: SeenApplication) -> None:
    application.tab_to("Case note added")
    application.press("Space")
    application.wait_for("1 of 2 done")
    application.tab_to("Mark sent")
    application.press("Enter")
    application.wait_focus("Save")
    application.press("Enter")
    application.wait_for("1 of 10 copies sent")


def open_store(store: Path) -> Desk:
    return unlock(store, PASSPHRASE, usual_surroundings())


def check_record(desk: Desk) -> None:
    children = desk.wait(desk.store.caseload())
    lines = desk.wait(desk.store.meetings_of(children[0].child_id))
    meeting = next(m for m in (desk.meeting(line.id).value for line in lines) if m.facts.started_at)
    assert meeting.facts.stage is Stage.SIGNED
    present = {person.name: presence_of(meeting.attendance, person.id) for person in meeting.attendees}
    assert present["Tom Avery"] is Presence.APOLOGIES
    assert present["Kai Avery"] is Presence.PRESENT
    assert {VIEW} == {view.words for view in meeting.views}
    assert NOTE in {note.text for note in meeting.notes}
    action = meeting.actions[0]
    assert (action.text, action.owner) == ("book the health assessment", "Priya Nair")
    assert action.purpose
    assert meeting.unmet_needs[0].need == NEED
    assert meeting.next_meetings[0].date is not None
    document = document_for(meeting, "")
    assert document is not None
    content = document_bytes(desk, document)
    assert verify_bytes(content).is_whole
    printed = bare(printed_text(content))
    for text in (VIEW, NOTE, NEED, REASON, "I work <most> Saturdays & want Wednesdays back."):
        assert bare(text) in printed
