"""The newest entries of the journal, kept at hand for undo; older ones are read from the disk."""

from concurrent.futures import Future

from cpm_desktop.domain.journal import Entry
from cpm_desktop.domain.listing import Saved

MOST_AT_HAND = 400  # many times what is taken back at once; three hours of typing are some thirty thousand


class RecentEntries:
    """Bounded, but for entries that are not on the disk yet: nobody else has those."""

    def __init__(self) -> None:
        """Empty."""
        self._held: dict[int, tuple[Entry, Future[Saved] | None]] = {}

    def __len__(self) -> int:
        """Return how many are held."""
        return len(self._held)

    def hold(self, sequence: int, entry: Entry, saved: Future[Saved] | None = None) -> None:
        """Take one in, and let go of the oldest that are on the disk; `saved` is None for one that was read again."""
        if saved is None and sequence in self._held:
            return  # it is known whether the disk has it: that it was read from here says nothing of the disk
        self._held[sequence] = (entry, saved)
        while len(self._held) > MOST_AT_HAND:
            oldest = next((each for each, (_, kept) in self._held.items() if _is_on_disk(kept)), None)
            if oldest is None:
                return
            del self._held[oldest]

    def get(self, sequence: int) -> Entry | None:
        """Return one, or None where it is not at hand."""
        held = self._held.get(sequence)
        return held[0] if held is not None else None


def _is_on_disk(saved: Future[Saved] | None) -> bool:
    return saved is None or (saved.done() and not saved.cancelled() and saved.exception() is None)
