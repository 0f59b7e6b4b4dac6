"""The projection of what is open: computed anew for whatever a change touches, in the same transaction."""

import dataclasses
from collections.abc import Collection, Iterable
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, select, text

from cpm_desktop.domain.captures import Action, Decision, Outcome, UnmetNeed
from cpm_desktop.domain.changes import Added, Altered, Change, Patch, Removed
from cpm_desktop.domain.child import EarlierMeeting
from cpm_desktop.domain.meeting import MeetingFacts
from cpm_desktop.domain.open_items import Followed, OpenItem, Place, Reviewed, open_items
from cpm_desktop.domain.unmet_register import RegisteredNeed
from cpm_desktop.storage.journal_tables import AGGREGATE
from cpm_desktop.storage.mapping import Cell, row_of, values_of
from cpm_desktop.storage.projection_tables import OPEN_ITEM
from cpm_desktop.storage.tables import ENTITY_TABLES

_FOLLOWED: Final = (Action, UnmetNeed, Decision)
_FOLLOWED_KINDS: Final = frozenset(cls.kind for cls in _FOLLOWED)
_PLACE_FIELDS: Final = frozenset({"stage", "date", "title", "form_id", "child_id"})
_ITEM_COLUMNS: Final = tuple(
    OPEN_ITEM.c[field.name] for field in dataclasses.fields(OpenItem) if field.name != "born"
)
_BORN: Final = tuple(field.name for field in dataclasses.fields(Place))
_BORN_COLUMNS: Final = tuple(OPEN_ITEM.c[f"born_{name}"] for name in _BORN)


def affected_items(connection: Connection, aggregate_id: str, patch: Patch) -> set[str]:
    """The ids of what a patch, just carried into the tables, may have opened, closed or reworded."""
    found: set[str] = set()
    for change in patch:
        if change.kind in _FOLLOWED_KINDS:
            found.add(change.id)
        elif change.kind == Outcome.kind:
            found |= _reviewed_by(connection, aggregate_id, change)
        elif change.kind == EarlierMeeting.kind or _moves_place(change):
            return found | _all_of(connection, aggregate_id)
    return found


def refresh_open_items(connection: Connection, child_id: str, ids: Collection[str] | None = None) -> bool:
    """Compute what is open of a child anew.

    Args:
        connection: in the transaction of the change.
        child_id: whose.
        ids: what to look at; None for all.

    Returns:
        Whether the counts that the caseload shows may have changed.
    """
    is_meant = OPEN_ITEM.c.child_id == child_id
    if ids is not None:
        is_meant &= OPEN_ITEM.c.id.in_(sorted(ids))
    before = _items(connection, select(*_ITEM_COLUMNS, *_BORN_COLUMNS).where(is_meant))
    after = compute_open_items(connection, child_id, ids)
    if set(before) == set(after):
        return False
    connection.execute(OPEN_ITEM.delete().where(is_meant))
    if after:
        connection.execute(OPEN_ITEM.insert(), [_row(item) for item in after])
    return {_counted(item) for item in before} != {_counted(item) for item in after}


def compute_open_items(
    connection: Connection,
    child_id: str,
    ids: Collection[str] | None = None,
    unheard: Collection[str] = (),
) -> tuple[OpenItem, ...]:
    """What became of all that a child's meetings and file hold, from the entities' own tables.

    Args:
        connection: to read by.
        child_id: whose.
        ids: what to look at; None for all.
        unheard: ids of meetings whose outcomes are left out.
    """
    places = _places(connection, child_id)
    born: list[tuple[Place, Followed]] = []
    for cls in _FOLLOWED:
        table = ENTITY_TABLES[cls.kind]
        for owner, thing in _owned(connection, cls, _of_child(table, child_id, table.c.id, ids)):
            place = places[thing.born_in] if owner == child_id and thing.born_in in places else places[owner]
            born.append((place, thing))
    table = ENTITY_TABLES[Outcome.kind]
    reviewed = [
        Reviewed(places[owner], outcome)
        for owner, outcome in _owned(connection, Outcome, _of_child(table, child_id, table.c.of_item, ids))
        if owner not in unheard
    ]
    return open_items(child_id, born, reviewed)


def read_open_items(connection: Connection, child_id: str) -> tuple[OpenItem, ...]:
    """Everything of a child that is followed, open and closed, the earliest made first."""
    statement = select(*_ITEM_COLUMNS, *_BORN_COLUMNS).where(OPEN_ITEM.c.child_id == child_id)
    return _items(connection, statement.order_by(OPEN_ITEM.c.made_on, OPEN_ITEM.c.id))


def read_due_items(connection: Connection, until: str, since: str = "") -> tuple[OpenItem, ...]:
    """What is open and due up to a day, from another one on (ISO 8601), over all children, soonest first."""
    is_due = text("is_open = 1") & OPEN_ITEM.c.due.between(since, until)
    statement = select(*_ITEM_COLUMNS, *_BORN_COLUMNS).where(is_due)
    return _items(connection, statement.order_by(OPEN_ITEM.c.due, OPEN_ITEM.c.id))


def read_registered_needs(connection: Connection, own_area: str) -> tuple[RegisteredNeed, ...]:
    """Every open unmet need of every child, without a word of what it is.

    Args:
        connection: to read by.
        own_area: the area of what was entered on a child's file or in a meeting that names no team.
    """
    need, facts = ENTITY_TABLES[UnmetNeed.kind], ENTITY_TABLES[MeetingFacts.kind]
    # The conditions stand in the statement itself: the index of open needs serves no bound value.
    is_open = text("open_item.is_open = 1 AND open_item.what = 'unmet need'")
    statement = (
        select(OPEN_ITEM.c.child_id, need.c.category, facts.c.service)
        .select_from(OPEN_ITEM)
        .join(AGGREGATE, AGGREGATE.c.child_id == OPEN_ITEM.c.child_id)
        .join(need, (need.c.aggregate_id == AGGREGATE.c.id) & (need.c.id == OPEN_ITEM.c.id))
        .outerjoin(facts, facts.c.aggregate_id == need.c.aggregate_id)
        .where(is_open)
    )
    rows = connection.execute(statement).all()
    return tuple(RegisteredNeed(child, category, service or own_area) for child, category, service in rows)


def _reviewed_by(connection: Connection, aggregate_id: str, change: Change) -> set[str]:
    if isinstance(change, Added | Removed):
        return {str(change.values["of_item"])}
    table = ENTITY_TABLES[Outcome.kind]
    statement = select(table.c.of_item).where(table.c.aggregate_id == aggregate_id, table.c.id == change.id)
    found = {str(item) for item in connection.execute(statement).scalars()}
    if isinstance(change, Altered) and change.field == "of_item":
        found.add(str(change.before))
    return found


def _moves_place(change: Change) -> bool:
    if change.kind != MeetingFacts.kind:
        return False
    return isinstance(change, Added | Removed) or change.field in _PLACE_FIELDS


def _all_of(connection: Connection, aggregate_id: str) -> set[str]:
    tables = [ENTITY_TABLES[kind] for kind in sorted(_FOLLOWED_KINDS)]
    columns = [table.c.id for table in tables] + [ENTITY_TABLES[Outcome.kind].c.of_item]
    return {
        str(item)
        for column in columns
        for item in connection.execute(
            select(column).where(column.table.c.aggregate_id == aggregate_id)
        ).scalars()
    }


def _places(connection: Connection, child_id: str) -> dict[str, Place]:
    facts, earlier = ENTITY_TABLES[MeetingFacts.kind], ENTITY_TABLES[EarlierMeeting.kind]
    meetings = (
        select(facts.c.aggregate_id, facts.c.form_id, facts.c.title, facts.c.date, facts.c.stage)
        .join(AGGREGATE, AGGREGATE.c.id == facts.c.aggregate_id)
        .where(AGGREGATE.c.child_id == child_id)
    )
    elsewhere = select(earlier.c.id, earlier.c.form_id, earlier.c.title, earlier.c.date).where(
        earlier.c.aggregate_id == child_id
    )
    found = (
        *values_of(Place, _BORN, connection.execute(meetings)),
        *values_of(Place, _BORN[:-1], connection.execute(elsewhere)),
    )
    return {child_id: Place(id=child_id), **{place.id: place for place in found}}


def _of_child(table: Table, child_id: str, column: Any, ids: Collection[str] | None) -> Select[Any]:  # noqa: ANN401  # a column
    statement = select(*table.columns).where(AGGREGATE.c.child_id == child_id)
    statement = statement.join(AGGREGATE, AGGREGATE.c.id == table.c.aggregate_id)
    return statement if ids is None else statement.where(column.in_(sorted(ids)))


def _owned(connection: Connection, cls: Any, statement: Select[Any]) -> Iterable[tuple[str, Any]]:  # noqa: ANN401  # a class of entity
    rows = connection.execute(statement).all()
    names = [column.name for column in statement.selected_columns]
    entities = values_of(cls, names[1:], [tuple(row)[1:] for row in rows])
    return zip((row[0] for row in rows), entities, strict=True)


def _items(connection: Connection, statement: Select[Any]) -> tuple[OpenItem, ...]:
    rows = [tuple(row) for row in connection.execute(statement).all()]
    count = len(_ITEM_COLUMNS)
    places = values_of(Place, _BORN, [row[count:] for row in rows])
    names = [*(column.name for column in _ITEM_COLUMNS), "born"]
    whole = [(*row[:count], place) for row, place in zip(rows, places, strict=True)]
    return values_of(OpenItem, names, whole)


def _row(item: OpenItem) -> dict[str, Cell]:
    row = row_of(dataclasses.replace(item, born=Place(id="")))
    del row["born"]
    return {**row, **{f"born_{name}": value for name, value in row_of(item.born).items()}}


def _counted(item: OpenItem) -> tuple[object, ...]:
    return item.id, item.is_open, item.carried, item.due
