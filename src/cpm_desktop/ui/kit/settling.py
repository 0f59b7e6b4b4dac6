"""Tells when somebody has stopped typing: a moment after the last key, or on leaving the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFocusEvent

from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.kit.text_fields import PlainEditor

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, SignalInstance
    from PySide6.QtWidgets import QWidget

PAUSE = 300  # milliseconds after the last key


class Settling(QObject):
    """Watches fields. `settled` is sent when typing pauses, when a watched field is left, and by `flush`."""

    settled = Signal()

    def __init__(self, parent: QObject) -> None:
        """Watch nothing yet."""
        super().__init__(parent)
        self._timer = pause_timer(self, PAUSE, self.settled.emit)

    def watch(self, field: QWidget, typed: SignalInstance) -> None:
        """Watch a field whose signal `typed` is sent with each key."""
        typed.connect(self.begin)
        if isinstance(field, PlainEditor):  # it tells by itself: each filter costs every key
            field.left.connect(self.flush)
        else:
            field.installEventFilter(self)

    def begin(self) -> None:
        """Somebody typed: wait for the pause anew."""
        self._timer.start()

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
