"""What goes on in a window between two keys: its events, and the threads beside them, as in the application.

`QTest.qWait` keeps Python's interpreter to itself while it waits: a thread that saves would get on only at the next
timer, and whatever is measured meanwhile would share the interpreter with it far longer than in use.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, QTimerEvent
from PySide6.QtWidgets import QWidget

_PATIENCE: Final = 5.0  # seconds


class NotPainted(AssertionError):
    """Something was done and nothing was painted."""


class _Loop(QEventLoop):
    """Ends by a timer of its own: PySide keeps 64 bytes of each connection to a loop for good."""

    def timerEvent(self, _event: QTimerEvent) -> None:
        self.quit()


def live(seconds: float = 0.0) -> None:
    """Let the window live so long; without a length, for what waits now."""
    loop = _Loop()
    loop.startTimer(round(seconds * 1000), Qt.TimerType.PreciseTimer)
    loop.exec()


class Paints(QObject):
    """Counts how often one widget was painted."""

    def __init__(self, painted: QWidget) -> None:
        """Watch a widget for as long as it lives."""
        super().__init__(painted)
        self.count = 0
        self._loop = QEventLoop(self)
        self._enough = QTimer(self)
        self._enough.setSingleShot(True)
        self._enough.timeout.connect(self._loop.quit)
        painted.installEventFilter(self)

    def seconds_until_painted(self, doing: Callable[[], object]) -> float:
        """Do something and return how long it is until it is painted.

        Raises:
            NotPainted: it is not, for seconds.
        """
        before, began = self.count, time.perf_counter()
        doing()
        if self.count == before:
            self._enough.start(round(_PATIENCE * 1000))
            self._loop.exec()
            self._enough.stop()
        took = time.perf_counter() - began
        if self.count == before:
            message = f"nothing was painted in {took:.0f} s"
            raise NotPainted(message)
        return took

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count and let pass; whoever waits goes on when the painting is done."""
        if event.type() == QEvent.Type.Paint:
            self.count += 1
            self._loop.quit()
        return False
