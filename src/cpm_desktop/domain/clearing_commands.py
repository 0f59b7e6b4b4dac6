"""The command by which a filed record is cleared; the store carries it out, with all that was entered before."""

from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.aggregate import A
from cpm_desktop.domain.commands import Command
from cpm_desktop.domain.errors import InvalidDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearRecord(Command):
    """Clear a filed record. What is left of the meeting stands in the entry itself, which begins it anew.

    Attributes:
        cleared_by: who cleared it.
    """

    kind: ClassVar[str] = "clear_record"
    cleared_by: str = ""

    def label(self) -> str:
        """Return what it is called in the journal; it cannot be undone."""
        return "clear the filed record"

    def apply_to(self, aggregate: A) -> A:
        """Refuse: nothing is cleared in memory alone, where files and earlier entries would stay.

        Raises:
            InvalidDetail: always.
        """
        message = (
            f"A {aggregate.name} is cleared in the store, with its files and all that was entered of it."
        )
        raise InvalidDetail(message)
