"""Pauses of more than a tenth of a second: of the window, and of the machine meanwhile, seen by another process."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from PySide6.QtCore import QObject, QTimer

LONG: Final = 0.1  # seconds
_BEAT: Final = 5  # milliseconds
# Looks at the clock all the time and tells where it could not; nothing else may run in that process.
_LOOKOUT: Final = f"""
import sys, time
before = time.monotonic()
print("ready", flush=True)
while True:
    time.sleep({_BEAT / 1000})
    now = time.monotonic()
    if now - before > {LONG / 2}:
        print(before, now, flush=True)
    before = now
"""


@dataclass(frozen=True, slots=True)
class Stall:
    """A stretch in which nothing answered; seconds of the monotonic clock.

    Attributes:
        since: its beginning.
        until: its end.
        during: what the typist was at.
    """

    since: float
    until: float
    during: str = ""

    @property
    def length(self) -> float:
        """In seconds."""
        return self.until - self.since


class WindowPulse(QObject):
    """Beats in the window's event loop and keeps the beats that came late."""

    def __init__(self) -> None:
        """Begin."""
        super().__init__()
        self.stalls: list[Stall] = []
        self.during = ""
        self._before = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def skip(self) -> None:
        """What was since the last beat was not the window's doing."""
        self._before = time.monotonic()

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._before > LONG:
            self.stalls.append(Stall(self._before, now, self.during))
        self._before = now


class Lookout:
    """Another process that only looks at the clock: where it stalls, the machine does."""

    def __enter__(self) -> Self:
        """Start it."""
        self._process = subprocess.Popen([sys.executable, "-c", _LOOKOUT], stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._process.stdout.readline()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._end()

    def stalls(self) -> tuple[Stall, ...]:
        """End it and return where the machine stalled."""
        text = self._end()
        spans = (line.split() for line in text.splitlines() if line)
        return tuple(Stall(float(since), float(until)) for since, until in spans)

    def _end(self) -> str:
        if self._process.poll() is not None:
            return ""
        self._process.terminate()
        return self._process.communicate()[0]


def own_stalls(window: Sequence[Stall], machine: Sequence[Stall]) -> tuple[Stall, ...]:
    """Return the window's stalls that are longer than a tenth of a second without the machine's part in them."""
    return tuple(one for one in window if one.length - _shared(one, machine) > LONG)


def _shared(one: Stall, others: Sequence[Stall]) -> float:
    return sum(max(0.0, min(one.until, other.until) - max(one.since, other.since)) for other in others)
