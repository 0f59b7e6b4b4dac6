"""What is said in a meeting: notes under the speaker's name, and notes that were prepared (record.whole-discussion)."""

import re
from dataclasses import dataclass

from cpm_desktop.domain.attendance import IN_THE_MEETING, Attendee, presence_of
from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.kept_from import is_anything_kept, kept_from
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.naming import first_name
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import short_name

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LONG_PASTE = 1500  # characters; a longer text without blank lines is parted at each line


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whose words can be noted.

    Attributes:
        attendee_id: who; empty for the discussion as a whole.
        name: in full.
        short: for a margin.
        is_here: in the meeting now.
        tone: "accent" for the child, else "plain".
    """

    attendee_id: str
    name: str
    short: str
    is_here: bool
    tone: str = "plain"


EVERYONE = Speaker("", "Discussion", "Discussion", is_here=True)


def speakers(meeting: Meeting) -> tuple[Speaker, ...]:
    """Return whose words can be noted: those here first, the child before all others; the discussion last."""
    people = [_speaker(meeting, person) for person in meeting.attendees]
    here = sorted(people, key=lambda speaker: (not speaker.is_here, speaker.tone != "accent"))
    return (*here, EVERYONE)


def speaker_of(meeting: Meeting, attendee_id: str) -> Speaker:
    """Return the speaker of a note."""
    person = meeting.attendee(attendee_id)
    return _speaker(meeting, person) if person is not None else EVERYONE


def _speaker(meeting: Meeting, person: Attendee) -> Speaker:
    presence = presence_of(meeting.attendance, person.id)
    short = first_name(short_name(person, meeting))
    return Speaker(
        person.id,
        person.name,
        short,
        is_here=presence in IN_THE_MEETING,
        tone="accent" if person.is_child else "plain",
    )


def notes_of(meeting: Meeting, item: str) -> tuple[Note, ...]:
    """Return the notes under an item, in order."""
    return tuple(note for note in meeting.notes if note.item == item)


def notes_kept(meeting: Meeting, item: str) -> dict[str, str]:
    """Return whom notes under an item are kept from, in words, by id; only those that are."""
    if not is_anything_kept(meeting):
        return {}
    return {note.id: told for note in notes_of(meeting, item) if (told := kept_from(meeting, note))}


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Return a pasted text as notes: parted at blank lines, a long one without any at each line; no word is lost."""
    stripped = text.strip("\n")
    parts = _BLANK_LINES.split(stripped)
    if len(parts) == 1 and len(stripped) > _LONG_PASTE:
        parts = stripped.split("\n")
    return tuple(part for part in parts if part.strip())


def record_note(desk: Desk, meeting_id: str, item: str, speaker: str, text: str) -> str:
    """Note what was said.

    Returns:
        The note's id.
    """
    note = Note(id=new_identifier(), item=item, speaker=speaker, text=text, at=desk.now())
    desk.meeting(meeting_id).perform(Record(entity=note))
    return note.id


def confirm_note(desk: Desk, meeting_id: str, note_id: str) -> None:
    """Confirm in the room a note that was written beforehand."""
    editing = desk.meeting(meeting_id)
    note = next((entry for entry in editing.value.notes if entry.id == note_id), None)
    if note is not None and note.is_prepared:
        editing.perform(change(note, is_prepared=False, at=desk.now()))
