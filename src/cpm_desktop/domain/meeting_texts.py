"""Every text that a person wrote in a meeting, in the order of its agenda: to find words in, and to replace them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cpm_desktop.domain.aggregate import entities_of
from cpm_desktop.domain.captures import (
    Action,
    Decision,
    Disagreement,
    Disclosure,
    Note,
    Outcome,
    Position,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.meeting import (
    PREPARATION,
    AgendaProgress,
    Answer,
    GivenReason,
    Meeting,
    NextMeeting,
    Paper,
    ReadBackMark,
)

# The fields that hold sentences. Names (an owner, a chair) are found by the palette and changed where they stand.
_FIELDS: dict[str, tuple[str, ...]] = {
    AgendaProgress.kind: ("prepared_note", "reason"),
    Answer.kind: ("value", "note"),
    View.kind: ("words", "how", "sharing_reason", "for_child"),
    Note.kind: ("text", "for_child"),
    Disclosure.kind: ("words", "next_step"),
    Decision.kind: ("text", "reason", "for_child"),
    Action.kind: ("text", "purpose", "measure", "for_child"),
    UnmetNeed.kind: ("need", "why", "meanwhile", "for_child"),
    Disagreement.kind: ("about", "goes_on", "for_child"),
    Position.kind: ("says",),
    Outcome.kind: ("note",),
    Paper.kind: ("title", "note"),
    NextMeeting.kind: ("none_because",),
    GivenReason.kind: ("text",),
    ReadBackMark.kind: ("words",),
}
# Somebody's own words, which are never changed but one by one.
_OWN_WORDS = frozenset(
    {(View.kind, "words"), (Position.kind, "says"), (Disclosure.kind, "words"), (ReadBackMark.kind, "words")}
)


@dataclass(frozen=True, slots=True)
class MeetingText:
    """One text of a meeting.

    Attributes:
        kind: the kind of entity that holds it.
        id: that entity's.
        field: the detail.
        text: as written.
        item: id of the agenda item it stands under; empty where it stands under none.
        is_own_words: somebody's own words; also a note of what the child said.
    """

    kind: str
    id: str
    field: str
    text: str
    item: str = ""
    is_own_words: bool = False


def meeting_texts(
    meeting: Meeting, items: Sequence[str], is_free: Callable[[Answer], bool]
) -> Iterator[MeetingText]:
    """Yield the texts of a meeting that say something: what was prepared first, then by item, then the rest.

    Args:
        meeting: the meeting.
        items: ids of the agenda items in order.
        is_free: tells whether an answer's value is a text of the person's own, not one of the form's options.
    """
    places = {item: place for place, item in enumerate((PREPARATION, *items))}
    found = [text for kind in _FIELDS for text in _texts_of(meeting, kind, is_free)]
    yield from sorted(found, key=lambda text: places.get(text.item, len(places)))


def _texts_of(meeting: Meeting, kind: str, is_free: Callable[[Answer], bool]) -> Iterator[MeetingText]:
    children = {person.id for person in meeting.attendees if person.is_child}
    for entity in entities_of(meeting, kind):
        is_childs = isinstance(entity, Note) and entity.speaker in children
        for field in _FIELDS[kind]:
            if isinstance(entity, Answer) and field == "value" and not is_free(entity):
                continue
            text = str(getattr(entity, field))
            if text:
                is_own = (is_childs and field == "text") or (kind, field) in _OWN_WORDS
                yield MeetingText(kind, entity.id, field, text, _item_of(meeting, entity), is_own)


def _item_of(meeting: Meeting, entity: Entity) -> str:
    if isinstance(entity, AgendaProgress):
        return entity.id
    if isinstance(entity, Position):
        about = next((one for one in meeting.disagreements if one.id == entity.disagreement), None)
        return about.item if about is not None else ""
    return str(getattr(entity, "item", ""))
