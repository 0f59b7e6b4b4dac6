"""On the way to a screen no big table is scanned, however many children and meetings there are."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from cpm_desktop.domain.captures import Action, Note, Outcome, Status
from cpm_desktop.domain.child import Review
from cpm_desktop.domain.commands import Record, change, text_edit
from cpm_desktop.domain.handover import Signing
from cpm_desktop.domain.listing import ChildSummary, HeldMeeting, MeetingLine
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.meeting_commands import EndMeeting, LockRecord, StartMeeting
from cpm_desktop.domain.open_items import OpenItem, OpenItemKind, Place
from cpm_desktop.storage.caseload_rows import read_caseload
from cpm_desktop.storage.journal_tables import AGGREGATE
from cpm_desktop.storage.mapping import row_of
from cpm_desktop.storage.projection_tables import CHILD_SUMMARY, MEETING_LINE, OPEN_ITEM
from tests.storage.kept_store import (
    CHILD_ID,
    MEETING_ID,
    NOON,
    KeptStore,
    a_meeting,
    create,
    do,
    kai,
    make_kept,
)

CHILDREN, MEETINGS, ITEMS = 1000, 40, 100
MOST_STEPS = 300  # of SQLite for a row and what belongs to it
DAY = dt.date(2026, 11, 24)
# One row a child; what holds open follow-ups alone; and indexes that hold only what is pending or live.
MAY_BE_READ_WHOLE = re.compile(
    r"SCAN (child_summary|open_follow_up|store_fact|meeting_line USING INDEX meeting_line_(pending|live))"
)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptStore]:
    kept = make_kept(tmp_path / "place")
    yield kept
    kept.store.close()


@contextmanager
def statements() -> Iterator[dict[str, Any]]:
    """Collect every statement that is run, with the values it was run with."""
    seen: dict[str, Any] = {}

    def listen(_connection: object, _cursor: object, sql: str, values: Any, *_: object) -> None:  # noqa: ANN401  # whatever is bound
        seen[sql] = values[0] if isinstance(values, list) else values

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


def scans(kept: KeptStore, seen: dict[str, Any]) -> list[str]:
    def explain(connection: Connection) -> list[str]:
        plans = []
        for sql, values in seen.items():
            if sql.split(maxsplit=1)[0] not in {"PRAGMA", "BEGIN", "INSERT"}:
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
                plans += [f"{row.detail}: {sql}" for row in rows if row.detail.startswith("SCAN")]
        return plans

    found = kept.store.writer.read(explain).result(30)
    return [plan for plan in found if not MAY_BE_READ_WHOLE.match(plan)]


def test_no_list_scans_a_big_table(kept: KeptStore) -> None:
    store = kept.store
    with statements() as seen:
        store.prepare_caseload().result(10)
        store.caseload().result(10)
        store.meetings_of(CHILD_ID).result(10)
        store.meetings_since(DAY).result(10)
        store.live_meetings().result(10)
        store.open_items(CHILD_ID).result(10)
        store.due_items(DAY).result(10)
        store.decisions_since(CHILD_ID, DAY).result(10)
        store.answers_of(CHILD_ID, ("grounds", "family-group-conference")).result(10)
        store.comments_of(CHILD_ID).result(10)
        store.releases_of(CHILD_ID).result(10)
        store.heard_of(CHILD_ID).result(10)
        store.journal_lines(MEETING_ID).result(10)
        store.load_workplace().result(10)
        kept.reopen()
    assert len(seen) > 10
    assert scans(kept, seen) == []


def test_neither_opening_nor_changing_scans_a_big_table(kept: KeptStore) -> None:
    store = kept.store
    with statements() as seen:
        file = create(store, kai(actions=(Action(id="a", text="Ask the dentist"),)))
        meeting = create(store, a_meeting())
        meeting, _ = do(
            store, meeting, StartMeeting(at=NOON, children=(file.child,), attendees=(), carried=())
        )
        meeting, _ = do(store, meeting, Record(entity=Note(id="n", text="What was said about school")))
        edit = text_edit(meeting.notes[0], "text", "What was said about the new school")
        assert edit is not None
        meeting, _ = do(store, meeting, edit)
        meeting, _ = do(store, meeting, Record(entity=Outcome(id="o", of_item="a", status=Status.NOT_DONE)))
        meeting, saved = do(store, meeting, change(meeting.outcomes[0], status=Status.DONE))
        meeting, _ = do(store, meeting, EndMeeting(at=NOON))
        store.keep_record(MEETING_ID, "1" * 64, "{}").result(10)
        do(store, meeting, LockRecord(signing=Signing(id="signing")))
        do(store, file, change(file.earlier_meetings[0], date=DAY))
        store.load_meeting(MEETING_ID).result(10)
        store.load_child(CHILD_ID).result(10)
        store.journal_entry(saved.sequence).result(10)
    assert len(seen) > 60
    assert scans(kept, seen) == []


def test_a_thousand_children_are_listed_at_once(kept: KeptStore) -> None:
    kept.store.writer.submit(_fill).result(60)
    with steps_of(kept) as steps:
        summaries = kept.store.writer.read(read_caseload).result(60)
    assert len(summaries) == CHILDREN
    assert {(len(one.planned), len(one.to_hand_over), one.live) for one in summaries} == {(1, 1, None)}
    assert 10 * CHILDREN < steps() < MOST_STEPS * CHILDREN, (
        "a scan of the meetings alone takes many times as many"
    )
    with steps_of(kept) as steps:
        assert len(kept.store.meetings_of("child7").result(60)) == MEETINGS
        assert len(kept.store.open_items("child7").result(60)) == ITEMS
    assert MEETINGS + ITEMS < steps() < MOST_STEPS * (MEETINGS + ITEMS)


@contextmanager
def steps_of(kept: KeptStore) -> Iterator[Callable[[], int]]:
    """Count the steps of SQLite's machine meanwhile, in tens: the same on every computer, unlike time."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 10
        return 0

    def watch(connection: Connection, handler: Callable[[], int] | None) -> None:
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(handler, 10)

    kept.store.writer.read(lambda connection: watch(connection, step)).result(10)
    yield lambda: count
    kept.store.writer.read(lambda connection: watch(connection, None)).result(10)


def _fill(connection: Connection) -> None:
    children = [f"child{number}" for number in range(CHILDREN)]
    reviews = {
        "last_review": Review(id="r2", number=2, date=dt.date(2026, 9, 8)),
        "next_review": Review(id="r3", number=3, date=dt.date(2027, 3, 8), is_planned=True),
    }
    held = (HeldMeeting(form_id="standard", date=dt.date(2026, 9, 22)),) * 2
    owners = [{"id": child, "name": "child_file", "child_id": child, "revision": "{}"} for child in children]
    lines, items = [], []
    for child in children:
        for number in range(MEETINGS):
            is_pending = number >= MEETINGS - 2
            stage = Stage.PREPARED if number == MEETINGS - 1 else Stage.SIGNED
            line = MeetingLine(
                id=f"{child}-{number}", child_id=child, form_id="standard", stage=stage, date=DAY
            )
            lines.append((line, int(is_pending)))
            owners.append({"id": line.id, "name": "meeting", "child_id": child, "revision": "{}"})
        items += [(child, f"{child}-i{number}", number % 20 == 0) for number in range(ITEMS)]
    connection.execute(AGGREGATE.insert(), owners)
    summary = row_of(ChildSummary(child_id="", name="Kai Avery", held=held, last_held=held[:1], **reviews))  # type: ignore[arg-type]  # known fields
    columns = {column.name for column in CHILD_SUMMARY.columns}
    rows = [{name: value for name, value in summary.items() if name in columns}] * CHILDREN
    named = [{**row, "child_id": child} for row, child in zip(rows, children, strict=True)]
    connection.execute(CHILD_SUMMARY.insert(), named)
    line_row = row_of(lines[0][0])
    changed = ({"id": line.id, "child_id": line.child_id, "stage": line.stage.value} for line, _ in lines)
    connection.execute(
        MEETING_LINE.insert(),
        [{**line_row, **new, "is_pending": one[1]} for new, one in zip(changed, lines, strict=True)],
    )
    item = OpenItem(id="", child_id="", what=OpenItemKind.ACTION, text="Ask the dentist", born=Place(id="m"))
    item_row = {name: value for name, value in row_of(item).items() if name != "born"}
    born = {f"born_{name}": value for name, value in row_of(item.born).items()}
    connection.execute(
        OPEN_ITEM.insert(),
        [{**item_row, **born, "child_id": c, "id": i, "is_open": int(is_open)} for c, i, is_open in items],
    )
