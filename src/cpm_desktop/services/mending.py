"""Settling in place what a record owes with what was entered in its field."""

import datetime as dt
from dataclasses import replace

from cpm_desktop.domain.aggregate import entities_of
from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Participation, Presence
from cpm_desktop.domain.captures import (
    Decision,
    Disclosure,
    Note,
    Sharing,
    Status,
    View,
)
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Put, Record, change
from cpm_desktop.domain.conditions import NO, YES
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.entity import Entity, new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import CopyPlan
from cpm_desktop.domain.meeting import (
    AgendaProgress,
    Answer,
    CarriedItem,
    NextMeeting,
    Paper,
    PaperState,
)
from cpm_desktop.domain.readiness import Debt, Mend
from cpm_desktop.services.capturing import choose_matter
from cpm_desktop.services.care_team import write_member
from cpm_desktop.services.closing import give_reason
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.item_work import (
    answer,
    leave_out,
    next_meeting_of,
    note_no_disagreement,
    note_no_unmet_need,
    review_carried,
    set_next_meeting,
)
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.mend_fields import takes_reason

Value = str | bool | dt.date | dt.time | tuple[str, ...]


def mend(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    """Settle a debt with what was entered in its field.

    Raises:
        InvalidDetail: nothing was entered, or it is not what the field takes.
    """
    if (isinstance(value, str) and not value.strip()) or value == ():
        message = "Fill this in first, or leave it for later."
        raise InvalidDetail(message)
    if takes_reason(debt):
        give_reason(desk, meeting_id, debt, str(value))
        return
    settle = {
        AgendaProgress.kind: _settle_item,
        Answer.kind: _settle_answer,
        Attendee.kind: _settle_attendee,
        CarriedItem.kind: _settle_carried,
        NextMeeting.kind: _settle_next_meeting,
        CopyPlan.kind: _settle_copy,
        Paper.kind: _settle_paper,
        Disclosure.kind: _settle_disclosure,
        Decision.kind: _settle_decision,
    }.get(debt.place.entity_kind, _settle_detail)
    settle(desk, meeting_id, debt, value)


def _settle_item(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    if debt.place.field == "no_disagreement_at":
        note_no_disagreement(desk, meeting_id, debt.place.item, is_none=True)
    elif debt.place.field == "no_unmet_need_at":
        note_no_unmet_need(desk, meeting_id, debt.place.item, is_none=True)
    else:
        leave_out(desk, meeting_id, debt.place.item, str(value))


def _settle_answer(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    place = debt.place
    subject = place.id.removeprefix(f"{place.item}.{place.field}").removeprefix(".")
    if debt.mend is Mend.ADD_NOTE:
        held = next((one for one in desk.meeting(meeting_id).value.answers if one.id == place.id), None)
        given = held.value if held is not None else ""
        answer(desk, meeting_id, place.item, place.field, given, subject, note=str(value))
    else:
        answer(desk, meeting_id, place.item, place.field, _as_answer(value), subject)


def _as_answer(value: Value) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _settle_paper(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    editing, place = desk.meeting(meeting_id), debt.place
    # A paper that came to be required while the meeting went on is not on the list yet; its title names it then.
    paper = next((one for one in editing.value.papers if one.id == place.id), None)
    paper = paper or Paper(id=new_identifier(), title=place.id)
    if place.field == "state":
        keep(editing, replace(paper, state=PaperState(str(value))))
    else:
        keep(editing, _with_detail(paper, place.field, value))


def _settle_disclosure(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    told_at = value
    if isinstance(value, dt.datetime):
        told_at = desk.moment(value.date(), value.time())
    _settle_detail(desk, meeting_id, debt, told_at)


def _settle_decision(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    decision = next(
        (one for one in desk.meeting(meeting_id).value.decisions if one.id == debt.place.id), None
    )
    if decision is None:
        _settle_detail(desk, meeting_id, debt, value)
    elif debt.mend is Mend.MAKE_RECOMMENDATION:
        choose_matter(desk, meeting_id, decision.id, decision.matter)
    elif debt.place.field == "matter":
        choose_matter(desk, meeting_id, decision.id, str(value))
    else:
        _settle_detail(desk, meeting_id, debt, value)


def _settle_attendee(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    editing = desk.meeting(meeting_id)
    if debt.mend is Mend.NAME_CARE_TEAM and isinstance(value, tuple):
        for member in editing.value.attendees:
            if member.id in value:
                keep(editing, replace(member, is_care_team_member=True))
                write_member(desk, meeting_id, member.id)
        return
    person = editing.value.attendee(debt.place.id)
    if person is None:
        message = "This person is no longer on the list."
        raise InvalidDetail(message)
    if not debt.place.field:
        # Said afterwards, it holds for the whole meeting.
        at = editing.value.facts.started_at or desk.now()
        event = AttendanceEvent(id=new_identifier(), who=person.id, presence=Presence(str(value)), at=at)
        editing.perform(Record(entity=event))
    elif debt.place.field == "participation":
        keep(editing, replace(person, participation=Participation(str(value))))
    else:
        details: dict[str, str] = {debt.place.field: str(value)}
        keep(editing, replace(person, **details))  # type: ignore[arg-type]  # a text detail
        write_member(desk, meeting_id, person.id)


def _settle_carried(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    review_carried(desk, meeting_id, debt.place.id, status=Status(str(value)))


def _settle_next_meeting(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    details: dict[str, Value] = {debt.place.field: value}
    planned = replace(next_meeting_of(desk.meeting(meeting_id).value), **details)  # type: ignore[arg-type]  # as the field asked
    set_next_meeting(desk, meeting_id, planned)


def _settle_copy(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    editing = desk.meeting(meeting_id)
    person = editing.value.attendee(debt.place.id)
    if person is None:
        return
    plan, by = copy_plan_of(editing.value, person), desk.workplace().value.worker.name
    if debt.place.field == "reason":
        plan = replace(plan, reason=str(value), decided_by=by)
    else:
        plan = replace(plan, copy_kind=CopyKind(str(value)), decided_by=by)
    editing.perform(Put(entity=plan))


def _settle_detail(desk: Desk, meeting_id: str, debt: Debt, value: Value) -> None:
    editing, place = desk.meeting(meeting_id), debt.place
    thing = next(
        (each for each in entities_of(editing.value, place.entity_kind) if each.id == place.id), None
    )
    if thing is None:
        message = "This is no longer there; it may have been taken back."
        raise InvalidDetail(message)
    if isinstance(thing, Note):
        editing.perform(change(thing, is_prepared=False))
    else:
        keep(editing, _with_detail(thing, place.field, value))


def _with_detail(thing: Entity, field: str, value: Value) -> Entity:
    if isinstance(thing, View) and field == "sharing":
        return replace(thing, sharing=Sharing(str(value)))
    if field == "asked":
        details: dict[str, object] = {
            field: tuple(part.strip() for part in str(value).split(",") if part.strip())
        }
    else:
        details = {field: value}
    return replace(thing, **details)  # type: ignore[arg-type]  # as the field asked
