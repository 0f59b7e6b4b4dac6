"""The emergency sheet as PDF: where the records lie, how a code opens them, and whom to call."""

from pathlib import Path
from typing import Final

from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.papers.emergency_sheet import EmergencyFacts, build_emergency_sheet
from cpm_desktop.domain.workplace import Setting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.papers import draw
from cpm_desktop.services.record_safety import second_place
from cpm_desktop.services.window_thread import OnWindowThread, at_once

SHEET_NAME: Final = "emergency-sheet.pdf"
_CONTACT: Final = "safety.contact"


def emergency_sheet(
    desk: Desk, code: str = "", *, is_authoritys: bool = False, on_window_thread: OnWindowThread = at_once
) -> bytes:
    """Draw the sheet, on any thread; with a code only where one is given, as the person wants.

    Args:
        desk: open.
        code: to print on it; empty leaves a line to write on.
        is_authoritys: the code is the one for the authority to hold.
        on_window_thread: the way to the window's thread, where this runs on another.
    """
    facts = on_window_thread(lambda: _facts(desk, code, is_authoritys=is_authoritys))
    return draw(desk, build_emergency_sheet(facts), desk.now()).pdf


def save_sheet(content: bytes, path: Path) -> None:
    """Write the sheet into a file.

    Raises:
        CarePlanningError: it cannot be written there; what was there before still is.
    """
    write_atomically(path, content)


def emergency_contact(desk: Desk) -> str:
    """Return whom to call, as the person entered it."""
    return desk.workplace().value.setting(_CONTACT)


def set_emergency_contact(desk: Desk, contact: str) -> None:
    """Remember whom to call."""
    if contact.strip() != emergency_contact(desk):
        desk.workplace().perform(Put(entity=Setting(id=_CONTACT, value=contact.strip())), is_final=True)


def _facts(desk: Desk, code: str, *, is_authoritys: bool) -> EmergencyFacts:
    authority, second = desk.authority(), second_place(desk)
    folder = str(desk.place.folder) if desk.place is not None else ""
    backups = [str(desk.place.backups)] if desk.place is not None else []
    backups += [str(second)] if second is not None else []
    return EmergencyFacts(
        worker=desk.workplace().value.worker.name,
        authority=authority.name,
        service=authority.service,
        folder=folder,
        backups=tuple(backups),
        contact=emergency_contact(desk),
        made_on=desk.today(),
        code=code,
        is_authoritys=is_authoritys,
    )
