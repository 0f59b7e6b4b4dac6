"""Who takes part, and who was in the room when (attend.who-attended)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from cpm_desktop.domain.child import CopyKind, Person
from cpm_desktop.domain.entity import Entity


class Reply(StrEnum):
    """What an invited person answered."""

    NO_ANSWER = "no answer"
    COMING = "coming"
    BY_TELEPHONE = "by telephone"
    BY_VIDEO = "by video"
    APOLOGIES = "apologies"


class Presence(StrEnum):
    """Where a person is now."""

    EXPECTED = "expected"
    PRESENT = "present"
    REMOTE = "remote"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    LEFT = "left"
    ASKED_OUT = "asked to leave"


class Participation(StrEnum):
    """How the child or a parent took part (attend.family-as-partners)."""

    NOT_ANSWERED = ""
    PRESENT = "present"
    PART = "part of the meeting"
    ADVOCATE = "through an advocate"
    IN_WRITING = "in writing or by message"
    INTERPRETER = "through an interpreter"
    CHOSE_NOT_TO = "chose not to"
    TOO_YOUNG = "too young, observed"
    WHEREABOUTS_UNKNOWN = "whereabouts unknown"
    UNSAFE_TO_ASK = "unsafe to ask"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee(Person):
    """A person as they stood at this meeting; the id is that on the child's file, or fresh for a guest.

    Attributes:
        is_invited: False for somebody who only gets a copy.
        reply: what they answered.
        access_needs: interpreter, reading support, breaks.
        participation: how they took part, for the child and each parent.
        participation_note: the reason, or who interpreted; file copy only unless ticked.
        is_participation_note_shared: ticked: that note stands on other copies too.
    """

    kind: ClassVar[str] = "attendee"
    noun: ClassVar[str] = "person at the meeting"
    is_invited: bool = True
    reply: Reply = Reply.NO_ANSWER
    access_needs: str = ""
    participation: Participation = Participation.NOT_ANSWERED
    participation_note: str = ""
    is_participation_note_shared: bool = False

    def gets_copy(self) -> bool:
        """Tell whether a copy was decided for this person."""
        return self.copy_kind not in (CopyKind.NONE, CopyKind.UNDECIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceEvent(Entity):
    """Somebody came, joined, left, or sent apologies.

    Attributes:
        who: attendee id.
        presence: where they are from then on.
        at: when (UTC).
    """

    kind: ClassVar[str] = "attendance_event"
    noun: ClassVar[str] = "attendance"
    who: str = ""
    presence: Presence = Presence.PRESENT
    at: dt.datetime | None = None


IN_THE_MEETING = frozenset({Presence.PRESENT, Presence.REMOTE})


def presence_of(events: Iterable[AttendanceEvent], who: str) -> Presence:
    """Return where a person is now, by the last event about them."""
    latest = Presence.EXPECTED
    for event in events:
        if event.who == who:
            latest = event.presence
    return latest


def took_part(events: Iterable[AttendanceEvent], who: str) -> bool:
    """Tell whether a person was in the meeting, in the room or remotely, at any time."""
    return any(event.who == who and event.presence in IN_THE_MEETING for event in events)


def was_asked_out(events: Iterable[AttendanceEvent], who: str, moment: dt.datetime) -> bool:
    """Tell whether a person had been asked to leave for a part at a moment (after.copy-for-each-reader).

    It lasts from the moment on which they were asked until they come back or anything else is said of them.
    """
    latest = None
    for event in events:
        if event.who == who and event.at is not None and event.at <= moment:
            latest = event.presence
    return latest is Presence.ASKED_OUT


def was_anybody_asked_out(events: Iterable[AttendanceEvent], moment: dt.datetime) -> bool:
    """Tell whether anybody had been asked to leave for a part at a moment."""
    known = tuple(events)
    return any(was_asked_out(known, who, moment) for who in {event.who for event in known})


def came_back_after(events: Iterable[AttendanceEvent], moment: dt.datetime) -> bool:
    """Tell whether anybody who had been asked to leave at a moment was in the meeting again later."""
    known = tuple(events)
    out = {event.who for event in known if was_asked_out(known, event.who, moment)}
    return any(
        event.who in out and event.presence in IN_THE_MEETING and event.at is not None and event.at > moment
        for event in known
    )
