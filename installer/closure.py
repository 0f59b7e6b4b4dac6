"""Which shared libraries a program folder needs, whether all of them are in it, and which are there for nothing.

A system on which something happens to be installed hides that a library is missing; the files themselves tell.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pefile

from installer.commands import StepFailed, need, run
from installer.product import FILES
from installer.trees import files_in

_FILE_TOLD = re.compile(r"^File: (.+)$")
_NEEDED = re.compile(r"\(NEEDED\)[^\[]*\[([^\]]+)\]")
_READ_AT_ONCE = 200  # files that readelf is asked about in one call
_ELF = b"\x7fELF"
_WINDOWS_ENDINGS = (".dll", ".pyd", ".exe")
_WINDOWS_OWN = re.compile(r"(api-ms-win-|ext-ms-)")


class LibraryMissing(StepFailed):
    """A program folder needs what neither it nor the system has."""


@dataclass(frozen=True)
class Closure:
    """The shared libraries and programs of a folder, and what each asks for.

    Attributes:
        folder: it is about.
        asks: for each file the libraries it names.
        places: the file that answers at a path; on Windows the name in it is in lower case.
        seen: where the loader looks, beside a file's own folder.
        is_of_system: whether a library is the system's own.
    """

    folder: Path
    asks: Mapping[Path, frozenset[str]]
    places: Mapping[Path, Path]
    seen: tuple[Path, ...]
    is_of_system: Callable[[str], bool]

    def found(self, file: Path, name: str) -> Path | None:
        """Return the file in the folder that the loader takes where another asks for a name."""
        return next(
            (self.places[place / name] for place in (file.parent, *self.seen) if place / name in self.places),
            None,
        )

    def missing(self) -> dict[str, list[str]]:
        """Return each library that is not to be found, and the files that ask for it."""
        lost: dict[str, list[str]] = {}
        for file, names in self.asks.items():
            for name in names:
                if not self.is_of_system(name) and self.found(file, name) is None:
                    lost.setdefault(name, []).append(file.relative_to(self.folder).as_posix())
        return lost

    def from_system(self) -> frozenset[str]:
        """Return the libraries that the system has to bring."""
        return frozenset(
            name for file, names in self.asks.items() for name in names if self.found(file, name) is None
        )

    def unreached(self, roots: Iterable[Path]) -> frozenset[Path]:
        """Return the files that nothing asks for, going out from some."""
        waiting, reached = list(roots), set[Path]()
        while waiting:
            file = waiting.pop()
            if file in self.asks and file not in reached:
                reached.add(file)
                answers = (self.found(file, name) for name in self.asks[file])
                waiting += [answer for answer in answers if answer is not None]
        return frozenset(self.asks) - reached

    def require_whole(self) -> None:
        """Make sure that nothing is missing.

        Raises:
            LibraryMissing: something is.
        """
        lost = self.missing()
        if lost:
            told = "; ".join(f"{name}, for {', '.join(files[:3])}" for name, files in sorted(lost.items()))
            raise LibraryMissing(f"Not in {self.folder.name}, and not the system’s: {told}.")


def closure_on_windows(folder: Path) -> Closure:
    """Return what a Windows program folder needs; reads the files themselves, so also on Linux."""
    own = frozenset(_named("windows-libraries.toml")["system"])
    files = [path for path in files_in(folder) if path.suffix.lower() in _WINDOWS_ENDINGS]
    libraries = folder / "lib"
    seen = (folder, libraries / "PySide6", libraries / "shiboken6", *sorted(libraries.glob("*.libs")))
    return Closure(
        folder,
        {file: _asked_on_windows(file) for file in files},
        {file.parent / file.name.lower(): file for file in files},
        seen,
        lambda name: name in own or _WINDOWS_OWN.match(name) is not None,
    )


def closure_on_linux(folder: Path) -> Closure:
    """Return what a Linux program folder needs."""
    inside = folder / "_internal"
    files = [path for path in files_in(folder) if not path.is_symlink() and _is_elf(path)]
    links = {path: path.resolve() for path in files_in(folder) if path.is_symlink()}
    pyside = inside / "PySide6"
    seen = (inside, pyside, pyside / "Qt" / "lib", inside / "shiboken6", *sorted(inside.glob("*.libs")))
    owners = library_owners()
    return Closure(
        folder, _asked_on_linux(files), {**{file: file for file in files}, **links}, seen, owners.__contains__
    )


def library_owners() -> Mapping[str, str]:
    """Return the Debian package, or the choice of packages, that brings each library of the system."""
    table = tomllib.loads((FILES / "debian-libraries.toml").read_text(encoding="utf-8"))
    return {library: package for package, libraries in table["packages"].items() for library in libraries}


def _named(table: str) -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = tomllib.loads((FILES / table).read_text(encoding="utf-8"))
    return found


def _asked_on_windows(file: Path) -> frozenset[str]:
    names = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
    with pefile.PE(str(file), fast_load=True) as parsed:
        parsed.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in names])
        entries = [
            *getattr(parsed, "DIRECTORY_ENTRY_IMPORT", ()),
            *getattr(parsed, "DIRECTORY_ENTRY_DELAY_IMPORT", ()),
        ]
        return frozenset(entry.dll.decode("ascii").lower() for entry in entries)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(_ELF)) == _ELF


def _asked_on_linux(files: list[Path]) -> dict[Path, frozenset[str]]:
    readelf = need("readelf", "binutils")
    asked: dict[Path, set[str]] = {file: set() for file in files}
    for start in range(0, len(files), _READ_AT_ONCE):
        some = files[start : start + _READ_AT_ONCE]
        current = some[0]  # of one file alone readelf does not say the name
        for line in run([readelf, "-dW", *some], environment={"LC_ALL": "C"}).splitlines():
            told = _FILE_TOLD.match(line)
            if told is not None:
                current = Path(told[1])
            asked[current] |= set(_NEEDED.findall(line))
    return {file: frozenset(names) for file, names in asked.items()}
