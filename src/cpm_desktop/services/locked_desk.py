"""Behind the lock: a desk is closed once all is saved, and stays open, unseen, while the disk takes nothing."""

import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.errors import MissingKeys, StoreError, WrongPassphrase
from cpm_desktop.storage.key_header import KeyHeader
from cpm_desktop.storage.keys import unlock_with_passphrase

_PATIENCE = 1.0  # seconds that the lock waits for the disk before it goes on without


class LockedDesk:
    """A desk that could not be closed without losing what was typed. The passphrase opens it again as it stood."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk, which nobody else works on from now on."""
        self._desk: Desk | None = desk
        self._turn = threading.Lock()

    @property
    def problem(self) -> str:
        """Why it is not saved; empty once it is, or where the disk has not said."""
        desk = self._desk
        return desk.saving.latest.problem if desk is not None else ""

    def unlock(self, passphrase: str) -> Desk | None:
        """Give the desk back to whoever knows the passphrase; None where it was saved and closed meanwhile.

        Raises:
            PassphraseRefused: it is another passphrase.
            MissingKeys: the key file cannot be read, and could not at opening.
        """
        desk = self._desk
        if desk is None:
            return None
        # The disk may be gone by now: then what was read at opening will do.
        header = _header_on_disk(desk) or desk.key_header
        if header is None:
            raise MissingKeys
        try:
            unlock_with_passphrase(header, passphrase)
        except WrongPassphrase as error:
            raise PassphraseRefused(error.sentence) from error
        with self._turn:
            desk, self._desk = self._desk, None
        return desk

    @property
    def is_saved(self) -> bool:
        """Whether all is on the disk by now, and nobody took the desk back."""
        desk = self._desk
        return desk is not None and desk.saving.latest.is_saved

    def close(self) -> None:
        """Close it though not all is saved: the application ends.

        Raises:
            CarePlanningError: something could not be saved.
        """
        with self._turn:
            desk, self._desk = self._desk, None
        if desk is not None:
            desk.close()


def remember_key_header(desk: Desk) -> None:
    """Keep the key header as it is now, so that the passphrase can be asked for though the disk is gone."""
    desk.key_header = _header_on_disk(desk)


def _header_on_disk(desk: Desk) -> KeyHeader | None:
    try:
        return desk.place.keys.read() if desk.place is not None else None
    except (StoreError, OSError):
        return None


def is_on_disk(saved: Future[None] | None, patience: float = _PATIENCE) -> bool:
    """Tell whether everything typed is on the disk.

    Args:
        saved: done once it is; None where nothing could be given to the store.
        patience: seconds to wait for that.
    """
    try:
        if saved is not None:
            saved.result(patience)
    except (TookTooLong, CarePlanningError):
        return False
    return True
