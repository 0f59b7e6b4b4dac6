"""Whose part in the meeting is recorded: the child's and each parent's (attend.family-as-partners)."""

from collections.abc import Mapping

from cpm_desktop.domain.attendance import Attendee, Participation
from cpm_desktop.domain.child import ParentalResponsibility
from cpm_desktop.domain.forms import RoleGroup, RoleName
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.roles import group_of, role_id_of

PARENT_ROLES = frozenset({"mother", "father", "parent"})
HOLDS_RESPONSIBILITY = frozenset({ParentalResponsibility.YES, ParentalResponsibility.LIMITED})
# These answers say little without a word more: the reason, or who interpreted.
NEEDS_NOTE = frozenset({Participation.NOT_ASKED, Participation.INTERPRETER})


def is_parent(person: Attendee, roles: Mapping[str, RoleName]) -> bool:
    """Tell whether a person is asked like a parent: a parent, with or without responsibility, or family holding it."""
    if person.is_child:
        return False
    if role_id_of(person, roles) in PARENT_ROLES:
        return True
    is_family = group_of(person, roles) == RoleGroup.FAMILY
    return is_family and person.parental_responsibility in HOLDS_RESPONSIBILITY


def partners_of(meeting: Meeting, roles: Mapping[str, RoleName]) -> tuple[Attendee, ...]:
    """Return the child and each parent at or around the meeting, the child first."""
    people = [person for person in meeting.attendees if not person.has_left]
    children = [person for person in people if person.is_child]
    return (*children, *(person for person in people if is_parent(person, roles)))
