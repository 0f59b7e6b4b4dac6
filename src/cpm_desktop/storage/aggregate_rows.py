"""Aggregates as rows: reading one whole, entering a new one, and carrying a patch into the tables."""

import functools
import itertools
import json
from collections.abc import Iterable
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, Update, bindparam, select

from cpm_desktop.domain.aggregate import all_entities, shelves
from cpm_desktop.domain.changes import Added, Altered, Change, Patch, Removed, Spliced, spliced_text
from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.codec import to_plain
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.errors import StaleRevision
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.revision import Revision
from cpm_desktop.storage.journal_tables import AGGREGATE
from cpm_desktop.storage.mapping import cell, cells, values_of
from cpm_desktop.storage.refusals import UnknownAggregate
from cpm_desktop.storage.tables import ENTITY_TABLES

A = TypeVar("A", bound=Aggregate)
# Building a statement takes four times as long as running it, so each is built once.
_REVISION: Final = select(AGGREGATE.c.revision).where(
    AGGREGATE.c.id == bindparam("this"), AGGREGATE.c.name == bindparam("named")
)
_ADVANCE: Final = (
    AGGREGATE.update()
    .where(AGGREGATE.c.id == bindparam("this"))
    .values(child_id=bindparam("new_child"), revision=bindparam("new_revision"))
)
NOT_AS_IT_WAS: Final = (
    "What the store holds is not what this change was made on; nothing was saved. Open it again."
)


def child_of(aggregate: Aggregate) -> str | None:
    """Whose file an aggregate belongs to; None for the workplace."""
    match aggregate:
        case ChildFile():
            return aggregate.id
        case Meeting():
            return aggregate.facts.child_id or None
        case _:
            return None


def read_aggregate(connection: Connection, cls: type[A], identifier: str) -> A:
    """Read an aggregate with everything it holds.

    Raises:
        UnknownAggregate: there is none of that kind and identity.
    """
    revision = read_revision(connection, cls.name, identifier)
    held: dict[str, Any] = {}
    this = {"in_aggregate": identifier}
    for kind, shelf in shelves(cls).items():
        statement, names = _entities_of_one(ENTITY_TABLES[kind])
        entities = values_of(shelf.entity, names, connection.execute(statement, this))
        held[shelf.field] = entities[0] if shelf.is_single else entities
    return cls(id=identifier, revision=revision, **held)


def read_revision(connection: Connection, name: str, identifier: str) -> Revision:
    """Read an aggregate's revision.

    Raises:
        UnknownAggregate: there is none of that kind and identity.
    """
    of_this = {"this": identifier, "named": name}
    found = connection.execute(_REVISION, of_this).scalar_one_or_none()
    if found is None:
        raise UnknownAggregate
    return Revision.from_plain(json.loads(found))


def enter_aggregate(connection: Connection, aggregate: Aggregate) -> None:
    """Enter a new aggregate with everything it holds."""
    connection.execute(
        AGGREGATE.insert(),
        {
            "id": aggregate.id,
            "name": aggregate.name,
            "child_id": child_of(aggregate),
            "revision": cell(dict(aggregate.revision.to_plain())),
        },
    )
    enter_entities(connection, aggregate.id, all_entities(aggregate))


def advance_revision(connection: Connection, before: Revision, after: Aggregate) -> None:
    """Take an aggregate from one revision to the next, if it is still at the first.

    Raises:
        UnknownAggregate: it is not there.
        StaleRevision: it was changed meanwhile.
    """
    if read_revision(connection, after.name, after.id) != before:
        message = (
            "This was changed elsewhere meanwhile. Open it again to see what changed; nothing was saved."
        )
        raise StaleRevision(message)
    connection.execute(
        _ADVANCE,
        {
            "this": after.id,
            "new_child": child_of(after),
            "new_revision": cell(dict(after.revision.to_plain())),
        },
    )


def apply_patch(connection: Connection, identifier: str, patch: Patch) -> None:
    """Carry a patch into the tables, row by row.

    Raises:
        StaleRevision: a row is not as the patch takes it to be; nothing may be committed then.
    """
    for (change_type, kind), changes in itertools.groupby(patch, lambda change: (type(change), change.kind)):
        table = ENTITY_TABLES[kind]
        if change_type is Added:
            rows = [{"aggregate_id": identifier, **cells(change.values)} for change in changes]  # type: ignore[union-attr]  # grouped by type
            connection.execute(table.insert(), rows)
        else:
            for change in changes:
                _apply_change(connection, table, identifier, change)


def _apply_change(connection: Connection, table: Table, identifier: str, change: Change) -> None:
    this = {"in_aggregate": identifier, "this_entity": change.id}
    if isinstance(change, Removed):
        done = connection.execute(table.delete().where(_is_this(table)), this)
    elif isinstance(change, Altered):
        values = {"value_before": cell(change.before), "value_after": cell(change.after)}
        done = connection.execute(_alteration(table, change.field), {**this, **values})
    elif isinstance(change, Spliced):
        reading, writing = _splicing(table, change.field)
        text = str(connection.execute(reading, this).scalar() or "")
        done = connection.execute(writing, {**this, "value_after": spliced_text(text, change)})
    else:  # pragma: no cover - what was added is entered by `apply_patch`
        raise TypeError(type(change).__name__)
    if done.rowcount != 1:
        raise StaleRevision(NOT_AS_IT_WAS)


def _is_this(table: Table) -> ColumnElement[bool]:
    return (table.c.aggregate_id == bindparam("in_aggregate")) & (table.c.id == bindparam("this_entity"))


@functools.cache
def _alteration(table: Table, field: str) -> Update:
    column = table.c[field]
    is_as_before = column.is_not_distinct_from(bindparam("value_before"))
    return table.update().where(_is_this(table) & is_as_before).values({column: bindparam("value_after")})


@functools.cache
def _splicing(table: Table, field: str) -> tuple[Select[Any], Update]:
    column = table.c[field]
    writing = table.update().where(_is_this(table)).values({column: bindparam("value_after")})
    return select(column).where(_is_this(table)), writing


def enter_entities(connection: Connection, identifier: str, entities: Iterable[Entity]) -> None:
    """Enter things of an aggregate of which none is there yet."""
    for kind, group in itertools.groupby(entities, lambda entity: entity.kind):
        rows = [{"aggregate_id": identifier, **cells(to_plain(entity))} for entity in group]
        connection.execute(ENTITY_TABLES[kind].insert(), rows)


@functools.cache
def _entities_of_one(table: Table) -> tuple[Select[Any], tuple[str, ...]]:
    """Return what reads an aggregate's entities of one kind, and the field that each column holds."""
    columns = list(table.columns)[1:]
    statement = (
        select(*columns)
        .where(table.c.aggregate_id == bindparam("in_aggregate"))
        .order_by(table.c.position, table.c.id)
    )
    return statement, tuple(column.name for column in columns)
