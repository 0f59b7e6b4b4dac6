"""Notices that nobody is at the laptop: by the wall clock, so that sleep counts too."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

WARNING_SECONDS = 60
ASLEEP_FROM = 10.0  # seconds by which the wall clock is ahead of the one that stands still in sleep
_HELD_UP = 60.0  # seconds between two looks, after which it slept where both clocks go on in sleep
_LOOK_EVERY = 1000  # milliseconds
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Sends `nearly_idle` a minute before `idle`, and `awake` when somebody is back in that minute.

    A laptop that slept was left: `idle` is sent when it wakes, however short the sleep was.
    """

    nearly_idle = Signal()
    awake = Signal()
    idle = Signal()

    def __init__(
        self,
        application: QApplication,
        minutes: Callable[[], int],
        clock: Callable[[], float] = time.time,
        waking: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin to watch.

        Args:
            application: whose keys and mouse count.
            minutes: tells how many without a key or the mouse there may be before `idle`; asked at each look.
            clock: seconds of the wall clock.
            waking: seconds of a clock that nobody sets, and that as a rule stands still in sleep.
        """
        super().__init__(application)
        self._minutes, self._clock, self._waking = minutes, clock, waking
        self._last = clock()
        self._looked = clock(), waking()
        self._allowed = minutes() * 60
        self._is_warned = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY)
        self._application = application
        self._watch_windows()

    @property
    def still_for(self) -> float:
        """For how many seconds nobody has touched anything."""
        return max(0.0, self._clock() - self._last)

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        for window in self._application.topLevelWindows():
            window.removeEventFilter(self)

    def look(self) -> None:
        """Compare the clock with the last sign of life."""
        self._watch_windows()
        self._allowed = self._minutes() * 60
        gone = self._clock() - self._last
        if self._has_slept() or gone >= self._allowed:
            self._last = self._clock()
            self._is_warned = False
            self.idle.emit()
        elif gone < 0:  # the clock was set back
            self._last = self._clock()
        elif gone >= self._allowed - WARNING_SECONDS and not self._is_warned:
            self._is_warned = True
            self.nearly_idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of keys, mouse, pen and finger in any window."""
        if event.type() in _SIGNS_OF_LIFE and self._clock() - self._last < self._allowed:
            self._last = self._clock()
            if self._is_warned:
                self._is_warned = False
                self.awake.emit()
        return super().eventFilter(watched, event)

    def _has_slept(self) -> bool:
        """Tell whether time went by since the last look in which nothing ran."""
        before, now = self._looked, (self._clock(), self._waking())
        self._looked = now
        on_the_wall, awake = now[0] - before[0], now[1] - before[1]
        return on_the_wall - awake > ASLEEP_FROM or awake > _HELD_UP

    def _watch_windows(self) -> None:
        # Not the application: Python cannot stand every event there is, such as that of an object half made.
        for window in self._application.topLevelWindows():
            window.installEventFilter(self)  # again does no harm
