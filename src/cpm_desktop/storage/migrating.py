"""Leading a store's schema from any past version to the newest one: wholly, or not at all."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, func, select, table
from sqlalchemy.exc import DBAPIError

from cpm_desktop.storage.engine import OUTSIDE_TRANSACTION_OPTION
from cpm_desktop.storage.errors import DamagedStore
from cpm_desktop.storage.faults import fault_of_database
from cpm_desktop.storage.journal_tables import APPEND_ONLY, trigger_name
from cpm_desktop.storage.tables import NEWEST_SCHEMA

_NEVER_FEWER: Final = {*APPEND_ONLY, "record", "secret", "aggregate"}
_SCRIPTS: Final = Path(__file__).resolve().parent / "migrations"


def read_schema_version(connection: Connection) -> int:
    """The version of the schema; 0 for an empty database."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def needs_migration(engine: Engine) -> bool:
    """Tell whether the store's schema is older than the newest one."""
    with outside_transaction(engine) as connection:
        return read_schema_version(connection) < NEWEST_SCHEMA


def migrate(engine: Engine, to: int = NEWEST_SCHEMA) -> None:
    """Lead the schema to a version in one transaction; a store at that version is left alone.

    Args:
        engine: open, with nobody else using it.
        to: the version; the newest but in tests of past ones.

    Raises:
        DamagedStore: afterwards something would not fit together; nothing was changed.
        StoreError: the disk is full or refuses; nothing was changed.
    """
    try:
        _migrate(engine, to)
    except DBAPIError as error:
        raise fault_of_database(error) or error from error


def _migrate(engine: Engine, to: int) -> None:
    with outside_transaction(engine) as connection:
        if read_schema_version(connection) >= to:
            return
        # A table that is made anew would otherwise take with it every row that points to it.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    try:
        with engine.begin() as connection:
            kept = _count_what_is_kept(connection)
            _run_scripts(connection, to)
            _refuse_what_does_not_fit(connection)
            _refuse_what_was_lost(kept, _count_what_is_kept(connection))
            connection.exec_driver_sql(f"PRAGMA user_version = {to:d}")
    finally:
        with outside_transaction(engine) as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def outside_transaction(engine: Engine) -> Connection:
    """Connect for statements that may not stand in a transaction."""
    return engine.connect().execution_options(**{OUTSIDE_TRANSACTION_OPTION: True})


def _run_scripts(connection: Connection, to: int) -> None:
    # Imported where it is needed: a store of the newest schema opens without it.
    from alembic import command  # noqa: PLC0415  # only where a store is led on
    from alembic.config import Config  # noqa: PLC0415  # only where a store is led on

    settings = Config()
    settings.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    command.upgrade(settings, f"{to:04d}")


def _count_what_is_kept(connection: Connection) -> dict[str, int]:
    """How many rows there are in what must never lose any; an empty database has no such tables yet."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in sorted(_NEVER_FEWER & set(names))
    }


def _refuse_what_was_lost(before: dict[str, int], after: dict[str, int]) -> None:
    if any(after.get(name, 0) < count for name, count in before.items()):
        raise DamagedStore


def _refuse_what_does_not_fit(connection: Connection) -> None:
    wanted = {trigger_name(table, event) for table, events in APPEND_ONLY.items() for event in events}
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() or not wanted <= set(found):
        raise DamagedStore
