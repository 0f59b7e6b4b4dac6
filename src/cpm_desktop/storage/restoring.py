"""Making a backup ready to take the store's place: copied beside it, checked, and decided for."""

import os
import secrets
import shutil
from pathlib import Path

from cpm_desktop.storage.atomic_file import sync_folder
from cpm_desktop.storage.errors import StoreError
from cpm_desktop.storage.faults import fault_of_file
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.looking import opened_copy
from cpm_desktop.storage.placement import DATABASE_NAME, StorePlace, keys_beside, make_private_folder
from cpm_desktop.storage.replacing import Replacing, decide

_READY = ".restoring-"


def decide_for_backup(backup: Path, place: StorePlace, key: StoreKey) -> None:
    """Decide that a backup takes the store's place when it is next opened; the backup itself stays where it is.

    Args:
        backup: its folder.
        place: of the store, which is kept aside under a name that says so.
        key: that opens the backup: every page of it is checked first.

    Raises:
        StoreError: the backup is damaged, or the disk refuses; nothing was decided.
    """
    with opened_copy(backup, place, key):
        pass  # a damaged one must not take a whole one's place
    ready = place.folder / f"{_READY}{secrets.token_hex(4)}"
    try:
        make_private_folder(ready)
        target = ready / DATABASE_NAME
        shutil.copyfile(backup / DATABASE_NAME, target)
        target.chmod(0o600)
        with target.open("rb+") as file:
            os.fsync(file.fileno())
        keys_beside(target).write(keys_beside(backup / DATABASE_NAME).read())
        sync_folder(ready)
        decide(ready, place, Replacing.RESTORE)
    except BaseException as error:
        shutil.rmtree(ready, ignore_errors=True)
        if isinstance(error, OSError) and not isinstance(error, StoreError):
            raise fault_of_file(error) from error
        raise


def forget_not_decided(place: StorePlace) -> None:
    """Delete what an interrupted restoring left behind."""
    if place.folder.is_dir():
        for folder in place.folder.glob(f"{_READY}*"):
            shutil.rmtree(folder, ignore_errors=True)
