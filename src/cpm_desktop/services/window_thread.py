"""What work off the window's thread is handed: a way to that thread, where meetings are read and changed; a stop."""

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


def never() -> bool:
    """Tell that nobody asks the work to stop."""
    return False
