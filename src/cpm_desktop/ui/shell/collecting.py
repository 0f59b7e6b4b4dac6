"""Looks for garbage on the window's thread, and there alone.

Python looks for it on whichever thread makes something. A Qt object that ends on another thread than the window's can
wait there for the interpreter while it holds what the window waits for, and neither goes on any more.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 500  # milliseconds


class Collecting(QObject):
    """Takes over from Python's own collector until it ends; made on the window's thread."""

    def __init__(self, owner: QObject) -> None:
        """Begin."""
        super().__init__(owner)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(look)
        self._timer.start()


def look() -> None:
    """Collect the oldest generation that is due, as Python would have done by itself."""
    due = zip(gc.get_count(), gc.get_threshold(), strict=True)
    generations = [number for number, (count, most) in enumerate(due) if most and count > most]
    if generations:
        gc.collect(generations[-1])
