"""The fictional child of a script, entered as a social worker would enter them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cpm_desktop.domain.captures import Action, Decision
from cpm_desktop.domain.child import (
    Child,
    CopyKind,
    EarlierMeeting,
    ParentalResponsibility,
    Person,
    Review,
)
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.roles import find_role
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.demo_script import Script, as_date
from cpm_desktop.services.desk import Desk

_DAYS = (
    "protection_plan_since",
    "assessment_started_on",
    "assessment_due_on",
    "assessment_finished_on",
    "significant_change_on",
    "filing_on",
    "court_on",
    "placement_order_on",
)


def enter_child(desk: Desk, script: Script) -> str:
    """Enter a script's child with network, reviews, earlier meetings and what is open.

    Returns:
        The child's id.
    """
    child_id = add_child(desk, _child(script.child))
    _enter_people(desk, child_id, script)
    editing = desk.child(child_id)
    for row in script.child.get("reviews", ()):
        editing.perform(
            Record(
                entity=Review(
                    id=new_identifier(),
                    number=row["number"],
                    date=as_date(row["date"]),
                    is_planned=bool(row.get("planned")),
                    is_brought_forward=bool(row.get("brought_forward")),
                    agreed_meetings=row.get("agreed_meetings"),
                )
            )
        )
    _enter_meetings(desk, child_id, script)
    for row in script.open_actions:
        editing.perform(Record(entity=_action(row, desk, child_id)))
    return child_id


def _child(row: Mapping[str, Any]) -> Child:
    placement, _, since = str(row.get("placement", "")).partition(" since ")
    days: dict[str, Any] = {name: as_date(row.get(name)) for name in _DAYS}
    return Child(
        id=new_identifier(),
        name=row.get("name", ""),
        known_as=row.get("likes_to_be_called", ""),
        pronouns=row.get("pronouns", ""),
        date_of_birth=as_date(row.get("date_of_birth")),
        expected_birth=as_date(row.get("expected_birth")),
        case_number=row.get("case_number", ""),
        legal_status=row.get("legal_status", ""),
        looked_after_since=as_date(row.get("looked_after_since")),
        is_matched_long_term=bool(row.get("matched_long_term")),
        is_accommodated=bool(row.get("accommodated")),
        is_in_need=bool(row.get("in_need")),
        **days,
        placement=placement,
        placement_since=as_date(since),
        placement_address=row.get("placement_address", ""),
        languages=tuple(row.get("languages", ())),
    )


def _enter_people(desk: Desk, child_id: str, script: Script) -> None:
    copies = {name: CopyKind(kind) for kind, names in script.distribution.items() for name in names}
    editing = desk.child(child_id)
    me = desk.workplace().value.worker.name
    for row in script.people:
        details: dict[str, Any] = {
            "role": row["role"],
            "role_id": find_role(desk.procedure.roles, row["role"]),
            "agency": row.get("agency", ""),
            "initials": row.get("initials", ""),
            "email": row.get("email", ""),
            "telephone": row.get("telephone", ""),
            "address": row.get("address", ""),
            "copy_kind": copies.get(row["name"], CopyKind.UNDECIDED),
            "copy_decided_by": me if row["name"] in copies else "",
            "copy_reason": row.get("copy_reason", ""),
        }
        details |= {
            "is_party": bool(row.get("party")),
            "is_care_team_member": "care_team" in row,
            "care_team_role": row.get("care_team", ""),
        }
        if row.get("parental_responsibility"):
            details["parental_responsibility"] = ParentalResponsibility.YES
        known = next((person for person in editing.value.people if person.name == row["name"]), None)
        if known is not None:
            editing.perform(change(known, **details))
            continue
        person = Person(id=new_identifier(), name=row["name"], **details)
        editing.perform(Record(entity=person))
    worker = next((person for person in editing.value.people if person.role_id == "social-worker"), None)
    if worker is not None:
        editing.perform(change(editing.value.child, social_worker=worker.id))


def _enter_meetings(desk: Desk, child_id: str, script: Script) -> None:
    editing = desk.child(child_id)
    for row in script.earlier_meetings:
        meeting = EarlierMeeting(
            id=new_identifier(),
            form_id=row["form"],
            date=as_date(row["date"]),
            was_held=bool(row.get("held", True)),
            minutes_sent_on=as_date(row.get("sent")),
        )
        editing.perform(Record(entity=meeting))
    issue = script.specific_issue
    if not issue:
        return
    form = next((f for f in desk.procedure.forms.values() if f.feeds_back_to), None)
    held = EarlierMeeting(
        id=new_identifier(),
        form_id=form.id if form is not None else "",
        date=as_date(issue["date"]),
        title=issue["issue"],
    )
    editing.perform(Record(entity=held))
    for row in issue.get("decisions", ()):
        decision = Decision(
            id=new_identifier(), born_in=held.id, text=row["text"], reason=row.get("reason", "")
        )
        editing.perform(Record(entity=decision))


def _action(row: Mapping[str, Any], desk: Desk, child_id: str) -> Action:
    people = desk.child(child_id).value.people
    owner = next((person for person in people if person.name == row["owner"]), None)
    made = as_date(row.get("made"))
    return Action(
        id=new_identifier(),
        born_in=_meeting_on(desk, child_id, made),
        text=row["text"],
        owner=row["owner"],
        owner_id=owner.id if owner is not None else "",
        due=as_date(row.get("due")),
        made_on=made,
        carried_before=row.get("carried", 0),
    )


def _meeting_on(desk: Desk, child_id: str, day: dt.date | None) -> str:
    meetings = desk.child(child_id).value.earlier_meetings
    return next((meeting.id for meeting in meetings if meeting.date == day), "")
