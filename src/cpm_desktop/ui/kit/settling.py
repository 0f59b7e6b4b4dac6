"""Tells when somebody has stopped typing: a moment after the last key, on leaving the field, or while they type on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFocusEvent

from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.kit.text_fields import PlainEditor

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
        self._timer = pause_timer(self, PAUSE, self.settled.emit)
        self._began, self._is_due = 0.0, False

    def watch(self, field: QWidget, typed: SignalInstance) -> None:
        """Watch a field whose signal `typed` is sent with each key."""
        typed.connect(self.begin)
        if isinstance(field, PlainEditor):  # it tells by itself: each filter costs every key
            field.left.connect(self.flush)
        else:
            field.installEventFilter(self)

    def begin(self) -> None:
        """Somebody typed: wait for the pause anew, but not for ever."""
        now = time.monotonic()
        if not self._timer.isActive():
            self._began, self._is_due = now, False
            self._timer.start(PAUSE)
        elif not self._is_due:
            waited = int(1000 * (now - self._began))
            self._is_due = waited >= _ENOUGH
            self._timer.start(max(0, min(_BREATH if self._is_due else PAUSE, LONGEST - waited)))

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed since `settled` was sent last."""
        return self._timer.isActive()

    def flush(self) -> None:
        """Send `settled` now if something was typed since."""
        if self._timer.isActive():
            self._timer.stop()
            self.settled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt hands it over
        """Leaving a field settles it."""
        # Fields get a dozen events with each key; asking for the class is the quickest way past them.
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self.flush()
        return False
