"""Backups: a checked copy of the database with its keys, in a folder of its own; old ones are thinned."""

import secrets
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select, table, text

from cpm_desktop.storage.atomic_file import make_private_file, rename_durably, sync_folder
from cpm_desktop.storage.engine import OUTSIDE_TRANSACTION_OPTION, open_database, verify_every_page
from cpm_desktop.storage.errors import BackupFailed, DamagedStore, StoreError
from cpm_desktop.storage.faults import fault_of_database, fault_of_file
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.placement import DATABASE_NAME, StorePlace, keys_beside, make_private_folder

KEPT_NEWEST: Final = 3
KEPT_DAYS: Final = 12
KEPT_WEEKS: Final = 10
KEPT_MONTHS: Final = 9

_PERIODS: Final[tuple[tuple[Callable[[datetime], object], int], ...]] = (
    (datetime.date, KEPT_DAYS),
    (lambda time: time.isocalendar()[:2], KEPT_WEEKS),
    (lambda time: (time.year, time.month), KEPT_MONTHS),
)

_NAME = "%Y-%m-%dT%H-%M-%SZ"  # no colon: Windows does not allow it in a name
UNFINISHED: Final = ".unfinished-"


def make_backup(connection: Connection, place: StorePlace, key: StoreKey, now: datetime) -> Path:
    """Write a backup, check every page and count of it, and only then give it its name.

    Args:
        connection: to the live database, outside a transaction.
        place: of the store.
        key: of the store; the backup has the same.
        now: the time it is named for, with its zone.

    Returns:
        The backup's folder, which holds the database and its key files.

    Raises:
        BackupFailed: with the reason; nothing unfinished was left behind.
        DamagedStore: the live database could not be read through; nothing unfinished was left behind.
    """
    unfinished = place.backups / f"{UNFINISHED}{secrets.token_hex(4)}"
    try:
        make_private_folder(place.backups)
        make_private_folder(unfinished)
        copy = unfinished / place.database.name
        keys_beside(copy).write(place.keys.read())
        make_private_file(copy)
        connection.execute(text("VACUUM INTO :copy"), {"copy": str(copy)})
        _check(copy, key, connection)
        sync_folder(unfinished)
        finished = _free_name(place, now.astimezone(UTC))
        rename_durably(unfinished, finished)
    except BaseException as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise _reason(error) from error
    return finished


def list_backups(place: StorePlace) -> dict[Path, datetime]:
    """The finished backups and when they were made, the newest first."""
    return list_backups_in(place.backups)


def list_backups_in(backups: Path) -> dict[Path, datetime]:
    """The finished backups in a folder and when they were made, the newest first."""
    found: dict[Path, datetime] = {}
    if backups.is_dir():
        for folder in backups.iterdir():
            made_at = _read_name(folder.name)
            if made_at is not None and (folder / DATABASE_NAME).is_file():
                found[folder] = made_at
    return dict(sorted(found.items(), key=lambda entry: entry[1], reverse=True))


def thin_backups(place: StorePlace, latest: Path) -> list[Path]:
    """Delete the backups that need not be kept, and what an interrupted one left; give those deleted."""
    return thin_backups_in(place.backups, latest)


def thin_backups_in(where: Path, latest: Path) -> list[Path]:
    """Delete what need not be kept in a folder of backups, and what an interrupted one left; give what was deleted.

    Args:
        where: the folder.
        latest: the backup that was made last, here or elsewhere: its name tells what time the clock has now.
    """
    if not where.is_dir():
        return []
    for folder in where.iterdir():
        if folder.name.startswith(UNFINISHED):
            shutil.rmtree(folder, ignore_errors=True)
    backups = list_backups_in(where)
    kept = choose_kept(backups.values(), _read_name(latest.name) or datetime.max.replace(tzinfo=UTC))
    surplus = [folder for folder, made_at in backups.items() if made_at not in kept]
    for folder in surplus:
        shutil.rmtree(folder, ignore_errors=True)
    return surplus


def choose_kept(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups to keep: the newest few, then the last of each recent day, week and month that has one.

    Only periods that have a backup count, and not back from today: a clock set wrongly deletes no more. Backups of
    after `now` were made by another clock than this one, so they are chosen from by themselves: else those of a clock
    that was ahead would stand for all that is recent, and each new one would be deleted as it was made.
    """
    all_times = set(times)
    ahead = {time for time in all_times if time > now}
    return _last_of_periods(all_times - ahead) | _last_of_periods(ahead)


def _last_of_periods(times: set[datetime]) -> set[datetime]:
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:KEPT_NEWEST])
    for period_of, most in _PERIODS:
        last_of_period: dict[object, datetime] = {}
        for time in newest_first:
            last_of_period.setdefault(period_of(time), time)
        kept.update(list(last_of_period.values())[:most])
    return kept


def is_backup_due(place: StorePlace, now: datetime, interval: timedelta) -> bool:
    """Whether no backup is younger than `interval`; one dated in the future does not count."""
    return not any(now - interval < made_at <= now for made_at in list_backups(place).values())


def _check(copy: Path, key: StoreKey, live: Connection) -> None:
    version = live.exec_driver_sql("PRAGMA user_version").scalar_one()
    engine = open_database(copy, key, newest_schema=version)
    try:
        with engine.connect().execution_options(**{OUTSIDE_TRANSACTION_OPTION: True}) as connection:
            verify_every_page(connection)
            if count_rows(connection) != count_rows(live):
                raise DamagedStore
    finally:
        engine.dispose()


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has, by its name."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).scalars()
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in names.all()
    }


def _reason(error: BaseException) -> BaseException:
    fault = fault_of_file(error) if isinstance(error, OSError) else fault_of_database(error)
    if isinstance(error, StoreError):
        fault = error
    if fault is None or isinstance(fault, DamagedStore):
        return fault or error
    return BackupFailed(f"No backup could be made. {fault.sentence}")


def _free_name(place: StorePlace, made_at: datetime) -> Path:
    folder = place.backups / made_at.strftime(_NAME)
    return _free_name(place, made_at + timedelta(seconds=1)) if folder.exists() else folder


def _read_name(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None
