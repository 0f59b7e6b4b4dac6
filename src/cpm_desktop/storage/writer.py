"""The one thread that owns the one connection: every change and every reading goes through it, in order."""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum, auto
from types import TracebackType
from typing import Any, Final, Protocol, Self, TypeVar

from sqlalchemy import Connection, Engine

from cpm_desktop.storage.engine import OUTSIDE_TRANSACTION_OPTION, READING_OPTION
from cpm_desktop.storage.errors import NotSaved, StoreError, StoreIsClosed, UnwritableStore
from cpm_desktop.storage.faults import fault_of_database
from cpm_desktop.storage.saving_state import SavingState

T = TypeVar("T")


class GoOnWith(Protocol):
    """What whoever exchanges the database calls with the one to go on with."""

    def __call__(self, engine: Engine, first: Callable[[], object] | None = None) -> None:
        """Go on with an engine.

        Args:
            engine: used from now on.
            first: must have been done, without an error, before it is used; tried again whenever something is asked.
        """


RETRY_WAITS: Final = (0.2, 0.5, 1.0, 2.0, 5.0)  # seconds; the last one is repeated
QUIET_FOR: Final = 3.0  # seconds

_LONGEST_WAIT_WHEN_CLOSING = 0.1  # seconds


class _CannotConnect(Exception):
    """The disk does not let the database be opened again."""

    def __init__(self, fault: StoreError) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


class _Kind(Enum):
    CHANGE = auto()
    READING = auto()
    UPKEEP = auto()
    EXCHANGE = auto()


@dataclass(frozen=True)
class _Job:
    kind: _Kind
    work: Callable[..., Any]
    future: Future[Any]
    on_commit: Callable[[datetime], None] | None = None


class StoreWriter:
    """Runs what it is given, one after the other, on a thread of its own.

    A change that the disk refuses stays first in the queue and is tried again until it is saved; what was
    given later waits behind it, readings too, so that nobody reads a state from before. Only a mistake in the
    work itself, and a reading that fails, end in an exception of their future.
    """

    def __init__(
        self,
        engine: Engine,
        on_state: Callable[[SavingState], None] | None = None,
        *,
        retry_waits: tuple[float, ...] = RETRY_WAITS,
        quiet_for: float = QUIET_FOR,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Start the thread.

        Args:
            engine: open, and used by nobody else from now on; `close` closes it.
            on_state: told of every change of the state of saving, in order, on the thread where it came
                about. It must return at once.
            retry_waits: seconds between two attempts to save; the last one is repeated.
            quiet_for: seconds without anything asked for, after which upkeep that waits for quiet begins.
            clock: gives the wall time with its zone.
        """
        self._engine = engine
        self._first: Callable[[], object] | None = None
        self._on_state = on_state
        self._retry_waits = retry_waits
        self._quiet_for = quiet_for
        self._clock = clock
        self._jobs: deque[_Job] = deque()
        self._for_quiet: deque[_Job] = deque()
        self._condition = threading.Condition(threading.RLock())
        self._state = SavingState()
        self._is_closing = False
        self._gives_up_at = float("inf")
        self._lost = 0
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SavingState:
        """The state of saving now."""
        with self._condition:
            return self._state

    def submit(
        self, work: Callable[[Connection], T], on_commit: Callable[[datetime], None] | None = None
    ) -> Future[T]:
        """Run `work` in a transaction and commit it; the future is done once it is on the disk.

        Args:
            work: run again from the start, in a new transaction, when the disk has refused; so it changes
                nothing but the database.
            on_commit: told the wall time of the commit, on the writer's thread, before the future is done.

        Raises:
            StoreIsClosed: nothing was queued.
        """
        return self._queue(_Job(_Kind.CHANGE, work, Future(), on_commit))

    def read(self, work: Callable[[Connection], T]) -> Future[T]:
        """Run `work`, which can only read, outside a transaction; it gives values, no open results.

        The future ends in a `StoreError` if the disk refuses. Until it begins it can be cancelled.

        Raises:
            StoreIsClosed: nothing was queued.
        """
        return self._queue(_Job(_Kind.READING, work, Future()))

    def maintain(self, work: Callable[[Connection], T], *, when_quiet: bool = False) -> Future[T]:
        """Run upkeep that may not stand in a transaction: backups, checks. It is not tried again.

        The future ends in a `StoreError` if the disk refuses.

        Args:
            work: done once.
            when_quiet: begin only when nothing else was asked for during some seconds, or when the store is closed;
                whatever is asked for until then comes first.

        Raises:
            StoreIsClosed: nothing was queued.
        """
        job: _Job = _Job(_Kind.UPKEEP, work, Future())
        return self._queue(job, self._for_quiet if when_quiet else self._jobs)

    def exchange(self, work: Callable[[Engine, GoOnWith], T]) -> Future[T]:
        """Have the database itself exchanged below the store; what is given meanwhile waits and is saved after it.

        Args:
            work: gets the engine, and what to call with the one to go on with; without that call the old one goes on.

        Raises:
            StoreIsClosed: nothing was queued.
        """
        return self._queue(_Job(_Kind.EXCHANGE, work, Future()))

    def close(self, timeout: float = 10.0) -> None:
        """Save what waits, close the database and end the thread.

        Args:
            timeout: seconds after which changes that the disk still refuses are given up.

        Raises:
            NotSaved: changes were given up; their futures end in the same error. The store is closed anyway.
        """
        with self._condition:
            self._is_closing = True
            self._gives_up_at = time.monotonic() + timeout
            self._condition.notify_all()
        self._thread.join()
        if self._lost:
            raise NotSaved

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _queue(self, job: _Job, queue: deque[_Job] | None = None) -> Future[Any]:
        with self._condition:
            if self._is_closing:
                raise StoreIsClosed
            (self._jobs if queue is None else queue).append(job)
            self._condition.notify_all()
            if job.kind is _Kind.CHANGE:
                self._tell_state(replace(self._state, waiting=self._state.waiting + 1))
        return job.future

    def _run(self) -> None:
        try:
            while job := self._next():
                self._do(job)
                del job  # an idle thread holds on to nothing that was written
        finally:
            with suppress(Exception):  # all is saved or given up: what is left is for the next start
                self._do_first()
            with suppress(Exception):  # a refusal to tidy up changes nothing
                self._engine.dispose()

    def _next(self) -> _Job | None:
        with self._condition:
            while not self._jobs:
                if self._is_closing:
                    return self._for_quiet.popleft() if self._for_quiet else None
                is_asked = self._condition.wait(self._quiet_for if self._for_quiet else None)
                if not is_asked and self._for_quiet and not self._jobs:
                    return self._for_quiet.popleft()
            return self._jobs.popleft()

    def _do(self, job: _Job) -> None:
        is_wanted = job.future.set_running_or_notify_cancel()
        if job.kind is _Kind.CHANGE:
            if is_wanted:
                self._save(job)
            else:
                self._count_down()
        elif is_wanted and job.kind is _Kind.EXCHANGE:
            self._exchange(job)
        elif is_wanted:
            self._run_once(job)

    def _save(self, job: _Job) -> None:
        attempt = 0
        while True:
            try:
                with self._connected() as connection, connection.begin():
                    result = job.work(connection)
            except BaseException as error:  # noqa: BLE001 - it belongs to whoever holds the future
                fault = error.fault if isinstance(error, _CannotConnect) else fault_of_database(error)
                if fault is None:
                    self._count_down()
                    job.future.set_exception(error)
                    return
                self._report(fault)
            else:
                self._acknowledge(job, result)
                return
            if not self._wait_to_retry(attempt):
                self._lost += 1
                job.future.set_exception(NotSaved())
                return
            attempt += 1

    def _acknowledge(self, job: _Job, result: object) -> None:
        saved_at = self._clock()
        if job.on_commit is not None:
            _tell(job.on_commit, saved_at)
        self._count_down(saved_at)
        job.future.set_result(result)

    def _wait_to_retry(self, attempt: int) -> bool:
        wait = self._retry_waits[min(attempt, len(self._retry_waits) - 1)]
        with self._condition:
            ends_at = time.monotonic() + wait
            while not self._is_closing and time.monotonic() < ends_at:
                self._condition.wait(ends_at - time.monotonic())
            is_closing, gives_up_at = self._is_closing, self._gives_up_at
        if not is_closing:
            return True
        left = gives_up_at - time.monotonic()
        time.sleep(max(0.0, min(wait, left, _LONGEST_WAIT_WHEN_CLOSING)))
        return left > 0

    def _exchange(self, job: _Job) -> None:
        try:
            self._do_first()
            result = job.work(self._engine, self._go_on_with)
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever holds the future
            job.future.set_exception(error)
        else:
            job.future.set_result(result)

    def _go_on_with(self, engine: Engine, first: Callable[[], object] | None = None) -> None:
        self._engine, self._first = engine, first

    def _do_first(self) -> None:
        if self._first is not None:
            self._first()
            self._first = None

    def _connected(self) -> Connection:
        try:
            self._do_first()
            return self._engine.connect()
        except StoreError as error:
            raise _CannotConnect(error) from error

    def _run_once(self, job: _Job) -> None:
        is_reading = job.kind is _Kind.READING
        option = READING_OPTION if is_reading else OUTSIDE_TRANSACTION_OPTION
        try:
            self._do_first()
            with self._engine.connect().execution_options(**{option: True}) as connection:
                connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if is_reading else 'OFF'}")
                try:
                    result = job.work(connection)
                finally:
                    connection.exec_driver_sql("PRAGMA query_only = OFF")
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever holds the future
            fault = fault_of_database(error)
            if fault is None or (is_reading and isinstance(fault, UnwritableStore)):
                job.future.set_exception(error)  # a reading that writes is a programmer's mistake
                return
            fault.__cause__ = error
            job.future.set_exception(fault)
        else:
            job.future.set_result(result)

    def _count_down(self, saved_at: datetime | None = None) -> None:
        with self._condition:
            state = self._state
            self._tell_state(SavingState(state.waiting - 1, saved_at or state.saved_at))

    def _report(self, fault: StoreError) -> None:
        with self._condition:
            if type(self._state.problem) is not type(fault):  # the same again is no news
                self._tell_state(replace(self._state, problem=fault))

    def _tell_state(self, state: SavingState) -> None:
        self._state = state
        if self._on_state is not None:
            _tell(self._on_state, state)


def _tell(listener: Callable[[T], None], news: T) -> None:
    try:
        listener(news)
    except Exception:  # noqa: BLE001 - a listener's mistake must not end the thread that saves
        threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))
