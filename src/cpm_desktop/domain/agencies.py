"""Which agency a person speaks for; family and carers speak for none (kind.care-planning-is-multi-agency)."""

from collections.abc import Mapping

from cpm_desktop.domain.attendance import Attendee, took_part
from cpm_desktop.domain.forms import RoleGroup, RoleName
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.roles import AROUND_THE_CHILD, group_of

_UNNAMED_AUTHORITY = "The authority"


def agency_of(person: Attendee, meeting: Meeting, roles: Mapping[str, RoleName]) -> str:
    """Return the name of the agency that a person speaks for; empty for family, carers and who has none.

    Somebody in a role of the authority who names no agency, or the authority or its service as theirs, speaks for
    the authority, so that two ways of writing it are not two agencies. A professional who names none speaks for one
    that is called like the role.
    """
    group = group_of(person, roles)
    if person.is_child or group in AROUND_THE_CHILD:
        return ""
    named, facts = person.agency.strip(), meeting.facts
    authority = facts.authority.strip() or facts.service.strip() or _UNNAMED_AUTHORITY
    own_names = [name.casefold() for name in (facts.authority.strip(), facts.service.strip()) if name]
    if group == RoleGroup.AUTHORITY and (not named or any(name in named.casefold() for name in own_names)):
        return authority
    if named.casefold() in own_names:
        return authority
    return named or (person.role.strip() if group == RoleGroup.PROFESSIONAL else "")


def agencies_present(meeting: Meeting, roles: Mapping[str, RoleName]) -> tuple[str, ...]:
    """Return the agencies whose people took part, each once, in the order of the list of people."""
    found: dict[str, str] = {}
    for person in meeting.attendees:
        agency = agency_of(person, meeting, roles)
        if agency and took_part(meeting.attendance, person.id):
            found.setdefault(agency.casefold(), agency)
    return tuple(found.values())
