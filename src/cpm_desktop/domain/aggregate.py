"""The aggregates seen alike, as shelves of entities: so change, undo and storage are written once."""

import dataclasses
import functools
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.codec import type_hints
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.errors import UnknownEntity
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.workplace import Workplace

A = typing.TypeVar("A", bound=Aggregate)
AGGREGATES: tuple[type[Aggregate], ...] = (Meeting, ChildFile, Workplace)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where an aggregate keeps entities of one kind.

    Attributes:
        field: the aggregate's field.
        entity: the class of entity.
        is_single: the field holds exactly one, not a tuple.
    """

    field: str
    entity: type[Entity]
    is_single: bool


def shelves(aggregate: type[Aggregate]) -> dict[str, Shelf]:
    """Return the shelves of a class of aggregate by kind of entity, in the order of declaration."""
    key: typing.Any = aggregate
    found: dict[str, Shelf] = _shelves(key)
    return found


@functools.cache
def _shelves(aggregate: typing.Any) -> dict[str, Shelf]:  # noqa: ANN401  # the cache's stub refuses this class
    found: dict[str, Shelf] = {}
    for name, hint in type_hints(aggregate).items():
        is_many = typing.get_origin(hint) is tuple
        entity = typing.get_args(hint)[0] if is_many else hint
        if isinstance(entity, type) and issubclass(entity, Entity):
            found[entity.kind] = Shelf(name, entity, not is_many)
    return found


@functools.cache
def entity_classes() -> dict[str, type[Entity]]:
    """Return every class of entity by its kind."""
    return {kind: shelf.entity for cls in AGGREGATES for kind, shelf in shelves(cls).items()}


def shelf_of(aggregate: Aggregate, kind: str) -> Shelf:
    """Return the shelf for a kind of entity.

    Raises:
        UnknownEntity: this aggregate keeps no such thing.
    """
    shelf = shelves(type(aggregate)).get(kind)
    if shelf is None:
        message = f"A {type(aggregate).__name__} keeps no “{kind}”."
        raise UnknownEntity(message)
    return shelf


def entities_of(aggregate: Aggregate, kind: str) -> tuple[Entity, ...]:
    """Return all entities of a kind, in order."""
    shelf = shelf_of(aggregate, kind)
    held: typing.Any = getattr(aggregate, shelf.field)
    return (held,) if shelf.is_single else tuple(held)


def all_entities(aggregate: Aggregate) -> Iterator[Entity]:
    """Yield every entity, kind by kind."""
    for kind in shelves(type(aggregate)):
        yield from entities_of(aggregate, kind)


def find_entity(aggregate: Aggregate, kind: str, identifier: str) -> Entity:
    """Return one entity.

    Raises:
        UnknownEntity: it is not there.
    """
    for entity in entities_of(aggregate, kind):
        if entity.id == identifier:
            return entity
    noun = shelf_of(aggregate, kind).entity.noun
    message = f"This {noun} is no longer there; it may have been taken back."
    raise UnknownEntity(message)


def with_entities(aggregate: A, kind: str, entities: Iterable[Entity]) -> A:
    """Return the aggregate with a shelf's entities replaced, in the order of their positions."""
    shelf = shelf_of(aggregate, kind)
    ordered = sorted(entities, key=lambda entity: (entity.position, entity.id))
    value: typing.Any = ordered[0] if shelf.is_single else tuple(ordered)
    return dataclasses.replace(aggregate, **{shelf.field: value})


def with_added(aggregate: A, entity: Entity) -> A:
    """Return the aggregate with one more entity, last of its kind unless it has a position already."""
    held = entities_of(aggregate, entity.kind)
    if not entity.position:
        last = max((other.position for other in held), default=0)
        entity = dataclasses.replace(entity, position=last + 1)
    return with_entities(aggregate, entity.kind, (*held, entity))


def with_put(aggregate: A, entity: Entity) -> A:
    """Return the aggregate with an entity added, or in the place of the one of the same kind and id."""
    for other in entities_of(aggregate, entity.kind):
        if other.id == entity.id:
            return with_replaced(aggregate, dataclasses.replace(entity, position=other.position))
    return with_added(aggregate, entity)


def with_replaced(aggregate: A, entity: Entity) -> A:
    """Return the aggregate with an entity of the same kind and id replaced.

    Raises:
        UnknownEntity: it is not there.
    """
    find_entity(aggregate, entity.kind, entity.id)
    held = entities_of(aggregate, entity.kind)
    return with_entities(
        aggregate, entity.kind, (entity if other.id == entity.id else other for other in held)
    )


def without(aggregate: A, kind: str, identifier: str) -> A:
    """Return the aggregate without one entity.

    Raises:
        UnknownEntity: it is not there.
    """
    find_entity(aggregate, kind, identifier)
    held = entities_of(aggregate, kind)
    return with_entities(aggregate, kind, (other for other in held if other.id != identifier))
