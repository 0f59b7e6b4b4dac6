"""Packs between laptops: handing over, looking inside, and what both sides changed."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.packs import PackSender
from cpm_desktop.exchange.pack_keys import make_pack_keys
from cpm_desktop.services.annexes import ReadFile, attach_annex
from cpm_desktop.services.pack_people import pack_keys, remember
from cpm_desktop.services.pack_taking import open_pack, take_pack
from cpm_desktop.services.packing import PackFor, make_pack, save_pack
from tests.a_desk import make_desk, set_clock
from tests.played_demonstration import prepared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpm_desktop.ui.packs.hand_over_dialog import HandOverDialog
    from cpm_desktop.ui.packs.open_pack_dialog import OpenPackDialog
    from cpm_desktop.ui.packs.pack_people_dialog import PackPeopleDialog
    from tests.accessibility.stage import Stage


def hand_over(stage: Stage) -> HandOverDialog:
    stage.open(prepared())
    stage.go("prepare", stage.subject)
    return stage.workspace.packs.hand_over()


def passphrase(stage: Stage) -> None:
    dialog = hand_over(stage)
    dialog.who.choose("passphrase")
    dialog.who.chosen.emit("passphrase")


def open_one(stage: Stage) -> OpenPackDialog:
    stage.open(prepared())
    stage.go("caseload")
    return stage.workspace.packs.open_pack()


def people(stage: Stage) -> PackPeopleDialog:
    stage.open(prepared())
    stage.go("caseload")
    for name in ("Ines Okafor", "Jo Brook", ""):
        keys = make_pack_keys()
        remember(stage.desk, PackSender(name=name, key=keys.public_key.hex(), address=keys.address))
    return stage.workspace.packs.show_people()


def looked_into(stage: Stage, path: Path) -> None:
    dialog = stage.workspace.packs.open_pack()
    dialog.choose_file = lambda: str(path)
    dialog.file_button.click()
    stage.wait_for(lambda: dialog.inside is not None)


def both_changed(stage: Stage) -> None:
    stage.open(prepared())
    stage.go("caseload")
    worker, chair = stage.desk, make_desk(stage._new_folder(), set_clock())
    there = make_pack(worker, stage.subject, PackFor(address=pack_keys(chair).address))
    take_pack(chair, open_pack(chair, there))
    for desk, venue in ((worker, "Hill School, Room 4"), (chair, "Town hall, second floor")):
        meeting = desk.meeting(stage.subject)
        meeting.perform(change(meeting.value.facts, venue=venue))
    chair.meeting(stage.subject).perform(
        Record(entity=Note(id="new", text="Kai would like his aunt to come."))
    )
    report = BytesIO()
    Image.new("RGB", (40, 40), "white").save(report, "PNG")
    attach_annex(chair, stage.subject, ReadFile("School report.png", report.getvalue()))
    back = make_pack(chair, stage.subject, PackFor(address=pack_keys(worker).address))
    chair.close()
    looked_into(stage, save_pack(stage._new_folder() / "b.cpmpack", back))


SCENES: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "hand to another laptop": ("HandOverDialog", hand_over),
    "hand to another laptop: a passphrase": ("HandOverDialog", passphrase),
    "codes and senders of packs": ("PackPeopleDialog", people),
    "open a pack": ("OpenPackDialog", open_one),
    "open a pack: both sides changed it": ("OpenPackDialog", both_changed),
}
