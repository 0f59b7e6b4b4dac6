"""Work in pieces, one at each turn of the event loop: keys and painting come between them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpm_desktop.ui.kit.pausing import pause_timer

if TYPE_CHECKING:
    from collections.abc import Callable


class Pieces(QObject):
    """What is still to be done, in order. It goes with its owner."""

    def __init__(self, owner: QObject) -> None:
        """Nothing is to be done yet."""
        super().__init__(owner)
        self._left: deque[Callable[[], object]] = deque()
        self._timer = pause_timer(self, 0, self._do_next)

    @property
    def are_done(self) -> bool:
        """Whether nothing is left."""
        return not self._left

    def begin(self, *pieces: Callable[[], object]) -> None:
        """Do these, the first at the next turn; what was left of those before is not done any more."""
        self._left = deque(pieces)
        self._timer.start()

    def finish(self) -> None:
        """Do all that is left now."""
        self._timer.stop()
        while self._left:
            self._left.popleft()()

    def drop(self) -> None:
        """Do nothing of what is left."""
        self._timer.stop()
        self._left.clear()

    def _do_next(self) -> None:
        if self._left:
            self._left.popleft()()
        if self._left:
            self._timer.start()
