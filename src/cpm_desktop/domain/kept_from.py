"""Whom a thing of a meeting is kept from, in words, so that it is seen beside it (after.copy-for-each-reader)."""

from collections.abc import Sequence

from cpm_desktop.domain.attendance import Presence, was_asked_out
from cpm_desktop.domain.captures import Audience, Capture, Outcome
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting
from cpm_desktop.domain.naming import called_among
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_on
from cpm_desktop.domain.typography import listed

_AUDIENCE_WORDS = {Audience.PROFESSIONALS: "professionals only", Audience.FILE_ONLY: "file copy only"}


def is_anything_kept(meeting: Meeting) -> bool:
    """Tell whether it is worth asking: a limit stands, or somebody was asked to leave."""
    return bool(meeting.limits) or any(one.presence is Presence.ASKED_OUT for one in meeting.attendance)


def kept_from(meeting: Meeting, thing: Entity) -> str:
    """Return in words whom a line is kept from, by hand, by its form, or since they were out; empty where nobody."""
    held = limit_on(meeting.limits, thing.kind, thing.id)
    parts = [limit_in_words(held, meeting.attendees)] if held is not None else []
    if isinstance(thing, Capture | CarriedItem) and thing.audience in _AUDIENCE_WORDS:
        parts.append(_AUDIENCE_WORDS[thing.audience])
    out = out_when_said(meeting, thing)
    if out:
        parts.append(f"{_names(meeting.attendees, out)} {'was' if len(out) == 1 else 'were'} out")
    return "; ".join(part for part in parts if part)


def limit_in_words(limit: ReadingLimit, people: Sequence[Person]) -> str:
    """Return in words whom a limit keeps a thing from; empty where none of those it names is among the people."""
    names = _names(people, limit.not_for)
    kind = limit.limit.value if limit.limit is not LimitKind.NAMED else ""
    return "; ".join(part for part in (kind, f"not for {names}" if names else "") if part)


def out_when_said(meeting: Meeting, thing: Entity) -> tuple[str, ...]:
    """Return the attendee ids of those who had been asked to leave when a thing was said."""
    at = thing.at if isinstance(thing, Capture | Answer | Outcome) else None
    if at is None:
        return ()
    return tuple(
        person.id for person in meeting.attendees if was_asked_out(meeting.attendance, person.id, at)
    )


def _names(people: Sequence[Person], identifiers: tuple[str, ...]) -> str:
    known = {person.id: person.name for person in people}
    return listed([called_among(known[each], people) for each in identifiers if each in known])
