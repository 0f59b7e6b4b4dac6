"""Which initials were typed in a record and whom they stand for, so that whoever reads it can tell."""

import re
from collections.abc import Iterator

from cpm_desktop.domain.aggregate import all_entities
from cpm_desktop.domain.attendance import Attendee, Presence, presence_of
from cpm_desktop.domain.captures import Capture, Position
from cpm_desktop.domain.codec import field_types
from cpm_desktop.domain.meeting import Answer, Meeting
from cpm_desktop.domain.naming import initials_among
from cpm_desktop.domain.owners import owner_names

_INITIALS = re.compile(r"(?<!\w)[^\W\d_]{2,5}\d?(?!\w)")
_IDENTIFIERS = frozenset(
    {"id", "item", "born_in", "child_id", "of", "heard_by", "speaker", "owner_id", "who", "matter"}
)


def initials_typed(meeting: Meeting, whole: Meeting | None = None) -> tuple[tuple[str, str], ...]:
    """Return initials that stand in what was written down, each with the name, in the order of the people.

    Args:
        meeting: the record as its reader sees it; only those whose names this reader is given are told.
        whole: the record with nothing left out, by which initials are given; the same record where None.
    """
    initials = initials_among((whole or meeting).attendees)
    written = {found.group() for text in _texts(meeting) for found in _INITIALS.finditer(text)}
    return tuple(
        (initials[person.id], person.name)
        for person in meeting.attendees
        if person.id in initials and initials[person.id] in written and _is_named(meeting, person)
    )


def _is_named(meeting: Meeting, person: Attendee) -> bool:
    is_concerned = person.is_invited or presence_of(meeting.attendance, person.id) is not Presence.EXPECTED
    owns = any(
        one.owner_id == person.id or person.name in owner_names(one.owner, [person.name])
        for one in meeting.actions
    )
    return bool(person.name) and (is_concerned or owns)


def _texts(meeting: Meeting) -> Iterator[str]:
    for entity in all_entities(meeting):
        if isinstance(entity, Capture | Position | Answer):
            types = field_types(type(entity))
            for name in types:
                value = getattr(entity, name)
                if types[name] is str and isinstance(value, str) and name not in _IDENTIFIERS:
                    yield value
