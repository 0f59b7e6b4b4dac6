"""Who comes and goes while a meeting runs, and who was in the room for an item (attend.who-attended)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cpm_desktop.domain.arrivals_as_typed import Arrival, read_arrival
from cpm_desktop.domain.attendance import IN_THE_MEETING, AttendanceEvent, Presence
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.naming import first_name, initials_among
from cpm_desktop.domain.typography import time_text
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.discussing import record_note
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.holding import short_name
from cpm_desktop.services.meeting_end import latest_moment

_A_MINUTE = dt.timedelta(minutes=1)
_HAPPENS = {
    Presence.PRESENT: "is here",
    Presence.LEFT: "leaves",
    Presence.REMOTE: "is here by video or telephone",
    Presence.APOLOGIES: "sent apologies",
    Presence.ABSENT: "is absent, no apologies",
    Presence.ASKED_OUT: "is asked to leave for a part",
}


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """Somebody who was in the meeting while an item was open.

    Attributes:
        attendee_id: who.
        name: short.
        detail: "from 14:45", "until 14:50", "by video or telephone"; empty for all of the item in the room.
    """

    attendee_id: str
    name: str
    detail: str


def arrival_typed(desk: Desk, meeting: Meeting, typed: str) -> Arrival:
    """Read who arrives or leaves, as it is typed; those who are invited may be meant."""
    people = [person for person in meeting.attendees if person.is_invited]
    initials = initials_among(meeting.attendees)  # those on the chips: also of people who are only named
    return read_arrival(typed, people, meeting.attendance, desk.local(latest_moment(desk, meeting)), initials)


def arrival_in_words(desk: Desk, meeting: Meeting, arrival: Arrival) -> str:
    """Return what will be noted: "Priya Nair (PN) leaves at 14:36"; the problem where it cannot be."""
    person = meeting.attendee(arrival.who)
    if person is None or (arrival.problem and not arrival.who):
        return arrival.problem
    name = f"{short_name(person, meeting)} ({initials_among(meeting.attendees)[person.id]})"
    if arrival.problem:
        return f"{name}: {arrival.problem}"
    time = time_text(arrival.at or desk.local(latest_moment(desk, meeting)))
    happens = f"{name} {_HAPPENS[arrival.presence]}"
    return f"{happens}: the time becomes {time}" if arrival.corrects else f"{happens}, {time}"


def correct_time(desk: Desk, meeting_id: str, attendee_id: str, at: dt.datetime) -> Edited | None:
    """Put the time right of what was noted last of a person."""
    editing = desk.meeting(meeting_id)
    last = next((event for event in reversed(editing.value.attendance) if event.who == attendee_id), None)
    return editing.perform(change(last, at=at)) if last is not None else None


def note_privacy(desk: Desk, meeting_id: str, attendee_id: str, item: str, *, is_private: bool) -> str:
    """Note under an item whether somebody who joined remotely is alone, in a private place.

    Returns:
        The note's id.
    """
    meeting = desk.meeting(meeting_id).value
    person = meeting.attendee(attendee_id)
    name = short_name(person, meeting) if person is not None else ""
    said = "were alone, in a private place" if is_private else "were not alone, or could be overheard"
    return record_note(desk, meeting_id, item, "", f"{name} joined remotely and said they {said}.")


def in_the_room(desk: Desk, meeting: Meeting, item: str) -> tuple[InTheRoom, ...]:
    """Return who was in the meeting while an item was open, also for a part of it; in the order of the invitation."""
    now = desk.now()
    visits = [
        _Stay(visit.opened_at, visit.left_at or meeting.facts.ended_at or now)
        for visit in meeting.visits
        if visit.item == item and visit.opened_at is not None
    ]
    found = []
    for person in meeting.attendees:
        own = [event for event in meeting.attendance if event.who == person.id]
        stays = [stay for visit in visits for stay in _stays(own, visit)]
        if _length(stays) >= min(_A_MINUTE, _length(visits)) and stays:
            name = first_name(short_name(person, meeting))
            found.append(InTheRoom(person.id, name, _detail(desk, stays, visits)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Stay:
    begins: dt.datetime
    ends: dt.datetime
    is_remote: bool = False


def _stays(events: Iterable[AttendanceEvent], visit: _Stay) -> list[_Stay]:
    """Return the stretches of a visit during which somebody was in the meeting."""
    stays: list[_Stay] = []
    opened, left = visit.begins, visit.ends
    since, presence = opened, Presence.EXPECTED
    for event in (*events, None):
        until = left if event is None else min(max(event.at or opened, opened), left)
        if presence in IN_THE_MEETING and until > since:
            stays.append(_Stay(since, until, presence is Presence.REMOTE))
        if event is not None:
            since, presence = until, event.presence
    return stays


def _length(stays: Iterable[_Stay]) -> dt.timedelta:
    return sum((stay.ends - stay.begins for stay in stays), dt.timedelta())


def _detail(desk: Desk, stays: list[_Stay], visits: list[_Stay]) -> str:
    first, last = stays[0], stays[-1]
    parts = ["by video or telephone" if all(stay.is_remote for stay in stays) else ""]
    if _length(visits) - _length(stays) >= _A_MINUTE:
        is_late, is_early = first.begins > visits[0].begins, last.ends < visits[-1].ends
        parts.append(f"from {time_text(desk.local(first.begins))}" if is_late else "")
        parts.append(f"until {time_text(desk.local(last.ends))}" if is_early else "")
        parts.append("" if is_late or is_early else "for a part")
    return ", ".join(part for part in parts if part)
