"""A legal hold: records of a child must not be cleared, whatever days have passed, until it is lifted."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.entity import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold(Entity):
    """A reason for which nothing may be cleared. It stands on the child's file and is lifted, never taken away.

    Attributes:
        meeting_id: the one meeting whose record it holds; empty for all of the child's.
        why: why, in words: "The court asked for all papers".
        placed_by: who set it.
        placed_on: the day.
        lifted_by: who lifted it; empty while it stands.
        lifted_on: the day; None while it stands.
        lifted_because: why it ended.
    """

    kind: ClassVar[str] = "legal_hold"
    noun: ClassVar[str] = "legal hold"
    meeting_id: str = ""
    why: str = ""
    placed_by: str = ""
    placed_on: dt.date | None = None
    lifted_by: str = ""
    lifted_on: dt.date | None = None
    lifted_because: str = ""

    def stands(self) -> bool:
        """Tell whether it was not lifted."""
        return self.lifted_on is None


def holds_on(holds: Iterable[LegalHold], meeting_id: str) -> tuple[LegalHold, ...]:
    """Return the holds that stand and concern a meeting's record."""
    return tuple(hold for hold in holds if hold.stands() and hold.meeting_id in ("", meeting_id))
