"""Undo and redo by name, without limit, as far back as the last signature; what was typed on goes by the phrase."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cpm_desktop.domain.commands import Command, EditText
from cpm_desktop.domain.journal import EntryKind

LONGEST_STEP = 40  # letters that are taken back at once
_ENDS = (".", "!", "?", "…", "\n")


def is_one_step(before: Command, after: Command) -> bool:
    """Tell whether two changes are one to whoever takes them back: typing that went on, or deleting that did.

    Typing is kept every moment, so that none of it can be lost; nobody wants to take it back three letters at a time.
    """
    if not (isinstance(before, EditText) and isinstance(after, EditText)):
        return False
    if (before.id, before.field) != (after.id, after.field):
        return False
    if before.removed or after.removed:
        return not (before.inserted or after.inserted) and after.at + len(after.removed) == before.at
    is_new_sentence = before.inserted.rstrip(" ").endswith(_ENDS)
    return not is_new_sentence and before.at + len(before.inserted) == after.at


def letters_changed(doing: Command) -> int:
    """Return how many letters were typed or deleted; 0 for what is no typing."""
    return max(len(doing.inserted), len(doing.removed)) if isinstance(doing, EditText) else 0


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
