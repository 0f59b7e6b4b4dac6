"""Undo and redo by name, without limit, as far back as the last signature; what was typed on goes by the phrase."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cpm_desktop.domain.commands import Command, EditText
from cpm_desktop.domain.journal import EntryKind

LONGEST_STEP = 40  # letters that are taken back at once
_SENTENCE_ENDS = re.compile(r"[.!?…](?:\s|$)|\n")
_ANOTHER_BEGINS = re.compile(r"(?:[.!?…]\s|\n)\s*\S")


def step_of(changes: Sequence[Command], *, is_back: bool) -> int:
    """Return how many changes are one to whoever takes them back: typing that went on, or deleting that did.

    Typing is kept every moment, so that none of it can be lost; nobody wants to take it back three letters at a time.
    A step ends with its sentence, and is no longer than a phrase, parted between words where it can be.

    Args:
        changes: at least one, in the order in which they would be taken back or done again.
        is_back: whether the newest comes first.
    """
    count, letters, between_words = 1, letters_changed(changes[0]), 0
    for this, other in itertools.pairwise(changes):
        before, after = (other, this) if is_back else (this, other)
        if not _went_on(before, after):
            return count
        if _parts_words(before, after):
            between_words = count
        letters += letters_changed(other)
        if letters > LONGEST_STEP:
            return between_words or count
        count += 1
    return count


def letters_changed(doing: Command) -> int:
    """Return how many letters were typed or deleted; 0 for what is no typing."""
    return max(len(doing.inserted), len(doing.removed)) if isinstance(doing, EditText) else 0


def _went_on(before: Command, after: Command) -> bool:
    if not (isinstance(before, EditText) and isinstance(after, EditText)):
        return False
    if (before.id, before.field) != (after.id, after.field):
        return False
    if before.removed or after.removed:
        is_deleting = not (before.inserted or after.inserted)
        return is_deleting and before.at in (after.at, after.at + len(after.removed))
    is_new_sentence = _SENTENCE_ENDS.search(before.inserted) or _ANOTHER_BEGINS.search(after.inserted)
    return not is_new_sentence and before.at + len(before.inserted) == after.at


def _parts_words(before: Command, after: Command) -> bool:
    return (
        isinstance(before, EditText)
        and isinstance(after, EditText)
        and (before.inserted[-1:].isspace() or after.inserted[:1].isspace())
    )


@dataclass(frozen=True, slots=True)
class JournalLine:
    """What undo needs to know of a journal entry.

    Attributes:
        sequence: its place in the journal.
        entry_kind: done, undone, redone or noted.
        of: the sequence that is undone or redone.
        label: what undo calls it, in the imperative.
        is_barrier: undo does not reach behind it (a signature).
    """

    sequence: int
    entry_kind: EntryKind
    of: int | None
    label: str
    is_barrier: bool = False


@dataclass(slots=True)
class UndoHistory:
    """What can be undone and redone in one aggregate.

    Attributes:
        done: lines that can be undone, the next one last.
        undone: lines that can be redone, the next one last.
    """

    done: list[JournalLine] = field(default_factory=list)
    undone: list[JournalLine] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Iterable[JournalLine]) -> "UndoHistory":
        """Read it from the journal, so that it outlives a restart."""
        history = cls()
        for line in lines:
            history.add(line)
        return history

    def add(self, line: JournalLine) -> None:
        """Take in the next line of the journal."""
        if line.is_barrier:
            self.done.clear()
            self.undone.clear()
        elif line.entry_kind is EntryKind.NOTED:
            return  # it came about outside, and cannot be taken back
        elif line.entry_kind is EntryKind.DONE:
            self.done.append(line)
            self.undone.clear()
        else:
            source, target = (
                (self.done, self.undone) if line.entry_kind is EntryKind.UNDONE else (self.undone, self.done)
            )
            for index in range(len(source) - 1, -1, -1):
                if source[index].sequence == line.of:
                    target.append(source.pop(index))
                    break

    def next_undo(self) -> JournalLine | None:
        """Return what undo would take back now."""
        return self.done[-1] if self.done else None

    def next_redo(self) -> JournalLine | None:
        """Return what redo would do again now."""
        return self.undone[-1] if self.undone else None
