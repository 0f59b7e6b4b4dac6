"""Before a store is opened: what was decided about it is carried out, and what was interrupted is cleared away."""

import datetime as dt

from cpm_desktop.storage.changing_over import settle_change_over
from cpm_desktop.storage.looking import forget_looked_at
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.rekeying import forget_unfinished
from cpm_desktop.storage.replacing import finish_replacing
from cpm_desktop.storage.restoring import forget_not_decided


def settle(place: StorePlace, now: dt.datetime) -> None:
    """Carry out a restore that was decided, and end a new encryption that was interrupted, with nobody using the store.

    Raises:
        CarePlanningError: the disk refuses; it is tried again when the store is next opened.
    """
    settle_change_over(place)
    finish_replacing(place, now)
    forget_looked_at(place)
    forget_unfinished(place)
    forget_not_decided(place)
