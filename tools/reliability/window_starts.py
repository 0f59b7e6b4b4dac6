"""Starts the application many times at once on one store: one window stays, every other start ends by calling it.

The window that stayed is then given the passphrase, and must open; it is killed, or ended in order, and no lock and no
socket that it left may be in the way of those that follow.
"""

import os
import signal
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.reliability.prepared_application import (
    ForkedApplication,
    PreparedApplication,
    prepared_application,
)

from tests.whole_meeting.seen_application import SeenApplication, own_display
from tests.whole_meeting.test_killed_while_typing import a_live_meeting
from tests.whole_meeting.typed_and_killed import PASSPHRASE

PROCESSES = 50
_LONGEST = 240.0  # seconds for all but one to have ended; fifty windows begin on few processors
_OF_THE_CONTROL = 20.0  # the same, where none will
_BEAT = 0.1  # seconds
_SHOWN = "Search or run a command"  # on every page, once the records are open


@dataclass
class Found:
    """What the starts found."""

    rounds: int = 0
    started: int = 0
    wrong: int = 0
    examples: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"{self.rounds:,} rounds of {PROCESSES} starts with windows at once ({self.started:,} starts): "
            f"{self.wrong} rounds without exactly one window that opens"
        )

    def is_good(self) -> bool:
        """Tell whether each round had exactly one window, and it opened."""
        return not self.wrong


def start_windows(rounds: int, until: float, *, apart: bool = False) -> Found:
    """Start this many rounds, or until a time (monotonic seconds).

    The control starts each process on a store of its own, so that many windows stay.
    """
    found = Found()
    with (
        own_display() as display,
        prepared_application() as application,
        tempfile.TemporaryDirectory() as name,
    ):
        store = Path(name) / "store"
        a_live_meeting(store)
        for number in range(rounds):
            if time.monotonic() > until:
                break
            folders = [Path(name) / f"apart{each}" if apart else store for each in range(PROCESSES)]
            wrong = _one_round(application, display, folders, is_killed=number % 2 == 0, apart=apart)
            found.rounds += 1
            found.started += PROCESSES
            if wrong:
                found.wrong += 1
                found.examples.append(f"round {number}: {wrong}")
    return found


def _one_round(
    application: PreparedApplication, display: str, folders: list[Path], *, is_killed: bool, apart: bool
) -> str:
    """Return what was wrong; empty for nothing."""
    environment = os.environ | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONUTF8": "1",
        "XDG_CONFIG_HOME": str(folders[0].parent / "config"),
    }
    runs = [application.begin([str(folder)], environment) for folder in folders]
    try:
        left = _those_left(runs, time.monotonic() + (_OF_THE_CONTROL if apart else _LONGEST))
        if len(left) != 1:
            return f"{len(left)} windows stay"
        return _opens(left[0], display, folders[0], is_killed=is_killed)
    finally:
        for run in runs:
            run.send_signal(signal.SIGKILL)
            run.wait()
            for stream in (run.stdin, run.stdout):
                if stream is not None:
                    stream.close()


def _those_left(runs: list[ForkedApplication], until: float) -> list[ForkedApplication]:
    left = runs
    while time.monotonic() < until and len(left) > 1:
        time.sleep(_BEAT)
        left = [run for run in left if run.poll() is None]
    return left


def _opens(run: ForkedApplication, display: str, store: Path, *, is_killed: bool) -> str:
    def begun(_arguments: list[str], _environment: Mapping[str, str]) -> ForkedApplication:
        return run

    window = SeenApplication(display, store, begin=begun)
    try:
        window.wait_focus("Passphrase")
        window.write(PASSPHRASE)
        window.press("Enter")
        window.wait_for(_SHOWN)
    except AssertionError as error:
        return f"the window does not open: {str(error).splitlines()[0]}"
    finally:
        if is_killed:
            window.kill()
        else:
            window.end()
    return ""
