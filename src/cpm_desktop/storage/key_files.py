"""The two copies of the key header on the disk: written one after the other, read for the newer whole one."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.storage.atomic_file import replace_file
from cpm_desktop.storage.errors import MissingKeys, StoreError
from cpm_desktop.storage.faults import fault_of_file
from cpm_desktop.storage.key_header import LONGEST_FILE, KeyHeader, read_header, write_header


@dataclass(frozen=True)
class KeyFiles:
    """Where the key header of one store lies.

    Attributes:
        first: the file written first.
        second: its copy, for the day the first is damaged.
    """

    first: Path
    second: Path

    def read(self) -> KeyHeader:
        """The header; of two whole copies the one written last. Nothing is written.

        Raises:
            MissingKeys: neither file is there.
            DamagedKeys, ForeignFile, NewerStore: what is wrong with the first file, where neither is usable.
        """
        headers: list[KeyHeader] = []
        problems: list[StoreError] = []
        for path in (self.first, self.second):
            try:
                headers.append(read_header(_read_start(path)))
            except FileNotFoundError:
                continue
            except StoreError as problem:
                problems.append(problem)
        if headers:
            return max(headers, key=lambda header: header.generation)
        if problems:
            raise problems[0]
        raise MissingKeys

    def write(self, header: KeyHeader) -> None:
        """Write the first file and then its copy; from the first on, the new header counts.

        Raises:
            FullDisk, UnwritableStore, FailingDisk: the former header still counts.
        """
        content = write_header(header)
        try:
            replace_file(self.first, content)
        except OSError as error:
            raise fault_of_file(error) from error
        self.mend()

    def mend(self) -> None:
        """Make both files the newer whole one, where they are not; to be called once the store is unlocked.

        A disk that refuses is left for the next time: one whole header is there.

        Raises:
            StoreError: as `read` does.
        """
        content = write_header(self.read())
        for path in (self.first, self.second):
            with contextlib.suppress(OSError):
                if not path.exists() or _read_start(path) != content:
                    replace_file(path, content)


def _read_start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LONGEST_FILE + 1)
