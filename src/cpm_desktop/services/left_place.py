"""Where somebody was when the records were locked: kept in the store, encrypted, and forgotten once they are back.

It stands beside the journal: half a word that nobody wanted kept shall not stay for good.
"""

from concurrent.futures import Future

from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.errors import StoreError

_NAME = "left place"


def keep_left(desk: Desk, told: str) -> Future[None]:
    """Keep it, in place of what was left before; once the future is done, all that was typed before is saved, too."""
    return desk.store.put_secrets({_NAME: told.encode()})


def take_left(desk: Desk) -> str:
    """Return what was left, and forget it; empty for nothing."""
    try:
        told = desk.wait(desk.store.get_secret(_NAME)).decode()
    except (
        StoreError,
        UnicodeDecodeError,
    ):  # nothing was ever left, or it cannot be read: one begins elsewhere
        return ""
    if told:
        forget_left(desk)
    return told


def forget_left(desk: Desk) -> None:
    """Forget what was left: the person is back without it."""
    desk.store.put_secrets({_NAME: b""})
