"""Waits for a pause: many starts in a row are one end."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


def pause_timer(owner: QObject, milliseconds: int, doing: Callable[[], object]) -> QTimer:
    """Return a timer that does something once, so long after it was started last; it goes with its owner."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(doing)
    return timer


class Pause:
    """A pause timer for what comes with each key: starting it once more is quick, it only looks later again."""

    def __init__(self, owner: QObject, milliseconds: int, doing: Callable[[], object]) -> None:
        """Do something once, so long after the last `start`; it goes with its owner."""
        self._length, self._doing, self._due = milliseconds / 1000, doing, 0.0
        self._timer = pause_timer(owner, milliseconds, self._look)
        self._is_running = False

    @property
    def is_running(self) -> bool:
        """Whether the pause is still waited for."""
        return self._is_running

    def start(self) -> None:
        """Wait for the pause anew."""
        self._due = time.monotonic() + self._length
        if not self._is_running:
            self._is_running = True
            self._timer.start(math.ceil(self._length * 1000))

    def stop(self) -> None:
        """Wait no more, and do nothing."""
        self._is_running = False
        self._timer.stop()

    def _look(self) -> None:
        left = math.ceil((self._due - time.monotonic()) * 1000)
        if left > 0:
            self._timer.start(left)
            return
        self._is_running = False
        self._doing()
