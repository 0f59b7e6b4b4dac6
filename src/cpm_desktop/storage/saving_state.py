"""How far what was entered is saved."""

from dataclasses import dataclass
from datetime import datetime

from cpm_desktop.storage.errors import StoreError


@dataclass(frozen=True)
class SavingState:
    """What the person may be told about saving.

    Attributes:
        waiting: how many changes are not yet on the disk.
        saved_at: the wall time, with zone, of the last commit since the store was opened; None before it.
        problem: why the first of those waiting could not be saved so far; it is tried again. None if none
            waits, or it was not tried yet.
    """

    waiting: int = 0
    saved_at: datetime | None = None
    problem: StoreError | None = None

    @property
    def is_saved(self) -> bool:
        """Whether nothing waits: the only state in which a person may read "Saved"."""
        return self.waiting == 0
