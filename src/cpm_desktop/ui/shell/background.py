"""Runs what is slow off the window's thread: keys, documents, signing. Results come back to it."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal, Slot

from cpm_desktop.domain.errors import CarePlanningError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")
_TURN = 50  # milliseconds between looks at the threads while ending
# Seconds for which another thread keeps the interpreter while the window wants it. By Python's own measure, 5 ms, each
# letter that is typed while something is saved waits that long to be seen.
HANDOVER = 0.0001


class WorkFailed(CarePlanningError):
    """Something went wrong that nobody foresaw; the cause is in the chain of the error."""


class Running(QObject, Generic[T]):
    """One piece of work under way. The work itself gets it and may `report` and ask `should_stop`."""

    _progressed = Signal(str, int, int)
    _ended = Signal()

    def __init__(
        self,
        work: Callable[[Running[T]], T],
        on_done: Callable[[T], object],
        on_error: Callable[[CarePlanningError], object],
        on_progress: Callable[[str, int, int], object] | None,
        parent: QObject,
    ) -> None:
        """Made by Background.run."""
        from concurrent.futures import Future  # noqa: PLC0415 - after the first window

        super().__init__(parent)
        self._work, self._on_done, self._on_error, self._on_progress = work, on_done, on_error, on_progress
        self._stopping = threading.Event()
        self._outcome: Future[T] = Future()
        self._progressed.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._tell_end, Qt.ConnectionType.QueuedConnection)
        self.thread_of_work = threading.Thread(target=self._go, name="background work", daemon=True)

    def cancel(self) -> None:
        """Ask the work to stop; whether it does is its own affair, but nothing is told of it any more."""
        self._stopping.set()

    def should_stop(self) -> bool:
        """Tell the work whether to stop."""
        return self._stopping.is_set()

    def report(self, text: str, done: int = 0, of: int = 0) -> None:
        """Tell how far the work has come; called by the work on its own thread."""
        self._progressed.emit(text, done, of)

    def _go(self) -> None:
        try:
            self._outcome.set_result(self._work(self))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the window's thread must hear of it
            self._outcome.set_exception(error)
        self._ended.emit()

    @Slot(str, int, int)
    def _tell_progress(self, text: str, done: int, of: int) -> None:
        if self._on_progress is not None and not self._stopping.is_set():
            self._on_progress(text, done, of)

    @Slot()
    def _tell_end(self) -> None:
        self.thread_of_work.join()
        self.deleteLater()
        error = self._outcome.exception()
        if self._stopping.is_set():
            return
        if error is None:
            self._on_done(self._outcome.result())
        elif isinstance(error, CarePlanningError):
            self._on_error(error)
        else:
            failed = WorkFailed(
                "Something went wrong that should not have. What you entered before it is saved."
            )
            failed.__cause__ = error
            self._on_error(failed)
            raise failed  # for the handler of last resort, which writes it to the log


class Background(QObject):
    """Starts work, each piece on a thread of its own, and carries calls from there to the window's thread."""

    _called = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Made on the window's thread, which need not wait for the others from now on."""
        super().__init__(parent)
        sys.setswitchinterval(HANDOVER)
        self._window_thread = threading.current_thread()
        self._running: list[Running[Any]] = []
        self._called.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Running[T]], T],
        on_done: Callable[[T], object],
        on_error: Callable[[CarePlanningError], object],
        on_progress: Callable[[str, int, int], object] | None = None,
    ) -> Running[T]:
        """Do some work off the window's thread.

        Args:
            work: gets the Running, to report progress and to ask whether to stop.
            on_done: gets what the work returned, on the window's thread.
            on_error: gets what went wrong, on the window's thread.
            on_progress: gets text, steps done and steps in all, on the window's thread.
        """
        running = Running(work, on_done, on_error, on_progress, self)
        self._running = [each for each in self._running if each.thread_of_work.is_alive()]
        self._running.append(running)
        running.thread_of_work.start()
        return running

    def on_window_thread(self, doing: Callable[[], T]) -> T:
        """Do something on the window's thread and wait for what it returns or raises."""
        if threading.current_thread() is self._window_thread:
            return doing()
        from concurrent.futures import Future  # noqa: PLC0415 - after the first window

        answer: Future[T] = Future()
        self._called.emit(doing, answer)
        return answer.result()

    def close(self) -> None:
        """Ask all work to stop and wait until it has; calls to the window's thread are still answered."""
        for running in self._running:
            running.cancel()
        for running in self._running:
            while running.thread_of_work.is_alive():
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, _TURN)
                running.thread_of_work.join(_TURN / 1000)
        self._running.clear()

    @Slot(object, object)
    def _answer(self, doing: Callable[[], T], answer: Future[T]) -> None:
        try:
            answer.set_result(doing())
        except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
            answer.set_exception(error)
