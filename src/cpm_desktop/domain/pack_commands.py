"""What was changed on another laptop, taken as one step that can be undone."""

from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.aggregate import A
from cpm_desktop.domain.changes import Patch, patch_from_plain, patch_to_plain, patched
from cpm_desktop.domain.codec import Row
from cpm_desktop.domain.commands import Command
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.merging import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeChanges(Command):
    """Take what somebody changed elsewhere.

    Attributes:
        sender: who made the pack, as they call themselves.
        pack: its id.
        patch: what it changes here.
        settled: what both sides had changed, each with both values, so that the one not chosen is kept.
    """

    kind: ClassVar[str] = "take_changes"
    sender: str
    pack: str
    patch: Patch
    settled: tuple[Conflict, ...] = ()

    def label(self) -> str:
        """Return "take the changes of" and the sender's name."""
        return f"take the changes of {self.sender}" if self.sender else "take changes"

    def apply_to(self, aggregate: A) -> A:
        """Carry the patch out."""
        return patched(aggregate, self.patch)

    def details(self) -> Row:
        """Return its fields as JSON."""
        return {
            "sender": self.sender,
            "pack": self.pack,
            "patch": patch_to_plain(self.patch),
            "settled": [each.to_row() for each in self.settled],
        }

    @classmethod
    def from_details(cls, details: Row) -> "TakeChanges":
        """Read it from JSON."""
        patch, settled = details["patch"], details["settled"]
        if not isinstance(patch, list) or not isinstance(settled, list):
            message = "This entry of the journal cannot be read."
            raise InvalidDetail(message)
        return cls(
            sender=str(details["sender"]),
            pack=str(details["pack"]),
            patch=patch_from_plain([row for row in patch if isinstance(row, dict)]),
            settled=tuple(Conflict.from_row(row) for row in settled if isinstance(row, dict)),
        )
