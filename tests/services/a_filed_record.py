"""A signed record that was handed over and filed, with a word of its own in everything, on a real store."""

import datetime as dt
from dataclasses import replace
from typing import Any

from cpm_desktop.domain.captures import Action, Decision, Note, Outcome, Status
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.meeting import Answer, Paper
from cpm_desktop.services.backing_up import Backups
from cpm_desktop.services.copy_list import mark_sent
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import mark_loaded, mark_noted
from cpm_desktop.storage.kept_rows import hash_of
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import PASSPHRASE, SetClock
from tests.services.a_record import sign, value_of

HELD = dt.date(2026, 11, 16)
FILED = dt.date(2026, 11, 20)
DUE = dt.date(2026, 12, 20)  # thirty days after it was filed
WORDS = ("zyxnote", "zyxaction", "zyxdecision", "zyxoutcome", "zyxpaper", "zyxanswer")
BLOB = b"%PDF-1.7 zyxfile"


def with_backups(desk: Desk) -> Desk:
    """Have the desk make backups, as it does when it was unlocked."""
    key = unlock_with_passphrase(place_of(desk).keys.read(), PASSPHRASE)
    desk.backups = Backups(desk.store, place_of(desk), key, desk.now)
    return desk


def place_of(desk: Desk) -> StorePlace:
    """Return where the desk's store lies."""
    assert desk.place is not None
    return desk.place


def parts() -> dict[str, Any]:
    """Return a word of its own in everything that is captured."""
    return {
        "notes": (Note(id="n1", item="health", text="zyxnote"),),
        "actions": (Action(id="a1", item="health", text="zyxaction", owner="Priya Nair"),),
        "decisions": (Decision(id="d1", item="health", text="zyxdecision"),),
        "outcomes": (Outcome(id="o1", of_item="elsewhere", status=Status.DONE, note="zyxoutcome"),),
        "papers": (Paper(id="p1", title="zyxpaper", file_hash=hash_of(BLOB), size=len(BLOB)),),
        "answers": (Answer(id="w1", item="health", question="zyxquestion", value="zyxanswer"),),
    }


def filed(desk: Desk, child_id: str, form_id: str = "care-team", **more: object) -> str:
    """Put a signed record into the store, hand it over and file it; give its id."""
    desk.wait(desk.store.put_blob(BLOB))
    meeting_id = sign(desk, child_id, form_id, HELD, **{**parts(), **more})
    for person in value_of(desk, meeting_id).attendees:
        mark_sent(desk, meeting_id, person.id, FILED, "by hand")
    for entry in value_of(desk, meeting_id).follow_ups:
        desk.meeting(meeting_id).perform(Put(entity=replace(entry, done_on=FILED, done_by="Priya Nair")))
    mark_loaded(desk, meeting_id, FILED)
    mark_noted(desk, meeting_id, FILED)
    return meeting_id


def at(clock: SetClock, day: dt.date) -> None:
    """Set the clock to the morning of a day."""
    clock.set_to(day, dt.time(9, 0))
