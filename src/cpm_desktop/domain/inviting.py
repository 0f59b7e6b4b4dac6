"""Whom a new meeting has on its list, and whom of them it invites, as its form says."""

import dataclasses
from collections.abc import Iterable, Mapping

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.forms import AskedFor, Form, Invites, ItemPart, RoleName
from cpm_desktop.domain.participation import is_parent
from cpm_desktop.domain.people import attendee_from
from cpm_desktop.domain.roles import AROUND_THE_CHILD, group_of, is_of_authority


def people_for(form: Form, people: Iterable[Person], roles: Mapping[str, RoleName]) -> tuple[Attendee, ...]:
    """Return who stands on a new meeting's list, each invited or not (attend.care-team, attend.legal).

    The network is invited as a whole. A care team's meeting invites its members; where none are named, the network;
    child, family and carers stand on its list in any case, so that how each takes part is recorded. A meeting of
    the authority invites its own people only: the child and the parents stand on its list uninvited where its form
    asks about each of them, and nobody else from outside does.

    Args:
        form: the kind of meeting.
        people: the child's network, the child included.
        roles: the roles of the procedure.
    """
    around = [person for person in people if not person.has_left]
    only_copy = {expected.role for expected in form.expected if expected.gets_copy}
    has_team = any(person.is_care_team_member for person in around)
    found = []
    for person in around:
        is_invited = person.role_id not in only_copy
        if form.invites is Invites.AUTHORITY:
            is_invited = is_invited and is_of_authority(person, roles)
        elif form.invites is Invites.CARE_TEAM and has_team:
            is_invited = person.is_care_team_member
        attendee = attendee_from(person, is_invited=is_invited)
        if is_invited or _is_on_list(form, attendee, roles, only_copy):
            found.append(attendee)
    return tuple(dataclasses.replace(each, position=place) for place, each in enumerate(found, start=1))


def not_invited_by(form: Form, people: Iterable[Attendee], roles: Mapping[str, RoleName]) -> tuple[str, ...]:
    """Return the ids of those invited whom a meeting of this kind does not invite by itself."""
    if form.invites is not Invites.AUTHORITY:
        return ()
    return tuple(person.id for person in people if person.is_invited and not is_of_authority(person, roles))


def _is_on_list(form: Form, person: Attendee, roles: Mapping[str, RoleName], only_copy: set[str]) -> bool:
    if form.invites is Invites.AUTHORITY:
        if person.is_child:
            return _considers(form, AskedFor.CHILD, ItemPart.CHILD_VIEWS)
        if is_parent(person, roles):
            return _considers(form, AskedFor.EACH_PARENT, ItemPart.FAMILY_VIEWS)
        return is_of_authority(person, roles) and person.role_id in only_copy
    if form.invites is Invites.CARE_TEAM:
        group = group_of(person, roles)
        return person.is_child or group in AROUND_THE_CHILD or person.role_id in only_copy
    return True


def _considers(form: Form, asked_for: AskedFor, part: ItemPart) -> bool:
    """Tell whether a form asks about the child or the parents, or has an item for their views."""
    return any(
        item.part is part or any(question.asked_for is asked_for for question in item.questions)
        for item in form.agenda
    )
