import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.commands import Command, EditText, Withdraw
from cpm_desktop.domain.journal import EntryKind
from cpm_desktop.domain.undo import LONGEST_STEP, JournalLine, UndoHistory, step_of


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


def pieces_of(text: str, sizes: Sequence[int]) -> list[EditText]:
    """Text as it is saved while somebody types it: a few letters at a time."""
    found, place = list[EditText](), 0
    for size in itertools.cycle(sizes):
        if place >= len(text):
            break
        found.append(typed(place, text[place : place + size]))
        place += size
    return found


@given(
    st.lists(
        st.sampled_from(["Kai", "sleeps", "well", "at", "Joy’s", "and", "eats"]), min_size=1, max_size=30
    ),
    st.lists(st.integers(1, 6), min_size=1, max_size=9),
    st.booleans(),
)
def test_typing_is_taken_back_by_the_phrase_and_nothing_is_left_over(
    words: list[str], sizes: list[int], is_back: bool
) -> None:
    pieces = pieces_of(" ".join(words), sizes)
    left = pieces[::-1] if is_back else pieces
    while left:
        count = step_of(left, is_back=is_back)
        assert 1 <= count <= len(left)
        assert sum(len(one.inserted) for one in left[:count]) <= LONGEST_STEP
        left = left[count:]


def test_a_step_ends_between_words_where_it_can() -> None:
    text = "Kai sleeps well at the house of Joy and eats with the others and goes to school"
    pieces = pieces_of(text, [3])[::-1]
    taken = "".join(one.inserted for one in reversed(pieces[: step_of(pieces, is_back=True)]))
    assert len(taken) > LONGEST_STEP / 2
    assert text.removesuffix(taken).endswith(" ") or taken.startswith(" ")


@pytest.mark.parametrize("sizes", [[3], [2], [4], [3, 2], [1]])
def test_no_step_takes_the_end_of_a_sentence_away_with_the_next_one(sizes: list[int]) -> None:
    text = "He sleeps badly. Mum says so."
    pieces = pieces_of(text, sizes)[::-1]
    taken = "".join(one.inserted for one in reversed(pieces[: step_of(pieces, is_back=True)]))
    assert text.removesuffix(taken).startswith("He sleeps badly.")
    assert len(taken) >= len("m says so.")


def test_what_is_no_typing_of_the_same_text_is_a_step_of_its_own() -> None:
    def is_one(before: Command, after: Command) -> bool:
        back, forth = step_of([after, before], is_back=True), step_of([before, after], is_back=False)
        assert back == forth
        return back == 2

    first = typed(0, "Kai ")
    assert is_one(first, typed(4, "sleeps"))
    assert not is_one(first, typed(5, "sleeps"))
    assert not is_one(first, typed(4, "sleeps", id_="other"))
    assert not is_one(first, typed(4, "sleeps", field="speaker"))
    assert not is_one(first, typed(4, "eats", "sleeps"))
    assert not is_one(typed(4, "sleeps"), first)
    assert is_one(typed(4, "", "sleeps"), typed(0, "", "Kai "))
    assert is_one(typed(4, "", "sle"), typed(4, "", "eps"))
    assert not is_one(typed(0, "", "Kai "), typed(4, "", "sleeps"))
    assert not is_one(typed(4, "eats", "sleeps"), typed(0, "", "Kai "))
    assert not is_one(first, Withdraw(entity_kind="note", id="n"))
    assert not is_one(Withdraw(entity_kind="note", id="n"), first)
