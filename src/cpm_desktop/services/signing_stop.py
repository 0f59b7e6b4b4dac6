"""Stopping a signing at once, also while something is worked out that nothing interrupts."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from cpm_desktop.domain.errors import CarePlanningError

T = TypeVar("T")
_LOOKED_EVERY = 0.02  # seconds


class SigningStopped(CarePlanningError):
    """The person stopped it before anything was signed."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("Stopped. Nothing was signed. You can sign it later.")


def stop_if(should_stop: Callable[[], bool]) -> None:
    """Stop where somebody asked for it.

    Raises:
        SigningStopped: somebody did.
    """
    if should_stop():
        raise SigningStopped


def unless_stopped(doing: Callable[[], T], should_stop: Callable[[], bool]) -> T:
    """Do something on a thread of its own and return what it returns; asked to stop, do not wait for it.

    A key is derived from a passphrase in half a second and more, and nothing can interrupt that: it then ends by
    itself, and what came of it is thrown away. So only for what is worked out, and for nothing that is kept.

    Raises:
        SigningStopped: it was asked to stop.
        Exception: whatever `doing` raises.
    """
    found: Future[T] = Future()

    def do() -> None:
        try:
            found.set_result(doing())
        except BaseException as error:  # noqa: BLE001 - whoever waits gets it
            found.set_exception(error)

    threading.Thread(target=do, name="worked out for a signing").start()
    while not wait((found,), _LOOKED_EVERY).done:
        stop_if(should_stop)
    return found.result()
