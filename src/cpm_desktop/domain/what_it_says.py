"""What a thing of a meeting says, in its own words, so that a person knows it again in a list."""

from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.meeting import Meeting

_FIELDS = ("text", "words", "need", "about", "says", "value", "note", "title", "name")
# All of a line that copies print as it was typed, beside names.
_TYPED = (
    *("text", "words", "need", "why", "meanwhile", "about", "goes_on", "how", "title"),
    *("reason", "purpose", "measure", "due_words", "value", "note", "for_child"),
)


def words_of(thing: Entity) -> str:
    """Return the words of a note, a capture, an answer or a paper, or a person's name; empty where it has none."""
    return next((text for name in _FIELDS if (text := str(getattr(thing, name, "")))), "")


def all_typed(meeting: Meeting, thing: Entity) -> str:
    """Return all that was typed for a line, its words for the child, and what hangs on it: outcomes and positions."""
    found = [str(getattr(thing, name, "")) for name in _TYPED]
    found += getattr(thing, "asked", ())
    found += [outcome.note for outcome in meeting.outcomes if outcome.of_item == thing.id]
    found += [position.says for position in meeting.positions if position.disagreement == thing.id]
    found += [line.words for line in meeting.childs_lines if line.id == thing.id]
    return "\n".join(text for text in found if text)
