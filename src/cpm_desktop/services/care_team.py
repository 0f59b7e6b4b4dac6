"""The care team: named at a meeting, and written to the child's file when it ends (attend.care-team)."""

from dataclasses import replace

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import ChildFile, Person
from cpm_desktop.domain.forms import AgendaItem, AskedFor, CheckKind, Form
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items, children_of
from cpm_desktop.services.keeping import keep

_MEMBERSHIP = "attend.care-team"


def names_care_team(form: Form, item: AgendaItem) -> bool:
    """Tell whether the care team is named, or its roles are confirmed, under an item.

    It is where something is asked of each member; in a form that asks that nowhere but wants the team named, the
    items that come from the rule of the team's membership.
    """
    if any(_asks_members(one) for one in form.agenda):
        return _asks_members(item)
    is_wanted = any(check.kind is CheckKind.CARE_TEAM_NAMED for check in form.checks)
    return is_wanted and _MEMBERSHIP in item.rules


def name_member(desk: Desk, meeting_id: str, attendee_id: str, role: str, *, is_member: bool) -> None:
    """Say whether somebody is a member of the care team, and what they are there for."""
    editing = desk.meeting(meeting_id)
    person = editing.value.attendee(attendee_id)
    if person is not None:
        keep(editing, replace(person, is_care_team_member=is_member, care_team_role=role))
        write_member(desk, meeting_id, attendee_id, was_member=person.is_care_team_member)


def write_care_team(desk: Desk, meeting_id: str) -> None:
    """Write who is in the care team, and what each does, to the file of every child whom the meeting concerned.

    Only a meeting that names the team changes it; what a confirmed or changed role was said to be goes before what
    stood there.
    """
    meeting = desk.meeting(meeting_id).value
    form = desk.form_of(meeting)
    if not any(names_care_team(form, item) for item in agenda_items(desk, meeting)):
        return
    people = [person for person in meeting.attendees if person.name]
    if not any(person.is_care_team_member for person in people):
        return
    said = _roles_said(form, meeting)
    for child in children_of(desk, meeting):
        for person in people:
            _write(desk, child.id, person, said.get(person.id) or person.care_team_role)


def write_member(desk: Desk, meeting_id: str, attendee_id: str, *, was_member: bool = False) -> None:
    """Write one person's part in the care team to the files, where it was said only after the meeting had ended.

    Of nobody else is anything written: what was changed on a file since the end stays. `was_member` has it written,
    too, that they are one no more.
    """
    meeting = desk.meeting(meeting_id).value
    person = meeting.attendee(attendee_id)
    is_said = person is not None and (person.is_care_team_member or was_member)
    if person is None or not is_said or meeting.facts.stage is not Stage.ENDED:
        return
    said = _roles_said(desk.form_of(meeting), meeting)
    for child in children_of(desk, meeting):
        _write(desk, child.id, person, said.get(person.id) or person.care_team_role)


def _write(desk: Desk, child_id: str, person: Attendee, role: str) -> None:
    editing = desk.child(child_id)
    known = _on_file(editing.value, person)
    role = role if person.is_care_team_member else ""
    if known is not None:
        keep(editing, replace(known, is_care_team_member=person.is_care_team_member, care_team_role=role))
    elif person.is_care_team_member and not person.is_child:
        keep(
            editing,
            Person(
                id=person.id,
                name=person.name,
                role=person.role,
                role_id=person.role_id,
                agency=person.agency,
                initials=person.initials,
                is_care_team_member=True,
                care_team_role=role,
            ),
        )


def _on_file(file: ChildFile, person: Attendee) -> Person | None:
    by_id = next((one for one in file.people if one.id == person.id), None)
    if by_id is not None or person.is_child:  # a child is in the team of their own file only
        return by_id
    wanted = person.name.casefold()
    return next((one for one in file.people if one.name.casefold() == wanted), None)


def _asks_members(item: AgendaItem) -> bool:
    return any(question.asked_for is AskedFor.EACH_MEMBER for question in item.questions)


def _roles_said(form: Form, meeting: Meeting) -> dict[str, str]:
    """Return what each member was said to do, beside an answer asked of each of them."""
    asked = {
        question.id
        for item in form.agenda
        for question in item.questions
        if question.asked_for is AskedFor.EACH_MEMBER and question.note
    }
    return {
        answer.subject: answer.note.strip()
        for answer in meeting.answers
        if answer.question in asked and answer.note.strip()
    }
