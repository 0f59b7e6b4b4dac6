"""One aggregate open for change: a command is applied at once, queued, committed, and only then told as saved."""

import dataclasses
import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic

from cpm_desktop.domain.aggregate import A
from cpm_desktop.domain.changes import Patch, inverse, patched
from cpm_desktop.domain.commands import Command, perform, refuse_change_of_signed
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.journal import Entry, EntryKind
from cpm_desktop.domain.listing import Saved
from cpm_desktop.domain.meeting_commands import LockRecord
from cpm_desktop.domain.revision import NO_REVISION, Revision
from cpm_desktop.domain.undo import LONGEST_STEP, JournalLine, UndoHistory, step_of
from cpm_desktop.services.recent_entries import RecentEntries
from cpm_desktop.storage.store import Store

_PATIENCE = 5.0  # seconds that undo waits for an entry of the journal
_PATIENCE_FOR_MORE = 0.05  # the same for one that would be taken back with it


class NothingToUndo(CarePlanningError):
    """There is nothing to take back, or nothing to do again."""


class JournalNotRead(CarePlanningError):
    """What was done before could not be read in time."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A change that was just made in memory.

    Attributes:
        entry_kind: done, undone, redone or noted.
        command: what was done, undone or redone.
        patch: what it changed; screens decide by it what to redraw.
        saved: done once the change is on the disk.
    """

    entry_kind: EntryKind
    command: Command
    patch: Patch
    saved: Future[Saved]


class Editing(Generic[A]):
    """An aggregate in memory with its undo history; the only way to change it.

    Used from one thread. Listeners are called on that thread, at once, after the value changed.
    """

    def __init__(
        self,
        keeper: Store,
        value: A,
        lines: tuple[JournalLine, ...] = (),
        following: Callable[[A, A], A] | None = None,
        tell: Callable[[Callable[[], None]], None] = lambda news: news(),
    ) -> None:
        """Open a value for change.

        Args:
            keeper: where changes go.
            value: as last read or created.
            lines: the journal's lines about it, oldest first.
            following: gives the value after a command with what follows from it by itself, in the same step of undo.
            tell: is given what tells the listeners of a change, and calls it: at once, or once more is on its way.
        """
        self._keeper, self._following, self._tell = keeper, following, tell
        self._value = value
        self._history = UndoHistory.of(lines)
        self._entries = RecentEntries()
        self._listeners: list[Callable[[Edited], None]] = []

    @property
    def value(self) -> A:
        """The value as it stands now."""
        return self._value

    def listen(self, listener: Callable[[Edited], None]) -> Callable[[], None]:
        """Call the listener after each change.

        Returns:
            A function that ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def perform(self, command: Command, *, is_final: bool = False, is_note: bool = False) -> Edited | None:
        """Carry out a command.

        Args:
            command: what is done.
            is_final: undo reaches neither it nor anything before it, as for a step of signing.
            is_note: it says what came about outside, such as a printed copy: undo passes over it.

        Returns:
            What was changed; None where it changed nothing.

        Raises:
            CarePlanningError: it was refused; nothing changed.
        """
        after, done = perform(self._value, command, self._following)
        if not done.patch:
            return None
        entry = Entry(EntryKind.NOTED if is_note else EntryKind.DONE, command, done.patch)
        return self._keep(after, entry, is_barrier=is_final or isinstance(command, LockRecord))

    def take(self, command: Command, theirs: Revision) -> Edited | None:
        """Take what was changed on another laptop; what followed from it by itself there is in it already.

        Args:
            command: what is taken.
            theirs: the revision there, which counts as known here from now on.

        Returns:
            What was changed; None where it changed nothing.

        Raises:
            CarePlanningError: it was refused; nothing changed.
        """
        after, done = perform(self._value, command)
        if not done.patch and self._value.revision.includes(theirs):
            return None
        entry = Entry(EntryKind.DONE, command, done.patch)
        return self._keep(after, entry, is_barrier=False, joining=theirs)

    def undo(self) -> Edited:
        """Take back the last thing done; of what was typed on, the last phrase.

        Raises:
            NothingToUndo: there is nothing to take back.
            CarePlanningError: the journal could not be read.
        """
        return self._turn_step(self._history.done, EntryKind.UNDONE, "There is nothing to undo.")

    def redo(self) -> Edited:
        """Do again what was last taken back.

        Raises:
            NothingToUndo: there is nothing to do again.
            CarePlanningError: the journal could not be read.
        """
        return self._turn_step(self._history.undone, EntryKind.REDONE, "There is nothing to redo.")

    def undo_label(self) -> str:
        """Return what undo would take back, in the imperative; empty where there is nothing."""
        line = self._history.next_undo()
        return line.label if line else ""

    def redo_label(self) -> str:
        """Return what redo would do again; empty where there is nothing."""
        line = self._history.next_redo()
        return line.label if line else ""

    def _turn_step(self, lines: Sequence[JournalLine], turned: EntryKind, nothing: str) -> Edited:
        if not lines:
            raise NothingToUndo(nothing)
        is_back = turned is EntryKind.UNDONE
        entries = self._read_alike(lines)
        count = step_of([entry.command for _, entry in entries], is_back=is_back)
        first, *others = [
            Entry(turned, entry.command, inverse(entry.patch) if is_back else entry.patch, line.sequence)
            for line, entry in entries[:count]
        ]
        edited = self._turn(first)
        for entry in others:
            edited = self._turn(entry)
        return edited

    def _read_alike(self, lines: Sequence[JournalLine]) -> list[tuple[JournalLine, Entry]]:
        """Read the last line and those before it of the same name, before anything is changed: then nothing can fail.

        Raises:
            CarePlanningError: the last line cannot be read; those before it are left out from the first that cannot.
        """
        of_name = itertools.takewhile(
            lambda line: line.label == lines[-1].label, reversed(lines[-LONGEST_STEP:])
        )
        asked = [(line, self._asked_for(line.sequence)) for line in of_name]
        read: list[tuple[JournalLine, Entry]] = []
        for line, answer in asked:
            try:
                entry = answer.result(_PATIENCE if not read else _PATIENCE_FOR_MORE)
            except (TimeoutError, CarePlanningError) as error:
                if read:
                    break
                if isinstance(error, CarePlanningError):
                    raise
                message = (
                    "The disk does not give what was done before just now. Nothing was changed; try again."
                )
                raise JournalNotRead(message) from error
            self._entries.hold(line.sequence, entry)
            read.append((line, entry))
        return read

    def _turn(self, entry: Entry) -> Edited:
        refuse_change_of_signed(self._value, entry.patch)
        return self._keep(patched(self._value, entry.patch), entry, is_barrier=False)

    def _asked_for(self, sequence: int) -> Future[Entry]:
        entry = self._entries.get(sequence)
        if entry is None:
            return self._keeper.journal_entry(sequence)
        known: Future[Entry] = Future()
        known.set_result(entry)
        return known

    def _keep(self, after: A, entry: Entry, *, is_barrier: bool, joining: Revision = NO_REVISION) -> Edited:
        before = self._value.revision
        pending = self._keeper.commit(before, after, entry, is_barrier=is_barrier, joining=joining)
        self._value = dataclasses.replace(after, revision=pending.revision)
        if entry.entry_kind is EntryKind.DONE:
            self._entries.hold(pending.sequence, entry, pending.saved)
        line = JournalLine(
            pending.sequence, entry.entry_kind, entry.of, entry.command.label(), is_barrier=is_barrier
        )
        self._history.add(line)
        edited = Edited(entry.entry_kind, entry.command, entry.patch, pending.saved)
        self._tell(lambda: self._tell_listeners(edited))
        return edited

    def _tell_listeners(self, edited: Edited) -> None:
        for listener in tuple(self._listeners):
            listener(edited)
