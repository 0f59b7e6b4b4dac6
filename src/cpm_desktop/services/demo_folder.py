"""The folder that a demonstration fills: whole, or not at all, and never over what somebody else put there."""

import json
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.errors import CarePlanningError

INDEX = "index.json"
_PART = ".demonstration-"


class UnsuitableFolder(CarePlanningError):
    """The papers of the demonstration cannot go to this folder."""


class DemoFolder:
    """Takes the papers one by one beside their place, and puts them there once all are made.

    Used in a `with` statement: leaving it without `finish` leaves the folder as it was.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder; it need not exist yet."""
        self._folder = folder
        self._part = folder
        self._made: Path | None = None

    def __enter__(self) -> Self:
        """Make the folder where it is missing, and try whether it can be written to.

        Raises:
            UnsuitableFolder: it is a file, cannot be made or cannot be written to, or holds something of its own
                where the papers go.
        """
        try:
            self._made = next(
                (each for each in (*reversed(self._folder.parents), self._folder) if not each.exists()), None
            )
            self._folder.mkdir(parents=True, exist_ok=True)
            self._part = Path(tempfile.mkdtemp(prefix=_PART, dir=self._folder))
            self._part.chmod(0o755)  # what comes of it is for everybody who may look into the folder
        except OSError as error:
            self._take_away()
            raise UnsuitableFolder(_why_not(self._folder)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Throw away what was not put in its place, and the folder if nothing is in it."""
        shutil.rmtree(self._part, ignore_errors=True)
        self._take_away()

    def write(self, path: str, content: bytes) -> None:
        """Keep one paper for now.

        Args:
            path: within the folder, with forward slashes.
            content: the whole file.

        Raises:
            UnsuitableFolder, DocumentNotWritten: the disk does not take it.
        """
        place = self._part / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnsuitableFolder(_why_not(self._folder)) from error
        write_atomically(place, content)
        place.chmod(0o644)

    def finish(self) -> None:
        """Put everything that was written in its place, instead of an earlier demonstration's.

        Raises:
            UnsuitableFolder: something else stands there, or the disk does not do it.
        """
        self.require_free(*(entry.name for entry in self._part.iterdir()))
        try:
            for entry in sorted(self._part.iterdir()):
                place = self._folder / entry.name
                if place.is_dir():
                    shutil.rmtree(place)
                entry.replace(place)
        except OSError as error:
            raise UnsuitableFolder(_why_not(self._folder)) from error

    def require_free(self, *names: str) -> None:
        """Make sure that nothing stands under these names but what an earlier demonstration wrote.

        Raises:
            UnsuitableFolder: something of somebody else's does.
        """
        listed = _listed(self._folder / INDEX)
        for name in names:
            place = self._folder / name
            found = [path for path in (place, *place.rglob("*")) if path.is_file()]
            if any(path.relative_to(self._folder).as_posix() not in listed for path in found):
                raise UnsuitableFolder(
                    f"The folder “{self._folder}” already holds “{name}”, which no demonstration wrote. "
                    "Nothing was changed. Choose an empty folder."
                )

    def _take_away(self) -> None:
        """Remove the folders that were made for the papers, where nothing is in them."""
        if self._made is None:
            return
        for folder in (self._folder, *self._folder.parents):
            with suppress(OSError):
                folder.rmdir()
            if folder == self._made:
                return


def _listed(index: Path) -> set[str]:
    """Return the paths that an earlier demonstration lists, itself included; none where the file is not its own."""
    try:
        entries = json.loads(index.read_text(encoding="utf-8"))
        return {INDEX, *(f"{entry['path']}" for entry in entries if entry["form"] and entry["document"])}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return set()


def _why_not(folder: Path) -> str:
    with suppress(OSError):
        if any(each.is_file() for each in (folder, *folder.parents)):
            return f"“{folder}” is a file, or lies in one. Choose a folder for the papers."
    return (
        f"The papers cannot be written to “{folder}”. "
        "Choose a folder on a disk with room in it, in which you may write."
    )
