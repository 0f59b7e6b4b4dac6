"""Which roles a form expects at a meeting, who fills them, and which stay empty."""

from collections.abc import Mapping
from dataclasses import dataclass

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.forms import ExpectedRole, Form, RoleName
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.roles import role_id_of, satisfies
from cpm_desktop.domain.situation import Situation, situation_of

_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class RoleFilled:
    """An expected role and who fills it.

    Attributes:
        expected: as the form says it.
        name: the role in words; several that will do are joined by "or".
        people: those who fill it, invited or getting a copy.
    """

    expected: ExpectedRole
    name: str
    people: tuple[Attendee, ...]

    def is_missing(self) -> bool:
        """Tell whether nobody fills it."""
        return not self.people


def roles_expected(form: Form, meeting: Meeting, roles: Mapping[str, RoleName]) -> tuple[RoleFilled, ...]:
    """Return the roles that a form expects for this child on the meeting's day, each with who fills it.

    Where the meeting holds no child yet, or has no day, conditions on the child are left out of account.
    """
    people = [(person, role_id_of(person, roles)) for person in meeting.attendees if not person.has_left]
    situation = situation_of(meeting)
    found = []
    for expected in form.expected:
        if not _applies(expected, meeting, situation):
            continue
        fitting = tuple(person for person, role in people if _fits(expected, person, role))
        found.append(RoleFilled(expected, name_of_roles(expected.role, roles), fitting))
    return tuple(found)


def name_of_roles(wanted: str, roles: Mapping[str, RoleName]) -> str:
    """Return a role in words; of several that will do the first two are named."""
    names = [roles[role].name if role in roles else role for role in wanted.split("|")]
    named = [names[0], *(name[:1].lower() + name[1:] for name in names[1:_MOST_NAMED])]
    words = " or ".join(named)
    return words if len(names) <= _MOST_NAMED else f"{words}, or the like"


def _fits(expected: ExpectedRole, person: Attendee, role: str) -> bool:
    if not satisfies(expected.role, role) and not (person.is_child and satisfies(expected.role, "child")):
        return False
    return person.is_invited or expected.gets_copy


def _applies(expected: ExpectedRole, meeting: Meeting, situation: Situation) -> bool:
    if not meeting.children or meeting.facts.date is None:
        return True
    return situation.holds(expected.when)
