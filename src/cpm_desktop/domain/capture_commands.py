"""The command that makes a note into what its line means, in one step that undo takes back whole."""

from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.aggregate import A, entity_classes, without
from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.codec import Plain, Row, from_plain, to_plain
from cpm_desktop.domain.commands import Command, Record
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.errors import InvalidDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnNote(Command):
    """Put what a note means in its place: an action, a decision, somebody's words.

    Attributes:
        note: the note's id.
        into: what takes its place; the first gives the step its name.
    """

    kind: ClassVar[str] = "turn_note"
    note: str
    into: tuple[Entity, ...]

    def label(self) -> str:
        """Return what undo calls it."""
        return f"make the note {_with_article(self.into[0].noun)}" if self.into else "remove note"

    def apply_to(self, aggregate: A) -> A:
        """Take the note out and add what it means; both or neither.

        Raises:
            InvalidDetail: the note is not there, or something takes its place already.
        """
        aggregate = without(aggregate, Note.kind, self.note)
        for entity in self.into:
            aggregate = Record(entity=entity).apply_to(aggregate)
        return aggregate

    def details(self) -> Row:
        """Return the note's id, and each entity's kind and values."""
        into: list[Plain] = [{"entity_kind": one.kind, "values": dict(to_plain(one))} for one in self.into]
        return {"note": self.note, "into": into}

    @classmethod
    def from_details(cls, details: Row) -> "TurnNote":
        """Read each entity by its kind."""
        rows, found = details["into"], []
        for row in rows if isinstance(rows, list) else ():
            values = row["values"] if isinstance(row, dict) else None
            if not isinstance(row, dict) or not isinstance(values, dict):
                message = "This entry of the journal cannot be read."
                raise InvalidDetail(message)
            found.append(from_plain(entity_classes()[str(row["entity_kind"])], values))
        return cls(note=str(details["note"]), into=tuple(found))


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
