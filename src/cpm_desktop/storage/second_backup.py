"""The second place for backups: a folder on another disk, such as a memory stick, that each backup is copied to."""

import datetime as dt
import hashlib
import os
import secrets
import shutil
from pathlib import Path
from typing import Final

from cpm_desktop.storage.atomic_file import rename_durably, sync_folder
from cpm_desktop.storage.backup import UNFINISHED, list_backups_in, thin_backups_in
from cpm_desktop.storage.errors import BackupFailed, StoreError, UnsuitablePlace
from cpm_desktop.storage.faults import fault_of_file
from cpm_desktop.storage.placement import StorePlace, find_reason_against, make_private_folder

_OWN_FOLDER: Final = "Care planning backups"
_AT_ONCE: Final = 1024 * 1024  # bytes


def folder_in(second: Path, store_id: str) -> Path:
    """Return where the backups of one store lie in a second place."""
    return second / _OWN_FOLDER / store_id[:8]


def refuse_second_place(second: Path, place: StorePlace) -> None:
    """Refuse a folder from which backups would go to other computers, or that goes down with the records.

    Raises:
        UnsuitablePlace: with the reason.
    """
    reason = find_reason_against(second)
    if reason:
        raise UnsuitablePlace(
            f"Backups are not copied to {second}: {reason}, so they would lie on computers where nobody could clear "
            "them when the record’s time is over. Choose a memory stick or another disk of this computer."
        )
    _refuse_inside(second, place)
    if not second.is_dir():
        raise UnsuitablePlace(f"There is no folder {second}. Plug the disk in, or choose another folder.")


def _refuse_inside(second: Path, place: StorePlace) -> None:
    if second.resolve().is_relative_to(place.folder.resolve()):
        raise UnsuitablePlace(
            f"{second} lies in the folder of the records themselves. What happens to them would happen to the "
            "copies. Choose a memory stick or another disk."
        )


def is_same_disk(second: Path, place: StorePlace) -> bool:
    """Tell whether a second place lies on the disk of the records, and would be lost with it."""
    try:
        return second.stat().st_dev == place.folder.stat().st_dev
    except OSError:
        return False


def copy_backup(backup: Path, second: Path, place: StorePlace, *, is_authoritys: bool = False) -> Path:
    """Copy a finished backup to the second place, read every byte back, and thin out what lies there.

    Args:
        backup: a finished, checked one.
        second: the folder that was chosen.
        place: of the store.
        is_authoritys: the authority's IT has set the folder: it may be on the network, and is made if need be.

    Returns:
        The folder of the copy.

    Raises:
        BackupFailed: with the reason; nothing unfinished was left behind.
        UnsuitablePlace: the folder is not there now, or does not suit any more.
    """
    if is_authoritys:
        _refuse_inside(second, place)
    else:
        refuse_second_place(second, place)
    unfinished: Path | None = None
    try:
        if is_authoritys:
            second.mkdir(exist_ok=True)
        target = folder_in(second, place.keys.read().store_id)
        for folder in (
            target.parent,
            target,
        ):  # a stick pulled out by now is not made anew on this computer's disk
            make_private_folder(folder, with_parents=False)
        unfinished = target / f"{UNFINISHED}{secrets.token_hex(4)}"
        make_private_folder(unfinished, with_parents=False)
        for source in sorted(backup.iterdir()):
            _copy_file(source, unfinished / source.name)
        sync_folder(unfinished)
        finished = target / backup.name
        if finished.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
        else:
            rename_durably(unfinished, finished)
        thin_backups_in(target, backup)
    except BaseException as error:
        if unfinished is not None:
            shutil.rmtree(unfinished, ignore_errors=True)
        fault = fault_of_file(error) if isinstance(error, OSError) else error
        if not isinstance(fault, StoreError):
            raise
        raise BackupFailed(f"The backup was not copied to {second}. {fault.sentence}") from error
    return finished


def list_copies(second: Path, place: StorePlace) -> dict[Path, dt.datetime]:
    """The backups of this store in the second place and when they were made, the newest first."""
    return list_backups_in(folder_in(second, place.keys.read().store_id))


def _copy_file(source: Path, target: Path) -> None:
    digest = hashlib.sha256()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with source.open("rb") as reading, os.fdopen(descriptor, "wb") as writing:
        while block := reading.read(_AT_ONCE):
            digest.update(block)
            writing.write(block)
        writing.flush()
        os.fsync(writing.fileno())
    with target.open("rb") as written:
        if hashlib.file_digest(written, "sha256").digest() != digest.digest():
            raise BackupFailed("What was written there is not what was read back: the disk fails.")
