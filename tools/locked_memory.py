"""Counts which words of a case are still in the memory of the real window once it is locked, beside while it is open.

    python -m tools.locked_memory

Nothing can be promised here: Python and Qt give memory back without wiping it. The figures say how much a person who
can read another process's memory would find. That the words are found while the records are open is the control. Linux,
with leave to read the memory of one's own processes.
"""

import argparse
import gc
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.canaries.lives import begin_life
from tools.canaries.looking import words_in_bytes
from tools.canaries.planting import planted_in

from cpm_desktop.data_files import forms_folder
from cpm_desktop.services.forms_reader import FormsReader
from cpm_desktop.services.unlocking import Surroundings, unlock
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import make_tables
from tests.a_desk import FAST, set_clock

_PIECE: Final = 1 << 24  # bytes read at once
_OVERLAP: Final = 64  # bytes, so that no word lies between two pieces
_STRETCH: Final = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) rw")
_FORM: Final = "cla-standard"


@dataclass(frozen=True)
class InMemory:
    """What was found in one look.

    Attributes:
        words: of how many.
        found: of these.
        megabytes: that were looked through.
        keys: which secrets were found, by name.
    """

    words: int
    found: int
    megabytes: int
    keys: tuple[str, ...]

    def sentence(self) -> str:
        """Return it in words."""
        keys = ", ".join(self.keys) or "none"
        return f"{self.found} of {self.words} words in {self.megabytes} MB; secrets: {keys}"


def main() -> int:
    """Look while the records are open and once they are locked, and tell both; 1 where the first found nothing."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.locked_memory", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--live", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.live is not None:
        _live(wanted.live)
        return 0
    with tempfile.TemporaryDirectory(prefix="cpm-memory-") as name:
        opened, locked = look_twice(Path(name))
    print(f"open:   {opened.sentence()}\nlocked: {locked.sentence()}")
    return 0 if opened.found else 1


def look_twice(root: Path) -> tuple[InMemory, InMemory]:
    """Return what is found in the memory of a window with records open, and after its lock."""
    place, passphrase = (
        StorePlace(root / "store"),
        secrets.token_hex(16),
    )  # nowhere in the code, which lies there, too
    words, ids = _make(place, passphrase)
    key = unlock_with_passphrase(place.keys.read(), passphrase)
    keys = {"the passphrase": passphrase.encode(), "the key of the store": key.data_key}
    checkout = str(Path(__file__).resolve().parent.parent)
    environment = os.environ | {
        "HOME": str(root),
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "PYTHONPATH": os.pathsep.join(filter(None, (checkout, os.environ.get("PYTHONPATH", "")))),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tools.locked_memory", "--live", str(root)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as window:
        for line in (passphrase, *ids):
            print(line, file=window.stdin, flush=True)
        _wait_for(window, "open")
        opened = _look(window.pid, words, keys)
        print("lock", file=window.stdin, flush=True)
        _wait_for(window, "locked")
        locked = _look(window.pid, words, keys)
        print("end", file=window.stdin, flush=True)
    return opened, locked


def _make(place: StorePlace, passphrase: str) -> tuple[frozenset[str], tuple[str, str]]:
    """Make a store in which every text is a word of its own; give the words, the child, a meeting."""
    create_store(place, passphrase, FAST, make_tables)
    desk = unlock(place.folder, passphrase, _surroundings())
    life = begin_life(desk, desk.procedure.forms[_FORM], seed=1)
    planted = planted_in(desk.meeting(life.held).value)
    desk.close()
    return frozenset(each.word for each in planted if each.word.startswith("qz")), (life.child_id, life.held)


def _surroundings() -> Surroundings:
    reader = FormsReader((forms_folder(),))
    return Surroundings(
        forms=(forms_folder(),), clock=set_clock("2026-11-24", "13:50"), cost=FAST, reader=reader
    )


def _wait_for(window: subprocess.Popen[str], word: str) -> None:
    said = window.stdout.readline().strip() if window.stdout is not None else ""
    if said != word:
        raise SystemExit(f"the window said “{said}” and not “{word}”")


def _look(process: int, words: frozenset[str], secret: dict[str, bytes]) -> InMemory:
    found: set[str] = set()
    keys: set[str] = set()
    size = 0
    maps = Path(f"/proc/{process}/maps").read_text(encoding="ascii", errors="replace").splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            stretch = _STRETCH.match(line)
            if stretch is None:
                continue
            start, end = (int(each, 16) for each in stretch.groups())
            for place in range(start, end, _PIECE):
                try:
                    memory.seek(place)
                    piece = memory.read(min(_PIECE + _OVERLAP, end - place))
                except OSError:  # given back meanwhile, or the kernel's own
                    continue
                size += len(piece)
                found |= words_in_bytes(piece) & words
                keys |= {name for name, value in secret.items() if value in piece}
    return InMemory(len(words), len(found), size >> 20, tuple(sorted(keys)))


# What follows runs in the process whose memory is looked at.


def _live(root: Path) -> None:
    """Show the meeting in the window and lock it, at the word of the process that looks; no word is known here."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the process that looks needs no window

    from cpm_desktop.app import Windows  # noqa: PLC0415
    from cpm_desktop.lazy_door import LazyDoor  # noqa: PLC0415
    from cpm_desktop.ui.shell.workspace import Place  # noqa: PLC0415

    passphrase, child, held = (sys.stdin.readline().strip() for _ in range(3))
    application = QApplication([])

    def settle() -> None:
        for _ in range(20):
            application.processEvents()
            time.sleep(0.02)

    windows = Windows(application, root / "store", door=LazyDoor(root / "store"))
    windows.start()
    windows.show_open(unlock(root / "store", passphrase, _surroundings()))
    del passphrase
    workspace = windows.workspace
    assert workspace is not None  # noqa: S101 - it was opened
    for place in (Place("child", child), Place("meeting", held)):
        workspace.go(place)
        settle()
    del workspace
    print("open", flush=True)
    sys.stdin.readline()
    windows.lock()
    settle()
    gc.collect()
    print("locked", flush=True)
    sys.stdin.readline()
    windows.end()


if __name__ == "__main__":
    sys.exit(main())
