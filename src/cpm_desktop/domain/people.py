"""People on a child's file and at a meeting: how the one becomes the other, and what they are called."""

import dataclasses

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import ChildFile, Person
from cpm_desktop.domain.meeting import Meeting


def attendee_from(person: Person, *, is_invited: bool = True) -> Attendee:
    """Return a person of the child's file as an attendee with the same identity."""
    values = {field.name: getattr(person, field.name) for field in dataclasses.fields(Person)}
    values["position"] = 0
    return Attendee(**values, is_invited=is_invited)


def refreshed_attendees(meeting: Meeting, file: ChildFile) -> tuple[Attendee, ...]:
    """Return the attendees with the facts of the child's file as they stand now, in the same order.

    What was said about them for this meeting (invited, reply, access needs, participation) stays.
    """
    known = {person.id: person for person in file.people}
    return tuple(_refreshed(attendee, known.get(attendee.id)) for attendee in meeting.attendees)


def _refreshed(attendee: Attendee, person: Person | None) -> Attendee:
    if person is None:
        return attendee
    values = {
        f.name: getattr(person, f.name)
        for f in dataclasses.fields(Person)
        if f.name not in ("id", "position")
    }
    return dataclasses.replace(attendee, **values)


def initials_of(person: Person) -> str:
    """Return a person's initials: as given, or made from the name."""
    return person.initials or "".join(part[0] for part in person.name.split() if part[0].isalpha()).upper()
