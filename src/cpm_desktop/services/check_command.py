"""The check of a store from the command line: it is opened, looked through, and closed; nothing is changed."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.settling import settle
from cpm_desktop.services.whole_check import WholeReport, check_everything, repair, sentences
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.migrating import needs_migration
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import Store
from cpm_desktop.storage.tables import NEWEST_SCHEMA


class NothingToCheck(CarePlanningError):
    """There is no store in the folder, or one that must be led on first."""


def check_folder(
    folder: Path, ask: Callable[[], str], say: Callable[[str], object], *, is_repaired: bool = False
) -> bool:
    """Check the store in a folder.

    Args:
        folder: of the store, or of a backup.
        ask: gives the passphrase; called only once there is something that it opens.
        say: is told each finding.
        is_repaired: repair what can be, and check again.

    Returns:
        Whether everything is whole, after a repair where one was asked for.

    Raises:
        CarePlanningError: no store lies there, it cannot be opened, or the disk refuses.
    """
    place = StorePlace(folder)
    if not place.exists():
        message = f"There are no records in {folder}. Name the folder that holds the folder “store”."
        raise NothingToCheck(message)
    settle(place, dt.datetime.now(dt.UTC))
    key = unlock_with_passphrase(place.keys.read(), ask())
    engine = open_database(place.database, key, newest_schema=NEWEST_SCHEMA)
    if needs_migration(engine):
        engine.dispose()
        message = (
            "These records are of an earlier version of the application. Open them in the window once, which makes a "
            "backup and brings them up to date; then check again."
        )
        raise NothingToCheck(message)
    store = Store(engine)
    try:
        report = _told(check_everything(store, place), say)
        if is_repaired and report.can_repair:
            for sentence in repair(store, place, key, report):
                say(sentence)
            report = _told(check_everything(store, place), say)
    finally:
        store.close()
    return report.is_whole


def _told(report: WholeReport, say: Callable[[str], object]) -> WholeReport:
    for sentence in (*sentences(report.findings), report.answer):
        say(sentence)
    return report
