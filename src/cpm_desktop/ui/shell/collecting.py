"""Looks for garbage on the window's thread, and there alone.

Python looks for it on whichever thread makes something. A Qt object that ends on another thread than the window's can
wait there for the interpreter while it holds what the window waits for, and neither goes on any more. Looking through
everything takes as long as several letters: it waits for a rest of whoever types.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY = 500  # milliseconds
_REST = 1.5  # seconds
_PUT_OFF = 20  # times as much as is due may wait for a rest


class Collecting(QObject):
    """Takes over from Python's own collector until it ends; made on the window's thread."""

    def __init__(self, owner: QObject, still_for: Callable[[], float] = lambda: _REST) -> None:
        """Begin.

        Args:
            owner: goes, and the looking with it.
            still_for: tells for how many seconds nobody has touched anything.
        """
        super().__init__(owner)
        gc.disable()
        self._still_for = still_for
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        look(is_at_rest=self._still_for() >= _REST)


def look(*, is_at_rest: bool = True) -> None:
    """Collect the oldest generation that is due, as Python would by itself; all of it, as a rule, only at a rest."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [number for number in range(3) if thresholds[number] and counts[number] > thresholds[number]]
    if not due:
        return
    can_wait = not is_at_rest and counts[2] < _PUT_OFF * thresholds[2]
    gc.collect(min(due[-1], 1) if can_wait else due[-1])
