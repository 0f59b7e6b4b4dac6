"""Whom a thing of a meeting is kept from, in words, so that it is seen beside it (after.copy-for-each-reader)."""

from cpm_desktop.domain.attendance import Presence, was_asked_out
from cpm_desktop.domain.captures import Audience, Capture, Outcome
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting
from cpm_desktop.domain.naming import called_among
from cpm_desktop.domain.reading_limits import LimitKind, limit_on
from cpm_desktop.domain.typography import listed

_AUDIENCE_WORDS = {Audience.PROFESSIONALS: "professionals only", Audience.FILE_ONLY: "file copy only"}


def is_anything_kept(meeting: Meeting) -> bool:
    """Tell whether it is worth asking: a limit stands, or somebody was asked to leave."""
    return bool(meeting.limits) or any(one.presence is Presence.ASKED_OUT for one in meeting.attendance)


def kept_from(meeting: Meeting, thing: Entity) -> str:
    """Return in words whom a line is kept from, by hand, by its form, or since they were out; empty where nobody."""
    parts = []
    held = limit_on(meeting.limits, thing.kind, thing.id)
    if held is not None:
        if held.limit is not LimitKind.NAMED:
            parts.append(held.limit.value)
        if held.not_for:
            parts.append(f"not for {_names(meeting, held.not_for)}")
    if isinstance(thing, Capture | CarriedItem) and thing.audience in _AUDIENCE_WORDS:
        parts.append(_AUDIENCE_WORDS[thing.audience])
    out = out_when_said(meeting, thing)
    if out:
        parts.append(f"{_names(meeting, out)} {'was' if len(out) == 1 else 'were'} out")
    return "; ".join(parts)


def out_when_said(meeting: Meeting, thing: Entity) -> tuple[str, ...]:
    """Return the attendee ids of those who had been asked to leave when a thing was said."""
    at = thing.at if isinstance(thing, Capture | Answer | Outcome) else None
    if at is None:
        return ()
    return tuple(
        person.id for person in meeting.attendees if was_asked_out(meeting.attendance, person.id, at)
    )


def _names(meeting: Meeting, identifiers: tuple[str, ...]) -> str:
    found = (meeting.attendee(each) for each in identifiers)
    return listed([called_among(person.name, meeting.attendees) for person in found if person is not None])
