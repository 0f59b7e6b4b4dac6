"""Everybody's copy of a signed record: which, who may have it, and when it was sent."""

import datetime as dt
from dataclasses import dataclass, replace

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.copies_progress import copy_plan_of, missing_always
from cpm_desktop.domain.distribution import (
    has_advice,
    may_have,
    needs_leave,
    scope_of,
)
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.expected_roles import name_of_roles
from cpm_desktop.domain.handover import CopyPlan, SignedDocument
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import PrivilegedRecord
from cpm_desktop.domain.roles import is_of_authority
from cpm_desktop.services.copy_making import document_of, drawn_from
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.following_up import require_approval
from cpm_desktop.services.left_out import passages_left_out, reader_for

GROUPS = (
    (CopyKind.PROFESSIONAL, "Full record"),
    (CopyKind.FAMILY, "Family copies"),
    (CopyKind.CHILD, "Child’s copy"),
    (CopyKind.UNDECIDED, "Not decided yet"),
    (CopyKind.NONE, "No copy"),
)


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One person's copy.

    Attributes:
        attendee_id: whose.
        name: their name.
        role: their role, with the agency where they have one.
        plan: which copy, decided by whom, and when it was sent.
        withheld: how many passages somebody chose to keep off it.
        document: the signed file as it would be made now, once it was.
        is_outdated: a copy was sent, and what they may see, or which copy they get, has changed since.
        refusal: why they may not have the record, and what to do; empty where they may.
        asks_about_advice: the chair decides whether the legal advice is in this copy (after.distribute-legal).
        includes_advice: it is.
    """

    attendee_id: str
    name: str
    role: str
    plan: CopyPlan
    withheld: int
    document: SignedDocument | None
    refusal: str = ""
    asks_about_advice: bool = False
    includes_advice: bool = False
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """The people who get one kind of copy.

    Attributes:
        copy_kind: which.
        title: as the screen calls it.
        lines: the unsent first.
    """

    copy_kind: CopyKind
    title: str
    lines: tuple[CopyLine, ...]


def copy_groups(desk: Desk, meeting_id: str) -> tuple[CopyGroup, ...]:
    """Return everybody's copy, grouped by kind; empty groups are left out (after.copy-for-each-reader)."""
    meeting = desk.meeting(meeting_id).value
    groups = []
    for kind, title in GROUPS:
        people = [person for person in meeting.attendees if _kind_of(desk, meeting, person) is kind]
        lines = sorted(
            (_line(desk, meeting, person) for person in people),
            key=lambda line: line.plan.sent_on is not None,
        )
        if lines:
            groups.append(CopyGroup(kind, title, tuple(lines)))
    return tuple(groups)


def _kind_of(desk: Desk, meeting: Meeting, person: Attendee) -> CopyKind:
    """Return which copy somebody gets: none where a limited record may not reach them, whatever was planned before."""
    is_allowed = may_have(meeting, desk.form_of(meeting), person, desk.procedure.roles).is_allowed
    return copy_plan_of(meeting, person).copy_kind if is_allowed else CopyKind.NONE


def _line(desk: Desk, meeting: Meeting, person: Attendee) -> CopyLine:
    plan, form, roles = copy_plan_of(meeting, person), desk.form_of(meeting), desk.procedure.roles
    role = ", ".join(part for part in (person.role, person.agency) if part)
    leave = may_have(meeting, form, person, roles)
    if not leave.is_allowed:
        return CopyLine(person.id, person.name, role, plan, 0, None, refusal=leave.sentence)
    left = passages_left_out(desk, meeting, person, plan.copy_kind)
    withheld = sum(thing.is_withheld() for thing in left)
    scope = scope_of(meeting, form, person, roles)
    document = _current(desk, meeting, person, plan, scope)
    asks = form.distribution.asks_about_advice and has_advice(form)
    is_asked = asks and not (is_of_authority(person, roles) or needs_leave(person, form, roles))
    return CopyLine(
        person.id,
        person.name,
        role,
        plan,
        withheld,
        document,
        asks_about_advice=is_asked,
        includes_advice=has_advice(form) and leave.includes_advice,
        is_outdated=_is_outdated(meeting, plan, document),
    )


def _current(
    desk: Desk, meeting: Meeting, person: Attendee, plan: CopyPlan, scope: str
) -> SignedDocument | None:
    """Return a person's signed file where it holds just what they may see now."""
    if plan.copy_kind in (CopyKind.NONE, CopyKind.UNDECIDED) or not _documents_of(meeting, person.id):
        return None
    reader = reader_for(person, plan.copy_kind)
    return document_of(meeting, reader, drawn_from(desk, meeting, reader), scope)


def _documents_of(meeting: Meeting, attendee_id: str) -> tuple[SignedDocument, ...]:
    return tuple(document for document in meeting.documents if document.recipient == attendee_id)


def _is_outdated(meeting: Meeting, plan: CopyPlan, current: SignedDocument | None) -> bool:
    sent = next((each for each in _documents_of(meeting, plan.id) if each.number == plan.sent_number), None)
    if sent is None or not plan.sent_number or plan.sent_on is None:
        return False
    return current is None or current.drawn_from != sent.drawn_from


def document_for(
    meeting: Meeting, recipient: str, reader: str = "", scope: str | None = None
) -> SignedDocument | None:
    """Return the signed file made last for a recipient, or for the file (empty recipient).

    Where `reader` or `scope` is given, only one made for that kind of reader, or that holds so much of a limited
    record: what was decided may have changed since.
    """
    fitting = (
        document
        for document in reversed(meeting.documents)
        if document.recipient == recipient
        and reader in ("", document.reader)
        and scope in (None, document.scope)
    )
    return next(fitting, None)


def decide_copy(
    desk: Desk, meeting_id: str, attendee_id: str, copy_kind: CopyKind, reason: str = ""
) -> Edited | None:
    """Decide which copy a person gets; withholding it needs a reason.

    Raises:
        InvalidDetail: a copy is withheld without a reason, or from the last of those who always get one.
        PrivilegedRecord: the record may not reach this person.
    """
    if copy_kind is CopyKind.NONE and not reason.strip():
        message = "Say why this person gets no copy. The reason stands on the file copy only."
        raise InvalidDetail(message)
    if copy_kind in (CopyKind.NONE, CopyKind.UNDECIDED):
        _refuse_forgetting(desk, meeting_id, attendee_id)
    else:
        require_leave(desk, meeting_id, attendee_id)
    decided_by = desk.workplace().value.worker.name
    return _put_plan(desk, meeting_id, attendee_id, copy_kind=copy_kind, reason=reason, decided_by=decided_by)


def mark_sent(
    desk: Desk, meeting_id: str, attendee_id: str, on: dt.date | None, channel: str = ""
) -> Edited | None:
    """Note when and how a copy was sent or told, with the number of the one made last; None takes that back.

    Raises:
        PrivilegedRecord: the record may not reach this person.
        NotApprovedYet: the authority wants it approved first.
    """
    if on is not None:
        require_leave(desk, meeting_id, attendee_id)
        require_approval(desk, meeting_id)
    held = desk.meeting(meeting_id).value
    number = max((each.number for each in _documents_of(held, attendee_id)), default=0) if on else 0
    return _put_plan(desk, meeting_id, attendee_id, sent_on=on, channel=channel, sent_number=number)


def _put_plan(desk: Desk, meeting_id: str, attendee_id: str, **details: object) -> Edited | None:
    editing = desk.meeting(meeting_id)
    person = editing.value.attendee(attendee_id)
    if person is None:
        message = "This person is not on the list of this meeting."
        raise InvalidDetail(message)
    plan = replace(copy_plan_of(editing.value, person), **details)  # type: ignore[arg-type]  # callers name known fields
    return editing.perform(Put(entity=plan))


def require_leave(desk: Desk, meeting_id: str, attendee_id: str) -> None:
    """Refuse whatever would bring a limited record to somebody who may not have it.

    Raises:
        PrivilegedRecord: they may not.
    """
    meeting = desk.meeting(meeting_id).value
    person = meeting.attendee(attendee_id)
    if person is None:
        return
    leave = may_have(meeting, desk.form_of(meeting), person, desk.procedure.roles)
    if not leave.is_allowed:
        raise PrivilegedRecord(leave.sentence)


def _refuse_forgetting(desk: Desk, meeting_id: str, attendee_id: str) -> None:
    """Refuse to leave out the last person of a role that stands on the list always (after.distribute-care-team).

    Raises:
        InvalidDetail: they are.
    """
    meeting = desk.meeting(meeting_id).value
    without = tuple(person for person in meeting.attendees if person.id != attendee_id)
    form, roles = desk.form_of(meeting), desk.procedure.roles
    before = missing_always(meeting, form, roles)
    lost = set(missing_always(replace(meeting, attendees=without), form, roles)) - set(before)
    if lost:
        who = name_of_roles(next(iter(lost)), roles)
        message = f"The {who[:1].lower()}{who[1:]} gets every record of this kind, and nobody else on the list does."
        raise InvalidDetail(f"{message} Give somebody else with that role a copy first.")
