"""Setting up a new store: keys, database and tables come into being together, or not at all."""

import secrets
import shutil
from collections.abc import Callable

from sqlalchemy import Engine

from cpm_desktop.storage.atomic_file import make_private_file, rename_durably, sync_folder
from cpm_desktop.storage.engine import create_database
from cpm_desktop.storage.errors import StoreExists
from cpm_desktop.storage.faults import fault_of_database, fault_of_file, tell_full_from_failing
from cpm_desktop.storage.key_header import DerivationCost
from cpm_desktop.storage.keys import StoreKey, make_keys
from cpm_desktop.storage.placement import (
    StorePlace,
    keys_beside,
    make_private_folder,
    refuse_unsuitable_folder,
)
from cpm_desktop.storage.set_up_mark import put_unfinished_away


def create_store(
    place: StorePlace,
    passphrase: str,
    cost: DerivationCost,
    make_tables: Callable[[Engine], None],
    *,
    is_ended_later: bool = False,
) -> tuple[StoreKey, str]:
    """Set up a store where there is none, and give its key and its recovery code, which is shown once.

    One whose set-up was not ended is none: it is deleted first.

    Args:
        place: of the new store; its folder is made if need be.
        passphrase: that will open it.
        cost: of deriving a key from the passphrase.
        make_tables: called with the open, empty database.
        is_ended_later: it counts as set up only after `confirm_store`.

    Raises:
        StoreExists: a store is there already.
        UnsuitablePassphrase: it is empty.
        UnsuitablePlace: the folder is synchronised or lies on the network.
        FullDisk, UnwritableStore, FailingDisk: nothing was left behind.
    """
    refuse_unsuitable_folder(place.folder)
    if place.exists():
        raise StoreExists
    header, key, code = make_keys(passphrase, cost)
    make_private_folder(place.folder)
    put_unfinished_away(place)
    unfinished = place.folder / f".store-{secrets.token_hex(4)}"
    try:
        make_private_folder(unfinished)
        database = unfinished / place.database.name
        keys_beside(database).write(header)
        engine = create_database(database, key)
        try:
            make_tables(engine)
        finally:
            engine.dispose()
        if is_ended_later:
            make_private_file(unfinished / place.set_up_mark.name)
        sync_folder(unfinished)
        rename_durably(unfinished, place.store)
    except BaseException as error:
        fault = (
            fault_of_file(error)
            if isinstance(error, OSError)
            else tell_full_from_failing(fault_of_database(error), place.folder)
        )
        shutil.rmtree(unfinished, ignore_errors=True)
        if fault is None:
            raise
        raise fault from error
    return key, code
