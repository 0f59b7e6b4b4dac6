"""Who was in the meeting when, in words."""

import datetime as dt
from dataclasses import dataclass

from cpm_desktop.domain.attendance import IN_THE_MEETING, Attendee, Participation, Presence, presence_of
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.wording import Clock, upper_first

_GRACE = dt.timedelta(minutes=2)
_WHERE = {Presence.PRESENT: "in the room", Presence.REMOTE: "remote"}
_OUT = {Presence.APOLOGIES: "Apologies", Presence.ABSENT: "Absent"}
NOT_RECORDED = "Not recorded"

PARTICIPATION_TEXT = {
    Participation.PRESENT: "was in the meeting",
    Participation.PART: "was in part of the meeting",
    Participation.ADVOCATE: "took part through an advocate",
    Participation.IN_WRITING: "took part in writing or by message",
    Participation.INTERPRETER: "took part through an interpreter",
    Participation.CHOSE_NOT_TO: "chose not to take part",
    Participation.TOO_YOUNG: "is too young to say; what was seen is recorded",
    Participation.WHEREABOUTS_UNKNOWN: "could not be asked: whereabouts unknown",
    Participation.UNSAFE_TO_ASK: "could not be asked safely",
    Participation.NOT_ASKED: "was not asked",
}
# Why somebody could not be asked is told to no family: one that was unsafe may be unsafe because of who reads it, and
# would be told from the other by its silence.
_COULD_NOT = frozenset({Participation.WHEREABOUTS_UNKNOWN, Participation.UNSAFE_TO_ASK})
_COULD_NOT_BE_ASKED = "could not be asked"


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of time that somebody spent in the meeting.

    Attributes:
        presence: in the room or remote.
        came: when; None from the start.
        left: when; None until the end.
    """

    presence: Presence
    came: dt.datetime | None
    left: dt.datetime | None


def stays_of(meeting: Meeting, person: Attendee) -> tuple[Stay, ...]:
    """Return when a person was in the meeting; none of it begins or ends after the meeting did."""
    stays: list[Stay] = []
    current: tuple[Presence, dt.datetime | None] | None = None
    for event in meeting.attendance:
        if event.who != person.id:
            continue
        if current is not None:
            if event.presence is current[0]:
                continue
            stays.append(Stay(*current, event.at))
            current = None
        if event.presence in IN_THE_MEETING:
            current = (event.presence, event.at)
    if current is not None:
        stays.append(Stay(*current, None))
    held = [stay for stay in stays if not _is_over(meeting, stay.came)]
    # Its end was said later than somebody was noted: they were there, unless they were put down as away again.
    if not held and presence_of(meeting.attendance, person.id) not in _OUT:
        held = stays[-1:]
    return tuple(_within(meeting, stay) for stay in held)


def _is_over(meeting: Meeting, at: dt.datetime | None) -> bool:
    ended = meeting.facts.ended_at
    return at is not None and ended is not None and at >= ended


def _within(meeting: Meeting, stay: Stay) -> Stay:
    """Return a stay with no time at which the meeting had hardly begun, or had ended."""
    came, started = stay.came, meeting.facts.started_at
    if came is None or started is None or came - started <= _GRACE or _is_over(meeting, came):
        came = None
    return Stay(stay.presence, came, None if _is_over(meeting, stay.left) else stay.left)


def presence_text(meeting: Meeting, person: Attendee, clock: Clock) -> str:
    """Return "In the room, from 14:31", "Remote, left 14:48", "Apologies"."""
    stays = stays_of(meeting, person)
    if not stays:
        return _OUT.get(presence_of(meeting.attendance, person.id), NOT_RECORDED)
    own = [event for event in meeting.attendance if event.who == person.id]
    asked = [event.at for event in own if event.presence is Presence.ASKED_OUT and event.at]
    times = " and ".join(clock.time(at) for at in asked if not _is_over(meeting, at))
    texts = [_stay_text(stay, clock) for stay in stays]
    texts += [f"asked to leave for a part{' at ' if times else ''}{times}"] if asked else []
    return upper_first("; ".join(texts))


def _stay_text(stay: Stay, clock: Clock) -> str:
    text, left = _WHERE[stay.presence], stay.left
    if stay.came is not None and left is not None:
        return f"{text}, {clock.time(stay.came)} to {clock.time(left)}"
    if stay.came is not None:
        return f"{text}, from {clock.time(stay.came)}"
    return f"{text}, left {clock.time(left)}" if left is not None else text


def participation_text(meeting: Meeting, person: Attendee, *, is_for_family: bool = False) -> str:
    """Return how a child or parent took part: "was in the meeting"; empty where it is not recorded.

    A family reads that somebody could not be asked, and not why (after.copy-for-each-reader).
    """
    said = PARTICIPATION_TEXT.get(person.participation, "")
    if is_for_family and person.participation in _COULD_NOT:
        said = _COULD_NOT_BE_ASKED
    if not said and stays_of(meeting, person):
        said = PARTICIPATION_TEXT[Participation.PRESENT]
    note = person.participation_note.strip()
    return f"{said} ({note})" if said and note else said or note
