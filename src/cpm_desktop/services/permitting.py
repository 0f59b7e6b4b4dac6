"""Leave for one named person to have a limited record, and for one thing of an isolated record to appear elsewhere."""

import datetime as dt
from dataclasses import dataclass, replace

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Put, Record, Withdraw
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.distribution import (
    CHAIR,
    is_granted,
    is_limited,
    leave_given,
    needs_leave,
    they_permit,
    who_permits,
)
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import CopyPlan, Permission, Release
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import PrivilegedRecord
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLeave:
    """Who permitted something, as it is entered.

    Attributes:
        role: id of the role in which they permit it; "chair" for this meeting's chair.
        by: their name; for the chair it is known.
        on: the day.
        why: why.
        adviser_consulted: whether the legal adviser was consulted; None while not answered.
        sections: ids of the agenda items that may be had; empty for all but the advice.
        includes_advice: the legal advice is among them.
    """

    role: str
    by: str = ""
    on: dt.date | None = None
    why: str = ""
    adviser_consulted: bool | None = None
    sections: tuple[str, ...] = ()
    includes_advice: bool = False


@dataclass(frozen=True, slots=True)
class Releasable:
    """Something of an isolated record that may be released.

    Attributes:
        id: its permanent id.
        what: "Action", "Unmet need", "Proposal to the review", "Different view".
        text: as it stands in the record.
        release: how it was released; None while it was not.
        due: the day by which it is to be done; None where it has none.
    """

    id: str
    what: str
    text: str
    release: Release | None
    due: dt.date | None = None


def who_may_permit(desk: Desk, meeting_id: str) -> tuple[tuple[str, str], ...]:
    """Return the roles that may permit a copy, as id and name; nothing where no leave is needed."""
    form = desk.form_of(desk.meeting(meeting_id).value)
    if not is_limited(form):
        return ()
    roles = desk.procedure.roles
    return tuple(
        (role, "Chair of this meeting" if role == CHAIR else roles[role].name if role in roles else role)
        for role in form.distribution.permitted_by
    )


def record_permission(desk: Desk, meeting_id: str, attendee_id: str, given: GivenLeave) -> Permission:
    """Record that one named person may have the record (after.distribute-legal, after.distribute-final-care-plan).

    Raises:
        InvalidDetail: no leave is needed, or a part of it is missing.
        PrivilegedRecord: whoever gave it may not give it.
    """
    meeting = desk.meeting(meeting_id).value
    person = meeting.attendee(attendee_id)
    if person is None:
        message = "This person is not on the list of this meeting."
        raise InvalidDetail(message)
    if not needs_leave(person, desk.form_of(meeting), desk.procedure.roles):
        message = f"{person.name} may have this record without anybody’s leave."
        raise InvalidDetail(message)
    return _recorded(desk, meeting, attendee_id, person.name, given)


def withdraw_permission(desk: Desk, meeting_id: str, permission_id: str) -> Edited | None:
    """Take leave back; whoever had it by this alone can no longer be given anything of the record."""
    editing = desk.meeting(meeting_id)
    held = next((each for each in editing.value.permissions if each.id == permission_id), None)
    if held is None or held.withdrawn_on is not None:
        return None
    edited = editing.perform(Put(entity=replace(held, withdrawn_on=desk.today())))
    withhold_unpermitted(desk, meeting_id)
    return edited


def permissions_for(meeting: Meeting, recipient: str) -> tuple[Permission, ...]:
    """Return what was recorded for one recipient, those that stand first."""
    found = (each for each in meeting.permissions if each.recipient == recipient)
    return tuple(sorted(found, key=lambda each: each.withdrawn_on is not None))


def decide_advice(desk: Desk, meeting_id: str, attendee_id: str, *, is_included: bool) -> Edited | None:
    """Say whether the legal advice is in somebody's copy; the chair decides it (after.distribute-legal).

    Raises:
        PrivilegedRecord: what this person may have follows from a permission, which says it.
    """
    editing = desk.meeting(meeting_id)
    person = editing.value.attendee(attendee_id)
    if person is None:
        message = "This person is not on the list of this meeting."
        raise InvalidDetail(message)
    if needs_leave(person, desk.form_of(editing.value), desk.procedure.roles):
        message = f"What {person.name} may have of the advice is said with the permission."
        raise PrivilegedRecord(message)
    plan = copy_plan_of(editing.value, person)
    return editing.perform(Put(entity=replace(plan, includes_advice=is_included)))


def withhold_unpermitted(desk: Desk, meeting_id: str) -> None:
    """Put down no copy for everybody whom a limited record may not reach, so that every list says so.

    That a copy was sent once, under a permission that was taken back since, stays told.
    """
    editing = desk.meeting(meeting_id)
    form, roles = desk.form_of(editing.value), desk.procedure.roles
    if not is_limited(form):
        return
    for person in editing.value.attendees:
        plan = copy_plan_of(editing.value, person)
        is_needed = needs_leave(person, form, roles)
        if (
            not is_needed
            or leave_given(editing.value, form, person.id).is_allowed
            or plan.sent_on is not None
        ):
            continue
        if plan.copy_kind is not CopyKind.NONE or not plan.reason:
            editing.perform(Put(entity=_no_copy(plan, who_permits(form, roles))))


def _no_copy(plan: CopyPlan, who: str) -> CopyPlan:
    reason = f"Not without the permission of {who}."
    return replace(plan, copy_kind=CopyKind.NONE, decided_by="The procedure", reason=reason)


def releasable(desk: Desk, meeting_id: str) -> tuple[Releasable, ...]:
    """Return what an isolated record keeps to itself; nothing where the record is not isolated."""
    meeting = desk.meeting(meeting_id).value
    if not desk.form_of(meeting).is_isolated:
        return ()
    released = {each.of_item: each for each in meeting.releases}
    found = [(each.id, "Action", each.text) for each in meeting.actions]
    found += [(each.id, "Unmet need", each.need) for each in meeting.unmet_needs]
    found += [
        (each.id, "Proposal to the review", each.text)
        for each in meeting.decisions
        if each.is_proposal_to_review
    ]
    found += [(each.id, "Different view", each.about) for each in meeting.disagreements]
    due = {each.id: each.due for each in meeting.actions}
    return tuple(Releasable(key, what, text, released.get(key), due.get(key)) for key, what, text in found)


def release_item(
    desk: Desk,
    meeting_id: str,
    item_id: str,
    words: str,
    given: GivenLeave | None = None,
    *,
    is_with_date: bool = False,
) -> Release:
    """Let one thing of an isolated record appear elsewhere, in words written for it (record.previous-actions).

    Args:
        desk: the desk.
        meeting_id: the isolated meeting.
        item_id: permanent id of the action, unmet need, proposal or disagreement.
        words: as it appears elsewhere.
        given: for a limited record, who permitted it; another call adds the leave of another who has to.
        is_with_date: the day by which it is to be done goes along; leave for the words alone is none for the day.

    Raises:
        InvalidDetail: there is no such thing, or the words are missing.
        PrivilegedRecord: the record is limited, and the leave for it is missing or not valid.
    """
    known = next((each for each in releasable(desk, meeting_id) if each.id == item_id), None)
    if known is None:
        message = "There is no such thing in this record, or the record keeps nothing to itself."
        raise InvalidDetail(message)
    if not words.strip():
        message = "Write the words with which it appears elsewhere."
        raise InvalidDetail(message)
    editing = desk.meeting(meeting_id)
    form = desk.form_of(editing.value)
    release = Release(
        id=known.release.id if known.release is not None else new_identifier(),
        of_item=item_id,
        words=words,
        released_by=desk.workplace().value.worker.name,
        released_on=desk.today(),
        is_with_date=is_with_date and known.due is not None,
    )
    if is_limited(form):
        if given is None:
            permitted = they_permit(form, desk.procedure.roles)
            message = f"This record is limited. First record that {permitted}, when, and why."
            raise PrivilegedRecord(message)
        permission = _recorded(desk, editing.value, item_id, release.as_permitted(), given)
        release = replace(release, permission=permission.id)
    editing.perform(Put(entity=release))
    return release


def take_release_back(desk: Desk, meeting_id: str, release_id: str) -> Edited | None:
    """Keep something to the isolated record again; what has been carried into a meeting stays there."""
    return desk.meeting(meeting_id).perform(Withdraw(entity_kind=Release.kind, id=release_id))


def _recorded(
    desk: Desk, meeting: Meeting, recipient: str, recipient_name: str, given: GivenLeave
) -> Permission:
    form = desk.form_of(meeting)
    chair = meeting.attendee(meeting.facts.chair)
    by = (chair.name if chair is not None else "") if given.role == CHAIR else given.by
    permission = Permission(
        id=new_identifier(),
        recipient=recipient,
        recipient_name=recipient_name,
        granted_by=by,
        granted_by_role=given.role,
        granted_on=given.on,
        why=given.why,
        sections=given.sections,
        includes_advice=given.includes_advice,
        adviser_consulted=given.adviser_consulted,
    )
    _refuse_incomplete(desk, permission)
    if not is_granted(permission, meeting, form.distribution):
        who = who_permits(form, desk.procedure.roles)
        message = f"Only {who} can permit this. Record whose leave it was."
        raise PrivilegedRecord(message)
    desk.meeting(meeting.id).perform(Record(entity=permission))
    return permission


def _refuse_incomplete(desk: Desk, permission: Permission) -> None:
    lacking = [
        words
        for words, is_there in (
            ("who gave it", bool(permission.granted_by.strip())),
            ("the day", permission.granted_on is not None),
            ("why", bool(permission.why.strip())),
            ("whether the legal adviser was consulted", permission.adviser_consulted is not None),
        )
        if not is_there
    ]
    if lacking:
        message = f"A permission says {', '.join(lacking)}. Fill that in; until then nothing is made."
        raise InvalidDetail(message)
    if permission.granted_on is not None and permission.granted_on > desk.today():
        message = "This day lies ahead. Give the day on which it was permitted."
        raise InvalidDetail(message)
