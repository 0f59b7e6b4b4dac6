"""Capturing from one typed line: an action, decision, view, need, different view or note, by its first sign."""

import dataclasses

from cpm_desktop.domain.captures import (
    Action,
    Capture,
    Decision,
    DecisionKind,
    Disagreement,
    Note,
    Position,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.dates_as_typed import DateGround
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.powers import within_powers
from cpm_desktop.domain.shorthand import parse_line
from cpm_desktop.domain.typed_line import LineKind, TypedLine
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.keeping import keep


def date_ground(desk: Desk, meeting: Meeting, *, is_looking_back: bool = False) -> DateGround:
    """Return what dates typed in a meeting are read against."""
    return DateGround(
        today=desk.today(),
        calendar=desk.calendar,
        next_meeting=meeting.next_meetings[0].date if meeting.next_meetings else None,
        next_review=meeting.facts.next_review,
        is_looking_back=is_looking_back,
    )


def read_line(desk: Desk, meeting_id: str, text: str) -> TypedLine:
    """Read a typed line against the people of a meeting and what is known of dates."""
    meeting = desk.meeting(meeting_id).value
    return parse_line(text, meeting.attendees, date_ground(desk, meeting))


def capture_line(desk: Desk, meeting_id: str, item: str, text: str) -> str:
    """Capture what a typed line means under an item.

    Returns:
        The id of what was captured.
    """
    line = read_line(desk, meeting_id, text)
    entity = dataclasses.replace(_captured(desk, line, text), item=item, at=desk.now())
    editing = desk.meeting(meeting_id)
    editing.perform(Record(entity=entity))
    if isinstance(entity, Disagreement):
        for who in line.people:
            editing.perform(Record(entity=Position(id=new_identifier(), disagreement=entity.id, who=who)))
    return entity.id


def keep_capture(desk: Desk, meeting_id: str, wanted: Capture) -> bool:
    """Keep what is captured as wanted; beyond the meeting's powers a decision becomes a recommendation.

    Returns:
        Whether anything changed.
    """
    editing = desk.meeting(meeting_id)
    if isinstance(wanted, Decision):
        wanted = within_powers(wanted, desk.form_of(editing.value), desk.procedure.roles)
    return keep(editing, wanted)


def choose_matter(desk: Desk, meeting_id: str, decision_id: str, matter: str) -> None:
    """Say what a decision is about; on some matters it becomes a recommendation with an authoriser (record.powers)."""
    decision = next((one for one in desk.meeting(meeting_id).value.decisions if one.id == decision_id), None)
    if decision is not None:
        keep_capture(desk, meeting_id, dataclasses.replace(decision, matter=matter))


def with_line(action: Action, line: TypedLine) -> Action:
    """Return an action with the details that a typed line names; what it does not name stays."""
    due = line.due
    return dataclasses.replace(
        action,
        text=line.text,
        owner=line.owner or action.owner,
        owner_id=line.people[0] if len(line.people) == 1 and not line.unknown else action.owner_id,
        due=due.date if due is not None else action.due,
        due_words=due.words if due is not None and due.date is None else action.due_words,
        purpose=line.because or action.purpose,
    )


def _captured(desk: Desk, line: TypedLine, text: str) -> Capture:
    identifier, today = new_identifier(), desk.today()
    made: dict[LineKind, Capture] = {
        LineKind.ACTION: with_line(Action(id=identifier, made_on=today), line),
        LineKind.DECISION: Decision(id=identifier, text=line.text, reason=line.because),
        LineKind.RECOMMENDATION: Decision(
            id=identifier, decision_kind=DecisionKind.RECOMMENDATION, text=line.text, reason=line.because
        ),
        LineKind.UNMET_NEED: UnmetNeed(id=identifier, need=line.text, made_on=today),
        LineKind.DISAGREEMENT: Disagreement(id=identifier, about=line.text),
    }
    if line.people:
        made[LineKind.VIEW] = View(id=identifier, of=line.people[0], words=line.text)
    return made.get(line.kind, Note(id=identifier, text=text))
