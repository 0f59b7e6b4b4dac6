"""A patch is what a command changed, with everything needed to take it back."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpm_desktop.domain.aggregate import (
    A,
    entities_of,
    find_entity,
    shelf_of,
    shelves,
    with_added,
    with_replaced,
    without,
)
from cpm_desktop.domain.codec import Plain, Row, field_types, from_plain, read_value, to_plain
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.errors import InvalidDetail


@dataclass(frozen=True, slots=True)
class Added:
    """An entity was added, with all its values."""

    kind: str
    id: str
    values: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Removed:
    """An entity was removed; its values are kept so that it can come back."""

    kind: str
    id: str
    values: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Altered:
    """One value of an entity changed."""

    kind: str
    id: str
    field: str
    before: Plain
    after: Plain


@dataclass(frozen=True, slots=True)
class Spliced:
    """Text within a value changed: at a place (counted in code points) some was removed and some inserted."""

    kind: str
    id: str
    field: str
    at: int
    removed: str
    inserted: str


Change = Added | Removed | Altered | Spliced
Patch = tuple[Change, ...]
_SPLICE_FROM = 24


def difference(before: A, after: A) -> Patch:
    """Return the patch that leads from one value of an aggregate to another."""
    return tuple(_differences(before, after))


def _differences(before: A, after: A) -> Iterator[Change]:
    for kind, shelf in shelves(type(before)).items():
        if getattr(before, shelf.field) is getattr(after, shelf.field):
            continue
        old = {entity.id: entity for entity in entities_of(before, kind)}
        new = {entity.id: entity for entity in entities_of(after, kind)}
        for identifier, entity in old.items():
            if identifier not in new:
                yield Removed(kind, identifier, to_plain(entity))
        for identifier, entity in new.items():
            if identifier not in old:
                yield Added(kind, identifier, to_plain(entity))
            elif old[identifier] is not entity:
                yield from _alterations(old[identifier], entity)


def _alterations(old: Entity, new: Entity) -> Iterator[Change]:
    before, after = to_plain(old), to_plain(new)
    for field, value in after.items():
        was = before[field]
        if was == value and type(was) is type(value):
            continue
        if _is_text(new, field) and len(str(was)) + len(str(value)) >= _SPLICE_FROM:
            yield _splice(new, field, str(was), str(value))
        else:
            yield Altered(new.kind, new.id, field, was, value)


def _is_text(entity: Entity, field: str) -> bool:
    # A moment or a status is text in JSON too, yet only text itself can be edited within.
    return field_types(type(entity))[field] is str


def _splice(entity: Entity, field: str, was: str, value: str) -> Spliced:
    start = 0
    limit = min(len(was), len(value))
    while start < limit and was[start] == value[start]:
        start += 1
    end = 0
    while end < limit - start and was[-1 - end] == value[-1 - end]:
        end += 1
    return Spliced(
        entity.kind, entity.id, field, start, was[start : len(was) - end], value[start : len(value) - end]
    )


def inverse(patch: Patch) -> Patch:
    """Return the patch that takes a patch back."""
    return tuple(_inverse_change(change) for change in reversed(patch))


def _inverse_change(change: Change) -> Change:
    match change:
        case Added(kind, identifier, values):
            return Removed(kind, identifier, values)
        case Removed(kind, identifier, values):
            return Added(kind, identifier, values)
        case Altered(kind, identifier, field, before, after):
            return Altered(kind, identifier, field, after, before)
        case Spliced(kind, identifier, field, at, removed, inserted):
            return Spliced(kind, identifier, field, at, inserted, removed)


def patched(aggregate: A, patch: Patch) -> A:
    """Return the aggregate after a patch.

    Raises:
        UnknownEntity: the patch changes something that is not there.
        InvalidDetail: a value does not fit, or a splice meets other text than it removes.
    """
    for change in patch:
        aggregate = _patched_once(aggregate, change)
    return aggregate


def _patched_once(aggregate: A, change: Change) -> A:
    match change:
        case Added(kind, _, values):
            return with_added(aggregate, from_plain(shelf_of(aggregate, kind).entity, values))
        case Removed(kind, identifier, _):
            return without(aggregate, kind, identifier)
        case Altered() | Spliced():
            entity = find_entity(aggregate, change.kind, change.id)
            return with_replaced(aggregate, altered(entity, change))


def altered(entity: Entity, change: Altered | Spliced) -> Entity:
    """Return an entity after one of its values changed.

    Raises:
        InvalidDetail: the value does not fit, or a splice meets other text than it removes.
    """
    hint = field_types(type(entity)).get(change.field)
    if hint is None:
        message = f"“{change.field}” is no detail of a {entity.noun}."
        raise InvalidDetail(message)
    if isinstance(change, Altered):
        value: Any = read_value(hint, change.after, change.field)
    else:
        value = spliced_text(str(getattr(entity, change.field)), change)
    return dataclasses.replace(entity, **{change.field: value})


def spliced_text(text: str, change: Spliced) -> str:
    """Return a text after a splice.

    Raises:
        InvalidDetail: what the splice removes does not stand there.
    """
    end = change.at + len(change.removed)
    if change.at < 0 or text[change.at : end] != change.removed:
        message = "The text was changed elsewhere meanwhile, so this edit does not fit it any more."
        raise InvalidDetail(message)
    return text[: change.at] + change.inserted + text[end:]


def touched_kinds(patch: Patch) -> frozenset[str]:
    """Return the kinds of entity that a patch changes."""
    return frozenset(change.kind for change in patch)


_TAGS: dict[str, type[Change]] = {"added": Added, "removed": Removed, "altered": Altered, "spliced": Spliced}


def patch_to_plain(patch: Patch) -> list[Plain]:
    """Return a patch as JSON, for the journal."""
    tags = {cls: tag for tag, cls in _TAGS.items()}
    return [
        {
            "change": tags[type(change)],
            **{f.name: getattr(change, f.name) for f in dataclasses.fields(change)},
        }
        for change in patch
    ]


def patch_from_plain(plain: list[Row]) -> Patch:
    """Read a patch from JSON.

    Raises:
        InvalidDetail: it is no patch.
    """
    try:
        return tuple(_change_from_plain(row) for row in plain)
    except (KeyError, TypeError) as error:
        message = "This entry of the journal cannot be read."
        raise InvalidDetail(message) from error


def _change_from_plain(row: Row) -> Change:
    fields: dict[str, Any] = {name: value for name, value in row.items() if name != "change"}
    return _TAGS[str(row["change"])](**fields)
