from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.journal import EntryKind
from cpm_desktop.domain.undo import JournalLine, UndoHistory


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=60))
def test_undo_and_redo_behave_as_two_stacks(steps: list[str]) -> None:
    history, done, undone = UndoHistory(), list[int](), list[int]()
    for sequence, step in enumerate(steps, start=1):
        if step == "do":
            history.add(JournalLine(sequence, EntryKind.DONE, None, f"add {sequence}"))
            done.append(sequence)
            undone.clear()
        elif step == "undo" and (line := history.next_undo()):
            history.add(JournalLine(sequence, EntryKind.UNDONE, line.sequence, line.label))
            undone.append(done.pop())
        elif step == "redo" and (line := history.next_redo()):
            history.add(JournalLine(sequence, EntryKind.REDONE, line.sequence, line.label))
            done.append(undone.pop())
        undo, redo = history.next_undo(), history.next_redo()
        assert (undo.sequence if undo else None) == (done[-1] if done else None)
        assert (redo.sequence if redo else None) == (undone[-1] if undone else None)


def test_undo_does_not_reach_behind_a_signature() -> None:
    history = UndoHistory.of(
        [
            JournalLine(1, EntryKind.DONE, None, "add note"),
            JournalLine(2, EntryKind.DONE, None, "sign the record", is_barrier=True),
        ]
    )
    assert history.next_undo() is None
    assert history.next_redo() is None
