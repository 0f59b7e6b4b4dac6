"""Changes on their way to the writer: each with its place in the journal, and several as one where they belong so."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from cpm_desktop.domain.listing import Saved
from cpm_desktop.domain.revision import Revision
from cpm_desktop.storage.writer import StoreWriter

T = TypeVar("T")
_Work = Callable[[Connection], Any]


@dataclass(frozen=True, slots=True)
class QueuedChange:
    """A change on its way to the disk.

    Attributes:
        sequence: its place in the journal, known at once.
        revision: of the aggregate after it.
        saved: done once it is on the disk; ends in an error if it is refused.
    """

    sequence: int
    revision: Revision
    saved: Future[Saved]


class ChangeQueue:
    """Hands changes to the writer in the order of their places in the journal; used from any thread."""

    def __init__(self, writer: StoreWriter, last_sequence: int) -> None:
        """Go on behind the journal's last line."""
        self._writer = writer
        self._last_sequence = last_sequence
        self._order = threading.RLock()
        self._gathered: list[tuple[_Work, Future[Any]]] | None = None

    @property
    def last_sequence(self) -> int:
        """The place in the journal of the newest change, queued or saved."""
        with self._order:
            return self._last_sequence

    def submit(self, work: Callable[[Connection], T]) -> Future[T]:
        """Queue a change that has no place in the journal; as `StoreWriter.submit`."""
        with self._order:
            if self._gathered is None:
                return self._writer.submit(work)
            future: Future[T] = Future()
            self._gathered.append((work, future))
            return future

    def commit(self, revision: Revision, work: Callable[[Connection, int], Saved]) -> QueuedChange:
        """Queue a change that leads to a revision, with the next place in the journal."""
        # Places are given in the order of the queue, so that the journal grows in the order of its numbers.
        with self._order:
            sequence = self._last_sequence + 1
            saved = self.submit(lambda connection: work(connection, sequence))
            self._last_sequence = sequence
        return QueuedChange(sequence, revision, saved)

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Have all that this thread asks for within saved in one transaction; other threads' changes wait for its end.

        Where it ends in an exception, nothing of it is saved. Nothing may be read within: what was asked for is not
        there yet.
        """
        with self._order:
            before, self._gathered = self._last_sequence, []
            try:
                yield
            except BaseException:
                self._last_sequence, self._gathered = before, None
                raise
            gathered, self._gathered = tuple(self._gathered), None
            if gathered:
                self._submit_together(gathered)

    def _submit_together(self, gathered: tuple[tuple[_Work, Future[Any]], ...]) -> None:
        def tell(together: Future[list[Any]]) -> None:
            error = together.exception()
            for place, (_, future) in enumerate(gathered):
                if error is not None:
                    future.set_exception(error)
                else:
                    future.set_result(together.result()[place])

        together = self._writer.submit(lambda connection: [work(connection) for work, _ in gathered])
        together.add_done_callback(tell)
