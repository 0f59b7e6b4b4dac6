"""One aggregate open for change: applied at once, saved in the background, undone by name after a restart too."""

import datetime as dt
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Decision, Note
from cpm_desktop.domain.commands import Record, Withdraw, change, text_edit
from cpm_desktop.domain.journal import EntryKind
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited, JournalNotRead, NothingToUndo
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import PASSPHRASE, open_desk


def _note(desk: Desk, meeting_id: str, text: str) -> Note:
    editing = desk.meeting(meeting_id)
    editing.perform(Record(entity=Note(id=f"n{len(editing.value.notes)}", item="health", text=text)))
    return editing.value.notes[-1]


def test_a_change_is_there_at_once_and_saved_soon(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    edited = editing.perform(Record(entity=Note(id="n1", item="health", text="Sleep <has> got worse")))
    assert edited is not None
    assert editing.value.notes[0].text == "Sleep <has> got worse"
    saved = edited.saved.result(5)
    assert saved.revision == editing.value.revision
    assert desk.wait(desk.store.load_meeting(meeting_id)) == editing.value


def test_a_change_that_changes_nothing_is_not_kept(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    before = editing.value.revision
    assert editing.perform(change(editing.value.facts, venue=editing.value.facts.venue)) is None
    assert editing.value.revision == before


def test_undo_and_redo_have_names(desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    _note(desk, meeting_id, "one")
    editing.perform(Record(entity=Decision(id="d1", item="health", text="Kai chooses")))
    assert editing.undo_label() == "add decision"
    assert editing.undo().entry_kind is EntryKind.UNDONE
    assert [decision.text for decision in editing.value.decisions] == []
    assert editing.redo_label() == "add decision"
    editing.redo()
    assert [decision.text for decision in editing.value.decisions] == ["Kai chooses"]
    assert editing.redo_label() == ""
    with pytest.raises(NothingToUndo):
        editing.redo()


def test_undo_outlives_a_restart(desk: Desk, meeting_id: str, tmp_path: Path) -> None:
    note = _note(desk, meeting_id, "Sleep has got worse since half term")
    editing = desk.meeting(meeting_id)
    edit = text_edit(note, "text", "Sleep has got much worse since half term")
    assert edit is not None
    editing.perform(edit)
    editing.perform(Withdraw(entity_kind="note", id=note.id))
    desk.close()
    place = StorePlace(tmp_path / "store")
    again = open_desk(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE))
    try:
        reopened = again.meeting(meeting_id)
        assert reopened.undo_label() == "remove note"
        reopened.undo()
        assert reopened.value.notes[0].text == "Sleep has got much worse since half term"
        reopened.undo()
        assert reopened.value.notes[0].text == "Sleep has got worse since half term"
    finally:
        again.close()


def test_listeners_hear_what_changed_until_they_stop(desk: Desk, meeting_id: str) -> None:
    heard: list[Edited] = []
    editing = desk.meeting(meeting_id)
    stop = editing.listen(heard.append)
    _note(desk, meeting_id, "one")
    stop()
    _note(desk, meeting_id, "two")
    assert [edited.patch[0].kind for edited in heard] == ["note"]


def test_saving_is_told_with_its_time(desk: Desk, meeting_id: str) -> None:
    edited = desk.meeting(meeting_id).perform(Record(entity=Note(id="n1", text="x")))
    assert edited is not None
    saved = edited.saved.result(5)
    desk.wait(desk.store.load_workplace())
    assert desk.saving.latest.is_saved
    assert desk.saving.latest.saved_at is not None
    assert desk.saving.latest.saved_at >= saved.at - dt.timedelta(seconds=5)


def test_a_meeting_is_read_under_the_form_it_was_begun_with(desk: Desk, meeting_id: str) -> None:
    meeting = desk.meeting(meeting_id).value
    form = desk.form_of(meeting)
    desk.procedure.forms.pop(form.id)
    assert desk.form_of(meeting) == form
    desk.procedure.forms[form.id] = form


def _type_on(desk: Desk, meeting_id: str, note: Note, pieces: Iterable[str]) -> None:
    editing = desk.meeting(meeting_id)
    for piece in pieces:
        held = next(each for each in editing.value.notes if each.id == note.id)
        edit = text_edit(held, "text", held.text + piece)
        assert edit is not None
        editing.perform(edit)


def _said(desk: Desk, meeting_id: str) -> str:
    return desk.meeting(meeting_id).value.notes[0].text


def test_what_was_typed_on_is_taken_back_by_the_phrase(desk: Desk, meeting_id: str) -> None:
    note = _note(desk, meeting_id, "Kai")
    _type_on(desk, meeting_id, note, [" sle", "eps ", "badl", "y.", " Mum", " say", "s so", "."])
    editing = desk.meeting(meeting_id)
    editing.undo()
    assert _said(desk, meeting_id) == "Kai sleeps badly."
    editing.undo()
    assert _said(desk, meeting_id) == "Kai"
    editing.redo()
    editing.redo()
    assert _said(desk, meeting_id) == "Kai sleeps badly. Mum says so."
    with pytest.raises(NothingToUndo):
        editing.redo()


def test_no_step_takes_back_more_than_a_long_phrase(desk: Desk, meeting_id: str) -> None:
    note = _note(desk, meeting_id, "Kai")
    _type_on(desk, meeting_id, note, [" and"] * 30)
    desk.meeting(meeting_id).undo()
    assert _said(desk, meeting_id) == "Kai" + " and" * 20


def test_deleting_on_is_one_step_and_typing_elsewhere_is_another(desk: Desk, meeting_id: str) -> None:
    note = _note(desk, meeting_id, "Kai sleeps badly")
    editing = desk.meeting(meeting_id)
    for text in ("Kai sleeps ba", "Kai sleeps", "Kai sleeps well", "Now Kai sleeps well"):
        held = editing.value.notes[0]
        edit = text_edit(held, "text", text)
        assert edit is not None
        editing.perform(edit)
    assert note.id == editing.value.notes[0].id
    seen = []
    while editing.undo_label() != "add note":
        editing.undo()
        seen.append(_said(desk, meeting_id))
    assert seen == ["Kai sleeps well", "Kai sleeps", "Kai sleeps badly"]


def test_a_phrase_is_one_step_after_a_restart_too(desk: Desk, meeting_id: str, tmp_path: Path) -> None:
    note = _note(desk, meeting_id, "Kai")
    _type_on(desk, meeting_id, note, [" sle", "eps ", "well"])
    desk.close()
    place = StorePlace(tmp_path / "store")
    again = open_desk(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE))
    try:
        again.meeting(meeting_id).undo()
        assert _said(again, meeting_id) == "Kai"
    finally:
        again.close()


def test_a_step_after_a_restart_is_read_before_any_of_it_is_taken_back(
    desk: Desk, meeting_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = _note(desk, meeting_id, "Kai")
    _type_on(desk, meeting_id, note, [" sle", "eps ", "well"])
    desk.close()
    place = StorePlace(tmp_path / "store")
    again = open_desk(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE))
    monkeypatch.setattr("cpm_desktop.services.editing._PATIENCE", 0.2)
    go_on = threading.Event()
    try:
        editing = again.meeting(meeting_id)
        again.store._writer.read(lambda _: go_on.wait(20))  # a disk that gives nothing for a while
        with pytest.raises(JournalNotRead):
            editing.undo()
        assert _said(again, meeting_id) == "Kai sleeps well"
        go_on.set()
        again.wait(again.store.load_workplace())
        monkeypatch.undo()
        editing.undo()
        assert _said(again, meeting_id) == "Kai"
    finally:
        go_on.set()
        again.close()
