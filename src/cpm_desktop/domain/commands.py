"""Commands that every aggregate understands, and how a command is carried out."""

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from cpm_desktop.domain.aggregate import (
    A,
    entity_classes,
    find_entity,
    shelf_of,
    with_added,
    with_put,
    with_replaced,
    without,
)
from cpm_desktop.domain.changes import Altered, Patch, Spliced, altered, difference, touched_kinds
from cpm_desktop.domain.codec import Plain, Row, from_plain, to_plain
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.errors import InvalidDetail, RecordIsSigned
from cpm_desktop.domain.meeting import HANDOVER_KINDS, Meeting
from cpm_desktop.domain.text import clean_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something a person does. It is plain data: carried out on a value, it gives a new value.

    Attributes:
        kind: its permanent name in the journal.
        version: of its fields; a reader of older journals can tell.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1

    def label(self) -> str:
        """Return what undo calls it, in the imperative: "add action"."""
        raise NotImplementedError

    def apply_to(self, aggregate: A) -> A:
        """Return the aggregate after this command."""
        raise NotImplementedError

    def details(self) -> Row:
        """Return its fields as JSON."""
        return to_plain(self)

    @classmethod
    def from_details(cls, details: Row) -> "Command":
        """Read it from JSON."""
        return from_plain(cls, details)


@dataclass(frozen=True, slots=True)
class Performed:
    """A command carried out.

    Attributes:
        command: what was done.
        patch: what it changed; empty where it changed nothing.
    """

    command: Command
    patch: Patch


def perform(
    aggregate: A, doing: Command, following: Callable[[A, A], A] | None = None
) -> tuple[A, Performed]:
    """Carry out a command on a value.

    Args:
        aggregate: the value.
        doing: what is done.
        following: gives the value after the command with what follows from it by itself, by the value before.

    Returns:
        The new value, and what changed.

    Raises:
        RecordIsSigned: it would change a signed record.
        InvalidDetail: it holds half a character, which nothing can keep.
        CarePlanningError: the command itself refuses.
    """
    refuse_half_characters(doing)
    after = doing.apply_to(aggregate)
    if following is not None:
        after = following(aggregate, after)
    patch = difference(aggregate, after)
    refuse_change_of_signed(aggregate, patch)
    return after, Performed(doing, patch)


def refuse_half_characters(doing: Command) -> None:
    """Refuse a command whose text could not be kept, before anything in memory changes.

    Raises:
        InvalidDetail: it holds half a character (a lone surrogate).
    """
    try:
        json.dumps(doing.details(), ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        message = "This text holds half a character (such as half an emoji). Take it out and type it again."
        raise InvalidDetail(message) from error


def refuse_change_of_signed(aggregate: Aggregate, patch: Patch) -> None:
    """Refuse a patch that would change a signed record.

    Raises:
        RecordIsSigned: it would.
    """
    if isinstance(aggregate, Meeting) and aggregate.is_signed() and touched_kinds(patch) - HANDOVER_KINDS:
        message = (
            "This record is signed and can no longer change. A correction is made as a document of its own."
        )
        raise RecordIsSigned(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Command):
    """Add an entity: a note, a decision, a person, a review.

    Attributes:
        entity: what is added.
    """

    kind: ClassVar[str] = "record"
    entity: Entity

    def label(self) -> str:
        """Return "add" and the entity's noun."""
        return f"add {self.entity.noun}"

    def apply_to(self, aggregate: A) -> A:
        """Add it; twice the same identity is refused, and so is a value that does not fit its detail."""
        require_fitting(self.entity)
        shelf = shelf_of(aggregate, self.entity.kind)
        held = getattr(aggregate, shelf.field)
        if shelf.is_single or any(other.id == self.entity.id for other in held):
            message = f"This {self.entity.noun} is already there."
            raise InvalidDetail(message)
        return with_added(aggregate, self.entity)

    def details(self) -> Row:
        """Return the entity's kind and values."""
        return {"entity_kind": self.entity.kind, "values": dict(to_plain(self.entity))}

    @classmethod
    def from_details(cls, details: Row) -> "Record":
        """Read the entity by its kind."""
        values = details["values"]
        entity = entity_classes()[str(details["entity_kind"])]
        if not isinstance(values, dict):
            message = "This entry of the journal cannot be read."
            raise InvalidDetail(message)
        return cls(entity=from_plain(entity, values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Put(Record):
    """Add an entity, or replace the one of the same kind and identity: an answer, a reason.

    Attributes:
        entity: what is put there.
    """

    kind: ClassVar[str] = "put"

    def label(self) -> str:
        """Return "set" and the entity's noun."""
        return f"set {self.entity.noun}"

    def apply_to(self, aggregate: A) -> A:
        """Add or replace it; one that was there keeps its position."""
        require_fitting(self.entity)
        return with_put(aggregate, self.entity)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDetails(Command):
    """Give details of an entity new values.

    Attributes:
        entity_kind: the kind of entity.
        id: its identity.
        fields: the details' names.
        values: their new values as JSON, in the same order.
    """

    kind: ClassVar[str] = "change_details"
    entity_kind: str
    id: str
    fields: tuple[str, ...]
    values: tuple[Plain, ...]

    def label(self) -> str:
        """Return "change" and the entity's noun."""
        return f"change {entity_classes()[self.entity_kind].noun}"

    def apply_to(self, aggregate: A) -> A:
        """Change the details one after the other."""
        entity = find_entity(aggregate, self.entity_kind, self.id)
        for field, value in zip(self.fields, self.values, strict=True):
            if field in ("id", "position"):
                message = "An identity cannot be changed."
                raise InvalidDetail(message)
            entity = altered(entity, Altered(self.entity_kind, self.id, field, None, value))
        return with_replaced(aggregate, entity)

    def details(self) -> Row:
        """Return its fields as JSON."""
        return {
            "entity_kind": self.entity_kind,
            "id": self.id,
            "fields": list(self.fields),
            "values": list(self.values),
        }

    @classmethod
    def from_details(cls, details: Row) -> "ChangeDetails":
        """Read it from JSON."""
        fields, values = details["fields"], details["values"]
        if not isinstance(fields, list) or not isinstance(values, list):
            message = "This entry of the journal cannot be read."
            raise InvalidDetail(message)
        return cls(
            entity_kind=str(details["entity_kind"]),
            id=str(details["id"]),
            fields=tuple(str(field) for field in fields),
            values=tuple(values),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EditText(Command):
    """Edit text within a detail: at a place some is removed and some inserted.

    Attributes:
        entity_kind: the kind of entity.
        id: its identity.
        field: the detail.
        at: the place, counted in code points.
        removed: what stood there.
        inserted: what stands there now.
    """

    kind: ClassVar[str] = "edit_text"
    entity_kind: str
    id: str
    field: str
    at: int
    removed: str
    inserted: str

    def label(self) -> str:
        """Return "typing" or "deleting" with the entity's noun."""
        return f"{'edit' if self.removed else 'type'} {entity_classes()[self.entity_kind].noun}"

    def apply_to(self, aggregate: A) -> A:
        """Splice the text; text that no file could hold is cleaned first."""
        entity = find_entity(aggregate, self.entity_kind, self.id)
        change = Spliced(
            self.entity_kind, self.id, self.field, self.at, self.removed, clean_text(self.inserted)
        )
        return with_replaced(aggregate, altered(entity, change))


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """Take an entity back.

    Attributes:
        entity_kind: the kind of entity.
        id: its identity.
    """

    kind: ClassVar[str] = "withdraw"
    entity_kind: str
    id: str

    def label(self) -> str:
        """Return "remove" and the entity's noun."""
        return f"remove {entity_classes()[self.entity_kind].noun}"

    def apply_to(self, aggregate: A) -> A:
        """Remove it."""
        return without(aggregate, self.entity_kind, self.id)


def require_fitting(entity: Entity) -> None:
    """Refuse an entity that holds a value its detail cannot have, before anything in memory changes.

    Raises:
        InvalidDetail: it does.
    """
    from_plain(type(entity), to_plain(entity))


def text_edit(entity: Entity, field: str, text: str) -> EditText | None:
    """Return the edit that gives a detail a new text, or None where nothing changed."""
    was = str(getattr(entity, field))
    text = clean_text(text)
    if was == text:
        return None
    start, limit = 0, min(len(was), len(text))
    while start < limit and was[start] == text[start]:
        start += 1
    end = 0
    while end < limit - start and was[-1 - end] == text[-1 - end]:
        end += 1
    return EditText(
        entity_kind=entity.kind,
        id=entity.id,
        field=field,
        at=start,
        removed=was[start : len(was) - end],
        inserted=text[start : len(text) - end],
    )


def change(entity: Entity, **details: Any) -> ChangeDetails:  # noqa: ANN401  # values of known fields
    """Return the command that gives details of an entity new values."""
    probe = dataclasses.replace(entity, **details)
    plain = to_plain(probe)
    fields = tuple(details)
    return ChangeDetails(
        entity_kind=entity.kind, id=entity.id, fields=fields, values=tuple(plain[f] for f in fields)
    )
