"""Lock and unlock the real window many times: no word of a case may be left in reach, and memory must not grow.

    python -m tools.lock_cycles --count 1000

Each cycle opens another page of the demonstration, types, opens the palette, locks, looks through everything that a
screen reader can reach, and gives the passphrase. `--leave-open` leaves a name in sight, and has to be found out.
"""

import argparse
import gc
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpm_desktop.app import Windows
from cpm_desktop.lazy_door import LazyDoor
from cpm_desktop.services.demo_store import Demo, make_demo
from cpm_desktop.services.holding import start
from cpm_desktop.ui.shell.workspace import Place
from cpm_desktop.ui.unlock.unlock_screen import UnlockScreen
from tests.a_desk import FAST
from tests.ui.accessible_words import words_in_reach

_WARM = 20  # cycles until everything that is made once was made
_MOST_GROWTH = 0.05
_TOLD_EVERY = 100
_PATIENCE = 60.0  # seconds
_LEAST_LETTERS = 4  # of a name that is looked for: shorter ones stand in other words


def main() -> int:
    """Run the cycles; 1 where a word was left or memory grew."""
    asking = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asking.add_argument("--count", type=int, default=1000)
    asking.add_argument(
        "--minutes", type=float, default=float("inf"), help="begin no further cycle after these"
    )
    asking.add_argument("--leave-open", action="store_true", help="a control that has to be found out")
    wanted = asking.parse_args()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        return 1
    with tempfile.TemporaryDirectory(prefix="cpm-locks-", ignore_cleanup_errors=True) as name:
        cycles = Cycles(application, Path(name), leaves_open=wanted.leave_open)
        cycles.run(wanted.count, time.monotonic() + 60 * wanted.minutes)
        cycles.end()
    print(cycles.told())
    return 0 if cycles.is_good else 1


class Cycles:
    """The window, the demonstration in it, and what was found."""

    def __init__(self, application: QApplication, folder: Path, *, leaves_open: bool = False) -> None:
        """Open the demonstration's caseload with a meeting that is live."""
        self.application, self._leaves_open = application, leaves_open
        self.demo: Demo = make_demo(folder, cost=FAST)
        start(self.demo.desk, self.demo.meeting_id)
        door = LazyDoor(self.demo.place.folder, self.demo.clock)
        self.windows = Windows(application, folder / "first", door=door)
        self.windows.start()
        self.names = _names(self.demo)
        self.windows.show_open(self.demo.desk)
        self.locked = self.found = 0
        self.memory: list[int] = []

    @property
    def growth(self) -> float:
        """How much the memory grew since it was warm, as a share."""
        return self.memory[-1] / self.memory[0] - 1 if len(self.memory) > 1 else 0.0

    @property
    def is_good(self) -> bool:
        """Whether no word was left and memory stayed."""
        return self.found == 0 and self.growth < _MOST_GROWTH

    def run(self, count: int, until: float = float("inf")) -> None:
        """Lock and unlock so many times, or until a time (monotonic seconds); every hundredth tells how far it came."""
        meeting, child = self.demo.meeting_id, self.demo.child_id
        places = (Place("meeting", meeting), Place("child", child), Place())
        for number in range(count):
            if time.monotonic() > until:
                break
            self._work(places[number % len(places)], number)
            self._lock()
            self._unlock()
            if number >= min(_WARM, count // 2):
                gc.collect()
                self.memory.append(_resident())
            if (number + 1) % _TOLD_EVERY == 0:
                print(self.told(), flush=True)

    def told(self) -> str:
        """What was found, in a line."""
        return (
            f"{self.locked} locks, {self.found} with words of a case in reach; memory "
            f"{self.memory[0] / 2**20:.1f} MB warm, {self.memory[-1] / 2**20:.1f} MB at the end ({self.growth:+.1%})"
        )

    def end(self) -> None:
        """Close the window."""
        if self.windows.window is not None:
            self.windows.window.close()
        self.windows.end()

    def _work(self, place: Place, number: int) -> None:
        workspace = self.windows.workspace
        if workspace is None or not workspace.go(place):
            raise SystemExit("the page could not be opened")
        self._settle()
        holder = QApplication.focusWidget()
        if holder is not None and place.screen == "meeting":
            QTest.keyClicks(holder, f"{self.names[0]} {number}")
        if number % 2:
            workspace.open_palette()
        self._settle()

    def _lock(self) -> None:
        self.windows.lock()
        self._settle()
        if self._leaves_open and self.windows.window is not None:
            self.windows.window.setWindowTitle(self.names[0])
        self.locked += 1
        words = " ".join(words_in_reach())
        self.found += any(re.search(rf"\b{re.escape(name)}\b", words) for name in self.names)
        self._settle()

    def _unlock(self) -> None:
        screen = self.windows.window.content if self.windows.window is not None else None
        if not isinstance(screen, UnlockScreen):
            raise SystemExit("it is not locked")
        screen.passphrase._line.setText(self.demo.passphrase)  # noqa: SLF001 - as the person types it
        screen.unlock()
        self._wait(lambda: self.windows.workspace is not None)

    def _wait(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not is_so():
            if time.monotonic() > end:
                raise SystemExit("the passphrase opened nothing")
            self._settle()

    def _settle(self) -> None:
        for _ in range(3):
            self.application.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _names(demo: Demo) -> tuple[str, ...]:
    told = " ".join(line.name for line in demo.desk.summaries()).split()
    return tuple(sorted({name for name in told if len(name) >= _LEAST_LETTERS}))


def _resident() -> int:
    """Return the bytes of memory in use; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
            "SC_PAGE_SIZE"
        )
    except OSError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
