"""Writing the child's copy: what is ticked for it, reworded by people beside the original, and how easily it is read.

Nothing is worded by itself: what is ticked begins with the words of the record, and stands as a person leaves it.
Rules: record.child-centred, after.copy-for-each-reader.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cpm_desktop.domain.captures import Action, Capture, Decision, Disagreement, Note, UnmetNeed
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.conditions import age_on
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import ChildsLine
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import Reader, ReaderKind, WhyLeftOut, left_out
from cpm_desktop.domain.reading_age import ReadingHint, reading_hint
from cpm_desktop.domain.text import clean_text
from cpm_desktop.domain.what_it_says import words_of
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import child_of
from cpm_desktop.services.keeping import keep

_SECTIONS: dict[type[Capture], str] = {
    Decision: "What was decided",
    Action: "Who does what for you",
    Disagreement: "What is not sorted out yet",
    UnmetNeed: "What is not sorted out yet",
    Note: "What people talked about",
}
_FITTING = frozenset({WhyLeftOut.NO_PLAIN_WORDS})


@dataclass(frozen=True, slots=True)
class ChildsCopyLine:
    """One thing that can stand on the child's copy.

    Attributes:
        kind: the kind of entity.
        id: its identity.
        section: the heading it stands under.
        original: as the record has it.
        words: as the child's copy has it; empty where it is not ticked.
    """

    kind: str
    id: str
    section: str
    original: str
    words: str

    @property
    def is_ticked(self) -> bool:
        """Whether it stands on the child's copy."""
        return bool(self.words.strip())


@dataclass(frozen=True, slots=True)
class ChildsCopyDraft:
    """The child's copy as it is being written.

    Attributes:
        called: what the child is called.
        age: the child's age on the day of the meeting; None where it is not known.
        attendee_id: the child among those at the meeting, as whom the copy is read; empty where none is.
        gets_copy: a child's copy was decided for the child.
        said: the child's own words on the copy, which are never reworded.
        lines: what can stand on it, in the order of the copy; what the child may not read is not among it.
        hint: how easily all that is ticked is read.
    """

    called: str
    age: int | None
    attendee_id: str
    gets_copy: bool
    said: tuple[str, ...]
    lines: tuple[ChildsCopyLine, ...]
    hint: ReadingHint


def childs_copy_draft(desk: Desk, meeting_id: str) -> ChildsCopyDraft:
    """Return the child's copy as it is being written.

    Raises:
        PrivilegedRecord: the record may not reach the child, so that there is no such copy.
    """
    meeting = desk.meeting(meeting_id).value
    child, held_on = child_of(desk, meeting), meeting.facts.date or desk.today()
    person = next((each for each in meeting.attendees if each.is_child), None)
    kind = copy_plan_of(meeting, person).copy_kind if person is not None else CopyKind.UNDECIDED
    hidden = _hidden(desk, meeting, person.id if person is not None else "")
    lines = tuple(_lines(meeting, hidden))
    own = [view for view in meeting.views if person is not None and view.of == person.id]
    return ChildsCopyDraft(
        called=child.called(),
        age=age_on(child.date_of_birth, held_on) if child.date_of_birth else None,
        attendee_id=person.id if person is not None else "",
        gets_copy=kind is CopyKind.CHILD,
        said=tuple(view.words for view in own if (view.kind, view.id) not in hidden and view.words.strip()),
        lines=lines,
        hint=reading_hint("\n".join(line.words for line in lines if line.is_ticked)),
    )


def tick(desk: Desk, meeting_id: str, kind: str, identifier: str) -> None:
    """Put a thing on the child's copy, in the words of the record until a person writes others.

    Raises:
        InvalidDetail: it is not there, or not for the child.
    """
    line = _line(desk, meeting_id, kind, identifier)
    if not line.is_ticked:
        _write(desk, meeting_id, line, line.original)


def untick(desk: Desk, meeting_id: str, kind: str, identifier: str) -> None:
    """Take a thing off the child's copy again.

    Raises:
        InvalidDetail: it is not there.
    """
    _write(desk, meeting_id, _line(desk, meeting_id, kind, identifier), "")


def reword(desk: Desk, meeting_id: str, kind: str, identifier: str, words: str) -> None:
    """Have a thing stand on the child's copy in these words, as typed.

    Raises:
        InvalidDetail: it is not there, or not for the child.
    """
    _write(desk, meeting_id, _line(desk, meeting_id, kind, identifier), words)


def hint_for(words: str) -> ReadingHint:
    """Return how easily some words are read, while they are typed."""
    return reading_hint(words)


def _line(desk: Desk, meeting_id: str, kind: str, identifier: str) -> ChildsCopyLine:
    lines = childs_copy_draft(desk, meeting_id).lines
    found = next((line for line in lines if (line.kind, line.id) == (kind, identifier)), None)
    if found is None:
        message = "This cannot stand on the child’s copy: it was taken back, or is not for the child to read."
        raise InvalidDetail(message)
    return found


def _write(desk: Desk, meeting_id: str, line: ChildsCopyLine, words: str) -> None:
    """Keep the words: with the record while it is open, beside it once it is signed."""
    editing = desk.meeting(meeting_id)
    if words == line.words:
        return
    if editing.value.is_signed():
        editing.perform(Put(entity=ChildsLine(id=line.id, words=clean_text(words))))
        return
    thing = next(each for each in _captures(editing.value) if (each.kind, each.id) == (line.kind, line.id))
    keep(editing, replace(thing, for_child=words))


def _hidden(desk: Desk, meeting: Meeting, child: str) -> frozenset[tuple[str, str]]:
    """Return kind and id of what the child may not read at all, whatever words are found for it."""
    reader = Reader(ReaderKind.CHILD, child)
    listed = left_out(meeting, reader, desk.form_of(meeting), desk.procedure.roles)
    return frozenset(
        (entry.entity_kind, entry.id) for entry in listed if not entry.field and entry.why not in _FITTING
    )


def _lines(meeting: Meeting, hidden: frozenset[tuple[str, str]]) -> Iterator[ChildsCopyLine]:
    after = {line.id: line.words for line in meeting.childs_lines}
    for capture in _captures(meeting):
        original = words_of(capture)
        if (capture.kind, capture.id) in hidden or not original.strip():
            continue
        words = after.get(capture.id, capture.for_child)
        yield ChildsCopyLine(capture.kind, capture.id, _SECTIONS[type(capture)], original, words)


def _captures(meeting: Meeting) -> tuple[Capture, ...]:
    return (
        *meeting.decisions,
        *meeting.actions,
        *meeting.disagreements,
        *meeting.unmet_needs,
        *meeting.notes,
    )
