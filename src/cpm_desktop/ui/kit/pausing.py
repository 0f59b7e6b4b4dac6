"""Waits for a pause: many starts in a row are one end."""

from __future__ import annotations

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
