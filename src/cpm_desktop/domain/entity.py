"""The smallest kept thing is an entity, a frozen value with an identity; an aggregate is made of them."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.revision import NO_REVISION, Revision


def new_identifier() -> str:
    """Return a fresh identifier: 32 hexadecimal digits, unique without asking anybody."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A kept thing.

        Fields of entities hold only text, whole numbers, booleans, None, dates, times, aware datetimes (UTC),
    enums of
    text and tuples of text, so that every entity is one row of one table and one object of JSON.

    Attributes:
        id: identity within its aggregate.
        position: place among its kind, counted from 1; kept when it is taken back and put back.
    """

    kind: ClassVar[str]
    noun: ClassVar[str]
    id: str
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """What is changed by commands and kept as one: a child's file, a meeting, the workplace.

    Attributes:
        name: what it is called in the journal.
        id: identity.
        revision: how often each writer changed it.
    """

    name: ClassVar[str]
    id: str
    revision: Revision = NO_REVISION
