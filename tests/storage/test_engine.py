import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from cpm_desktop.storage.engine import create_database, open_database, verify_every_page
from cpm_desktop.storage.errors import (
    DamagedStore,
    EmptyStoreFile,
    FailingDisk,
    ForeignFile,
    MissingStore,
    NewerStore,
    PlainDatabase,
    StoreError,
    StoreInUse,
    UnwritableStore,
)
from cpm_desktop.storage.faults import fault_of_database
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.placement import StorePlace
from tests.storage.conftest import make_store

Store = tuple[StorePlace, StoreKey]
CANARY = "CANARYzebraquartz"


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def refusal_of(place: StorePlace, key: StoreKey, *, newest_schema: int = 1) -> StoreError:
    """Try to open, and make sure that no byte in the folder has changed."""
    before = hashes(place.store)
    with pytest.raises(StoreError) as refusal:
        open_database(place.database, key, newest_schema=newest_schema, busy_wait=0.1)
    assert hashes(place.store) == before
    assert refusal.value.sentence.endswith(".")
    return refusal.value


def put_in(engine: Engine, *bodies: str) -> None:
    with engine.begin() as connection:
        for body in bodies:
            connection.execute(text("INSERT INTO edit (body) VALUES (:body)"), {"body": body})


def bodies_in(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT body FROM edit ORDER BY number")).scalars())


def test_what_is_written_is_read_again_after_closing(store: Store) -> None:
    place, key = store
    for turn in range(3):
        engine = open_database(place.database, key, newest_schema=1)
        put_in(engine, f"turn {turn} <b> \u202e \0 👩‍👧 Okafọ̀")
        engine.dispose()
    engine = open_database(place.database, key, newest_schema=1)
    assert bodies_in(engine) == [f"turn {turn} <b> \u202e \0 👩‍👧 Okafọ̀" for turn in range(3)]
    engine.dispose()
    assert sorted(hashes(place.store)) == ["store.db", "store.keys", "store.keys.copy"]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("cipher_status", "1"),
        ("journal_mode", "wal"),
        ("locking_mode", "exclusive"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),
        ("cell_size_check", 1),
        ("cache_size", -8192),
    ],
)
def test_every_guard_is_on(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_nothing_is_in_clear_in_the_database_or_its_log(store: Store, engine: Engine) -> None:
    place, _ = store
    put_in(engine, *(f"{CANARY} {number}" for number in range(500)))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE words USING fts5(body)")
        connection.execute(text("INSERT INTO words SELECT body FROM edit"))
    files = sorted(path.name for path in place.store.iterdir())
    assert files == ["store.db", "store.db-wal", "store.keys", "store.keys.copy"]
    for path in place.store.iterdir():
        content = path.read_bytes()
        assert CANARY.encode() not in content
        assert CANARY.encode("utf-16-le") not in content
        assert b"SQLite format" not in content
    engine.dispose()
    assert CANARY.encode() not in place.database.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access lists instead of modes")
def test_all_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        place, key = make_store(tmp_path / "open")
        engine = open_database(place.database, key, newest_schema=1)
        put_in(engine, "x")
        modes = {path.name: path.stat().st_mode & 0o777 for path in (place.store, *place.store.iterdir())}
        engine.dispose()
    finally:
        os.umask(before)
    assert modes.pop("store") == 0o700
    assert modes == dict.fromkeys(["store.db", "store.db-wal", "store.keys", "store.keys.copy"], 0o600)
    assert place.folder.stat().st_mode & 0o777 == 0o700


def test_a_transaction_takes_the_write_lock_at_once_and_undoes_tables_too(engine: Engine) -> None:
    with engine.begin() as connection:
        driver_connection = connection.connection.driver_connection
        assert driver_connection is not None
        assert driver_connection.in_transaction
        connection.exec_driver_sql("CREATE TABLE brief (x)")
        connection.rollback()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 1


def test_an_error_does_not_say_what_was_entered(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as error, engine.begin() as connection:
        connection.execute(
            text("INSERT INTO edit VALUES (1, :body), (1, :other)"), {"body": CANARY, "other": CANARY}
        )
    assert CANARY not in str(error.value)


def test_a_missing_file_is_said_to_be_missing(store: Store) -> None:
    place, key = store
    place.database.unlink()
    assert type(refusal_of(place, key)) is MissingStore


def test_an_empty_file_is_not_taken_for_a_new_store(store: Store) -> None:
    place, key = store
    place.database.write_bytes(b"")
    assert type(refusal_of(place, key)) is EmptyStoreFile


@pytest.mark.parametrize("size", [1, 15, 100, 4095, 4096, 20_000])
def test_a_foreign_file_is_said_to_be_foreign(store: Store, size: int) -> None:
    place, key = store
    place.database.write_bytes(secrets.token_bytes(size))
    assert type(refusal_of(place, key)) is ForeignFile


def test_a_folder_in_the_place_of_the_file_is_foreign(store: Store) -> None:
    place, key = store
    place.database.unlink()
    place.database.mkdir()
    with pytest.raises(ForeignFile):
        open_database(place.database, key, newest_schema=1)


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_an_unencrypted_database_is_said_to_be_one(store: Store, journal: str) -> None:
    place, key = store
    place.database.unlink()
    plain = sqlite3.connect(place.database)
    plain.execute(f"PRAGMA journal_mode = {journal}")
    plain.execute("CREATE TABLE edit (number, body)")
    plain.commit()
    plain.close()
    assert type(refusal_of(place, key)) is PlainDatabase


def test_the_store_of_other_keys_is_foreign(store: Store, tmp_path: Path) -> None:
    place, _ = store
    _, other_key = make_store(tmp_path / "other")
    assert type(refusal_of(place, other_key)) is ForeignFile


def test_a_wrong_key_under_the_right_identity_reads_nothing(store: Store) -> None:
    place, key = store
    assert type(refusal_of(place, StoreKey(secrets.token_bytes(32), key.store_id))) is DamagedStore


@pytest.mark.parametrize("place_in_page", [16, 24, 100, 2_000, 4_095])
def test_a_damaged_first_page_is_said_to_be_damage(store: Store, place_in_page: int) -> None:
    place, key = store
    content = bytearray(place.database.read_bytes())
    content[place_in_page] ^= 1
    place.database.write_bytes(content)
    assert type(refusal_of(place, key)) is DamagedStore


def test_damage_on_any_page_is_found(store: Store, engine: Engine) -> None:
    place, key = store
    put_in(engine, *("x" * 1_000 for _ in range(100)))
    with engine.connect().execution_options(is_outside_transaction=True) as connection:
        verify_every_page(connection)
    engine.dispose()
    whole = place.database.read_bytes()
    pages = len(whole) // 4096
    assert pages > 20
    for page in range(1, pages):
        content = bytearray(whole)
        content[page * 4096 + secrets.randbelow(4096)] ^= 1 << secrets.randbelow(8)
        place.database.write_bytes(content)
        damaged = open_database(place.database, key, newest_schema=1)
        with (
            damaged.connect().execution_options(is_outside_transaction=True) as connection,
            pytest.raises(DamagedStore),
        ):
            verify_every_page(connection)
        damaged.dispose()


@pytest.mark.parametrize("cut", [4096, 4096 * 5, 4096 * 5 + 7])
def test_a_cut_file_is_found(store: Store, engine: Engine, cut: int) -> None:
    place, key = store
    put_in(engine, *("x" * 1_000 for _ in range(100)))
    engine.dispose()
    os.truncate(place.database, cut)
    assert type(refusal_of(place, key)) is DamagedStore


@pytest.mark.parametrize("version", [2, 101])
def test_a_newer_schema_is_refused(store: Store, engine: Engine, version: int) -> None:
    place, key = store
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    engine.dispose()
    assert type(refusal_of(place, key)) is NewerStore


def test_a_newer_schema_is_refused_untouched_even_after_a_crash(store: Store, tmp_path: Path) -> None:
    place, key = store
    engine = open_database(place.database, key, newest_schema=1)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 2")
    crashed = StorePlace(tmp_path / "crashed")
    shutil.copytree(place.folder, crashed.folder)
    engine.dispose()
    assert (crashed.store / "store.db-wal").stat().st_size > 0
    assert type(refusal_of(crashed, key)) is NewerStore
    opened = open_database(crashed.database, key, newest_schema=2)
    opened.dispose()


def test_a_second_process_is_told_that_the_store_is_in_use(store: Store, engine: Engine) -> None:
    place, key = store
    put_in(engine, "mine")
    script = (
        "import sys, pathlib\n"
        "from cpm_desktop.storage.engine import open_database\n"
        "from cpm_desktop.storage.errors import StoreInUse\n"
        "from cpm_desktop.storage.keys import StoreKey\n"
        "key = StoreKey(bytes.fromhex(sys.argv[2]), sys.argv[3])\n"
        "try:\n"
        "    open_database(pathlib.Path(sys.argv[1]), key, newest_schema=1, busy_wait=0.1)\n"
        "except StoreInUse as told:\n"
        "    print(told.sentence)\n"
    )
    command = [sys.executable, "-c", script, str(place.database), key.data_key.hex(), key.store_id]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == StoreInUse().sentence
    put_in(engine, "still mine")
    assert bodies_in(engine) == ["mine", "still mine"]


def test_a_new_database_where_none_can_be_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnwritableStore):
        create_database(tmp_path / "gone" / "store.db", store[1])


def test_a_name_that_no_disk_takes_is_told(store: Store) -> None:
    with pytest.raises(FailingDisk):
        open_database(store[0].folder / ("a" * 300), store[1], newest_schema=1)


def test_what_is_written_to_a_file_that_was_moved_away_is_never_called_saved(
    store: Store, engine: Engine
) -> None:
    place, _ = store
    place.database.rename(place.folder / "elsewhere.db")
    with pytest.raises(Exception) as refused, engine.begin() as connection:  # noqa: PT011 - told by its number
        connection.exec_driver_sql("INSERT INTO edit (body) VALUES ('said')")
    assert isinstance(fault_of_database(refused.value), UnwritableStore)


def test_a_new_database_never_replaces_a_file(store: Store) -> None:
    place, key = store
    before = hashes(place.store)
    with pytest.raises(FileExistsError):
        create_database(place.database, key)
    assert hashes(place.store) == before


def test_a_folder_that_cannot_be_written_to_is_told(small_disk: Path) -> None:
    place, key = make_store(small_disk / "place")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert type(refusal_of(place, key)) is UnwritableStore


@pytest.mark.skipif(sys.platform != "linux", reason="names of libraries are shared so only on Linux")
@pytest.mark.parametrize("is_bound_deeply", [True, False])
def test_nothing_is_ever_written_in_clear_beside_another_sqlite(
    tmp_path: Path, is_bound_deeply: bool
) -> None:
    library = find_library("sqlite3")
    if library is None:
        pytest.skip("there is no other SQLite on this machine")
    script = (
        "import sys, pathlib\n"
        "if sys.argv[2] == 'False':\n"
        "    import sqlcipher3\n"
        "from cpm_desktop.storage.engine import create_database\n"
        "from cpm_desktop.storage.errors import NotEncrypted\n"
        "from cpm_desktop.storage.keys import StoreKey\n"
        "try:\n"
        "    engine = create_database(pathlib.Path(sys.argv[1]), StoreKey(bytes(32), '0' * 32))\n"
        "except NotEncrypted:\n"
        "    sys.exit('refused')\n"
        "with engine.begin() as connection:\n"
        "    connection.exec_driver_sql('CREATE TABLE canary_zebra (x)')\n"
        "engine.dispose()\n"
    )
    database = tmp_path / "store.db"
    done = subprocess.run(
        [sys.executable, "-c", script, str(database), str(is_bound_deeply)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LD_PRELOAD": library},
    )
    content = database.read_bytes()
    assert b"SQLite format 3" not in content
    assert b"canary_zebra" not in content
    if is_bound_deeply:
        assert done.returncode == 0, done.stderr
        assert len(content) >= 4096
    else:
        assert done.stderr.strip() == "refused"
        assert content == b""
