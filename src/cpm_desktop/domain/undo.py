"""Undo and redo by name, without limit, as far back as the last signature."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cpm_desktop.domain.journal import EntryKind


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
