"""A revision counts changes per writer, so that two laptops' changes can be told apart and merged."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Revision:
    """A small version vector.

    Attributes:
        counts: (writer, number of changes) in the order of the writers' ids.
    """

    counts: tuple[tuple[str, int], ...] = ()

    def next_for(self, writer: str) -> "Revision":
        """Return the revision after one more change by a writer."""
        counts = dict(self.counts)
        counts[writer] = counts.get(writer, 0) + 1
        return Revision(tuple(sorted(counts.items())))

    def joined(self, other: "Revision") -> "Revision":
        """Return the revision that counts every change of both."""
        counts = dict(self.counts)
        for writer, number in other.counts:
            counts[writer] = max(number, counts.get(writer, 0))
        return Revision(tuple(sorted(counts.items())))

    def includes(self, other: "Revision") -> bool:
        """Tell whether every change counted by the other is counted here."""
        counts = dict(self.counts)
        return all(counts.get(writer, 0) >= number for writer, number in other.counts)

    def to_plain(self) -> dict[str, int]:
        """Return it as JSON."""
        return dict(self.counts)

    @classmethod
    def from_plain(cls, plain: Mapping[str, int]) -> "Revision":
        """Read it from JSON."""
        return cls(tuple(sorted(plain.items())))


NO_REVISION = Revision()
