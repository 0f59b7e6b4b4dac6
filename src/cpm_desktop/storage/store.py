"""The store as services see it: values in, values out, a future for everything that takes the disk."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.creation import numbered
from cpm_desktop.domain.earlier import (
    EarlierAnswer,
    EarlierComment,
    EarlierLimit,
    EarlierOutcome,
    EarlierRelease,
)
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.journal import Entry
from cpm_desktop.domain.listing import ChildSummary, EarlierDecision, MeetingLine, SentLine
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.open_items import OpenItem
from cpm_desktop.domain.revision import NO_REVISION, Revision
from cpm_desktop.domain.undo import JournalLine
from cpm_desktop.domain.unmet_register import RegisteredNeed
from cpm_desktop.domain.workplace import Worker, Workplace
from cpm_desktop.storage.aggregate_rows import read_aggregate
from cpm_desktop.storage.backup import make_backup, thin_backups
from cpm_desktop.storage.caseload_rows import (
    fetch_caseload_pages,
    read_caseload,
    read_live_meetings,
    read_meetings_of,
    read_meetings_since,
    read_sent_since,
    read_shared_with,
)
from cpm_desktop.storage.change_queue import ChangeQueue, QueuedChange
from cpm_desktop.storage.changing import Clock, Pen, enter_change, enter_creation
from cpm_desktop.storage.checking import StoreReport, check_store
from cpm_desktop.storage.clearing import (
    Unfinished,
    enter_clearing,
    note_progress,
    read_unfinished,
    write_anew,
)
from cpm_desktop.storage.content_checking import ContentReport, check_contents, find_cleared, find_records
from cpm_desktop.storage.decision_rows import read_decisions_since
from cpm_desktop.storage.earlier_rows import (
    read_answers_of,
    read_comments_of,
    read_heard_of,
    read_limits_of,
    read_outcomes_of,
    read_releases_of,
)
from cpm_desktop.storage.engine import verify_every_page
from cpm_desktop.storage.faults import fault_of_database
from cpm_desktop.storage.identity_rows import StoreIdentity, enter_identity, read_identity
from cpm_desktop.storage.journal_rows import PastEntry, last_sequence, read_entry, read_lines, read_past
from cpm_desktop.storage.kept_rows import (
    enter_blob,
    enter_form,
    enter_record,
    enter_secret,
    hash_of,
    read_blob,
    read_form,
    read_record,
    read_secret,
)
from cpm_desktop.storage.key_header import KeyHeader
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.migrating import migrate
from cpm_desktop.storage.open_item_rows import (
    compute_open_items,
    read_due_items,
    read_open_items,
    read_registered_needs,
)
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.rekeying import rekey_in_place
from cpm_desktop.storage.repairing import Repaired, put_file_back, repair_from_journal
from cpm_desktop.storage.saving_state import SavingState
from cpm_desktop.storage.writer import GoOnWith, StoreWriter

A = TypeVar("A", bound=Aggregate)
T = TypeVar("T")
WORKPLACE_ID = "workplace"
WORKER_ID = "worker"


def utc_now() -> dt.datetime:
    """The time now."""
    return dt.datetime.now(dt.UTC)


def make_tables(engine: Engine, clock: Clock = utc_now) -> None:
    """Make everything a new, empty database needs to be a store, the workplace included."""
    migrate(engine)
    with engine.begin() as connection:
        identity = enter_identity(connection)
        workplace = Workplace(
            id=WORKPLACE_ID, worker=Worker(id=WORKER_ID), revision=NO_REVISION.next_for(identity.writer_id)
        )
        enter_creation(connection, Pen(identity.writer_id, clock), 1, workplace)


class Store:
    """One open store. All work runs on the thread of its writer; nothing here waits."""

    def __init__(
        self,
        engine: Engine,
        on_state: Callable[[SavingState], None] | None = None,
        clock: Clock = utc_now,
    ) -> None:
        """Take over an open database of the newest schema.

        Args:
            engine: open; the store closes it.
            on_state: told of every change of the state of saving, on the writer's thread.
            clock: gives the time of a commit, with its zone.

        Raises:
            DamagedStore: it holds no store, or a page that is read first is damaged.
            StoreError: the disk does not let it be read.
        """
        try:
            with engine.connect() as connection:
                self._identity = read_identity(connection)
                newest = last_sequence(connection)
        except DBAPIError as error:
            raise fault_of_database(error) or error from error
        self._pen = Pen(self._identity.writer_id, clock)
        self._writer = StoreWriter(engine, on_state, clock=clock)
        self._changes = ChangeQueue(self._writer, newest)

    @property
    def identity(self) -> StoreIdentity:
        """Who the store is, and which writer this laptop is."""
        return self._identity

    @property
    def writer_id(self) -> str:
        """Which writer this laptop is: a change leads to `revision.next_for(writer_id)`."""
        return self._identity.writer_id

    @property
    def writer(self) -> StoreWriter:
        """The thread that owns the connection, for backups and the state of saving."""
        return self._writer

    @property
    def last_sequence(self) -> int:
        """The place in the journal of the newest change, queued or saved."""
        return self._changes.last_sequence

    def as_one(self) -> AbstractContextManager[None]:
        """Have all changes that this thread asks for within saved in one transaction: all of them, or none."""
        return self._changes.as_one()

    def close(self, timeout: float = 10.0) -> None:
        """Save what waits and close the database.

        Args:
            timeout: seconds after which changes that the disk still refuses are given up.

        Raises:
            NotSaved: changes were given up.
        """
        self._writer.close(timeout)

    def create(self, aggregate: A) -> tuple[A, QueuedChange]:
        """Keep a new aggregate.

        Returns:
            The aggregate as it is kept, with its first revision and a position for everything in it; and the
            change on its way, whose future ends in `AlreadyKept` or `UnstorableText` where it is refused.
        """
        revision = NO_REVISION.next_for(self.writer_id)
        kept = dataclasses.replace(numbered(aggregate), revision=revision)
        return kept, self._changes.commit(
            revision, lambda connection, sequence: enter_creation(connection, self._pen, sequence, kept)
        )

    def adopt(self, aggregate: A) -> tuple[A, QueuedChange]:
        """Keep an aggregate that began on another laptop, as it came: its changes there stay counted.

        Returns:
            As `create`; a position that something has already stays.
        """
        revision = aggregate.revision.next_for(self.writer_id)
        kept = dataclasses.replace(aggregate, revision=revision)
        return kept, self._changes.commit(
            revision, lambda connection, sequence: enter_creation(connection, self._pen, sequence, kept)
        )

    def commit(
        self,
        before: Revision,
        after: Aggregate,
        entry: Entry,
        *,
        is_barrier: bool = False,
        joining: Revision = NO_REVISION,
    ) -> QueuedChange:
        """Keep a change of an aggregate.

        Args:
            before: the revision it was made on.
            after: the aggregate after it; it is kept with the next revision after `before`.
            entry: what was done, with its patch.
            is_barrier: undo does not reach behind it.
            joining: of the version from another laptop whose changes it takes in.

        Returns:
            The change on its way. Its future ends in `StaleRevision`, `UnknownAggregate` or `UnstorableText`
            where it is refused; nothing is written then.
        """
        revision = before.joined(joining).next_for(self.writer_id)
        kept = dataclasses.replace(after, revision=revision)
        return self._changes.commit(
            revision,
            lambda connection, sequence: enter_change(
                connection, self._pen, sequence, before, kept, entry, is_barrier=is_barrier
            ),
        )

    def load_workplace(self) -> Future[Workplace]:
        """Read the workplace."""
        return self._load(Workplace, WORKPLACE_ID)

    def load_child(self, identifier: str) -> Future[ChildFile]:
        """Read a child's file; the future ends in `UnknownAggregate` if there is none."""
        return self._load(ChildFile, identifier)

    def load_meeting(self, identifier: str) -> Future[Meeting]:
        """Read a meeting; the future ends in `UnknownAggregate` if there is none."""
        return self._load(Meeting, identifier)

    def journal_lines(self, aggregate_id: str) -> Future[tuple[JournalLine, ...]]:
        """Read what undo needs to know of all changes of one aggregate, oldest first."""
        return self._writer.read(lambda connection: read_lines(connection, aggregate_id))

    def journal_entry(self, sequence: int) -> Future[Entry]:
        """Read one change; the future ends in `UnknownEntry` or `EntryErased`."""
        return self._writer.read(lambda connection: read_entry(connection, sequence))

    def past_of(self, aggregate_id: str, most: int) -> Future[tuple[PastEntry, ...]]:
        """Read the newest changes of one aggregate with what they changed, oldest first; at most so many."""
        return self._writer.read(lambda connection: read_past(connection, aggregate_id, most))

    def caseload(self) -> Future[tuple[ChildSummary, ...]]:
        """Read every child with what is pending, by name."""
        return self._writer.read(read_caseload)

    def prepare_caseload(self) -> Future[None]:
        """Have what `caseload` will read decrypted beforehand, while something else is being done."""
        return self._writer.read(fetch_caseload_pages)

    def open_items(self, child_id: str) -> Future[tuple[OpenItem, ...]]:
        """Read a child's actions, unmet needs and proposals, open and closed, the earliest first."""
        return self._writer.read(lambda connection: read_open_items(connection, child_id))

    def open_items_without(self, child_id: str, unheard: Collection[str]) -> Future[tuple[OpenItem, ...]]:
        """Work out what `open_items` reads as if some meetings, given by their ids, had not spoken of it."""
        return self._writer.read(lambda connection: compute_open_items(connection, child_id, None, unheard))

    def due_items(self, until: dt.date, since: dt.date = dt.date.min) -> Future[tuple[OpenItem, ...]]:
        """Read what is open and due up to a day, from another one on, over all children, soonest first."""
        first, last = since.isoformat(), until.isoformat()
        return self._writer.read(lambda connection: read_due_items(connection, last, first))

    def meetings_of(self, child_id: str) -> Future[tuple[MeetingLine, ...]]:
        """Read the list of a child's meetings, the earliest first."""
        return self._writer.read(lambda connection: read_meetings_of(connection, child_id))

    def shared_with(self, child_id: str) -> Future[tuple[MeetingLine, ...]]:
        """Read the meetings to be held about a child that stand on the file of a brother or sister."""
        return self._writer.read(lambda connection: read_shared_with(connection, child_id))

    def meetings_since(self, day: dt.date) -> Future[tuple[MeetingLine, ...]]:
        """Read the list of all children's meetings from a day on, the earliest first."""
        return self._writer.read(lambda connection: read_meetings_since(connection, day))

    def sent_since(self, day: dt.date) -> Future[tuple[SentLine, ...]]:
        """Read when the minutes of meetings from a day on were sent, here and elsewhere, over all children."""
        return self._writer.read(lambda connection: read_sent_since(connection, day))

    def registered_needs(self, own_area: str) -> Future[tuple[RegisteredNeed, ...]]:
        """Read every child's open unmet needs for the register: category and area, and no words."""
        return self._writer.read(lambda connection: read_registered_needs(connection, own_area))

    def live_meetings(self) -> Future[tuple[MeetingLine, ...]]:
        """Read the meetings that are being held."""
        return self._writer.read(read_live_meetings)

    def decisions_since(self, child_id: str, since: dt.date) -> Future[tuple[EarlierDecision, ...]]:
        """Read the decisions of a child's meetings held on a day or later, by the meeting's day."""
        return self._writer.read(lambda connection: read_decisions_since(connection, child_id, since))

    def answers_of(self, child_id: str, questions: Collection[str]) -> Future[tuple[EarlierAnswer, ...]]:
        """Read what a child's ended meetings answered to some questions, the latest meeting's first."""
        return self._writer.read(lambda connection: read_answers_of(connection, child_id, questions))

    def comments_of(self, child_id: str) -> Future[tuple[EarlierComment, ...]]:
        """Read managers' comments on a child's finished records, the latest meeting's first."""
        return self._writer.read(lambda connection: read_comments_of(connection, child_id))

    def releases_of(self, child_id: str) -> Future[tuple[EarlierRelease, ...]]:
        """Read what was released from a child's isolated records, the latest meeting's first."""
        return self._writer.read(lambda connection: read_releases_of(connection, child_id))

    def limits_of(self, child_id: str) -> Future[tuple[EarlierLimit, ...]]:
        """Read whom a child's meetings kept from what they had taken over, the latest meeting's first."""
        return self._writer.read(lambda connection: read_limits_of(connection, child_id))

    def outcomes_of(self, child_id: str) -> Future[tuple[EarlierOutcome, ...]]:
        """Read what a child's meetings said had become of things from before, the latest meeting's first."""
        return self._writer.read(lambda connection: read_outcomes_of(connection, child_id))

    def heard_of(self, child_id: str) -> Future[frozenset[tuple[str, str]]]:
        """Read meeting and thing of everything that a child's started meetings took over from before."""
        return self._writer.read(lambda connection: read_heard_of(connection, child_id))

    def put_blob(self, content: bytes) -> Future[str]:
        """Keep bytes; gives their SHA-256 (hex)."""
        name = hash_of(content)

        def keep(connection: Connection) -> str:
            enter_blob(connection, name, content)
            return name

        return self._changes.submit(keep)

    def get_blob(self, name: str) -> Future[bytes]:
        """Read bytes by their SHA-256 (hex); the future ends in `UnknownContent` if there are none."""
        return self._writer.read(lambda connection: read_blob(connection, name))

    def keep_form(self, form_id: str, version: int, form_hash: str, text: str) -> Future[None]:
        """Keep the canonical text of a form; the future ends in `FormChanged` if another one is kept."""
        return self._changes.submit(
            lambda connection: enter_form(connection, form_id, version, form_hash, text)
        )

    def form_text(self, form_id: str, version: int, form_hash: str) -> Future[str]:
        """Read the canonical text of the form a meeting was held under; ends in `UnknownForm` without it."""
        return self._writer.read(lambda connection: read_form(connection, form_id, version, form_hash))

    def keep_record(self, meeting_id: str, fingerprint: str, text: str) -> Future[None]:
        """Keep a meeting's frozen record; once signed, another one ends the future in `RecordChanged`."""
        return self._changes.submit(
            lambda connection: enter_record(connection, meeting_id, fingerprint, text)
        )

    def record_of(self, meeting_id: str) -> Future[tuple[str, str]]:
        """Read a meeting's frozen record: fingerprint and canonical JSON; `UnknownContent` without one."""
        return self._writer.read(lambda connection: read_record(connection, meeting_id))

    def put_secrets(self, secrets: Mapping[str, bytes]) -> Future[None]:
        """Keep secrets by their names, each in place of what had that name: all of them, or after a crash none."""
        kept = dict(secrets)

        def enter(connection: Connection) -> None:
            for name, content in kept.items():
                enter_secret(connection, name, content)

        return self._changes.submit(enter)

    def get_secret(self, name: str) -> Future[bytes]:
        """Read something secret; the future ends in `UnknownContent` if there is none of that name."""
        return self._writer.read(lambda connection: read_secret(connection, name))

    def back_up(
        self, place: StorePlace, key: StoreKey, now: dt.datetime, *, when_quiet: bool = False
    ) -> Future[Path]:
        """Make a backup and delete those that need not be kept any more.

        Args:
            place: where the store lies.
            key: of the store, with which the copy is checked.
            now: the time the backup is named for, with its zone.
            when_quiet: let whatever is asked for come first, until nothing is for some seconds.

        Returns:
            The backup's folder; the future ends in `BackupFailed` or `DamagedStore`.
        """

        def make(connection: Connection) -> Path:
            made = make_backup(connection, place, key, now)
            thin_backups(place, made)
            return made

        return self._writer.maintain(make, when_quiet=when_quiet)

    def check(self) -> Future[StoreReport]:
        """Compare the tables with the journal, and that with its chain; for when no meeting is live."""
        return self._writer.read(check_store)

    def rekey(
        self,
        place: StorePlace,
        key: StoreKey,
        header: KeyHeader,
        tell: Callable[[int, int], object],
        should_stop: Callable[[], bool],
    ) -> Future[None]:
        """Encrypt everything anew with another key, and go on with it; what is entered meanwhile is saved after it.

        Args:
            place: where the store lies.
            key: the new one, of the same store.
            header: the new key file's content.
            tell: is told bytes written and bytes in all, on the writer's thread.
            should_stop: asked while pages are written; once they are checked it is carried out.
        """

        def work(engine: Engine, go_on_with: GoOnWith) -> None:
            rekey_in_place(engine, place, key, header, go_on_with, tell, should_stop)

        return self._writer.exchange(work)

    def check_pages(self) -> Future[None]:
        """Check every page's code; the future ends in `DamagedStore` where one fails."""
        return self._writer.maintain(verify_every_page)

    def check_contents(self) -> Future[ContentReport]:
        """Compare signed files, papers and frozen records with the hashes they are kept by."""
        return self._writer.read(check_contents)

    def clear(self, before: Revision, left: Meeting) -> tuple[Meeting, QueuedChange]:
        """Clear a filed record: what is left of the meeting takes the place of all that was kept of it.

        Returns:
            What is left as it is kept, and the change on its way, whose future ends in `StaleRevision` where the
            meeting was changed meanwhile. The pages and backups are cleared by `write_anew` and what follows it.
        """
        revision = before.next_for(self.writer_id)
        kept = dataclasses.replace(left, revision=revision)
        return kept, self._changes.commit(
            revision,
            lambda connection, sequence: enter_clearing(connection, self._pen, sequence, before, kept),
        )

    def write_anew(self, *, when_quiet: bool = False) -> Future[None]:
        """Write every page anew, so that none holds what was deleted."""
        return self._writer.maintain(write_anew, when_quiet=when_quiet)

    def unfinished_clearing(self) -> Future[Unfinished | None]:
        """Read whether copies of cleared records are left."""
        return self._writer.read(read_unfinished)

    def note_clearing(self, done: Collection[str], *, here_done: bool) -> Future[None]:
        """Note that this computer's copies of cleared records are done, or all of them."""
        return self._changes.submit(lambda connection: note_progress(connection, done, here_done=here_done))

    def find_cleared(self, printed: str) -> Future[tuple[str, ...]]:
        """Read the ids of meetings whose cleared record had the number printed on minutes."""
        return self._writer.read(lambda connection: find_cleared(connection, printed))

    def find_records(self, printed: str) -> Future[tuple[str, ...]]:
        """Read the ids of meetings whose frozen record has the number printed on minutes."""
        return self._writer.read(lambda connection: find_records(connection, printed))

    def repair(self) -> Future[Repaired]:
        """Make anew from the journal what is not as it says; the future ends in `JournalDamaged` if that is broken."""
        return self._changes.submit(repair_from_journal)

    def put_file_back(self, name: str, content: bytes) -> Future[None]:
        """Put a file's right bytes in the place of damaged or missing ones."""
        return self._changes.submit(lambda connection: put_file_back(connection, name, content))

    def _load(self, cls: type[A], identifier: str) -> Future[A]:
        return self._writer.read(lambda connection: read_aggregate(connection, cls, identifier))
