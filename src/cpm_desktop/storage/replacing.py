"""Putting another store in the place of the one that is there: at every step one of the two is there whole.

The new one is made ready under a name of its own; giving it the name `store.next-…` decides. Whatever happens after
that, `finish_replacing` goes on at the next start: the old store is put aside and the new one takes its place.
"""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Final

from cpm_desktop.storage.atomic_file import rename_durably
from cpm_desktop.storage.errors import StoreError
from cpm_desktop.storage.faults import fault_of_file
from cpm_desktop.storage.placement import NEXT, StorePlace

_TIME: Final = "%Y-%m-%dT%H-%M-%SZ"


class NotCertainlyDecided(StoreError):
    """The disk refused the decision, and to take it back."""

    def __init__(self, fault: StoreError) -> None:
        """Say what may come of it.

        Args:
            fault: of the disk.
        """
        super().__init__(
            "The disk refused, and it is not certain what the next start opens: the backup may take the place of these "
            "records then. What is here now, and what you go on to enter, is kept beside it in that case, in a folder "
            f"“store-before-restore-…”. {fault.sentence}"
        )


class Replacing(StrEnum):
    """Why a store takes another's place; it stands in the names of both."""

    RESTORE = "restore"


def decide(ready: Path, place: StorePlace, why: Replacing) -> None:
    """Decide that a store that was made ready, synced and checked takes the place of the one that is there.

    Raises:
        NotCertainlyDecided: it may be decided all the same.
        StoreError: nothing was decided.
    """
    decided = place.folder / f"{NEXT}{why.value}"
    try:
        rename_durably(ready, decided)
    except OSError as error:
        fault = fault_of_file(error)
        raise NotCertainlyDecided(fault) if decided.exists() else fault from error


def finish_replacing(place: StorePlace, now: dt.datetime) -> Path | None:
    """Carry out what was decided; with nobody using the store.

    Args:
        place: of the store.
        now: for the name under which the old store is kept.

    Returns:
        Where the old store is kept; None where nothing was decided, or it is not kept.

    Raises:
        StoreError: the disk refuses; it is tried again at the next start.
    """
    kept: Path | None = None
    try:
        for why in Replacing:
            ready = place.folder / f"{NEXT}{why.value}"
            if not ready.is_dir():
                continue
            if place.store.exists():
                kept = _aside(place, why, now)
                rename_durably(place.store, kept)
            rename_durably(ready, place.store)
    except OSError as error:
        raise fault_of_file(error) from error
    return kept if kept is not None and kept.exists() else None


def stores_aside(place: StorePlace) -> list[Path]:
    """The stores that a restored one took the place of, the newest first."""
    return sorted(place.folder.glob(f"store-before-{Replacing.RESTORE}-*"), reverse=True)


def _aside(place: StorePlace, why: Replacing, now: dt.datetime) -> Path:
    name = f"store-before-{why.value}-{now.astimezone(dt.UTC).strftime(_TIME)}"
    aside, number = place.folder / name, 1
    while aside.exists():
        number += 1
        aside = place.folder / f"{name}-{number}"
    return aside
