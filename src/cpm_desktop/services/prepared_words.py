"""What was written for the items beforehand: it stands as prepared until somebody says that it was said in the room.

A line that reads as an action, decision or unmet need is proposed only: it is captured when it is confirmed, so that
no copy, list or screen for the room holds it before.
"""

from dataclasses import dataclass, replace

from cpm_desktop.domain.aggregate import all_entities
from cpm_desktop.domain.captures import Capture, Disagreement, Note, Position
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.entity import Entity, new_identifier
from cpm_desktop.domain.meeting import ItemState, Meeting
from cpm_desktop.services.capturing import meant_by, read_line
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items, called_of, title_of


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """An item whose prepared words nobody confirmed.

    Attributes:
        item: its id.
        title: with what the child is called filled in.
    """

    item: str
    title: str


def is_confirmed(meeting: Meeting, item: str) -> bool:
    """Tell whether what was prepared for an item was taken into the meeting."""
    return any(isinstance(one, Capture) and one.id == _prepared_id(item) for one in all_entities(meeting))


def confirm_prepared(desk: Desk, meeting_id: str, item: str) -> tuple[str, ...]:
    """Take what was prepared for an item into the meeting as said in the room; once.

    Each line that says clearly what it captures is captured; the rest becomes a note of whoever wrote it. The first
    of all keeps the id by which it is known that the words were confirmed.

    Returns:
        What was taken, in words: "note", "action" …; nothing where there is nothing to take.
    """
    editing = desk.meeting(meeting_id)
    meeting = editing.value
    progress = meeting.progress_of(item)
    if not progress.prepared_note.strip() or is_confirmed(meeting, item):
        return ()
    left, captured = _parted(desk, meeting_id, item, progress.prepared_note)
    taken = list(captured)
    if left:
        writer = next((p.id for p in meeting.attendees if p.name and p.name == progress.prepared_by), "")
        taken.insert(0, Note(id=new_identifier(), item=item, speaker=writer, text=left, at=desk.now()))
    for entity in _known_as(taken, _prepared_id(item)):
        editing.perform(Record(entity=entity))
    return tuple(entity.noun for entity in taken if isinstance(entity, Capture))


def unconfirmed(desk: Desk, meeting_id: str) -> tuple[Unconfirmed, ...]:
    """Return the items with prepared words that nobody confirmed, in the order of the agenda.

    What was not discussed at all, with a reason, waits for nothing.
    """
    meeting = desk.meeting(meeting_id).value
    called = called_of(desk, meeting)
    return tuple(
        Unconfirmed(item.id, title_of(item, called))
        for item in agenda_items(desk, meeting)
        if (progress := meeting.progress_of(item.id)).prepared_note.strip()
        and progress.state is not ItemState.NOT_DISCUSSED
        and not is_confirmed(meeting, item.id)
    )


def _parted(desk: Desk, meeting_id: str, item: str, words: str) -> tuple[str, tuple[Entity, ...]]:
    """Return the words that are a note, and what the other lines capture."""
    kept: list[str] = []
    captured: list[Entity] = []
    for line in words.splitlines():
        note = Note(id=new_identifier(), item=item, text=line, at=desk.now())
        meant = meant_by(desk, meeting_id, read_line(desk, meeting_id, line), note) if line.strip() else ()
        captured += meant
        if not meant:
            kept.append(line)
    is_all = not captured
    return (words if is_all else "\n".join(kept).strip()), tuple(captured)


def _known_as(entities: list[Entity], identifier: str) -> list[Entity]:
    """Give the first an id, and those that hang on it the same."""
    first, *others = entities
    named = [replace(first, id=identifier)]
    for one in others:
        hangs = isinstance(first, Disagreement) and isinstance(one, Position) and one.disagreement == first.id
        named.append(replace(one, disagreement=identifier) if hangs else one)  # type: ignore[call-arg]  # a position
    return named


def _prepared_id(item: str) -> str:
    return f"prepared-{item}"
