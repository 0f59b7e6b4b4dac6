"""Where the store lies on this computer, and where it must not."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath
from typing import TYPE_CHECKING, Final

import platformdirs

from cpm_desktop.storage.errors import UnsuitablePlace
from cpm_desktop.storage.faults import fault_of_file

if TYPE_CHECKING:
    from cpm_desktop.storage.key_files import KeyFiles

_PRIVATE_FOLDER = 0o700
_APPLICATION: Final = "cpm-desktop"
DATABASE_NAME: Final = "store.db"
NEXT: Final = "store.next-"  # a store that is to take the place of the one that is there
# The beginnings of folder names, in small letters, and whose service copies them to other computers.
_SYNCED_FOLDERS: Final = {
    "onedrive": "OneDrive",
    "sharepoint": "SharePoint",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud service",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "megasync": "MEGA",
    "syncthing": "Syncthing",
}
_SYNC_MARKS: Final = {".dropbox": "Dropbox", ".stfolder": "Syncthing", ".sync_journal.db": "Nextcloud"}
_SYNC_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_FILE_SYSTEMS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs", "fuse.davfs2",
     "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.onedriver", "fuse.google-drive-ocamlfuse"}
)  # fmt: skip
_MOUNTS: Final = Path("/proc/self/mountinfo")
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of Windows


@dataclass(frozen=True)
class StorePlace:
    """The folder that holds one store and everything beside it.

    Attributes:
        folder: readable by its owner alone; it may not exist yet.
    """

    folder: Path

    @property
    def store(self) -> Path:
        """The folder of the database and its keys: it comes into being whole, or not at all."""
        return self.folder / "store"

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.store / DATABASE_NAME

    @property
    def previous(self) -> Path:
        """The store from before, while another encryption of it takes its place."""
        return self.folder / "store.previous"

    @property
    def set_up_mark(self) -> Path:
        """Lies in a store until its set-up was ended."""
        return self.store / "set-up-not-ended"

    @property
    def is_unfinished(self) -> bool:
        """Whether a store was made here whose set-up was not ended: nothing was entered in it."""
        return self.set_up_mark.exists()

    @property
    def keys(self) -> KeyFiles:
        """The key header and its copy."""
        return keys_beside(self.database)

    @property
    def lock(self) -> Path:
        """Locked by the one running instance."""
        return self.folder / "running.lock"

    @property
    def call(self) -> Path:
        """Says, to nobody but the person, where the one running instance can be called."""
        return self.folder / "running.call"

    @property
    def backups(self) -> Path:
        """One folder for each backup."""
        return self.folder / "backups"

    @property
    def log(self) -> Path:
        """What the application did, without anything of a case."""
        return self.folder / "events.jsonl"

    def exists(self) -> bool:
        """Whether a store was set up here; its parts may still be damaged or missing."""
        return (
            (self.store.exists() and not self.is_unfinished)
            or self.previous.exists()
            or (self.folder.is_dir() and any(self.folder.glob(f"{NEXT}*")))
        )


def keys_beside(database: Path) -> KeyFiles:
    """The key files that belong to a database: they lie in its folder."""
    from cpm_desktop.storage.key_files import KeyFiles  # noqa: PLC0415 - after the first window

    return KeyFiles(database.with_name("store.keys"), database.with_name("store.keys.copy"))


def find_usual_place() -> StorePlace:
    """The person's own folder for local data: on Windows not the roaming one, which log-ins copy about."""
    return StorePlace(platformdirs.user_data_path(_APPLICATION, appauthor=False, roaming=False))


def refuse_unsuitable_folder(folder: Path) -> None:
    """Refuse a folder that is synchronised or on the network: two computers would write into one database.

    Raises:
        UnsuitablePlace: with the reason.
    """
    reason = find_reason_against(folder)
    if reason:
        raise UnsuitablePlace(
            f"The store cannot lie in {folder}: {reason}. "
            "Choose a folder on this computer’s own disk that is not synchronised."
        )


def find_reason_against(folder: Path) -> str | None:
    """Why what lies in a folder would also lie on other computers; None where it would not."""
    return _find_network(folder) or _find_synchroniser(folder)


def make_private_folder(folder: Path, *, with_parents: bool = True) -> None:
    """Make a folder that only its owner may enter, whatever the umask; one that is there stays as it is.

    Its name, and that of each folder made above it, is on the disk on return: what is kept in it would else be gone
    with it when power is lost. Without `with_parents` the folder above has to be there.

    Raises:
        UnwritableStore, FullDisk, FailingDisk: it cannot be made.
    """
    try:
        if not folder.is_dir():
            from cpm_desktop.storage.atomic_file import sync_folder  # noqa: PLC0415 - after the first window

            missing = [each for each in (folder, *folder.parents) if not each.exists()]
            folder.mkdir(mode=_PRIVATE_FOLDER, parents=with_parents)
            for made in missing:
                sync_folder(made.parent)
    except OSError as error:
        raise fault_of_file(error) from error


def _find_synchroniser(folder: Path) -> str | None:
    place = _resolved(folder)
    for variable in _SYNC_VARIABLES:
        synced = os.environ.get(variable)
        if synced and place.is_relative_to(_resolved(Path(synced))):
            return "OneDrive synchronises it"
    for parent in (place, *place.parents):
        for mark, service in _SYNC_MARKS.items():
            if (parent / mark).exists():
                return f"{service} synchronises it"
    return find_synchroniser_in_name(place)


def find_synchroniser_in_name(folder: PurePath) -> str | None:
    """Which service synchronises a folder, as far as the names on its path tell; None if none does.

    A path in the style of Windows is read on any system.
    """
    for part in (*folder.parts, *PureWindowsPath(folder).parts):
        for start, service in _SYNCED_FOLDERS.items():
            if part.lower().startswith(start):
                return f"{service} synchronises it"
    return None


def _find_network(folder: Path) -> str | None:
    reason = "it is a folder on the network"
    if PureWindowsPath(str(folder)).drive.startswith("\\\\"):
        return reason
    if sys.platform == "win32":  # pragma: no cover - on Windows alone
        import ctypes  # noqa: PLC0415 - only Windows knows drives

        if ctypes.windll.kernel32.GetDriveTypeW(_resolved(folder).anchor) == _REMOTE_DRIVE:
            return reason
    if (
        _MOUNTS.exists()
        and find_file_system(_resolved(folder), _MOUNTS.read_text("utf-8")) in _NETWORK_FILE_SYSTEMS
    ):
        return reason
    return None


def find_file_system(folder: PurePath, mounts: str) -> str | None:
    """The kind of file system that holds a folder on Linux.

    Args:
        folder: without links.
        mounts: the text of /proc/self/mountinfo.
    """
    found: tuple[int, str] | None = None
    for line in mounts.splitlines():
        place, _, source = line.partition(" - ")
        fields, kinds = place.split(), source.split()
        if len(fields) > 4 and kinds:  # noqa: PLR2004 - the fifth field is the mount point
            mount = PurePath(fields[4].replace("\\040", " "))
            depth = len(mount.parts)
            if folder.is_relative_to(mount) and (found is None or depth >= found[0]):
                found = (depth, kinds[0])
    return found[1] if found else None


def _resolved(folder: Path) -> Path:
    return folder.expanduser().resolve()
