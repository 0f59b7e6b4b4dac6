"""A real store in a folder of its own, with a fictional child and meeting, and quick ways to change them."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from cpm_desktop.domain.changes import inverse, patched
from cpm_desktop.domain.child import Child, ChildFile, EarlierMeeting, Person, Review
from cpm_desktop.domain.commands import Command, perform
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.journal import Entry, EntryKind
from cpm_desktop.domain.listing import Saved
from cpm_desktop.domain.meeting import Meeting, MeetingFacts
from cpm_desktop.domain.meeting_commands import LockRecord
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.key_header import DerivationCost
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import Store, make_tables
from cpm_desktop.storage.tables import NEWEST_SCHEMA

A = TypeVar("A", bound=Aggregate)
PASSPHRASE = "violet tram at noon"
QUICK = DerivationCost(memory=64, passes=1, lanes=1)
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
CHILD_ID = "kai"
MEETING_ID = "meeting"


def ticking(start: dt.datetime = NOON) -> Callable[[], dt.datetime]:
    """A clock that goes on by a second each time it is read."""
    seconds = iter(range(10**9))
    return lambda: start + dt.timedelta(seconds=next(seconds))


@dataclasses.dataclass
class KeptStore:
    """A store's place and key, and the store while it is open."""

    place: StorePlace
    key: StoreKey
    store: Store

    def reopen(self) -> Store:
        """Close the store and open it again."""
        self.store.close()
        self.store = open_kept(self.place, self.key)
        return self.store


def open_kept(place: StorePlace, key: StoreKey) -> Store:
    return Store(open_database(place.database, key, newest_schema=NEWEST_SCHEMA), clock=ticking())


def make_kept(folder: Path) -> KeptStore:
    place = StorePlace(folder)
    key, _ = create_store(place, PASSPHRASE, QUICK, make_tables)
    return KeptStore(place, key, open_kept(place, key))


def kai(identifier: str = CHILD_ID, **details: object) -> ChildFile:
    file = ChildFile(
        id=identifier,
        child=Child(
            id=identifier, name="Kai Avery", date_of_birth=dt.date(2014, 3, 9), social_worker="priya"
        ),
        people=(
            Person(id="kai-person", name="Kai Avery", is_child=True),
            Person(id="priya", name="Priya Nair", role="Social worker"),
            Person(id="dana", name="Dana Avery <mother>", role="Mother"),
        ),
        reviews=(
            Review(id="r1", number=1, date=dt.date(2026, 3, 10)),
            Review(id="r2", number=2, date=dt.date(2026, 9, 8)),
            Review(id="r3", number=3, date=dt.date(2027, 3, 8), is_planned=True),
        ),
        earlier_meetings=(
            EarlierMeeting(id="e1", form_id="standard", date=dt.date(2026, 5, 19)),
            EarlierMeeting(id="e2", form_id="standard", date=dt.date(2026, 9, 22)),
        ),
    )
    return dataclasses.replace(file, **details)  # type: ignore[arg-type]  # each caller names known fields


def a_meeting(identifier: str = MEETING_ID, child_id: str = CHILD_ID, **details: object) -> Meeting:
    facts = MeetingFacts(
        id=identifier, child_id=child_id, form_id="standard", form_hash="f" * 64, date=dt.date(2026, 11, 24)
    )
    return Meeting(id=identifier, facts=dataclasses.replace(facts, **details))  # type: ignore[arg-type]  # as above


def create(store: Store, aggregate: A) -> A:
    kept, queued = store.create(aggregate)
    queued.saved.result(10)
    return kept


def do(store: Store, aggregate: A, command: Command) -> tuple[A, Saved]:
    after, done = perform(aggregate, command)
    entry = Entry(EntryKind.DONE, command, done.patch)
    queued = store.commit(aggregate.revision, after, entry, is_barrier=isinstance(command, LockRecord))
    return dataclasses.replace(after, revision=queued.revision), queued.saved.result(10)


def turn(store: Store, aggregate: A, sequence: int, kind: EntryKind) -> tuple[A, Saved]:
    entry = store.journal_entry(sequence).result(10)
    patch = inverse(entry.patch) if kind is EntryKind.UNDONE else entry.patch
    turned = Entry(kind, entry.command, patch, sequence)
    after = patched(aggregate, patch)
    queued = store.commit(aggregate.revision, after, turned)
    return dataclasses.replace(after, revision=queued.revision), queued.saved.result(10)
