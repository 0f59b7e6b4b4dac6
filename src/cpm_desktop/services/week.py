"""This week and the next: what is due on which day, over all children."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from operator import itemgetter

from cpm_desktop.domain.due import DueKind, Severity, ThingDue
from cpm_desktop.domain.listing import ChildSummary, MeetingLine
from cpm_desktop.domain.open_items import OpenItem
from cpm_desktop.domain.typography import NO_BREAK, short_day_text, time_text, weekday_name
from cpm_desktop.services.caseload import ChildDue, called_short, due_by_child, form_name
from cpm_desktop.services.desk import Desk

_NEXT_WEEK_ENTRIES = 6
_DAY_ENTRIES = 20


class EntryKind(StrEnum):
    """What an entry of the week is about, for its icon."""

    HELD = "held"
    OVERDUE = "overdue"
    MEETING = "meeting"
    REVIEW = "review"
    HANDOVER = "handover"
    ACTION = "action"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekEntry:
    """One line of a day.

    Attributes:
        kind: for its icon.
        text: "Kai A. · Send minutes of 24 Nov".
        detail: what stands below it.
        severity: overdue, soon or fine.
        child_id: whose.
        meeting_id: the meeting it is about, if any.
    """

    kind: EntryKind
    text: str
    detail: str
    severity: Severity
    child_id: str
    meeting_id: str = ""


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day and what falls on it."""

    day: dt.date
    entries: tuple[WeekEntry, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days of this week, and the days of the next one on which something falls."""

    days: tuple[WeekDay, ...]
    following: tuple[WeekDay, ...]


def week(desk: Desk) -> Week:
    """Return what falls on the days of this week and the next; what is overdue stands on today.

    A day names at most so many things, the most pressing first, and says how many more there are.
    """
    today = desk.today()
    monday = today - dt.timedelta(days=today.weekday())
    children, found = due_by_child(desk), defaultdict[dt.date, list[_Entry]](list)
    for line in desk.wait(desk.store.meetings_since(monday)):
        if line.is_held() and line.date is not None and line.date <= today:
            found[line.date].append((_FIRST, partial(_held, desk, line, _name_of(children, line.child_id))))
    last = monday + dt.timedelta(days=13)
    for child in children.values():
        shared = {line.id for line in _shared_by(child.summary) if line.child_id != child.summary.child_id}
        for thing in child.things:
            if thing.is_dated and thing.on <= last and thing.meeting_id not in shared:
                pressing = (_PRESSING[thing.severity], thing.on)
                due = partial(_due, children, child.summary, thing, today)
                found[max(thing.on, today)].append((pressing, due))
    for item in desk.wait(desk.store.due_items(last, today)):
        if item.due is not None:
            found[item.due].append((_LAST, partial(_action, item, _name_of(children, item.child_id))))
    days = tuple(WeekDay(day, _entries_of(found[day])) for day in _days(monday))
    following = [
        WeekDay(day, _entries_of(found[day])) for day in _days(monday + dt.timedelta(days=7)) if found[day]
    ]
    return Week(days, tuple(following[:_NEXT_WEEK_ENTRIES]))


_Entry = tuple[tuple[int, dt.date], Callable[[], WeekEntry]]
_PRESSING = {Severity.OVERDUE: 1, Severity.SOON: 2, Severity.FINE: 3}
_FIRST, _LAST = (0, dt.date.min), (4, dt.date.max)


def _entries_of(found: list[_Entry]) -> tuple[WeekEntry, ...]:
    found.sort(key=itemgetter(0))
    shown = tuple(make() for _, make in found[:_DAY_ENTRIES])
    left = len(found) - len(shown)
    if not left:
        return shown
    more = WeekEntry(
        kind=EntryKind.OTHER,
        text=f"and {left} more",
        detail="in the list",
        severity=Severity.FINE,
        child_id="",
    )
    return (*shown, more)


def _name_of(children: Mapping[str, ChildDue], child_id: str) -> str:
    child = children.get(child_id)
    return called_short(child.summary.name, child.summary.called) if child is not None else ""


def _shared_by(summary: ChildSummary) -> tuple[MeetingLine, ...]:
    """Return a child's meetings still to be held that concern brothers and sisters, too."""
    lines = summary.planned if summary.live is None else (*summary.planned, summary.live)
    return tuple(line for line in lines if line.is_shared())


def _names_for(children: Mapping[str, ChildDue], summary: ChildSummary, thing: ThingDue) -> str:
    """Return whom a thing is about; a meeting about several children stands once, under all their names."""
    line = next((line for line in _shared_by(summary) if line.id == thing.meeting_id), None)
    others = line.siblings if line is not None else ()
    return ", ".join(_name_of(children, one) for one in (summary.child_id, *others))


def _action(item: OpenItem, name: str) -> WeekEntry:
    return WeekEntry(
        kind=EntryKind.ACTION,
        text=f"{name} · {item.text}",
        detail=item.owner or "nobody yet",
        severity=Severity.FINE,
        child_id=item.child_id,
    )


def _days(monday: dt.date) -> Iterator[dt.date]:
    return (monday + dt.timedelta(days=number) for number in range(7))


def _held(desk: Desk, line: MeetingLine, name: str) -> WeekEntry:
    signed = (
        f"Signed {time_text(desk.local(line.signed_at))}" if line.signed_at is not None else "Not signed yet"
    )
    return WeekEntry(
        kind=EntryKind.HELD,
        text=f"{name} · {line.title or form_name(desk, line.form_id)} held",
        detail=signed,
        severity=Severity.FINE,
        child_id=line.child_id,
        meeting_id=line.id,
    )


_KINDS = {
    DueKind.LIVE: EntryKind.MEETING,
    DueKind.BOOKED: EntryKind.MEETING,
    DueKind.MEETING: EntryKind.MEETING,
    DueKind.REVIEW: EntryKind.REVIEW,
    DueKind.SEND: EntryKind.HANDOVER,
    DueKind.SIGN: EntryKind.HANDOVER,
    DueKind.FILE: EntryKind.HANDOVER,
    DueKind.TELL_OFFICER: EntryKind.HANDOVER,
    DueKind.FOLLOW_UP: EntryKind.ACTION,
}


def _due(
    children: Mapping[str, ChildDue], summary: ChildSummary, thing: ThingDue, today: dt.date
) -> WeekEntry:
    is_late = thing.severity is Severity.OVERDUE
    detail = thing.detail
    if is_late:
        detail = f"Overdue since {weekday_name(thing.on)[:3]}{NO_BREAK}{short_day_text(thing.on)}"
    elif thing.kind is DueKind.BOOKED:
        line = next((line for line in summary.planned if line.id == thing.meeting_id), None)
        at = time_text(line.starts_at) if line is not None and line.starts_at else ""
        detail = ", ".join(part for part in (at, line.venue if line is not None else "") if part) or "booked"
    elif thing.on == today and thing.kind is not DueKind.LIVE:
        detail = "today"
    return WeekEntry(
        kind=EntryKind.OVERDUE if is_late else _KINDS.get(thing.kind, EntryKind.OTHER),
        text=f"{_names_for(children, summary, thing)} · {thing.text}",
        detail=detail,
        severity=thing.severity,
        child_id=summary.child_id,
        meeting_id=thing.meeting_id,
    )
