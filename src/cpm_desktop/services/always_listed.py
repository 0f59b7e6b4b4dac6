"""Who stands on the distribution list always and cannot be forgotten (after.distribute-care-team)."""

from dataclasses import replace

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Put, Record
from cpm_desktop.domain.copies_progress import copy_plan_of, missing_always
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.people import attendee_from
from cpm_desktop.domain.roles import role_id_of, satisfies
from cpm_desktop.services.desk import Desk

_DECIDED_BY = "The procedure"


def put_down_who_always_gets_one(desk: Desk, meeting_id: str, *, or_by_role: bool = True) -> None:
    """Put whoever always gets a copy on the list, while the record can still change.

    Somebody of the list whose copy was not decided gets one; else somebody of the child's file with that role joins
    the list; where nobody has it, the role itself stands there until it has a name.

    Args:
        desk: the desk.
        meeting_id: a meeting that is not signed.
        or_by_role: put the role itself on the list where nobody has it.
    """
    editing, roles = desk.meeting(meeting_id), desk.procedure.roles
    form = desk.form_of(editing.value)
    for wanted in missing_always(editing.value, form, roles):
        here = [each for each in editing.value.attendees if satisfies(wanted, role_id_of(each, roles))]
        undecided = [
            plan
            for each in here
            if (plan := copy_plan_of(editing.value, each)).copy_kind is CopyKind.UNDECIDED
        ]
        if undecided:
            plan = replace(undecided[0], copy_kind=CopyKind.PROFESSIONAL, decided_by=_DECIDED_BY)
            editing.perform(Put(entity=plan))
        elif not here:
            joining = _joining(desk, editing.value.facts.child_id, wanted, or_by_role=or_by_role)
            if joining is not None:
                editing.perform(Record(entity=joining))


def _joining(desk: Desk, child_id: str, wanted: str, *, or_by_role: bool) -> Attendee | None:
    roles = desk.procedure.roles
    for person in desk.child(child_id).value.people:
        attendee = attendee_from(person, is_invited=False)
        if not person.has_left and satisfies(wanted, role_id_of(attendee, roles)):
            return replace(attendee, copy_kind=CopyKind.PROFESSIONAL, copy_decided_by=_DECIDED_BY)
    if not or_by_role:
        return None
    role = wanted.partition("|")[0]
    name = roles[role].name if role in roles else role
    return Attendee(
        id=new_identifier(),
        name=name,
        role=name,
        role_id=role,
        is_invited=False,
        copy_kind=CopyKind.PROFESSIONAL,
        copy_decided_by=_DECIDED_BY,
    )
