"""One encryption of a store takes the place of another: until it is certain on the disk, the one from before counts.

The store is put aside as `store.previous`, and the new one gets its name. Where the disk refuses, both names are taken
back, and nothing is saved before that is certain. At the next start the one from before is put back where no store
stands; where one stands, it is whole and counts. So nothing that was entered is ever replaced by a copy from before.

A `store.previous` may still lie there from an earlier change-over, which the disk did not let be put out of the way. It
counts no more: until its name is free for certain nothing is moved, and so nothing is taken back.
"""

import contextlib
import secrets
from pathlib import Path
from typing import Final

from cpm_desktop.storage.atomic_file import rename_durably, sync_folder
from cpm_desktop.storage.errors import StoreError
from cpm_desktop.storage.faults import fault_of_file
from cpm_desktop.storage.placement import StorePlace

LEFT_OVER: Final = ".rekeyed-"


class ChangeOverRefused(StoreError):
    """The disk refused when a new encryption was to take the store's place.

    Attributes:
        is_taken_back: the one from before counts for certain; else that is tried again before anything is saved.
    """

    def __init__(self, fault: StoreError, *, is_taken_back: bool) -> None:
        """Say what opens the records now.

        Args:
            fault: of the disk.
            is_taken_back: see the attribute.
        """
        self.is_taken_back = is_taken_back
        super().__init__(
            "The new encryption was not put in place, and nothing is lost: the passphrase and the recovery code from "
            f"before open the records. {fault.sentence} Then try again."
            if is_taken_back
            else "The disk refuses in the middle of the change-over to the new encryption, and to take it back. Leave "
            "this window open: what you type is kept in it, and saved once the disk answers. The passphrase from "
            f"before counts then. {fault.sentence} If the application ends before, try both passphrases at the next "
            "start; where the new one opens the records, make a new recovery code."
        )


class ChangeOver:
    """One change-over, by whoever uses the store alone."""

    def __init__(self, ready: Path, place: StorePlace) -> None:
        """Change nothing yet.

        Args:
            ready: the folder of the new store, whole and synced, beside the one that it takes the place of.
            place: of the store.
        """
        self._ready, self._place = ready, place
        self._may_have_moved = False

    def carry_out(self) -> None:
        """Put the new store in place; on return that is certain on the disk.

        Raises:
            StoreError: the disk refuses; `take_back` comes before anything else then.
        """
        try:
            _put_out_of_the_way(self._place)
            # From here on a `store.previous` is the one from before, and no older one.
            self._may_have_moved = True
            rename_durably(self._place.store, self._place.previous)
            rename_durably(self._ready, self._place.store)
        except OSError as error:
            raise fault_of_file(error) from error

    def take_back(self) -> None:
        """Have the store from before in its place again; on return that is certain. May be tried again and again.

        Raises:
            StoreError: the disk refuses.
        """
        place = self._place
        try:
            if self._may_have_moved and place.previous.exists():
                if place.store.exists():
                    rename_durably(place.store, self._ready)
                rename_durably(place.previous, place.store)
            sync_folder(place.folder)
        except OSError as error:
            raise fault_of_file(error) from error


def settle_change_over(place: StorePlace) -> None:
    """Bring a change-over that was interrupted to its end, with nobody using the store.

    Raises:
        StoreError: the disk refuses; it is tried again at the next start.
    """
    if not place.previous.exists():
        return
    try:
        if place.store.exists():
            sync_folder(place.folder)  # before anything is saved in the one, the other must be gone for good
            _put_out_of_the_way(place)
        else:
            rename_durably(place.previous, place.store)
    except OSError as error:
        raise fault_of_file(error) from error


def let_go_of_previous(place: StorePlace) -> None:
    """Have the store from before under a name that is deleted; a disk that refuses is left for the next start."""
    with contextlib.suppress(OSError):
        _put_out_of_the_way(place)


def _put_out_of_the_way(place: StorePlace) -> None:
    """Take the name from a store that counts no more, so that half of it, once deleted, is never taken for a store."""
    if place.previous.exists():
        rename_durably(place.previous, place.folder / f"{LEFT_OVER}{secrets.token_hex(4)}")
