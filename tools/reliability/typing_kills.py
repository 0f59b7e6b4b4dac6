"""Kills the running application while somebody types into it, and looks for what had been promised by then."""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection
from tools.reliability.prepared_application import PreparedApplication, prepared_application
from tools.reliability.warm_store import WarmStores

from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.storage.aggregate_rows import read_aggregate
from cpm_desktop.storage.checking import check_store
from cpm_desktop.storage.engine import OUTSIDE_TRANSACTION_OPTION, verify_every_page
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.whole_meeting.seen_application import SeenApplication, own_display
from tests.whole_meeting.test_killed_while_typing import a_live_meeting
from tests.whole_meeting.typed_and_killed import (
    HALF_A_SECOND,
    PASSPHRASE,
    missing,
    promised,
    read_witness,
    type_and_kill,
)

_ROUNDS_A_STORE = 20  # then a new one: the meeting would grow beyond any meeting


@dataclass
class Found:
    """What the kills found."""

    kills: int = 0
    manners: Counter[str] = field(default_factory=Counter)
    unsaid: int = 0
    lost_though_said: int = 0
    lost_though_old: int = 0
    broken: int = 0
    not_reached: int = 0
    texts: int = 0
    examples: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Return it in words."""
        manners = ", ".join(f"{manner} {count:,}" for manner, count in sorted(self.manners.items()))
        return (
            f"{self.kills:,} kills of the application while somebody typed ({manners}); of {self.texts:,} promised "
            f"texts {self.lost_though_said} lost though the header had said “Saved”, {self.lost_though_old} though "
            f"typed half a second before; {self.broken} left a store that is not whole; {self.unsaid} kills came "
            f"before anything was promised; {self.not_reached} starts took too long"
        )

    def is_good(self) -> bool:
        """Tell whether nothing was lost."""
        return not (self.lost_though_said or self.lost_though_old or self.broken)


@dataclass
class _Trial:
    """What all rounds need."""

    display: str
    application: PreparedApplication
    stores: WarmStores
    rng: random.Random
    until: float
    age: float
    found: Found


def kill_while_typing(count: int, seed: int, until: float, *, expects_too_much: bool = False) -> Found:
    """Kill it this often, or until a time (monotonic seconds).

    The control expects what was typed in the very last moment as well, and has to be found out.
    """
    found = Found()
    with own_display() as display, prepared_application() as application:
        rng = random.Random(seed)  # noqa: S311 - chooses moments, guards nothing
        age = 0.0 if expects_too_much else HALF_A_SECOND
        trial = _Trial(display, application, WarmStores(), rng, until, age, found)
        while found.kills < count and time.monotonic() < until:
            with tempfile.TemporaryDirectory() as folder:
                _kill_in_one_store(trial, Path(folder) / "store", min(_ROUNDS_A_STORE, count - found.kills))
    return found


def _kill_in_one_store(trial: _Trial, store: Path, rounds: int) -> None:
    found, meeting_id = trial.found, a_live_meeting(store)
    before: list[str] = []
    for number in range(rounds):
        if time.monotonic() > trial.until:
            return
        witness = store.parent / f"witness{number}"
        try:
            with SeenApplication(trial.display, store, witness, trial.application.begin) as application:
                manner = type_and_kill(application, trial.rng, str(number))
        except AssertionError as error:  # the machine was too loaded for it to get as far as typing
            found.not_reached += 1
            found.examples.append(f"not reached: {str(error).splitlines()[0]}")
            return
        found.kills += 1
        found.manners[manner.value] += 1
        notes, faults = _left_in(trial, store, meeting_id, is_whole_check=number in (4, rounds - 1))
        said, typed = promised(read_witness(witness), trial.age)
        witness.unlink(missing_ok=True)
        found.unsaid += not (said - set(before) or typed)
        found.texts += len(said | typed)
        where = f"kill {found.kills}, typed {manner.value}"
        not_there = missing(said | set(before), notes), missing(typed, notes)
        found.lost_though_said += len(not_there[0])
        found.lost_though_old += len(not_there[1])
        found.broken += bool(faults)
        found.examples += [f"{where}: {what}" for what in (*not_there[0], *not_there[1], *faults)]
        if faults:
            return
        before = notes


def _left_in(
    trial: _Trial, store: Path, meeting_id: str, *, is_whole_check: bool
) -> tuple[list[str], tuple[str, ...]]:
    """Return the notes that are there, and what is wrong with the store."""
    with _opened(trial.stores, store) as connection:
        notes = [note.text for note in read_aggregate(connection, Meeting, meeting_id).notes]
        if not is_whole_check:
            return notes, ()
        verify_every_page(connection)
        return notes, check_store(connection).faults


@contextmanager
def _opened(stores: WarmStores, store: Path) -> Iterator[Connection]:
    place = StorePlace(store)
    engine = stores.open(place.database, unlock_with_passphrase(place.keys.read(), PASSPHRASE))
    try:
        with engine.connect().execution_options(**{OUTSIDE_TRANSACTION_OPTION: True}) as connection:
            yield connection
    finally:
        engine.dispose()
