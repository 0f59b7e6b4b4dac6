"""The library that stands between a process and its disk: built with the C compiler at hand, and preloaded."""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SOURCE: Final = Path(__file__).with_name("disk_shim.c")
_PRELOADED: Final = "CPM_DISK_SHIM"
_HEAD: Final = 21  # bytes: a letter, three lengths and a place


class CannotBeBuilt(Exception):
    """There is no C compiler, or this is not Linux."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the files that was watched.

    Attributes:
        what: w written, t cut or filled to a length, s to be on the disk, c file made, m folder made, u name gone,
            r renamed, n a note of ours.
        name: of the file or folder.
        other: its new name, where it was renamed.
        place: where it was written, or the length it was cut to.
        content: what was written, or the note.
    """

    what: str
    name: str
    other: str
    place: int
    content: bytes


class DiskShim:
    """The preloaded library, spoken to from the process it is in."""

    def __init__(self) -> None:
        """Find it in this process."""
        self._library = ctypes.CDLL(None)
        self._library.shim_seen.restype = ctypes.c_long

    def watch(self, folder: Path) -> None:
        """Look at all that is below a folder, and count from now on."""
        self._library.shim_watch(os.fsencode(folder))

    def tell(self, descriptor: int) -> None:
        """Write each change that was made to a descriptor."""
        self._library.shim_tell(descriptor)

    def note(self, text: str) -> None:
        """Write a note among the changes."""
        self._library.shim_note(text.encode())

    def refuse(self, at: int, number: int, *, for_good: bool) -> None:
        """Refuse the change with this count from now, or it and all after it, with an error number; 0 refuses none."""
        self._library.shim_refuse(ctypes.c_long(at), number, int(for_good))

    def seen(self) -> int:
        """How many changes were counted."""
        return int(self._library.shim_seen())


def is_preloaded() -> bool:
    """Tell whether this process was started with the library."""
    return _PRELOADED in os.environ


def can_be_built() -> bool:
    """Tell whether this machine can build it."""
    return sys.platform == "linux" and _compiler() is not None


def start_again_preloaded(module: str, arguments: list[str]) -> int:
    """Run a module in a new process that has the library, and give its exit code.

    Raises:
        CannotBeBuilt: no C compiler is here.
    """
    compiler = _compiler()
    if sys.platform != "linux" or compiler is None:
        raise CannotBeBuilt
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "disk_shim.so"
        command = [compiler, "-shared", "-fPIC", "-O2", "-Wall", "-o", str(library), str(_SOURCE)]
        subprocess.run([*command, "-ldl", "-lpthread"], check=True)
        environment = os.environ | {"LD_PRELOAD": str(library), _PRELOADED: "1"}
        again = [sys.executable, "-m", module, *arguments]
        return subprocess.run(again, env=environment, check=False).returncode


def read_changes(told: bytes) -> list[Change]:
    """Read what the library told."""
    changes, at = [], 0
    while at < len(told):
        head = told[at : at + _HEAD]
        lengths = [int.from_bytes(head[start : start + 4], "little") for start in (1, 5, 9)]
        place = int.from_bytes(head[13:], "little", signed=True)
        at += _HEAD
        parts = []
        for length in lengths:
            parts.append(told[at : at + length])
            at += length
        name, other = os.fsdecode(parts[0]), os.fsdecode(parts[1])
        changes.append(Change(chr(head[0]), name, other, place, parts[2]))
    return changes


def _compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc")
