"""Who may not read one thing of a meeting, set by a person: a line, an answer, somebody who takes part.

A limit stands beside the record, so that it can be set in the meeting, at the close, and after the signature as long
as no copy was sent. Rule: after.copy-for-each-reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from cpm_desktop.domain.entity import Entity


class LimitKind(StrEnum):
    """Who a thing is for; the file copy holds everything."""

    NAMED = "not for named readers"
    PROFESSIONALS = "professionals only"
    AUTHORITY = "authority only"
    THIRD_PARTY = "third party"
    ADDRESS = "withheld address"
    FILE = "file copy only"


# These say why by themselves; for the others somebody has to.
SAYS_WHY = frozenset({LimitKind.THIRD_PARTY, LimitKind.ADDRESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimit(Entity):
    """One thing kept off copies. Its id is made by `limit_key`, so that a thing has one at the most.

    Attributes:
        of_kind: the kind of entity it is set on.
        of: that entity's id.
        limit: whom it is for.
        not_for: attendee ids of those who may not read it, whatever else they may; needed where only they may not.
        reason: why; stands on the file copy only.
        made_by: who set it.
    """

    kind: ClassVar[str] = "reading_limit"
    noun: ClassVar[str] = "limit on who may read"
    of_kind: str = ""
    of: str = ""
    limit: LimitKind = LimitKind.NAMED
    not_for: tuple[str, ...] = ()
    reason: str = ""
    made_by: str = ""


def limit_key(kind: str, identifier: str) -> str:
    """Return the id of the limit on a thing."""
    return f"{kind} {identifier}"


def limit_on(limits: Iterable[ReadingLimit], kind: str, identifier: str) -> ReadingLimit | None:
    """Return the limit on a thing; None where everybody who gets a copy may read it."""
    key = limit_key(kind, identifier)
    return next((limit for limit in limits if limit.id == key), None)


def owes_reason(limit: ReadingLimit) -> bool:
    """Tell whether somebody has still to say why."""
    return not limit.reason.strip() and (bool(limit.not_for) or limit.limit not in SAYS_WHY)
