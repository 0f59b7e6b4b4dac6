"""Copies of the store: each day, when a meeting is closed, and when asked; checked, thinned out, and told of."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.storage.backup import is_backup_due, list_backups
from cpm_desktop.storage.event_log import Event, EventLog
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.second_backup import copy_backup
from cpm_desktop.storage.store import Store

T = TypeVar("T")
INTERVAL = dt.timedelta(hours=20)  # a day at work, whatever the hour it began
_FAILED = "No backup could be made. What you enter is saved, but there is no new copy of it."


@dataclass(frozen=True, slots=True)
class BackupNews:
    """How the backups stand.

    Attributes:
        made_at: when the newest was made (UTC); None where there is none.
        problem: why the last one was not made; empty while nothing is wrong.
        second_at: when the newest was copied to the second place since the records were opened (UTC).
        second_problem: why it was not copied there.
        is_making: one is on its way.
    """

    made_at: dt.datetime | None = None
    problem: str = ""
    second_at: dt.datetime | None = None
    second_problem: str = ""
    is_making: bool = False


class Backups:
    """Makes backups on the store's thread, and copies them to a second place on another; any thread may ask."""

    def __init__(
        self,
        store: Store,
        place: StorePlace,
        key: StoreKey,
        clock: Callable[[], dt.datetime],
        log: EventLog | None = None,
    ) -> None:
        """Make none yet.

        Args:
            store: open.
            place: where it lies.
            key: of the store, with which each copy is checked.
            clock: gives the time (UTC).
            log: takes what was made and what failed.
        """
        self._store, self._place, self._key, self._clock, self._log = store, place, key, clock, log
        self._turn, self._copying = threading.Lock(), threading.Lock()
        self._listeners: list[Callable[[BackupNews], None]] = []
        self._news = BackupNews(last_backup(place))
        self._waiting: Future[Path] | None = None
        self.second: Path | None = None
        """The second place; None for none."""
        self.is_seconds_authoritys = False
        """The authority's IT has set it, and answers for where it is."""

    @property
    def key(self) -> StoreKey:
        """The store's, with which backups are checked and looked into."""
        return self._key

    @property
    def news(self) -> BackupNews:
        """How the backups stand now."""
        with self._turn:
            return self._news

    def listen(self, listener: Callable[[BackupNews], None]) -> Callable[[], None]:
        """Call the listener whenever something changes, on whichever thread it does.

        Returns:
            A function that ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def start(self, *, when_quiet: bool = True) -> Future[Path]:
        """Begin a backup.

        It takes seconds for a large store, in which nothing can be read: `when_quiet` lets it begin when nothing was
        asked for during some seconds, so that no list waits for it, and at the latest when the store is closed.
        """
        waiting = self._waiting
        if when_quiet and waiting is not None and not (waiting.running() or waiting.done()):
            return waiting
        self._tell(is_making=True)
        made = self._store.back_up(self._place, self._key, self._clock(), when_quiet=when_quiet)
        self._waiting = made
        made.add_done_callback(self._note)
        return made

    def start_if_due(self) -> Future[Path] | None:
        """Begin a backup where none was made in the last day."""
        return self.start() if is_backup_due(self._place, self._clock(), INTERVAL) else None

    def use_key(self, key: StoreKey) -> None:
        """Check with another key from now on: the store was encrypted anew."""
        self._key = key

    def copy_to_second(self, backup: Path) -> None:
        """Copy a backup to the second place; what goes wrong stands in the news. Slow; not for the store's thread."""
        with self._copying:
            self._copy(backup)

    def make_now(self) -> Path:
        """Make a backup, for work that deletes older ones once it is there; slow, not for the store's thread.

        Raises:
            CarePlanningError: it could not be made.
        """
        made = self._store.back_up(self._place, self._key, self._clock()).result()
        self._note_event(Event.BACKUP_MADE)
        self._tell(problem="", made_at=self._clock())
        return made

    def while_not_copying(self, doing: Callable[[], T]) -> T:
        """Do something in the second place while nothing is copied there."""
        with self._copying:
            return doing()

    def _copy(self, backup: Path) -> None:
        second = self.second
        if second is None or not backup.exists():  # it may have been cleared away while this waited
            return
        try:
            copy_backup(backup, second, self._place, is_authoritys=self.is_seconds_authoritys)
        except CarePlanningError as error:
            self._note_event(Event.BACKUP_FAILED)
            self._tell(second_problem=error.sentence)
        else:
            self._tell(second_at=self._clock(), second_problem="")

    def _note(self, made: Future[Path]) -> None:
        """Tell what became of a backup, on the store's thread."""
        try:
            backup = made.result()
        except CancelledError:
            self._tell(is_making=False)
        except CarePlanningError as error:
            self._note_event(Event.BACKUP_FAILED)
            self._tell(is_making=False, problem=error.sentence)
        except Exception:  # noqa: BLE001 - whatever it was, the person has no copy and is told so
            self._note_event(Event.BACKUP_FAILED)
            self._tell(is_making=False, problem=_FAILED)
        else:
            self._note_event(Event.BACKUP_MADE)
            self._tell(is_making=False, problem="", made_at=self._clock())
            if self.second is not None:  # not here: a slow stick would hold up what is being saved
                threading.Thread(
                    target=self.copy_to_second, args=(backup,), name="second backup", daemon=True
                ).start()

    def _note_event(self, event: Event) -> None:
        if self._log is not None:
            self._log.note(event)

    def _tell(self, **changes: object) -> None:
        with self._turn:
            self._news = replace(self._news, **changes)  # type: ignore[arg-type]  # its own fields
            news, listeners = self._news, tuple(self._listeners)
        for listener in listeners:
            listener(news)


def last_backup(place: StorePlace) -> dt.datetime | None:
    """Return when the newest backup was made (UTC); None where there is none."""
    return next(iter(list_backups(place).values()), None)
