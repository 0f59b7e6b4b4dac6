"""A change as one transaction: the revision is checked, rows and lists follow, the journal grows."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from cpm_desktop.domain.creation import creation_of
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.errors import InvalidDetail, StaleRevision
from cpm_desktop.domain.journal import Entry
from cpm_desktop.domain.listing import Saved
from cpm_desktop.domain.revision import Revision
from cpm_desktop.storage.aggregate_rows import (
    NOT_AS_IT_WAS,
    advance_revision,
    apply_patch,
    enter_aggregate,
)
from cpm_desktop.storage.journal_rows import NewEntry, append_entry
from cpm_desktop.storage.projecting import project_change
from cpm_desktop.storage.refusals import AlreadyKept, UnstorableText

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, and by which clock.

    Attributes:
        writer: this laptop, in revisions and in the journal.
        clock: gives the time of a commit, with its zone.
    """

    writer: str
    clock: Clock


def enter_creation(connection: Connection, pen: Pen, sequence: int, aggregate: Aggregate) -> Saved:
    """Enter a new aggregate; undo does not reach behind it.

    Raises:
        AlreadyKept: one of that identity is there.
        UnstorableText: its text holds half a character.
    """
    entry = creation_of(aggregate)
    try:
        enter_aggregate(connection, aggregate)
        project_change(connection, aggregate, entry.patch)
    except IntegrityError as error:
        raise AlreadyKept from error
    except UnicodeEncodeError as error:
        raise UnstorableText from error
    return _enter_in_journal(connection, pen, sequence, aggregate, entry, is_barrier=True)


def enter_change(  # all that a change is
    connection: Connection,
    pen: Pen,
    sequence: int,
    before: Revision,
    after: Aggregate,
    entry: Entry,
    *,
    is_barrier: bool,
) -> Saved:
    """Enter a change of an aggregate.

    Raises:
        UnknownAggregate: it is not there.
        StaleRevision: it, or a row of it, is not as the change takes it to be.
        UnstorableText: a text holds half a character.
    """
    advance_revision(connection, before, after)
    try:
        apply_patch(connection, after.id, entry.patch)
        project_change(connection, after, entry.patch)
    except (IntegrityError, InvalidDetail) as error:
        raise StaleRevision(NOT_AS_IT_WAS) from error
    except UnicodeEncodeError as error:
        raise UnstorableText from error
    return _enter_in_journal(connection, pen, sequence, after, entry, is_barrier=is_barrier)


def _enter_in_journal(  # all that a line of the journal is
    connection: Connection, pen: Pen, sequence: int, after: Aggregate, entry: Entry, *, is_barrier: bool
) -> Saved:
    at = pen.clock()
    head = append_entry(
        connection,
        NewEntry(
            sequence=sequence,
            at=at,
            writer=pen.writer,
            aggregate=after,
            entry=entry,
            is_barrier=is_barrier,
        ),
    )
    return Saved(sequence=sequence, at=at, revision=after.revision, chain_head=head.hex())
