"""Parting the record of a meeting about several children: each gets one of their own before anything is signed."""

import hashlib

from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.splitting import KeepOwnPart, own_part, record_of_sibling
from cpm_desktop.services.creating import create_meeting
from cpm_desktop.services.cycle import cycle_of
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.earlier_records import is_first_of_kind
from cpm_desktop.services.siblings import carried_of_sibling, own_people


def is_to_part(meeting: Meeting) -> bool:
    """Tell whether a record is about several children still."""
    return len(meeting.children) > 1 and meeting.facts.stage is Stage.ENDED


def part_records(desk: Desk, meeting_id: str) -> tuple[str, ...]:
    """Make a record for each further child, and leave the others' own parts out of the first child's.

    It cannot be undone. Interrupted, it can be done again: a record that was made already is not made twice.

    Returns:
        Ids of the further children's meetings; none where the record is about one child.

    Raises:
        CarePlanningError: the disk does not take a record; the meeting's own is then whole still.
    """
    editing = desk.meeting(meeting_id)
    meeting = editing.value
    if not is_to_part(meeting):
        return ()
    people = {child.id: own_people(desk, child.id) for child in meeting.children}
    made = []
    for child in meeting.children:
        if child.id != meeting.facts.child_id:
            others = [one for other, ids in people.items() if other != child.id for one in ids]
            made.append(_make_record(desk, meeting, child.id, others))
    own = people.get(meeting.facts.child_id, ())
    others = [one for ids in people.values() for one in ids if one not in own]
    editing.perform(KeepOwnPart(people=tuple(others)), is_final=True)
    return tuple(made)


def records_of_siblings(desk: Desk, meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Return the records made for the other children at this meeting: what each is called, and the meeting's id."""
    found = []
    for sibling in meeting.facts.siblings:
        identifier = _identifier(meeting, sibling)
        if identifier in _meetings_of(desk, sibling):
            found.append((desk.child(sibling).value.child.called(), identifier))
    return tuple(found)


def _make_record(desk: Desk, meeting: Meeting, child_id: str, others: list[str]) -> str:
    identifier = _identifier(meeting, child_id)
    if identifier in _meetings_of(desk, child_id):
        return identifier
    file, form = desk.child(child_id).value, desk.form_of(meeting)
    part = own_part(meeting, child_id, others, carried_of_sibling(desk, meeting, child_id))
    record = record_of_sibling(meeting, identifier, file, part)
    cycle = cycle_of(desk, file, form, record)
    record = record_of_sibling(
        meeting,
        identifier,
        file,
        part,
        last_review=cycle.last_review,
        next_review=cycle.next_review,
        required_in_period=cycle.required,
        held_in_period=cycle.held,
        is_first=is_first_of_kind(desk, child_id, form.id, without=identifier),
    )
    create_meeting(desk, record)
    return identifier


def _meetings_of(desk: Desk, child_id: str) -> set[str]:
    return {line.id for line in desk.wait(desk.store.meetings_of(child_id))}


def _identifier(meeting: Meeting, child_id: str) -> str:
    """Return an id that is the same however often the records are parted."""
    return hashlib.sha256(f"{meeting.id}.{child_id}".encode()).hexdigest()[:32]
