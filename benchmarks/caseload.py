"""A store of a thousand children with forty meetings each: what lists and opening cost beside plain SQLite."""

import cProfile
import gc
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from benchmarks import large_store
from benchmarks.held_meeting import CHEAP
from benchmarks.large_store import Extent
from benchmarks.measured import Measured
from benchmarks.profiles import top_of
from benchmarks.rounds import Comparison, compare
from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.aggregate import shelves
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.caseload import caseload
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.forms_reader import FormsReader
from cpm_desktop.services.timeliness import timeliness
from cpm_desktop.services.unlocking import Surroundings, get_ready, unlock
from cpm_desktop.services.week import week
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import make_tables
from cpm_desktop.storage.tables import ENTITY_TABLES, METADATA

_PASSPHRASE = "benchmark of a thousand"  # noqa: S105 - everything behind it is fictional
_PATIENCE = 600.0


def measure(*, is_short: bool) -> Measured:
    """Fill an encrypted and a plain database alike, then take turns in reading them."""
    extent = Extent(20, 4) if is_short else Extent()
    rounds = 5 if is_short else 60
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cpm-benchmark-")))
        place, surroundings = _fill_store(folder, extent)
        plain = _fill_plain(folder / "plain.db", extent)
        stack.callback(plain.close)
        painted = _compare_painting(place, surroundings, plain, 3 if is_short else 12)
        desk = unlock(place.folder, _PASSPHRASE, surroundings)
        stack.callback(desk.close)
        comparisons = (*_compare_reading(desk, plain, extent, rounds), *painted)
        return Measured(comparisons, (_profiles(desk), _plans(desk, extent)))


def _fill_store(folder: Path, extent: Extent) -> tuple[StorePlace, Surroundings]:
    place = StorePlace(folder / "store")
    create_store(place, _PASSPHRASE, CHEAP, make_tables)
    forms = (forms_folder(),)
    surroundings = Surroundings(forms=forms, cost=CHEAP, backs_up=False, reader=FormsReader(forms))
    desk = unlock(place.folder, _PASSPHRASE, surroundings)
    try:
        store = desk.store
        store.writer.submit(lambda one: large_store.fill(one, extent, 1, store.writer_id)).result(_PATIENCE)
    finally:
        desk.close()
    return place, surroundings


def _fill_plain(path: Path, extent: Extent) -> sqlite3.Connection:
    engine = create_engine(f"sqlite:///{path}")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        large_store.fill(connection, extent, 1, "plain")
    engine.dispose()
    plain = sqlite3.connect(path)
    plain.execute("PRAGMA cache_size = -8192")
    return plain


def _raw_caseload(plain: sqlite3.Connection) -> list[object]:
    children = plain.execute("SELECT * FROM child_summary ORDER BY name, child_id").fetchall()
    pending = plain.execute("SELECT * FROM meeting_line WHERE is_pending = 1").fetchall()
    return children + pending + plain.execute("SELECT * FROM open_follow_up").fetchall()


def _raw_meeting(plain: sqlite3.Connection, identifier: str) -> list[object]:
    rows = plain.execute("SELECT revision FROM aggregate WHERE id = ?", (identifier,)).fetchall()
    for kind in shelves(Meeting):
        sql = f'SELECT * FROM "{ENTITY_TABLES[kind].name}" WHERE aggregate_id = ? ORDER BY position, id'  # noqa: S608 - our own names
        rows += plain.execute(sql, (identifier,)).fetchall()
    return rows


def _compare_reading(
    desk: Desk, plain: sqlite3.Connection, extent: Extent, rounds: int
) -> Iterator[Comparison]:
    store, size = desk.store, f"{extent.children:,} children of {extent.meetings} meetings"
    raw = "raw sqlite3, the same rows as tuples"
    yield compare(
        f"storage: caseload of {size}",
        raw,
        lambda: _raw_caseload(plain),
        lambda: store.caseload().result(_PATIENCE),
        rounds,
        target=1.2,
    )
    yield compare(
        "service: the same with what is due",
        raw,
        lambda: _raw_caseload(plain),
        lambda: _caseload_anew(desk),
        max(rounds // 3, 3),
    )
    ids = [
        large_store.meeting_id(round_ % extent.children, round_ % extent.meetings)
        for round_ in range(rounds + 5)
    ]
    floor_ids, product_ids = iter(ids), iter(ids)
    yield compare(
        "storage: load one meeting",
        raw,
        lambda: _raw_meeting(plain, next(floor_ids)),
        lambda: store.load_meeting(next(product_ids)).result(_PATIENCE),
        rounds,
        target=3.0,
        warm=5,
    )


def _caseload_anew(desk: Desk) -> None:
    desk.forget_made()
    caseload(desk)


def _compare_painting(
    place: StorePlace, surroundings: Surroundings, plain: sqlite3.Connection, rounds: int
) -> tuple[Comparison, Comparison]:
    """From the key to the painted list: open the store, read the forms, build the page, paint it.

    Once the list is painted, with its groups and counts, a person reads it; week and chart beside it come next.
    Python's collector is left as the application has it.
    """
    from benchmarks.painting import Painter  # noqa: PLC0415 - Qt only where something is painted

    painter = Painter()
    get_ready(surroundings)  # as the application does while the passphrase is being typed
    floors, lists, wholes = [], [], []
    for number in range(-2, rounds):
        gc.collect()
        began = time.perf_counter()
        floor = painter.paint_rows(_raw_caseload(plain)) - began
        painter.clear()
        listed, whole = _unlocking(painter, place, surroundings)
        if number >= 0:
            floors.append(floor)
            lists.append(listed)
            wholes.append(whole)
    what, bare = "unlock, the key at hand, to the painted", "bare table of the same rows, painted"
    return (
        Comparison(f"{what} list of children", bare, tuple(floors), tuple(lists), limit=0.3),
        Comparison(f"{what} list, week and chart", bare, tuple(floors), tuple(wholes)),
    )


def _unlocking(painter: Any, place: StorePlace, surroundings: Surroundings) -> tuple[float, float]:  # noqa: ANN401 - imported late
    gc.collect()
    began = time.perf_counter()
    desk = unlock(place.folder, _PASSPHRASE, surroundings)
    try:
        listed, whole = painter.paint_caseload(desk)
        return listed - began, whole - began
    finally:
        painter.clear()
        desk.close()


def _profiles(desk: Desk) -> str:
    """Where the time of the caseload goes: on the window's thread, and on the store's."""
    own = cProfile.Profile()
    own.runcall(_caseload_anew, desk)
    storage = cProfile.Profile()
    writer = desk.store.writer
    writer.maintain(lambda _: storage.enable()).result(_PATIENCE)
    desk.store.caseload().result(_PATIENCE)
    writer.maintain(lambda _: storage.disable()).result(_PATIENCE)
    parts = ("## Where the caseload's time goes", "The service:", top_of(own), "The store:", top_of(storage))
    return "\n\n".join(parts)


def _plans(desk: Desk, extent: Extent) -> str:
    """How the database finds what each screen shows; anything but a search by an index is told."""
    child, meeting = large_store.child_id(0), large_store.meeting_id(0, extent.meetings - 1)
    store = desk.store
    screens: dict[str, Callable[[], object]] = {
        "Caseload": lambda: _caseload_anew(desk),
        "This week": lambda: week(desk),
        "Minutes sent in time": lambda: timeliness(desk),
        "A child's file": lambda: (
            desk.child(child),
            desk.wait(store.meetings_of(child)),
            desk.wait(store.open_items(child)),
        ),
        "A meeting": lambda: desk.meeting(meeting),
        "After unlocking": lambda: desk.wait(store.live_meetings()),
    }
    lines = ["## How the database finds what a screen shows", "", "| screen | plan |", "| --- | --- |"]
    for screen, show in screens.items():
        with _statements() as seen:
            show()
        plans = desk.wait(store.writer.read(partial(_explained, seen)))
        lines += [f"| {screen} | {plan} |" for plan in plans]
    return "\n".join(lines)


@contextmanager
def _statements() -> Iterator[dict[str, Any]]:
    seen: dict[str, Any] = {}

    def listen(_connection: object, _cursor: object, sql: str, values: Any, *_: object) -> None:  # noqa: ANN401
        seen[sql] = values

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


def _explained(seen: dict[str, Any], connection: Connection) -> list[str]:
    found: dict[str, None] = {}
    for sql, values in seen.items():
        if sql.startswith("SELECT"):
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
            found.update({row.detail: None for row in rows})
    return list(found)
