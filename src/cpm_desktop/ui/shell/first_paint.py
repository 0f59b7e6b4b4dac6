"""Tells when the first window was painted: what is slow to import waits for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_PAINT = QEvent.Type.Paint
_PATIENCE = 2000  # milliseconds; a window that begins minimised is not painted at all
_BREATH = 100  # milliseconds: the painting comes to the screen, and the first keys find nothing in their way


class FirstPaint(QObject):
    """Sends `done` once: a breath after the first painting, or after two seconds without any."""

    done = Signal()

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        """Begin to watch a window that is not shown yet."""
        super().__init__(parent)
        self._window = window
        self._is_noticed = False
        window.installEventFilter(self)
        QTimer.singleShot(_PATIENCE, self, self._notice)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look for a painting, and let everything pass."""
        if event.type() == _PAINT:
            self._notice()
        return False

    def _notice(self) -> None:
        if self._is_noticed:
            return
        self._is_noticed = True
        self._window.removeEventFilter(self)
        QTimer.singleShot(_BREATH, self, self.done.emit)
