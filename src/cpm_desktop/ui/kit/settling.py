"""Tells when somebody has stopped typing: a moment after the last key, on leaving the field, or while they type on."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFocusEvent

from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, SignalInstance
    from PySide6.QtWidgets import QWidget

PAUSE = 300  # milliseconds after the last key
LONGEST = 400  # milliseconds after the first key since, however quickly others follow
_ENOUGH = 250  # milliseconds after the first key from which on the next letter is the last to be waited for
_BREATH = 30  # milliseconds in which that letter is painted: nothing is to come before that


class Settling(QObject):
    """Watches fields. `settled` is sent when typing pauses, when a watched field is left, and by `flush`.

    Whoever types on without a pause has what they typed settled all the same, soon enough that half a second after a
    key its letter is on the disk.
    """

    settled = Signal()

    def __init__(self, parent: QObject) -> None:
        """Watch nothing yet."""
        super().__init__(parent)
        self._timer = pause_timer(self, PAUSE, self._look)
        self._began, self._due, self._is_waiting, self._is_due = 0.0, 0.0, False, False

    def watch(self, field: QWidget, typed: SignalInstance) -> None:
        """Watch a field whose signal `typed` is sent with each key."""
        typed.connect(self.begin)
        if isinstance(field, PlainEditor | LineEdit):  # it tells by itself: each filter costs every key
            field.left.connect(self.flush)
        else:
            field.installEventFilter(self)

    def begin(self) -> None:
        """Somebody typed: wait for the pause anew, but not for ever."""
        now = time.monotonic()
        if not self._is_waiting:
            self._began, self._is_waiting, self._is_due = now, True, False
            self._due = now + PAUSE / 1000
            self._timer.start(PAUSE)
        elif not self._is_due:
            waited = int(1000 * (now - self._began))
            self._is_due = waited >= _ENOUGH
            if self._is_due:
                self._timer.start(max(0, min(_BREATH, LONGEST - waited)))
            else:  # most letters: the timer looks again when it is due
                self._due = min(now + PAUSE / 1000, self._began + LONGEST / 1000)

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed since `settled` was sent last."""
        return self._is_waiting

    def flush(self) -> None:
        """Send `settled` now if something was typed since."""
        if self._is_waiting:
            self._timer.stop()
            self._settle()

    def _look(self) -> None:
        left = math.ceil((self._due - time.monotonic()) * 1000)
        if left > 0 and not self._is_due:
            self._timer.start(left)
        else:
            self._settle()

    def _settle(self) -> None:
        self._is_waiting = False
        self.settled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt hands it over
        """Leaving a field settles it."""
        # Fields get a dozen events with each key; asking for the class is the quickest way past them.
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self.flush()
        return False
