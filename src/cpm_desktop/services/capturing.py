"""Capturing from one typed line: an action, decision, view, need, different view or note, by its first sign."""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.capture_commands import TurnNote
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
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.dates_as_typed import DateGround
from cpm_desktop.domain.entity import Entity, new_identifier
from cpm_desktop.domain.forms import ItemPart
from cpm_desktop.domain.line_people import Around
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.naming import initials_among
from cpm_desktop.domain.powers import within_powers
from cpm_desktop.domain.shorthand import parse_line
from cpm_desktop.domain.typed_line import Heard, LineKind, TypedLine
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import mark_presence
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.meeting_end import require_end_said
from cpm_desktop.services.preparing import invite
from cpm_desktop.services.siblings import child_behind

_MOST_INITIALS = 4


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
    return parse_line(text, meeting.attendees, date_ground(desk, meeting), desk.procedure.roles)


def people_around(desk: Desk, meeting_id: str) -> Around:
    """Return those whom a typed line may name."""
    return Around(desk.meeting(meeting_id).value.attendees, desk.procedure.roles)


def capture_line(desk: Desk, meeting_id: str, item: str, text: str) -> str:
    """Capture what a typed line means under an item.

    Returns:
        The id of what was captured; of the first, where the line named several people's words.
    """
    editing = desk.meeting(meeting_id)
    note = Note(id=new_identifier(), item=item, text=text, at=desk.now())
    captured = meant_by(desk, meeting_id, read_line(desk, meeting_id, text), note) or (note,)
    for entity in captured:
        editing.perform(Record(entity=entity))
    return captured[0].id


def turn_note(desk: Desk, meeting_id: str, note_id: str, *, is_offer: bool = False) -> TypedLine | None:
    """Put what a note's line means in the note's place; undo brings the note back as typed.

    Args:
        desk: everything that is open.
        meeting_id: which meeting.
        note_id: the note; what is understood as a note stays one.
        is_offer: take what the note only reads like.

    Returns:
        The line as it was understood; None where the note stays.
    """
    editing = desk.meeting(meeting_id)
    note = next((one for one in editing.value.notes if one.id == note_id), None)
    if note is None:
        return None
    read = read_line(desk, meeting_id, note.text)
    line = read.offer if is_offer else read
    captured = meant_by(desk, meeting_id, line, note) if line is not None else ()
    if line is None or not captured:
        return None
    editing.perform(TurnNote(note=note.id, into=captured))
    return line


def meant_by(desk: Desk, meeting_id: str, line: TypedLine, note: Note) -> tuple[Entity, ...]:
    """Return what a line captures in the place of a note; none where it stays a note.

    Words whose speaker is not known stay a note, so that they are in nobody's name. A note's own speaker is whose
    words or view it is where the line names nobody.
    """
    speaker = note.speaker
    if line.kind is LineKind.VIEW:
        speaker = whose_words(desk, meeting_id, note.item, note.speaker)
    people = line.people or ((speaker,) if speaker and not line.unknown else ())
    kept = ("item", "child_id", "at", "audience", "for_child")  # who may read it stays as it was
    common: dict[str, Any] = {field: getattr(note, field) for field in kept}
    if line.kind is LineKind.NOTE or (line.kind is not LineKind.ACTION and not (line.text or line.says)):
        return ()
    if line.kind is LineKind.VIEW:
        if line.unknown:
            return ()
        meeting = desk.meeting(meeting_id).value
        # A child's words are that child's, whichever child was spoken of before.
        whose = {who: child_behind(desk, meeting, who) or note.child_id for who in people}
        return tuple(_view(line, who, {**common, "child_id": whose[who]}) for who in people)
    if line.kind is LineKind.DISAGREEMENT:
        # Who is not known yet stands with what it is about, so that the name is not lost.
        about = ": ".join((", ".join(line.unknown), line.text)) if line.unknown else line.text
        view = Disagreement(id=new_identifier(), about=about, **common)
        return (view, *(_position(view, who, line.says) for who in people))
    made = dataclasses.replace(_captured(desk, line), **common)
    if isinstance(made, Decision):
        made = within_powers(made, desk.form_of(desk.meeting(meeting_id).value), desk.procedure.roles)
    return (made,)


def whose_words(desk: Desk, meeting_id: str, item: str, speaker: str) -> str:
    """Return whose words are quoted where the line names nobody; empty where that is not known.

    Args:
        desk: everything that is open.
        meeting_id: which meeting.
        item: the agenda item; where the child's views are asked for, they are the child's, if one child takes part.
        speaker: the note's own.
    """
    if speaker:
        return speaker
    meeting = desk.meeting(meeting_id).value
    asks = {each.id for each in desk.form_of(meeting).agenda if each.part is ItemPart.CHILD_VIEWS}
    children = [person.id for person in meeting.attendees if person.is_child]
    return children[0] if item in asks and len(children) == 1 else ""


def add_named(desk: Desk, meeting_id: str, typed: str, guest: Person, *, is_here: bool = False) -> str:
    """Add somebody to the meeting who was named in a line before they were known; what is theirs becomes theirs.

    Args:
        desk: everything that is open.
        meeting_id: which meeting.
        typed: what stood behind "@": their initials from now on, unless they are their name.
        guest: the person, new or of the child's network.
        is_here: they are at the meeting; else they are only known by their name.

    Returns:
        Their id.

    Raises:
        EndNotSaid: they are here, and the meeting was held on an earlier day; nothing is added then.
    """
    editing = desk.meeting(meeting_id)
    if is_here:
        require_end_said(desk, editing.value)
    is_word = typed.isalnum() and len(typed) <= _MOST_INITIALS
    others = [one for one in editing.value.attendees if one.id != guest.id]
    made = initials_among([*others, guest])[guest.id]
    if is_word and typed.casefold() != made.casefold() and not guest.initials:
        guest = dataclasses.replace(guest, initials=typed.upper())
    invite(desk, meeting_id, guest, is_invited=is_here)
    if is_here:
        mark_presence(desk, meeting_id, guest.id, Presence.PRESENT)
    for action in editing.value.actions:
        names = re.split(r"(,\s+|\s+and\s+)", action.owner)  # with what stands between them
        if typed and typed in names[::2]:
            owner = "".join(guest.name if name == typed else name for name in names)
            whose = guest.id if names == [typed] else action.owner_id
            editing.perform(change(action, owner=owner, owner_id=whose))
    return guest.id


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
        due_words=action.due_words if due is None else due.words if due.date is None else "",
        purpose=line.because or action.purpose,
    )


def _view(line: TypedLine, who: str, common: Mapping[str, Any]) -> View:
    heard = line.heard or Heard()
    return View(
        id=new_identifier(),
        of=who,
        words=line.text,
        heard_by=heard.by,
        heard_on=heard.on,
        how=heard.how,
        **common,
    )


def _position(view: Disagreement, who: str, says: str) -> Position:
    return Position(id=new_identifier(), disagreement=view.id, who=who, says=says)


def _captured(desk: Desk, line: TypedLine) -> Capture:
    identifier, today = new_identifier(), desk.today()
    made: dict[LineKind, Capture] = {
        LineKind.ACTION: with_line(Action(id=identifier, made_on=today), line),
        LineKind.DECISION: Decision(id=identifier, text=line.text, reason=line.because),
        LineKind.RECOMMENDATION: Decision(
            id=identifier, decision_kind=DecisionKind.RECOMMENDATION, text=line.text, reason=line.because
        ),
        LineKind.UNMET_NEED: UnmetNeed(id=identifier, need=line.text, made_on=today),
    }
    return made[line.kind]
