"""Quick phrases: they come with a new store, and are added, changed, moved and taken away, each undoable by name."""

import dataclasses
from pathlib import Path

import pytest

from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.phrase_blanks import known_blanks, phrase_blanks, unfilled_blanks
from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.phrases import (
    add_phrase,
    change_phrase,
    move_phrase,
    phrases_of,
    remove_phrase,
    usual_phrases,
)
from cpm_desktop.services.unlocking import SetUpDetails, Surroundings, create, unlock
from tests.a_desk import FAST, PASSPHRASE


def texts(desk: Desk) -> list[str]:
    return [phrase.text for phrase in phrases_of(desk)]


def test_a_new_store_begins_with_the_usual_phrases_and_keeps_ones_own(tmp_path: Path) -> None:
    from cpm_desktop.data_files import forms_folder  # noqa: PLC0415 - only here

    around = Surroundings(forms=(forms_folder(),), cost=FAST, backs_up=False)
    details = SetUpDetails(Worker(id="worker", name="Priya Nair", role="Social worker"))
    desk, _ = create(tmp_path / "records", PASSPHRASE, details, around)
    assert texts(desk) == list(usual_phrases())
    assert len(usual_phrases()) >= 8
    add_phrase(desk, "Seen alone by [who].")
    desk.close()
    again = unlock(tmp_path / "records", PASSPHRASE, around)
    assert texts(again)[-1] == "Seen alone by [who]."
    again.close()


def test_phrases_are_added_changed_moved_and_taken_away(desk: Desk) -> None:
    first, second, third = (add_phrase(desk, text) for text in ("One.", "Two  [blank].", "Three."))
    assert texts(desk) == ["One.", "Two [blank].", "Three."]
    change_phrase(desk, first, "One and a half.")
    assert move_phrase(desk, third, -1)
    assert texts(desk) == ["One and a half.", "Three.", "Two [blank]."]
    assert not move_phrase(desk, first, -1)
    remove_phrase(desk, second)
    assert texts(desk) == ["One and a half.", "Three."]
    workplace = desk.workplace()
    assert workplace.undo_label() == "remove quick phrase"
    workplace.undo()
    assert workplace.undo_label() == "reorder the quick phrases"
    workplace.undo()
    workplace.undo()
    assert texts(desk) == ["One.", "Two [blank].", "Three."]


def test_an_order_outlives_a_restart(desk: Desk) -> None:
    _, second = (add_phrase(desk, text) for text in ("One.", "Two."))
    move_phrase(desk, second, -1)
    held = desk.wait(desk.store.load_workplace())
    assert [phrase.text for phrase in held.phrases] == ["Two.", "One."]
    assert dataclasses.replace(held, revision=desk.workplace().value.revision) == desk.workplace().value


def test_an_empty_phrase_and_the_same_again_are_refused(desk: Desk) -> None:
    first = add_phrase(desk, "One.")
    for refused in ("  ", "One."):
        with pytest.raises(InvalidDetail):
            add_phrase(desk, refused)
    change_phrase(desk, first, "One.")  # its own words are no other's
    remove_phrase(desk, first)
    with pytest.raises(InvalidDetail, match="no longer there"):
        change_phrase(desk, first, "Two.")


def test_blanks_are_told_from_brackets_that_somebody_typed() -> None:
    text = "[Name] did not agree [sic] by [date]"
    assert [blank.words for blank in phrase_blanks(text)] == ["Name", "sic", "date"]
    first = phrase_blanks(text)[0]
    assert text[first.start : first.end] == "[Name]"
    known = known_blanks(["[name] was here", "by [Date]"])
    assert [blank.words for blank in unfilled_blanks(text, known)] == ["Name", "date"]
    assert phrase_blanks("[] [ a\nb ] [[x]]")[0].words == "x"
