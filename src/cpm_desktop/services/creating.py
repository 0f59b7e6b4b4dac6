"""Bringing something new into the store: a child's file, a meeting, the workplace."""

import dataclasses

from cpm_desktop.domain.child import Child, ChildFile, CopyKind, Person
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.form_text import canonical_form_text
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.standing_limits import with_standing_limits
from cpm_desktop.services.desk import Desk


def add_child(desk: Desk, child: Child) -> str:
    """Add a child to the caseload; the child stands first among the people of the file.

    Returns:
        The id of the child and of the file.

    Raises:
        InvalidDetail: there is neither a name nor an expected birth.
    """
    if not child.name.strip() and child.expected_birth is None:
        message = (
            "Give the child’s name. A child who is not born yet needs an expected date of birth instead."
        )
        raise InvalidDetail(message)
    identifier = child.id or new_identifier()
    child = dataclasses.replace(child, id=identifier, position=1)
    people: tuple[Person, ...] = ()
    if child.name:
        people = (
            Person(
                id=new_identifier(),
                position=1,
                name=child.name,
                role="Child",
                role_id="child",
                copy_kind=CopyKind.CHILD,
                is_child=True,
            ),
        )
    _, queued = desk.store.create(ChildFile(id=identifier, child=child, people=people))
    desk.wait(queued.saved)
    return identifier


def create_meeting(desk: Desk, meeting: Meeting) -> None:
    """Keep a new meeting, with the limits on its people that stand on the children's files, and its form's text."""
    children = (meeting.facts.child_id, *meeting.facts.siblings)
    standing = [limit for child in children for limit in desk.child(child).value.limits]
    meeting = with_standing_limits(meeting, {person.id for person in meeting.attendees}, standing)
    form = desk.form_of(meeting)
    desk.wait(desk.store.keep_form(form.id, form.version, form.hash, canonical_form_text(form)))
    _, queued = desk.store.create(meeting)
    desk.wait(queued.saved)
