"""Find and replace as a person uses it, over a meeting that was half held."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpm_desktop.domain.captures import Action
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.discussing import record_note
from cpm_desktop.services.preparing import set_prepared_note
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.shell.workspace import Place, Workspace
from cpm_desktop.ui.words.find_strip import FindStrip

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def strip(page: MeetingPage, desk: Desk, meeting_id: str, workspace: Workspace) -> FindStrip:
    """A live meeting with zebras in a note, an action and a quotation, and the strip open on them."""
    items = [item.id for item in desk.form_of(desk.meeting(meeting_id).value).agenda]
    record_note(desk, meeting_id, items[0], "", "The zebra came.")
    record_note(desk, meeting_id, items[1], "", "Dad said “my Zebra” and left.")
    desk.meeting(meeting_id).perform(
        Record(entity=Action(id="act", item=items[1], text="Feed the zebra, zebras too"))
    )
    page.go_to(items[0])
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_H, CTRL)
    assert workspace.finder.isVisible()
    assert workspace.finder.words.hasFocus()
    QTest.keyClicks(workspace.finder.words, "zebra")
    return workspace.finder


def said(workspace: Workspace) -> str:
    return str(workspace.window().property(LAST_ANNOUNCEMENT))


def selected(page: MeetingPage) -> list[str]:
    QApplication.processEvents()
    editors = [one.textCursor().selectedText() for one in page.findChildren(PlainEditor) if one.isVisible()]
    lines = [one.selectedText() for one in page.findChildren(LineEdit) if one.isVisible()]
    return [words for words in (*editors, *lines) if words]


def test_it_counts_and_goes_to_the_item_and_the_thing(
    strip: FindStrip, page: MeetingPage, workspace: Workspace, desk: Desk, meeting_id: str
) -> None:
    assert strip.count.text() == "4 places"
    current = desk.meeting(meeting_id).value.facts.current_item
    QTest.keyClick(strip.words, Qt.Key.Key_Return)
    assert strip.count.text() == "1 of 4"
    assert selected(page) == ["zebra"]
    assert said(workspace) == "1 of 4: The zebra came."
    QTest.keyClick(strip.words, Qt.Key.Key_Return)
    assert page.item_pane.item_id == strip.found[1].where.item
    assert selected(page) == ["Zebra"]
    QTest.keyClick(strip.words, Qt.Key.Key_Return)
    assert page.capture.form.entity_id == "act"
    assert "zebra" in selected(page)
    assert desk.meeting(meeting_id).value.facts.current_item == current  # looking moves no meeting
    QTest.keyClick(strip.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert strip.count.text() == "2 of 4"
    strip.whole.setChecked(True)
    strip.case.setChecked(True)
    assert strip.count.text() == "2 places"


def test_replacing_all_is_one_step_by_name_and_leaves_quotations(
    strip: FindStrip, workspace: Workspace, desk: Desk, meeting_id: str
) -> None:
    editing = desk.meeting(meeting_id)
    before = editing.value
    QTest.keyClicks(strip.by, "pony")
    strip.replace_all.click()
    assert editing.undo_label() == "replace “zebra” by “pony” in 3 places"
    assert editing.value.notes[-2].text == "The pony came."
    assert editing.value.actions[-1].text == "Feed the pony, ponys too"
    assert editing.value.notes[-1].text == "Dad said “my Zebra” and left."
    assert "1 place in own words or quotation marks left" in strip.warning.text()
    workspace.undo()
    assert editing.value.notes == before.notes
    assert editing.value.actions == before.actions
    held = desk.wait(desk.store.load_meeting(meeting_id))
    assert held.notes == before.notes


def test_a_quotation_is_replaced_only_when_asked_for_again(
    strip: FindStrip, desk: Desk, meeting_id: str
) -> None:
    QTest.keyClicks(strip.by, "horse")
    strip.step(1)
    strip.step(1)
    strip.replace.click()
    assert desk.meeting(meeting_id).value.notes[-1].text == "Dad said “my Zebra” and left."
    assert "own words" in strip.warning.text()
    strip.replace.click()
    assert desk.meeting(meeting_id).value.notes[-1].text == "Dad said “my horse” and left."
    assert strip.count.text() == "2 of 3"


def test_a_place_that_nobody_looked_at_is_not_replaced(strip: FindStrip, desk: Desk, meeting_id: str) -> None:
    editing = desk.meeting(meeting_id)
    QTest.keyClicks(strip.by, "horse")
    strip.step(1)
    assert strip.count.text() == "1 of 4"
    record_note(desk, meeting_id, editing.value.notes[0].item, "", "A zebra of another sort.")
    note = editing.value.notes[0]
    editing.perform(change(note, text="Zebra first. The zebra came."))
    strip.replace.click()
    assert editing.value.notes[0].text == "Zebra first. The zebra came.", "it is shown first"
    strip.replace.click()
    assert editing.value.notes[0].text == "horse first. The zebra came."


def test_esc_closes_and_gives_the_keyboard_back(strip: FindStrip, page: MeetingPage) -> None:
    strip.step(1)
    QTest.keyClick(strip.words, Qt.Key.Key_Escape)
    assert strip.isHidden()
    assert page.isAncestorOf(QApplication.focusWidget() or strip)


def test_what_is_being_typed_is_found(strip: FindStrip, page: MeetingPage) -> None:
    page.item_pane.notes.focus_new()
    QTest.keyClicks(page.item_pane.notes.rows[-1].editor, "another zebra")
    strip.search()
    assert len(strip.found) == 5


def test_a_prepared_note_is_opened_where_it_is_found(
    desk: Desk, workspace: Workspace, meeting_id: str
) -> None:
    item = desk.form_of(desk.meeting(meeting_id).value).agenda[2].id
    set_prepared_note(desk, meeting_id, item, "Ask about the zebra")
    assert workspace.go(Place("prepare", meeting_id))
    page = workspace.page
    assert isinstance(page, PreparePage)
    assert workspace.finder.ask(words="zebra")
    workspace.finder.step(1)
    editor = page.agenda.items[item].editor
    assert editor.isVisible()
    assert editor.textCursor().selectedText() == "zebra"


def test_where_there_is_no_meeting_ctrl_f_is_the_pages(workspace: Workspace) -> None:
    assert workspace.go(Place("caseload"))
    assert not workspace.finder.ask()
    assert workspace.finder.isHidden()
    assert "Find in this meeting…" not in [act.text for act in workspace.acts()]
