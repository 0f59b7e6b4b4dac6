"""A part that is slow to make: made when it is first asked for, and kept until it is forgotten."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class MadeOnce(Generic[T]):
    """Makes its part at the first asking; any thread may ask."""

    def __init__(self, make: Callable[[], T]) -> None:
        """Make nothing yet."""
        self._make = make
        self._part: T | None = None
        self._turn = threading.Lock()

    def get(self) -> T:
        """Return the part; the first who asks waits until it is made."""
        with self._turn:
            if self._part is None:
                self._part = self._make()
            return self._part

    def forget(self) -> None:
        """Drop the part and what it keeps; it is made again if somebody asks."""
        with self._turn:
            self._part = None
