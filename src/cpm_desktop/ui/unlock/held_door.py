"""The way back to a desk that could not be closed at the lock because the disk took nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.locked_desk import LockedDesk
    from cpm_desktop.ui.unlock.door import Door, Fact, SetUp


class HeldDoor:
    """Gives the desk back as it stood; once it was saved and closed after all, it is the usual way in."""

    def __init__(self, held: LockedDesk, usual: Door) -> None:
        """`held` lies behind the lock."""
        self._held, self._usual = held, usual

    @property
    def is_new(self) -> bool:
        """Never: there is a desk."""
        return False

    @property
    def folder(self) -> str:
        """Where the store lies."""
        return self._usual.folder

    @property
    def backups(self) -> str:
        """Where copies are kept."""
        return self._usual.backups

    def warm(self) -> tuple[Fact, ...]:
        """Say what can be said before it is open."""
        return self._usual.warm()

    def create(self, set_up: SetUp, tell: Callable[[str, int, int], object]) -> tuple[Desk, str]:
        """Make the store."""
        return self._usual.create(set_up, tell)

    def unlock(self, passphrase: str, tell: Callable[[str, int, int], object]) -> Desk:
        """Give the desk back, or open the store where it was closed meanwhile."""
        tell("Checking the passphrase", 0, 1)
        return self._held.unlock(passphrase) or self._usual.unlock(passphrase, tell)

    def unlock_with_code(self, code: str, passphrase: str, tell: Callable[[str, int, int], object]) -> Desk:
        """Open the store by its recovery code; while the desk is held, the store is in use and says so."""
        return self._usual.unlock_with_code(code, passphrase, tell)
