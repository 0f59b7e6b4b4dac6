"""What tells a store whose set-up was not ended: a file beside its database, from its making until its code was kept.

Whoever opens a store to work in it has the file taken away first, for certain: so where it lies nothing was entered.
"""

import secrets
import shutil

from cpm_desktop.storage.atomic_file import rename_durably, sync_folder
from cpm_desktop.storage.faults import fault_of_file
from cpm_desktop.storage.placement import StorePlace

_UNFINISHED = ".store-"


def confirm_store(place: StorePlace) -> None:
    """Have the store count as set up; on return that is certain on the disk. One that does stays as it is.

    Raises:
        StoreError: the disk refuses; it can be tried again.
    """
    try:
        if place.set_up_mark.exists():
            place.set_up_mark.unlink()
        sync_folder(place.store)
    except OSError as error:
        raise fault_of_file(error) from error


def put_unfinished_away(place: StorePlace) -> None:
    """Delete a store whose set-up was not ended, and what one that failed left behind; another store stays.

    Raises:
        StoreError: the disk refuses to take its name from it; it stays then, and is told by its mark.
    """
    try:
        if place.is_unfinished:
            rename_durably(place.store, place.folder / f"{_UNFINISHED}{secrets.token_hex(4)}")
    except OSError as error:
        raise fault_of_file(error) from error
    for folder in place.folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(folder, ignore_errors=True)
