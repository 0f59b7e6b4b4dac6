"""Setting up a computer that was begun: it is ended once the recovery code was kept, and begins anew where it was not.

Imports little: the first window asks whether it was begun.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cpm_desktop.storage.placement import StorePlace

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk

_BEGUN = (
    "This laptop was not set up to the end the last time: its recovery code was not kept, and nothing had been "
    "entered. Set it up again; the passphrase may be the same."
)


def why_again(folder: str) -> str:
    """Say why a laptop is to be set up again; empty where it never was begun, or where it was ended."""
    return _BEGUN if StorePlace(Path(folder)).is_unfinished else ""


def end_set_up(desk: Desk, *, backs_up: bool = True) -> None:
    """Have the records count as set up, now that whoever works here keeps the recovery code; can be tried again.

    Args:
        desk: open; nothing was entered yet.
        backs_up: make a backup where one is due: until now nothing was worth one.

    Raises:
        CarePlanningError: the disk refuses.
    """
    from cpm_desktop.storage.set_up_mark import confirm_store  # noqa: PLC0415 - after the first window

    if desk.place is None:
        return
    is_new = desk.place.is_unfinished
    confirm_store(desk.place)
    if is_new and backs_up and desk.backups is not None:
        desk.backups.start_if_due()
