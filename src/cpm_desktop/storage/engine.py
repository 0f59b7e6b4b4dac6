"""Opening the encrypted database: one connection, every guard on, nothing written until the file is known."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from cpm_desktop.storage.atomic_file import make_private_file
from cpm_desktop.storage.database_file import find_what_is_wrong, refuse_unfit_file
from cpm_desktop.storage.driver import DriverConnection, import_driver
from cpm_desktop.storage.errors import (
    DamagedStore,
    NewerStore,
    NotEncrypted,
    StoreError,
    UnwritableStore,
)
from cpm_desktop.storage.faults import fault_of_database, fault_of_file, tell_full_from_failing
from cpm_desktop.storage.keys import StoreKey

READING_OPTION: Final = "is_reading"
OUTSIDE_TRANSACTION_OPTION: Final = "is_outside_transaction"

_BUSY_WAIT = 5.0  # seconds that another process may take to let go of the file
_GUARDS = (
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # else INSERT OR REPLACE gets past append-only triggers
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "temp_store = MEMORY",  # nothing of a child in a temporary file
    "mmap_size = 0",
    "cache_size = -8192",  # KiB; a meeting being typed fills whatever it may with pages nobody reads again
    "journal_size_limit = 4194304",  # bytes
)


def create_database(path: Path, key: StoreKey) -> Engine:
    """Make an empty encrypted database, readable by its owner alone, and open it.

    Raises:
        FileExistsError: there is a file of that name.
        FullDisk, UnwritableStore, FailingDisk: it could not be written.
        NotEncrypted: the library at hand would have written it in clear.
    """
    try:
        make_private_file(path)
    except FileExistsError:
        raise
    except OSError as error:
        raise fault_of_file(error) from error
    return _open(path, key, newest_schema=0)


def open_database(path: Path, key: StoreKey, *, newest_schema: int, busy_wait: float = _BUSY_WAIT) -> Engine:
    """Open the store's database. The engine has one connection, in exclusive use.

    Args:
        path: of the database file.
        key: unlocked from the key header beside it.
        newest_schema: the highest `user_version` that this version of the application understands.
        busy_wait: seconds to wait for another process to let go.

    Raises:
        MissingStore, EmptyStoreFile, PlainDatabase, ForeignFile: not this store's file; nothing was written.
        DamagedStore: it is this store's file and its first page fails its checksum; nothing was written.
        NewerStore: its schema is newer; nothing was written.
        StoreInUse: another process has it open.
        UnwritableStore, FullDisk, FailingDisk: the disk does not let it be used.
        NotEncrypted: the library at hand does not encrypt.
    """
    refuse_unfit_file(path)
    if path.with_name(path.name + "-wal").exists():
        # Opening for use would first move what a crash left in the log into the file, newer schema or not.
        _probe(path, key, newest_schema, busy_wait)
    return _open(path, key, newest_schema=newest_schema, busy_wait=busy_wait)


def verify_every_page(connection: Connection) -> None:
    """Check each page's code and the structure of all tables and indexes.

    Args:
        connection: outside a transaction.

    Raises:
        DamagedStore: something does not fit.
        FailingDisk, FullDisk: the check could not be done.
    """
    try:
        # The check of codes reads the main file only: what is still in the log must go there first.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        broken = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
        findings = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    except DBAPIError as error:
        raise fault_of_database(error) or error from error
    if broken or findings != ["ok"] or orphans:
        raise DamagedStore


def later_database(path: Path, key: StoreKey, *, newest_schema: int) -> Engine:
    """As `open_database`, but of a file that was opened and checked a moment ago: it connects when it is first used."""
    return _engine(path, key, newest_schema, _BUSY_WAIT)


def _open(path: Path, key: StoreKey, *, newest_schema: int, busy_wait: float = _BUSY_WAIT) -> Engine:
    engine = _engine(path, key, newest_schema, busy_wait)
    try:
        with engine.connect():
            return engine
    except BaseException:
        engine.dispose()
        raise


def _engine(path: Path, key: StoreKey, newest_schema: int, busy_wait: float) -> Engine:
    driver = import_driver()

    def connect() -> DriverConnection:
        return _connect(driver, path, key, newest_schema, busy_wait)

    engine = create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=connect,
        poolclass=StaticPool,
        hide_parameters=True,  # no child's data in the text of an error
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _Presence(path).require)
    return engine


class _StoreGone(Exception):
    """The file that is written to lies in its folder no more; told as SQLite tells that it cannot open one."""

    sqlite_errorcode = 14


class _Presence:
    """Looks, before each commit, whether the file is still there.

    A folder that is deleted or moved away takes nothing from a file that is open: it would be written, called saved,
    and be gone with the last one who has it open.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = self._now()

    def require(self, _connection: Connection) -> None:
        """Raise _StoreGone where another file, or none, has its name."""
        if self._now() != self._known:
            raise _StoreGone

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def _begin(connection: Connection) -> None:
    driver_connection = connection.connection.driver_connection
    if driver_connection is not None and driver_connection.in_transaction:
        # A disk that refused the last commit may have refused its end as well.
        driver_connection.execute("ROLLBACK")
    options = connection.get_execution_options()
    if not (options.get(READING_OPTION) or options.get(OUTSIDE_TRANSACTION_OPTION)):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _connect(
    driver: ModuleType, path: Path, key: StoreKey, newest_schema: int, busy_wait: float
) -> DriverConnection:
    def prepare(connection: DriverConnection) -> None:
        _unlock(connection, key)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        _check_schema(connection, newest_schema)
        if connection.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
            raise UnwritableStore
        if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
            raise NotEncrypted
        for guard in _GUARDS:
            connection.execute(f"PRAGMA {guard}")
        # A file that can only be read is told here, not at the first edit.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")

    return _prepared_connection(driver, path, key, prepare, mode="rw", busy_wait=busy_wait)


def _probe(path: Path, key: StoreKey, newest_schema: int, busy_wait: float) -> None:
    driver = import_driver()
    shared_index = path.with_name(path.name + "-shm")
    is_new_index = not shared_index.exists()

    def prepare(connection: DriverConnection) -> None:
        _unlock(connection, key)
        _check_schema(connection, newest_schema)

    try:
        _prepared_connection(driver, path, key, prepare, mode="ro", busy_wait=busy_wait).close()
    finally:
        if is_new_index:
            shared_index.unlink(missing_ok=True)


def _prepared_connection(
    driver: ModuleType,
    path: Path,
    key: StoreKey,
    prepare: Callable[[DriverConnection], None],
    *,
    mode: str,
    busy_wait: float,
) -> DriverConnection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    connection: DriverConnection | None = None
    try:
        connection = driver.connect(
            address, uri=True, timeout=busy_wait, check_same_thread=False, isolation_level=None
        )
        prepare(connection)
    except BaseException as error:
        if connection is not None:
            connection.close()
        fault = (
            error
            if isinstance(error, StoreError)
            else tell_full_from_failing(fault_of_database(error), path.parent)
        )
        if isinstance(fault, DamagedStore):
            raise find_what_is_wrong(path, key.salt) from error
        if fault is None or fault is error:
            raise
        raise fault from error
    return connection


def _unlock(connection: DriverConnection, key: StoreKey) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the standard error stream
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise NotEncrypted  # another SQLite took the library's place: a key would be ignored without a word
    connection.set_key(f"x'{key.data_key.hex()}{key.salt.hex()}'")
    connection.execute("PRAGMA cipher_compatibility = 4")  # a later library must not choose another format


def _check_schema(connection: DriverConnection, newest_schema: int) -> None:
    # The first page is read and checked here.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    row = connection.execute("PRAGMA user_version").fetchone()
    if row is None or not isinstance(row[0], int) or row[0] > newest_schema:
        raise NewerStore
