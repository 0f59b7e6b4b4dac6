"""Starts many processes at once that all want the same store: one may write, the others are told, no lock stays."""

import os
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

# Before the product's own import, as in all trials.
from sqlcipher3 import dbapi2 as _driver  # noqa: F401 - as said above
from tools.reliability.fictional_edits import make_store
from tools.reliability.forking import answer_of, fast_folder, shared_out, start

from cpm_desktop.storage.driver import import_driver
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.errors import StoreInUse
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.single_instance import SingleInstance
from cpm_desktop.storage.tables import NEWEST_SCHEMA

PROCESSES = 50
_LONGEST = 30.0  # seconds for all to have their answer; a loaded machine is slow
_BUSY_WAIT = 0.2  # seconds that the store is waited for, so that a round does not take five
_USUAL_WAIT = 30.0  # at least what the application waits; a loaded machine is slow
_FIRST, _IN_USE, _SECOND, _WRITER = b"f", b"u", b"2", b"w"


@dataclass
class Found:
    """What the starts found."""

    rounds: int = 0
    started: int = 0
    wrong: int = 0
    nobody: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Count another's."""
        self.rounds += other.rounds
        self.started += other.started
        self.wrong += other.wrong
        self.nobody += other.nobody
        self.examples += other.examples

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"{self.rounds:,} rounds of {PROCESSES} processes at once ({self.started:,} starts): "
            f"{self.wrong} rounds without exactly one writer; in {self.nobody} it was the one that asked once more, as "
            f"all had been refused after {_BUSY_WAIT} seconds"
        )

    def is_good(self) -> bool:
        """Tell whether each round had exactly one writer."""
        return not self.wrong


def start_many(rounds: int, jobs: int, seed: int, until: float, *, ignores_lock: bool = False) -> Found:
    """Start this many rounds, or until a time (monotonic seconds).

    The control asks no lock and opens the store without its guard.
    """
    found = Found()
    work = partial(_start_some, seed=seed, until=until, ignores_lock=ignores_lock)
    for part in shared_out(work, rounds, jobs):
        found.add(part)
    return found


def _start_some(number: int, rounds: int, *, seed: int, until: float, ignores_lock: bool) -> Found:
    found = Found()
    rng = random.Random(seed + number)  # noqa: S311 - chooses who is killed, guards nothing
    with tempfile.TemporaryDirectory(dir=fast_folder()) as name:
        place = StorePlace(Path(name) / "place")
        key = answer_of(lambda: make_store(place.folder))
        for turn in range(rounds):
            if time.monotonic() > until:
                break
            asks_lock = turn % 2 == 0
            answers = _one_round(place, key, rng, asks_lock=asks_lock, ignores_lock=ignores_lock)
            found.rounds += 1
            found.started += PROCESSES
            refused = _SECOND if asks_lock else _IN_USE
            wrong = "" if answers == Counter({_WRITER: 1, refused: PROCESSES - 1}) else f"{dict(answers)}"
            if answers == Counter({_IN_USE: PROCESSES}) and not asks_lock:
                # All saw each other ask, and none was let in: the next one must be, and no lock may be in its way.
                found.nobody += 1
                wrong = "" if _is_let_in(place, key) else "refused, and then refused again"
            if wrong:
                found.wrong += 1
                found.examples.append(f"round {turn}, {'lock' if asks_lock else 'store'}: {wrong}")
    return found


def _one_round(
    place: StorePlace, key: StoreKey, rng: random.Random, *, asks_lock: bool, ignores_lock: bool
) -> Counter[bytes]:
    """Half of the rounds ask the lock first, as the application does; the others go straight for the store."""
    waiting, starting = os.pipe()
    children = [
        start(partial(_want_the_store, place, key, waiting, starting, asks_lock, ignores_lock))
        for _ in range(PROCESSES)
    ]
    os.close(waiting)
    os.close(starting)  # the last hand on it: all go
    answers = Counter(os.read(child.said, 1) for child in children)
    for child in rng.sample(children, len(children)):
        child.kill()  # the writer among them: its lock must go with it
    return answers


def _is_let_in(place: StorePlace, key: StoreKey) -> bool:
    def ask(saying: int) -> None:
        held = _open(place, key, _USUAL_WAIT)
        os.write(saying, _WRITER)
        time.sleep(_LONGEST)
        del held

    child = start(ask)
    answer = os.read(child.said, 1)
    child.kill()
    return answer == _WRITER


def _want_the_store(
    place: StorePlace,
    key: StoreKey,
    waiting: int,
    starting: int,
    asks_lock: bool,  # noqa: FBT001 - handed on by position
    ignores_lock: bool,  # noqa: FBT001 - the same
    saying: int,
) -> None:
    os.close(starting)
    os.read(waiting, 1)  # ends when the parent has let go
    instance = SingleInstance(place.lock)
    if asks_lock and not ignores_lock and not instance.acquire():
        os.write(saying, _SECOND)
        return
    try:
        held = _open_unguarded(place, key) if ignores_lock else _open(place, key)
    except StoreInUse:
        os.write(saying, _IN_USE)
        return
    os.write(saying, _WRITER)
    time.sleep(_LONGEST)  # it holds what it has until it is killed
    del held, instance


def _open(place: StorePlace, key: StoreKey, busy_wait: float = _BUSY_WAIT) -> object:
    engine = open_database(place.database, key, newest_schema=NEWEST_SCHEMA, busy_wait=busy_wait)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE store_fact SET value = value")
    return engine


def _open_unguarded(place: StorePlace, key: StoreKey) -> object:
    """Open it as SQLite does by itself: any number of processes may, one after the other, write."""
    connection = import_driver().connect(str(place.database), timeout=_LONGEST, isolation_level=None)
    connection.set_key(f"x'{key.data_key.hex()}{key.salt.hex()}'")
    connection.execute("UPDATE store_fact SET value = value")
    return connection
