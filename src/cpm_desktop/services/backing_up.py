"""Copies of the store: made when the last one is older than a day, checked, and thinned out."""

import datetime as dt
from concurrent.futures import Future
from pathlib import Path

from cpm_desktop.storage.backup import is_backup_due, list_backups
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import Store

_INTERVAL = dt.timedelta(hours=20)  # a day at work, whatever the hour it began


def start_backup_if_due(
    store: Store, place: StorePlace, key: StoreKey, now: dt.datetime
) -> Future[Path] | None:
    """Begin a backup on the store's thread where none was made in the last day.

    It takes seconds for a large store, in which nothing can be read: it begins when nothing was asked for during some
    seconds, so that the list of children does not wait for it, and at the latest when the store is closed.

    Args:
        store: open.
        place: where it lies.
        key: of the store, with which the copy is checked.
        now: the time (UTC).

    Returns:
        The backup on its way; None where none is due.
    """
    if not is_backup_due(place, now, _INTERVAL):
        return None
    return store.back_up(place, key, now, when_quiet=True)


def last_backup(place: StorePlace) -> dt.datetime | None:
    """Return when the newest backup was made (UTC); None where there is none."""
    return next(iter(list_backups(place).values()), None)
