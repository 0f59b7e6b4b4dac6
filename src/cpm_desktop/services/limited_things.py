"""What can be kept from readers by hand, of a meeting or on a child's file, and how that is said.

Rule: after.copy-for-each-reader.
"""

from dataclasses import dataclass
from typing import Protocol

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit

LIMIT_WORDS = {
    LimitKind.NAMED: "Not for those chosen here",
    LimitKind.PROFESSIONALS: "Professionals only",
    LimitKind.AUTHORITY: "The authority only",
    LimitKind.THIRD_PARTY: "About somebody else: not for the family",
    LimitKind.ADDRESS: "Withheld address: file copy only",
    LimitKind.FILE: "File copy only",
}
_PERSON_WORDS = {
    **LIMIT_WORDS,
    LimitKind.ADDRESS: "Withheld address: not where they work or live",
}


@dataclass(frozen=True, slots=True)
class LimitedThing:
    """Something that can be kept from readers.

    Attributes:
        kind: the kind of entity.
        id: its identity.
        noun: what it is.
        words: what it says; of a person the name.
        where: the agenda item it stands under, and who said it.
        limit: the limit on it; None where everybody who gets a copy may read it.
        told: in words whom it is kept from, by the limit or otherwise; empty where it is not.
        is_person: it is somebody who takes part.
    """

    kind: str
    id: str
    noun: str
    words: str
    where: str
    limit: ReadingLimit | None
    told: str
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class NamedReader:
    """Somebody from whom a thing can be kept.

    Attributes:
        attendee_id: who.
        name: in full.
        copy: which copy they get.
    """

    attendee_id: str
    name: str
    copy: CopyKind


class Limiting(Protocol):
    """Where limits are set and lifted."""

    def things(self) -> tuple[LimitedThing, ...]:
        """Return all that can be kept from readers."""
        ...

    def thing(self, kind: str, identifier: str) -> LimitedThing:
        """Return one of them; raises UnknownEntity where it is not there, or no longer."""
        ...

    def readers(self) -> tuple[NamedReader, ...]:
        """Return those from whom something can be kept by name."""
        ...

    def still_named(self, thing: LimitedThing) -> tuple[str, ...]:
        """Return the lines that name somebody who is kept from readers, and that everybody may read."""
        ...

    def keep_from(self, thing: LimitedThing, limit: LimitKind, not_for: tuple[str, ...], reason: str) -> None:
        """Keep a thing from readers; raises InvalidDetail where that is refused."""
        ...

    def lift(self, thing: LimitedThing) -> None:
        """Let everybody read it again who could before."""
        ...

    def can_put_back(self, thing: LimitedThing) -> bool:
        """Tell whether a line may count as said before somebody was asked to leave."""
        ...

    def put_back(self, thing: LimitedThing) -> None:
        """Have a line count as said before somebody was asked to leave."""
        ...


def limits_offered(thing: LimitedThing) -> tuple[tuple[LimitKind, str], ...]:
    """Return how a thing can be kept from readers, each in words."""
    return tuple((_PERSON_WORDS if thing.is_person else LIMIT_WORDS).items())
