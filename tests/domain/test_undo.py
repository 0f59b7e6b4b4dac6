from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.commands import EditText, Withdraw
from cpm_desktop.domain.journal import EntryKind
from cpm_desktop.domain.undo import JournalLine, UndoHistory, is_one_step


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


def typed(at: int, inserted: str, removed: str = "", *, id_: str = "n", field: str = "text") -> EditText:
    return EditText(entity_kind="note", id=id_, field=field, at=at, removed=removed, inserted=inserted)


@given(
    st.integers(0, 50), st.text(min_size=1, max_size=5), st.text(min_size=1, max_size=5), st.integers(-9, 9)
)
def test_typing_is_one_step_where_it_went_on(at: int, first: str, more: str, off: int) -> None:
    is_new_sentence = first.rstrip(" ").endswith((".", "!", "?", "…", "\n"))
    went_on = is_one_step(typed(at, first), typed(at + len(first) + off, more))
    assert went_on is (off == 0 and not is_new_sentence)


def test_what_is_no_typing_of_the_same_text_is_a_step_of_its_own() -> None:
    first = typed(0, "Kai ")
    assert is_one_step(first, typed(4, "sleeps"))
    assert not is_one_step(first, typed(4, "sleeps", id_="other"))
    assert not is_one_step(first, typed(4, "sleeps", field="speaker"))
    assert not is_one_step(first, typed(4, "eats", "sleeps"))
    assert not is_one_step(typed(4, "sleeps"), first)
    assert is_one_step(typed(4, "", "sleeps"), typed(0, "", "Kai "))
    assert not is_one_step(typed(0, "", "Kai "), typed(4, "", "sleeps"))
    assert not is_one_step(typed(4, "eats", "sleeps"), typed(0, "", "Kai "))
    assert not is_one_step(first, Withdraw(entity_kind="note", id="n"))
    assert not is_one_step(Withdraw(entity_kind="note", id="n"), first)
