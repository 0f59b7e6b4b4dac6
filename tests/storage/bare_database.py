"""An unencrypted database in memory that behaves as the store's own engine does, for questions about SQL alone."""

import sqlite3

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from cpm_desktop.storage.engine import OUTSIDE_TRANSACTION_OPTION, READING_OPTION


def bare_engine() -> Engine:
    """Open an empty database in memory."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not (options.get(OUTSIDE_TRANSACTION_OPTION) or options.get(READING_OPTION)):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
