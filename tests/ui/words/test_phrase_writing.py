"""Quick phrases as a person puts them in: the list at the cursor, blanks by Tab, the palette."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.services.desk import Desk
from cpm_desktop.services.phrases import add_phrase
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Workspace
from cpm_desktop.ui.words.phrase_picker import PhrasePicker

CTRL = Qt.KeyboardModifier.ControlModifier
NOT_AGREED = "[Name] did not agree, because: “[their words]”"


@pytest.fixture
def note(desk: Desk, page: MeetingPage, qtbot: QtBot) -> PlainEditor:
    for text in ("No change since the last meeting.", NOT_AGREED, "Wójcik was here."):
        add_phrase(desk, text)
    page.item_pane.notes.focus_new()
    editor = page.item_pane.notes.rows[-1].editor
    qtbot.waitUntil(editor.hasFocus)
    return editor


def picker(workspace: Workspace, qtbot: QtBot) -> PhrasePicker:
    found = workspace.findChildren(PhrasePicker)
    qtbot.waitUntil(found[-1].field.hasFocus)
    return found[-1]


def said(workspace: Workspace) -> str:
    return str(workspace.window().property(LAST_ANNOUNCEMENT))


def put_in(note: PlainEditor, workspace: Workspace, qtbot: QtBot, letters: str) -> None:
    QTest.keyClick(note, Qt.Key.Key_Semicolon, CTRL)
    shown = picker(workspace, qtbot)
    QTest.keyClicks(shown.field, letters)
    QTest.keyClick(shown.field, Qt.Key.Key_Return)
    qtbot.waitUntil(note.hasFocus)


def test_letters_find_a_phrase_and_enter_puts_it_in(
    note: PlainEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.keyClicks(note, "Health:")
    put_in(note, workspace, qtbot, "wojc")
    assert note.text == "Health: Wójcik was here."
    QTest.keyClicks(note, " Yes.")
    assert note.text == "Health: Wójcik was here. Yes."


def test_blanks_are_selected_one_after_another_and_tab_then_moves_on(
    note: PlainEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.keyClicks(note, "end")
    note.moveCursor(note.textCursor().MoveOperation.Start)
    put_in(note, workspace, qtbot, "did not")
    assert note.textCursor().selectedText() == "[Name]"
    assert said(workspace) == "Blank: Name. 2 to fill, Tab for the next."
    note.insertPlainText("Mum 👍🏽")  # no single key gives it
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert note.textCursor().selectedText() == "[their words]"
    QTest.keyClicks(note, "not yet")
    assert note.text == "Mum 👍🏽 did not agree, because: “not yet”end"
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert not note.hasFocus()  # no trap


def test_esc_ends_filling_and_leaves_the_blanks(
    note: PlainEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    put_in(note, workspace, qtbot, "did not")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert not note.textCursor().hasSelection()
    assert note.text == NOT_AGREED
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert not note.hasFocus()


def test_brackets_that_stood_there_before_are_no_blanks(
    note: PlainEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    note.insertPlainText("[sic] ")
    put_in(note, workspace, qtbot, "no change")
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert not note.hasFocus()


def test_esc_in_the_list_goes_back_to_where_one_wrote(
    note: PlainEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.keyClick(note, Qt.Key.Key_Semicolon, CTRL)
    QTest.keyClick(picker(workspace, qtbot).field, Qt.Key.Key_Escape)
    qtbot.waitUntil(note.hasFocus)
    assert note.text == ""


def test_letters_of_no_phrase_are_told(note: PlainEditor, workspace: Workspace, qtbot: QtBot) -> None:
    QTest.keyClick(note, Qt.Key.Key_Semicolon, CTRL)
    shown = picker(workspace, qtbot)
    QTest.keyClicks(shown.field, "zzz")
    assert shown.property(LAST_ANNOUNCEMENT) == "No phrase has these letters."
    QTest.keyClick(shown.field, Qt.Key.Key_Return)
    assert shown.isVisible()
    shown.reject()


def test_a_phrase_goes_into_a_capture_too(note: PlainEditor, page: MeetingPage, workspace: Workspace) -> None:
    assert note.hasFocus()
    page.capture.choose("decision")
    field = QApplication.focusWidget()
    assert isinstance(field, PlainEditor)
    assert workspace.phrases.insert("Agreed with [who].")
    assert field.text == "Agreed with [who]."


def test_the_palette_finds_phrases(note: PlainEditor, workspace: Workspace, qtbot: QtBot) -> None:
    palette = workspace.open_palette()
    qtbot.waitUntil(palette.field.hasFocus)
    QTest.keyClicks(palette.field, "no change since")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(note.hasFocus)
    assert note.text == "No change since the last meeting."
