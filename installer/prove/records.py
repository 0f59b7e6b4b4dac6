"""A person's records, made before anything is installed: they have to be there, whole, when all is over."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cpm_desktop.services.check_command import check_folder
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.key_header import DerivationCost
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import make_tables
from installer.trees import files_in

PASSPHRASE: Final = "seven blue kites over the harbour"  # noqa: S105 - nothing is behind it
_CHEAP = DerivationCost(memory=64, passes=1, lanes=1)


@dataclass(frozen=True, slots=True)
class Records:
    """A store on the disk.

    Attributes:
        folder: it lies in.
        files: that were made.
    """

    folder: Path
    files: frozenset[str]

    def are_kept(self) -> bool:
        """Tell whether every file is there, and the records are whole."""
        there = {path.relative_to(self.folder).as_posix() for path in files_in(self.folder)}
        return self.files <= there and check_folder(self.folder, lambda: PASSPHRASE, lambda _sentence: None)


def make_records(folder: Path) -> Records:
    """Make an empty store; only what is in it counts here, not that it would be hard to open."""
    folder.mkdir(parents=True, exist_ok=True)
    create_store(StorePlace(folder), PASSPHRASE, _CHEAP, make_tables)
    return Records(folder, frozenset(path.relative_to(folder).as_posix() for path in files_in(folder)))
