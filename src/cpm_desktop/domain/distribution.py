"""Who may have a record whose reach its form limits, and by whose leave.

Rules: after.distribute-legal, after.distribute-final-care-plan. What is not known counts against a copy: somebody
whose role nobody can tell is taken for a party until the role is said or leave is recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.forms import Distribution, Form, Reach, RoleGroup, RoleName
from cpm_desktop.domain.handover import Permission
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.participation import HOLDS_RESPONSIBILITY, PARENT_ROLES
from cpm_desktop.domain.roles import find_role, is_of_authority, named_roles, role_id_of
from cpm_desktop.domain.typography import listed

CHAIR = "chair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Whether somebody may have a record, and how much of it.

    Attributes:
        is_allowed: they may.
        sentence: why they may not, and what to do; empty where they may.
        sections: ids of the agenda items that they may have; empty for all of them, but for the advice.
        includes_advice: the legal advice is among them.
    """

    is_allowed: bool
    sentence: str = ""
    sections: tuple[str, ...] = ()
    includes_advice: bool = False

    def allows_item(self, identifier: str, *, is_advice: bool = False) -> bool:
        """Tell whether they may have what stands under an agenda item."""
        if not self.is_allowed:
            return False
        if identifier in self.sections:
            return True
        return self.includes_advice if is_advice else not self.sections


def is_limited(form: Form) -> bool:
    """Tell whether not everybody may be given a record of this kind without leave."""
    return form.distribution.reach is not Reach.EVERYBODY


def has_advice(form: Form) -> bool:
    """Tell whether a record of this kind holds legal advice in items of its own."""
    return any(item.is_advice for item in form.agenda)


def advice_items(form: Form) -> frozenset[str]:
    """Return the ids of the items that hold legal advice."""
    return frozenset(item.id for item in form.agenda if item.is_advice)


def is_party(person: Attendee, form: Form, roles: Mapping[str, RoleName]) -> bool:
    """Tell whether a person is a party, or likely party, to proceedings (after.distribute-legal).

    The child, parents, holders of parental responsibility, the roles that the form names, whoever is marked so,
    whoever has neither a role that the procedure knows nor an agency, and whose words name somebody who acts for one.
    """
    role = role_id_of(person, roles)
    return (
        person.is_child
        or person.is_party
        or person.parental_responsibility in HOLDS_RESPONSIBILITY
        or role in PARENT_ROLES
        or role in form.distribution.parties
        or not (role or person.agency.strip())
        or _acts_for_party(person, form, roles)
    )


def _acts_for_party(person: Attendee, form: Form, roles: Mapping[str, RoleName]) -> bool:
    """Tell whether a party's representative is named anywhere in somebody's role, or, with none known, in the agency.

    A role that was chosen, and does not come from the words, holds as it is.
    """
    by_words = find_role(roles, person.role)
    if person.role_id and person.role_id != by_words:
        return False
    named = named_roles(roles, person.role if by_words else f"{person.role} | {person.agency}")
    representing = (role for role in form.distribution.parties if role in roles)
    return any(role in named for role in representing if roles[role].group == RoleGroup.PROFESSIONAL)


def needs_leave(person: Attendee, form: Form, roles: Mapping[str, RoleName]) -> bool:
    """Tell whether a person may have a record of this kind only by a recorded permission."""
    match form.distribution.reach:
        case Reach.EVERYBODY:
            return False
        case Reach.NOT_PARTIES:
            return is_party(person, form, roles)
        case Reach.AUTHORITY:  # pragma: no branch - there is no fourth
            return is_party(person, form, roles) or not is_of_authority(person, roles)


def is_granted(permission: Permission, meeting: Meeting, distribution: Distribution) -> bool:
    """Tell whether one permission stands: given by somebody who may, for one person, with day, reason and advice.

    "Chair" stands for this meeting's own chair, by name.
    """
    role = permission.granted_by_role
    chair = meeting.attendee(meeting.facts.chair)
    is_chairs_own = chair is not None and chair.name.strip() == permission.granted_by.strip()
    return (
        permission.withdrawn_on is None
        and permission.granted_on is not None
        and permission.adviser_consulted is not None
        and bool(permission.recipient and permission.granted_by.strip() and permission.why.strip())
        and role in distribution.permitted_by
        and (role != CHAIR or is_chairs_own)
    )


def leave_given(meeting: Meeting, form: Form, recipient: str) -> Leave:
    """Return what the permissions recorded for one recipient come to.

    Where the form wants all of those who may permit it, what each of them allows has to be allowed by all.

    Args:
        meeting: with its permissions.
        form: the kind of meeting.
        recipient: attendee id; for a release, the id of what is released.
    """
    distribution = form.distribution
    standing = [
        permission
        for permission in meeting.permissions
        if permission.recipient == recipient and is_granted(permission, meeting, distribution)
    ]
    if distribution.needs_all:
        return _agreed_by_all(standing, distribution.permitted_by)
    if not standing:
        return Leave(is_allowed=False)
    return _joined(standing)


def _joined(standing: list[Permission]) -> Leave:
    is_whole = any(not permission.sections for permission in standing)
    named = dict.fromkeys(section for permission in standing for section in permission.sections)
    return Leave(
        is_allowed=True,
        sections=() if is_whole else tuple(named),
        includes_advice=any(permission.includes_advice for permission in standing),
    )


def _agreed_by_all(standing: list[Permission], wanted: tuple[str, ...]) -> Leave:
    by_role = [
        _joined(given)
        for role in wanted
        if (given := [each for each in standing if each.granted_by_role == role])
    ]
    if not wanted or len(by_role) < len(wanted):
        return Leave(is_allowed=False)
    limits = [leave.sections for leave in by_role if leave.sections]
    common = (
        tuple(section for section in limits[0] if all(section in limit for limit in limits)) if limits else ()
    )
    if limits and not common:
        return Leave(is_allowed=False)
    return Leave(
        is_allowed=True,
        sections=common,
        includes_advice=all(leave.includes_advice for leave in by_role),
    )


def may_have(meeting: Meeting, form: Form, person: Attendee, roles: Mapping[str, RoleName]) -> Leave:
    """Return whether a person may have the record (after.distribute-legal, after.distribute-final-care-plan).

    Args:
        meeting: the record, with its permissions and what was planned for each copy.
        form: the kind of meeting.
        person: of the meeting.
        roles: the roles of the procedure.
    """
    if needs_leave(person, form, roles):
        given = leave_given(meeting, form, person.id)
        return given if given.is_allowed else Leave(is_allowed=False, sentence=_refusal(person, form, roles))
    wanted = next((plan.includes_advice for plan in meeting.copies if plan.id == person.id), None)
    is_own = is_of_authority(person, roles)
    return Leave(is_allowed=True, includes_advice=wanted is True or (is_own and wanted is None))


def advice_is_undecided(
    meeting: Meeting, form: Form, person: Attendee, roles: Mapping[str, RoleName]
) -> bool:
    """Tell whether the chair still has to say if the advice is in this person's copy (after.distribute-legal)."""
    if not form.distribution.asks_about_advice or not has_advice(form):
        return False
    if is_of_authority(person, roles) or needs_leave(person, form, roles):
        return False
    return all(plan.includes_advice is None for plan in meeting.copies if plan.id == person.id)


def scope_of(meeting: Meeting, form: Form, person: Attendee, roles: Mapping[str, RoleName]) -> str:
    """Return what of a limited record somebody may have, to be told from what an older copy held; empty for others."""
    if not (is_limited(form) or has_advice(form)):
        return ""
    leave = may_have(meeting, form, person, roles)
    if not leave.is_allowed:
        return "nothing"
    parts = (*(leave.sections or ("all",)), "with advice" if leave.includes_advice else "without advice")
    return ", ".join(parts)


def who_permits(form: Form, roles: Mapping[str, RoleName]) -> str:
    """Return who may permit a copy, in words: "the chair or the director of children’s services"."""
    names = [
        "the chair" if role == CHAIR else f"the {_lower_first(roles[role].name) if role in roles else role}"
        for role in form.distribution.permitted_by
    ]
    if not names:
        return "nobody"
    return listed(names, "and" if form.distribution.needs_all else "or")


def they_permit(form: Form, roles: Mapping[str, RoleName]) -> str:
    """Return "the chair permits it", or "the chair and the legal adviser permit it"."""
    are_several = form.distribution.needs_all and len(form.distribution.permitted_by) > 1
    return f"{who_permits(form, roles)} {'permit' if are_several else 'permits'} it"


def _refusal(person: Attendee, form: Form, roles: Mapping[str, RoleName]) -> str:
    name = person.name or "This person"
    if form.distribution.reach is Reach.AUTHORITY and not is_party(person, form, roles):
        why = f"{name} is not from the authority, and this record stays with it."
    elif not (role_id_of(person, roles) or person.is_child or person.is_party):
        why = f"Nobody has said what {name}’s role is, and this record may not reach a party."
    else:
        why = f"{name} is a party, or a likely party, and this record may not reach them."
    if not form.distribution.permitted_by:
        return why
    return f"{why} First record that {they_permit(form, roles)}, when, why, and which sections."


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
