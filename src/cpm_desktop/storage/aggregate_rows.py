"""Aggregates as rows: reading one whole, entering a new one, and carrying a patch into the tables."""

import itertools
import json
from collections.abc import Iterable
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, select

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
    for kind, shelf in shelves(cls).items():
        table = ENTITY_TABLES[kind]
        rows = connection.execute(_entities_of_one(table), {"in_aggregate": identifier}).all()
        names = [column.name for column in table.columns][1:]
        entities = values_of(shelf.entity, names, rows)
        held[shelf.field] = entities[0] if shelf.is_single else entities
    return cls(id=identifier, revision=revision, **held)


def read_revision(connection: Connection, name: str, identifier: str) -> Revision:
    """Read an aggregate's revision.

    Raises:
        UnknownAggregate: there is none of that kind and identity.
    """
    found = connection.execute(
        select(AGGREGATE.c.revision).where(AGGREGATE.c.id == identifier, AGGREGATE.c.name == name)
    ).scalar_one_or_none()
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
    _enter_entities(connection, aggregate.id, all_entities(aggregate))


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
        AGGREGATE.update().where(AGGREGATE.c.id == after.id),
        {"child_id": child_of(after), "revision": cell(dict(after.revision.to_plain()))},
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
    is_this = (table.c.aggregate_id == bindparam("in_aggregate")) & (table.c.id == bindparam("this_entity"))
    this = {"in_aggregate": identifier, "this_entity": change.id}
    if isinstance(change, Removed):
        done = connection.execute(table.delete().where(is_this), this)
    elif isinstance(change, Altered):
        column = table.c[change.field]
        statement = table.update().where(is_this & column.is_not_distinct_from(bindparam("value_before")))
        values = {"value_before": cell(change.before), "value_after": cell(change.after)}
        done = connection.execute(statement.values({column: bindparam("value_after")}), {**this, **values})
    elif isinstance(change, Spliced):
        column = table.c[change.field]
        text = str(connection.execute(select(column).where(is_this), this).scalar() or "")
        statement = table.update().where(is_this).values({column: bindparam("value_after")})
        done = connection.execute(statement, {**this, "value_after": spliced_text(text, change)})
    else:
        raise TypeError(type(change).__name__)
    if done.rowcount != 1:
        raise StaleRevision(NOT_AS_IT_WAS)


def _enter_entities(connection: Connection, identifier: str, entities: Iterable[Entity]) -> None:
    for kind, group in itertools.groupby(entities, lambda entity: entity.kind):
        rows = [{"aggregate_id": identifier, **cells(to_plain(entity))} for entity in group]
        connection.execute(ENTITY_TABLES[kind].insert(), rows)


def _entities_of_one(table: Table) -> Select[Any]:
    columns = list(table.columns)
    return (
        select(*columns[1:])
        .where(table.c.aggregate_id == bindparam("in_aggregate"))
        .order_by(table.c.position, table.c.id)
    )
