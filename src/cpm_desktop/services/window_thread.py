"""What brings a call to the window's thread, where open meetings may be read and changed."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class OnWindowThread(Protocol):
    """Does something on the window's thread and waits for what it returns or raises."""

    def __call__(self, doing: Callable[[], T], /) -> T:
        """Do it."""


def at_once(doing: Callable[[], T], /) -> T:
    """Do it here: where there is no window, all happens on one thread."""
    return doing()
