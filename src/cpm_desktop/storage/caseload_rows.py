"""The projections behind the caseload and a child's list of meetings, and reading them."""

import dataclasses
import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Select, case, literal, select, text

from cpm_desktop.domain.caseload import is_pending, meeting_line, open_follow_ups, summarise
from cpm_desktop.domain.child import Child, EarlierMeeting, Person, Review
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.listing import (
    ChildSummary,
    HeldMeeting,
    MeetingLine,
    OpenFollowUp,
    SentLine,
    WaivedMeeting,
)
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.storage.mapping import row_of, values_of
from cpm_desktop.storage.open_item_rows import read_open_items
from cpm_desktop.storage.projection_tables import CHILD_SUMMARY, MEETING_LINE, OPEN_FOLLOW_UP
from cpm_desktop.storage.tables import ENTITY_TABLES

E = TypeVar("E", bound=Entity)
_LINE_COLUMNS: Final = tuple(field.name for field in dataclasses.fields(MeetingLine))
_LINES: Final = select(*(MEETING_LINE.c[name] for name in _LINE_COLUMNS))
_FOLLOW_UP_COLUMNS: Final = tuple(field.name for field in dataclasses.fields(OpenFollowUp))
_FOLLOW_UPS: Final = select(*(OPEN_FOLLOW_UP.c[name] for name in _FOLLOW_UP_COLUMNS))
_PENDING_FIELDS: Final = ("planned", "live", "to_hand_over", "follow_ups")
_SUMMARY_COLUMNS: Final = tuple(
    field.name for field in dataclasses.fields(ChildSummary) if field.name not in _PENDING_FIELDS
)
_PENDING_LINES: Final = _LINES.where(text("is_pending = 1"))
_SUMMARIES: Final = select(*(CHILD_SUMMARY.c[name] for name in _SUMMARY_COLUMNS)).order_by(
    CHILD_SUMMARY.c.name, CHILD_SUMMARY.c.child_id
)

_FETCHING: Final = (
    "SELECT sum(follow_ups_open) FROM meeting_line WHERE is_pending = 1",
    "SELECT sum(length(rule)) FROM open_follow_up",
    "SELECT sum(care_team) FROM child_summary",
)


def refresh_meeting_line(connection: Connection, meeting: Meeting) -> None:
    """Keep what lists show of a meeting."""
    line = meeting_line(meeting)
    connection.execute(MEETING_LINE.delete().where(MEETING_LINE.c.id == meeting.id))
    connection.execute(MEETING_LINE.insert(), {**row_of(line), "is_pending": int(is_pending(line))})


def refresh_follow_ups(connection: Connection, meeting: Meeting) -> None:
    """Keep what is still to be done after a meeting."""
    connection.execute(OPEN_FOLLOW_UP.delete().where(OPEN_FOLLOW_UP.c.meeting_id == meeting.id))
    still_open = [row_of(entry) for entry in open_follow_ups(meeting)]
    if still_open:
        connection.execute(OPEN_FOLLOW_UP.insert(), still_open)


def refresh_child_summary(connection: Connection, child_id: str) -> None:
    """Keep what the caseload shows of a child; a child without a file has none."""
    summary = compute_child_summary(connection, child_id)
    connection.execute(CHILD_SUMMARY.delete().where(CHILD_SUMMARY.c.child_id == child_id))
    if summary is not None:
        row = row_of(summary)
        connection.execute(CHILD_SUMMARY.insert(), {name: row[name] for name in _SUMMARY_COLUMNS})


def compute_child_summary(connection: Connection, child_id: str) -> ChildSummary | None:
    """What the caseload shows of a child, but for what is pending; None without a file."""
    children = _on_file(connection, Child, child_id)
    if not children:
        return None
    child = dataclasses.replace(children[0], id=child_id)
    people = _on_file(connection, Person, child_id)
    workers = [person.name for person in people if person.id == child.social_worker]
    team = sum(person.is_care_team_member and not person.has_left for person in people)
    counted = [
        (line, line.date)
        for line in read_meetings_of(connection, child_id)
        if line.is_counted() and line.date
    ]
    held = [
        HeldMeeting(form_id=line.form_id, date=day, title=line.title, is_waiver=line.is_waiver)
        for line, day in counted
    ] + [
        HeldMeeting(form_id=earlier.form_id, date=earlier.date, title=earlier.title)
        for earlier in _on_file(connection, EarlierMeeting, child_id)
        if earlier.was_held and earlier.date
    ]
    reviews = _on_file(connection, Review, child_id)
    items = read_open_items(connection, child_id)
    waivers = [
        WaivedMeeting(meeting_id=line.id, form_id=line.form_id, date=day, grounds=line.grounds)
        for line, day in counted
        if line.is_waiver
    ]
    return summarise(child, workers[0] if workers else "", reviews, held, items, team, waivers)


def read_caseload(connection: Connection) -> tuple[ChildSummary, ...]:
    """Every child of the store with what is pending, by name."""
    planned, live, held = _in_stages(_lines(connection, _PENDING_LINES))
    following: defaultdict[str, list[OpenFollowUp]] = defaultdict(list)
    for entry in sorted(_read_follow_ups(connection, _FOLLOW_UPS), key=_soonest_due):
        following[entry.child_id].append(entry)
    whole = [
        (
            *row,
            tuple(planned.get(child_id, ())),
            live.get(child_id),
            tuple(held.get(child_id, ())),
            tuple(following.get(child_id, ())),
        )
        for row in connection.execute(_SUMMARIES).all()
        for child_id in row[:1]  # bound once: a name of the row is slow to look up
    ]
    return values_of(ChildSummary, (*_SUMMARY_COLUMNS, *_PENDING_FIELDS), whole)


def fetch_caseload_pages(connection: Connection) -> None:
    """Have the pages that `read_caseload` will want decrypted, without making anything of their rows.

    Each is one step of the database, during which Python's other threads go on: the last column of each row is
    looked at, so that the whole row is there.
    """
    for sql in _FETCHING:
        connection.exec_driver_sql(sql).all()


def read_summary(connection: Connection, child_id: str) -> ChildSummary | None:
    """What is kept for the caseload of one child, but for what is pending; None without a file."""
    columns = [CHILD_SUMMARY.c[name] for name in _SUMMARY_COLUMNS]
    rows = connection.execute(select(*columns).where(CHILD_SUMMARY.c.child_id == child_id))
    return next(iter(values_of(ChildSummary, _SUMMARY_COLUMNS, rows)), None)


def read_meetings_of(connection: Connection, child_id: str) -> tuple[MeetingLine, ...]:
    """All meetings of a child, the earliest first."""
    statement = _LINES.where(MEETING_LINE.c.child_id == child_id)
    return _lines(connection, statement.order_by(MEETING_LINE.c.date, MEETING_LINE.c.id))


def read_shared_with(connection: Connection, child_id: str) -> tuple[MeetingLine, ...]:
    """Meetings still to be held, or being held, that concern a child and stand on a brother's or sister's file."""
    lines = _lines(connection, _PENDING_LINES.where(MEETING_LINE.c.siblings != "[]"))
    return tuple(line for line in lines if line.is_shared() and child_id in line.siblings)


def read_follow_ups_of(connection: Connection, meeting_id: str) -> tuple[OpenFollowUp, ...]:
    """What is still to be done after a meeting."""
    return _read_follow_ups(connection, _FOLLOW_UPS.where(OPEN_FOLLOW_UP.c.meeting_id == meeting_id))


def read_meetings_since(connection: Connection, day: dt.date) -> tuple[MeetingLine, ...]:
    """All meetings of all children from a day on, the earliest first."""
    statement = _LINES.where(MEETING_LINE.c.date >= day.isoformat())
    return _lines(connection, statement.order_by(MEETING_LINE.c.date, MEETING_LINE.c.id))


def read_sent_since(connection: Connection, day: dt.date) -> tuple[SentLine, ...]:
    """When the minutes of meetings from a day on were sent, over all children.

    Meetings recorded elsewhere are among them where it is known when theirs were sent.
    """
    line, elsewhere = MEETING_LINE, ENTITY_TABLES[EarlierMeeting.kind]
    is_sent = (
        (line.c.stage == Stage.SIGNED.value)
        & (line.c.copies_sent == line.c.copies)
        & (line.c.copies_undecided == 0)
    )
    here = select(line.c.id, line.c.form_id, line.c.date, case((is_sent, line.c.last_sent_on))).where(
        line.c.date >= day.isoformat(),
        line.c.stage.in_((Stage.ENDED.value, Stage.SIGNED.value)),
        line.c.is_waiver == 0,
    )
    there = select(literal(""), elsewhere.c.form_id, elsewhere.c.date, elsewhere.c.minutes_sent_on).where(
        elsewhere.c.date >= day.isoformat(), elsewhere.c.minutes_sent_on.is_not(None)
    )
    read_day = functools.cache(dt.date.fromisoformat)  # many meetings share a day
    return tuple(
        SentLine(identifier, form_id, read_day(on), read_day(sent) if sent else None)
        for statement in (here, there)
        for identifier, form_id, on, sent in connection.execute(statement)
    )


def read_live_meetings(connection: Connection) -> tuple[MeetingLine, ...]:
    """Meetings that are being held: after a crash, one is taken up again."""
    # The stage stands in the statement itself: the index of live meetings serves no bound value.
    return _lines(connection, _LINES.where(MEETING_LINE.c.stage == text(f"'{Stage.LIVE.value}'")))


def _on_file(connection: Connection, cls: type[E], child_id: str) -> tuple[E, ...]:
    table = ENTITY_TABLES[cls.kind]
    columns = list(table.columns)[1:]
    rows = connection.execute(select(*columns).where(table.c.aggregate_id == child_id))
    return values_of(cls, [column.name for column in columns], rows)


def _lines(connection: Connection, statement: Select[Any]) -> tuple[MeetingLine, ...]:
    return values_of(MeetingLine, _LINE_COLUMNS, connection.execute(statement).all())


def _read_follow_ups(connection: Connection, statement: Select[Any]) -> tuple[OpenFollowUp, ...]:
    return values_of(OpenFollowUp, _FOLLOW_UP_COLUMNS, connection.execute(statement).all())


def _soonest_due(entry: OpenFollowUp) -> tuple[dt.date, str, str]:
    return entry.due or dt.date.max, entry.meeting_id, entry.id


_Lines = dict[str, list[MeetingLine]]


def _in_stages(lines: Iterable[MeetingLine]) -> tuple[_Lines, dict[str, MeetingLine], _Lines]:
    """What is pending, by child, the soonest first: prepared, being held, ended; shared ones with each child."""
    planned: defaultdict[str, list[MeetingLine]] = defaultdict(list)
    held: defaultdict[str, list[MeetingLine]] = defaultdict(list)
    live: dict[str, MeetingLine] = {}
    prepared, under_way = Stage.PREPARED, Stage.LIVE  # bound once: there are thousands of lines
    for line in sorted(lines, key=_soonest):
        shared = line.siblings if line.siblings and line.is_shared() else ()
        for child_id in (line.child_id, *shared):
            if line.stage is prepared:
                planned[child_id].append(line)
            elif line.stage is under_way:
                live.setdefault(child_id, line)
            elif line.is_held():  # pragma: no branch - the statement chooses no others
                held[child_id].append(line)
    return planned, live, held


def _soonest(line: MeetingLine) -> tuple[dt.date, dt.time, str]:
    return line.date or dt.date.max, line.starts_at or dt.time.min, line.id
