"""How an aggregate comes into being: a journal entry that adds all it holds, and the way back."""

import dataclasses
from collections import defaultdict
from typing import Any, TypeVar

from cpm_desktop.domain.aggregate import all_entities, entities_of, shelves
from cpm_desktop.domain.changes import Added, Patch
from cpm_desktop.domain.codec import from_plain, to_plain
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.journal import Entry, EntryKind

A = TypeVar("A", bound=Aggregate)


def numbered(aggregate: A) -> A:
    """Return the aggregate with a position for everything it holds, so that its order is kept."""
    fields: dict[str, Any] = {}
    for kind, shelf in shelves(type(aggregate)).items():
        if not shelf.is_single:
            places = enumerate(entities_of(aggregate, kind), start=1)
            fields[shelf.field] = tuple(
                dataclasses.replace(entity, position=place) for place, entity in places
            )
    return dataclasses.replace(aggregate, **fields)


def creation_of(aggregate: Aggregate) -> Entry:
    """Return the entry with which an aggregate begins in the journal; undo does not reach behind it."""
    patch = tuple(Added(entity.kind, entity.id, to_plain(entity)) for entity in all_entities(aggregate))
    single = next(kind for kind, shelf in shelves(type(aggregate)).items() if shelf.is_single)
    return Entry(EntryKind.DONE, Record(entity=entities_of(aggregate, single)[0]), patch)


def created(cls: type[A], identifier: str, patch: Patch) -> A:
    """Return the aggregate that an entry of creation describes.

    Raises:
        InvalidDetail: it describes none.
    """
    held: defaultdict[str, list[Any]] = defaultdict(list)
    for change in patch:
        shelf = shelves(cls).get(change.kind)
        if shelf is None or not isinstance(change, Added):
            message = "This entry of the journal cannot be read."
            raise InvalidDetail(message)
        held[change.kind].append(from_plain(shelf.entity, change.values))
    fields: dict[str, Any] = {
        shelf.field: held[kind][0] if shelf.is_single else tuple(held[kind])
        for kind, shelf in shelves(cls).items()
    }
    return cls(id=identifier, **fields)
