"""How saving stands, told to whoever listens; the store tells it on its own thread."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cpm_desktop.storage.saving_state import SavingState


@dataclass(frozen=True, slots=True)
class SavingNews:
    """What may be told about saving.

    Attributes:
        is_saved: everything entered is on the disk.
        saved_at: the time of the last commit, with its zone; None before the first.
        problem: why something is not saved; empty where nothing is wrong.
    """

    is_saved: bool = True
    saved_at: dt.datetime | None = None
    problem: str = ""


class SavingFeed:
    """Passes the store's news on; `tell` may be called on any thread, and listeners are called on that thread."""

    def __init__(self) -> None:
        """Begin with nothing to tell."""
        self._listeners: tuple[Callable[[SavingNews], None], ...] = ()
        self.latest = SavingNews()

    def tell(self, state: SavingState) -> None:
        """Take news from the store and pass them on."""
        problem = state.problem.sentence if state.problem is not None else ""
        self.latest = SavingNews(state.is_saved, state.saved_at, problem)
        for listener in self._listeners:
            listener(self.latest)

    def listen(self, listener: Callable[[SavingNews], None]) -> Callable[[], None]:
        """Call the listener whenever saving changes.

        Returns:
            A function that ends it.
        """
        self._listeners = (*self._listeners, listener)

        def stop() -> None:
            self._listeners = tuple(other for other in self._listeners if other is not listener)

        return stop
