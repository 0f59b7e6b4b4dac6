import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from cpm_desktop.storage.engine import open_database, verify_every_page
from cpm_desktop.storage.errors import DamagedStore, FullDisk, NotSaved, StoreIsClosed
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.saving_state import SavingState
from cpm_desktop.storage.writer import StoreWriter
from tests.storage.conftest import make_store

Store = tuple[StorePlace, StoreKey]
SOON = 10.0  # seconds
KILLS = 40


@pytest.fixture
def states() -> list[SavingState]:
    return []


@pytest.fixture
def writer(engine: Engine, states: list[SavingState]) -> Iterator[StoreWriter]:
    with StoreWriter(engine, states.append, retry_waits=(0.05,)) as running:
        yield running


def put(body: str) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        connection.execute(text("INSERT INTO edit (body) VALUES (:body)"), {"body": body})

    return work


def bodies(connection: Connection) -> list[str]:
    return list(connection.execute(text("SELECT body FROM edit ORDER BY number")).scalars())


def wait_until(is_so: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < ends_at
        time.sleep(0.01)


def test_changes_are_saved_in_order_and_read_back(writer: StoreWriter) -> None:
    for number in range(50):
        writer.submit(put(str(number)))
    assert writer.read(bodies).result(SOON) == [str(number) for number in range(50)]


def test_all_work_runs_on_the_one_thread(writer: StoreWriter) -> None:
    def name(_connection: Connection) -> str:
        return threading.current_thread().name

    names = {given(name).result(SOON) for given in (writer.submit, writer.read, writer.maintain)}
    assert names == {"store-writer"}


def test_saved_is_said_only_after_the_commit_with_its_time(engine: Engine, states: list[SavingState]) -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    times = iter(noon + timedelta(seconds=second) for second in range(10))
    told: list[datetime] = []
    may_go_on = threading.Event()

    def slow(connection: Connection) -> str:
        may_go_on.wait(SOON)
        put("slow")(connection)
        return "done"

    with StoreWriter(engine, states.append, clock=lambda: next(times)) as writer:
        first = writer.submit(slow, told.append)
        second = writer.submit(put("next"), told.append)
        assert states == [SavingState(1), SavingState(2)]
        assert not writer.state.is_saved
        may_go_on.set()
        assert first.result(SOON) == "done"
        second.result(SOON)
    assert told == [noon, noon + timedelta(seconds=1)]
    assert states[2:] == [SavingState(1, noon), SavingState(0, noon + timedelta(seconds=1))]
    assert states[-1].is_saved


def test_a_mistake_in_the_work_is_its_own_and_undone(writer: StoreWriter, states: list[SavingState]) -> None:
    def mistaken(connection: Connection) -> None:
        put("half")(connection)
        raise LookupError

    failed = writer.submit(mistaken)
    broken = writer.submit(lambda connection: connection.exec_driver_sql("INSERT INTO edit VALUES (1, NULL)"))
    after = writer.submit(put("whole"))
    assert isinstance(failed.exception(SOON), LookupError)
    assert isinstance(broken.exception(SOON), IntegrityError)
    after.result(SOON)
    assert writer.read(bodies).result(SOON) == ["whole"]
    assert all(state.problem is None for state in states)
    assert states[-1].is_saved


def test_a_reading_cannot_write(writer: StoreWriter) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        writer.read(put("sneaky")).result(SOON)
    writer.submit(put("fair")).result(SOON)
    assert writer.read(bodies).result(SOON) == ["fair"]


def test_a_reading_of_what_the_disk_has_spoilt_is_told_in_our_words(
    store: Store, engine: Engine, writer: StoreWriter
) -> None:
    writer.submit(put("typed")).result(SOON)
    writer.maintain(lambda one: one.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()).result(SOON)
    database = store[0].database
    spoilt = bytearray(database.read_bytes())
    spoilt[4096:] = bytes(len(spoilt) - 4096)
    engine.dispose()
    database.write_bytes(spoilt)
    with pytest.raises(DamagedStore) as told:
        writer.read(bodies).result(SOON)
    assert isinstance(told.value.__cause__, DBAPIError)


def test_upkeep_runs_outside_a_transaction(writer: StoreWriter) -> None:
    writer.submit(put("x"))
    writer.maintain(verify_every_page).result(SOON)


def test_a_reading_that_is_no_longer_wanted_is_left_out(writer: StoreWriter) -> None:
    may_go_on = threading.Event()
    writer.read(lambda _connection: may_go_on.wait(SOON))
    ran: list[str] = []
    stale = writer.read(lambda _connection: ran.append("stale"))
    dropped = writer.submit(lambda _connection: ran.append("dropped"))
    assert stale.cancel()
    assert dropped.cancel()
    may_go_on.set()
    writer.submit(put("x")).result(SOON)
    assert ran == []
    assert writer.state.is_saved


def test_a_listener_that_fails_does_not_stop_the_saving(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: reported.append(args.exc_type))

    def fail(_news: object) -> None:
        raise LookupError

    with StoreWriter(engine, fail) as writer:
        writer.submit(put("x"), fail).result(SOON)
        assert writer.read(bodies).result(SOON) == ["x"]
    assert set(reported) == {LookupError}


def test_closing_saves_what_waits(store: Store) -> None:
    place, key = store
    writer = StoreWriter(open_database(place.database, key, newest_schema=1))
    futures = [writer.submit(put(str(number))) for number in range(200)]
    writer.close()
    assert all(future.done() and future.exception() is None for future in futures)
    with pytest.raises(StoreIsClosed):
        writer.submit(put("late"))
    with pytest.raises(StoreIsClosed):
        writer.read(bodies)
    writer.close()
    engine = open_database(place.database, key, newest_schema=1)
    with engine.connect() as connection:
        assert len(bodies(connection)) == 200
    engine.dispose()


def fill_up(folder: Path) -> Path:
    """Leave no free byte on a small disk."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 512, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return ballast


def test_on_a_full_disk_all_waits_in_order_until_there_is_room(
    small_disk: Path, states: list[SavingState]
) -> None:
    place, key = make_store(small_disk / "place")
    writer = StoreWriter(
        open_database(place.database, key, newest_schema=1), states.append, retry_waits=(0.05,)
    )
    saved = [writer.submit(put(f"before {number}")) for number in range(5)]
    for future in saved:
        future.result(SOON)
    ballast = fill_up(small_disk)
    waiting = [writer.submit(put(f"after {number} " + "x" * 9_000)) for number in range(20)]
    reading = writer.read(bodies)
    wait_until(lambda: writer.state.problem is not None)
    time.sleep(0.3)
    assert not any(future.done() for future in waiting[-15:])
    assert not reading.done()
    at_full = writer.state
    assert isinstance(at_full.problem, FullDisk)
    assert "full" in at_full.problem.sentence
    assert not at_full.is_saved
    told_at_full = len([state for state in states if state.problem is not None])
    ballast.unlink()
    read = reading.result(SOON)
    assert [body.split(" x")[0] for body in read] == [
        *(f"before {number}" for number in range(5)),
        *(f"after {number}" for number in range(20)),
    ]
    assert writer.state.is_saved
    assert writer.state.problem is None
    assert told_at_full == 1, "the same again is no news"
    writer.maintain(verify_every_page).result(SOON)
    writer.close()


def test_closing_on_a_full_disk_says_that_changes_were_not_saved(small_disk: Path) -> None:
    place, key = make_store(small_disk / "place")
    writer = StoreWriter(open_database(place.database, key, newest_schema=1), retry_waits=(0.05,))
    writer.submit(put("before")).result(SOON)
    fill_up(small_disk)
    lost = [writer.submit(put("x" * 200_000)) for _ in range(3)]
    with pytest.raises(NotSaved):
        writer.close(timeout=0.5)
    assert all(isinstance(future.exception(0), NotSaved) for future in lost)
    engine = open_database(place.database, key, newest_schema=1)
    with engine.connect() as connection:
        assert bodies(connection) == ["before"]
    engine.dispose()


LIMITED_WRITER = """
import resource, signal, sys, threading, pathlib
from sqlalchemy import text
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.writer import StoreWriter

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
refused = threading.Event()
key = StoreKey(bytes.fromhex(sys.argv[2]), sys.argv[3])
engine = open_database(pathlib.Path(sys.argv[1]), key, newest_schema=1)
listen = lambda state: refused.set() if state.problem else None
writer = StoreWriter(engine, listen, retry_waits=(0.05,))
insert = text("INSERT INTO edit (body) VALUES (:body)")
writer.submit(lambda connection: connection.execute(insert, {"body": "before"})).result()
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, most))
big = {"body": "x" * 100_000}
future = writer.submit(lambda connection: connection.execute(insert, big))
assert refused.wait(10)
print(type(writer.state.problem).__name__, future.done(), flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
future.result(10)
count = lambda connection: connection.exec_driver_sql("SELECT count(*) FROM edit").scalar()
print(writer.read(count).result(10), writer.state.is_saved, flush=True)
writer.close()
"""


def start(script: str, store: Store, *more: str) -> subprocess.Popen[str]:
    place, key = store
    command = [sys.executable, "-c", script, str(place.database), key.data_key.hex(), key.store_id, *more]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(os.name != "posix", reason="limits are set so only on POSIX")
def test_a_disk_that_refuses_is_tried_again_until_it_takes_the_change(store: Store) -> None:
    process = start(LIMITED_WRITER, store)
    output, _ = process.communicate(timeout=60)
    assert output.splitlines() == ["FailingDisk False", "2 True"]


ACKNOWLEDGING_WRITER = """
import os, sys, pathlib
from sqlalchemy import text
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.writer import StoreWriter

def write_for_ever():
    key = StoreKey(bytes.fromhex(sys.argv[2]), sys.argv[3])
    engine = open_database(pathlib.Path(sys.argv[1]), key, newest_schema=1)
    writer = StoreWriter(engine)
    top = "SELECT coalesce(max(number), 0) FROM edit"
    number = writer.read(lambda connection: connection.exec_driver_sql(top).scalar()).result()
    insert = text("INSERT INTO edit (number, body) VALUES (:number, :body)")
    say(os.getpid())
    says_too_early = sys.argv[4] == "early"

    def acknowledge(_saved_at):
        if not says_too_early:
            say(number)

    while True:
        number += 1
        row = {"number": number, "body": f"{number} " + "x" * (number * 37 % 3_000)}
        if says_too_early:
            say(number)
        future = writer.submit(lambda connection: connection.execute(insert, row), acknowledge)
        future.result()

def say(number):
    os.write(1, b"%d\\n" % number)

for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        write_for_ever()
    os.waitpid(child, 0)
    os.write(1, b"ended\\n")
"""


def kill_writers(store: Store, moment: str) -> int:
    """How many acknowledged commits are lost when a process that writes is killed again and again."""
    place, key = store
    kept = lost = 0
    with start(ACKNOWLEDGING_WRITER, store, moment) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for turn in range(KILLS):
            server.stdin.write("again\n")
            server.stdin.flush()
            writing_process = int(server.stdout.readline())
            time.sleep(0.002 + 0.11 * (turn * 7 % KILLS) / KILLS)
            os.kill(writing_process, signal.SIGKILL)
            said = list(iter(server.stdout.readline, "ended\n"))
            acknowledged = max([kept, *map(int, said)])
            engine = open_database(place.database, key, newest_schema=1)
            with engine.connect().execution_options(is_outside_transaction=True) as connection:
                verify_every_page(connection)
                numbers = list(connection.exec_driver_sql("SELECT number FROM edit ORDER BY 1").scalars())
            engine.dispose()
            kept = len(numbers)
            assert numbers == list(range(1, kept + 1))
            assert kept <= acknowledged + 1
            lost += max(0, acknowledged - kept)
    assert kept > KILLS
    return lost


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="killed by a signal")
def test_no_acknowledged_commit_is_lost_when_the_process_is_killed(store: Store) -> None:
    assert kill_writers(store, "after the commit") == 0


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="killed by a signal")
def test_the_killing_finds_a_writer_that_acknowledges_too_early(store: Store) -> None:
    assert kill_writers(store, "early") > 0


def test_upkeep_that_waits_for_quiet_lets_everything_else_come_first(engine: Engine) -> None:
    done: list[str] = []
    with StoreWriter(engine, quiet_for=0.8) as writer:
        upkeep = writer.maintain(lambda _: done.append("upkeep"), when_quiet=True)
        for _ in range(4):
            writer.read(lambda _: done.append("reading")).result(SOON)
            time.sleep(0.25)  # together longer than it has to be quiet
        assert not upkeep.done()
        upkeep.result(SOON)
    assert done == ["reading"] * 4 + ["upkeep"]


def test_upkeep_that_waits_for_quiet_is_done_at_the_latest_when_the_store_is_closed(engine: Engine) -> None:
    done: list[str] = []
    writer = StoreWriter(engine, quiet_for=3600.0)
    writer.maintain(lambda _: done.append("upkeep"), when_quiet=True)
    writer.submit(lambda _: done.append("change"))
    writer.close()
    assert done == ["change", "upkeep"]


def test_a_database_that_cannot_be_opened_again_keeps_changes_waiting_and_is_told(
    writer: StoreWriter, states: list[SavingState]
) -> None:
    def refuse_for_a_while() -> None:
        if not any(isinstance(state.problem, FullDisk) for state in states):
            raise FullDisk

    writer.exchange(lambda engine, go_on_with: go_on_with(engine, refuse_for_a_while)).result(SOON)
    with pytest.raises(FullDisk):
        writer.read(bodies).result(SOON)
    writer.submit(put("typed meanwhile")).result(SOON)
    assert writer.read(bodies).result(SOON) == ["typed meanwhile"]
    assert any(isinstance(state.problem, FullDisk) for state in states)
