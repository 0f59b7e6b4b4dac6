"""What is said is kept as it is typed, under the speaker's name, and nothing of it is lost."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.discussing import notes_of
from cpm_desktop.services.holding import agenda_items
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.meeting.note_line import NoteEditor

STRANGE = "<b>Kai</b> & “Joy” said: أهلا 😀 ẹ̀kọ́"


def held(page: MeetingPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def texts(page: MeetingPage) -> list[str]:
    return [note.text for note in notes_of(held(page), page.item_pane.item_id)]


def type_into_draft(page: MeetingPage, qtbot: QtBot, text: str) -> None:
    editor = page.item_pane.notes.rows[-1].editor
    editor.setFocus()
    qtbot.keyClicks(editor, text)


@pytest.mark.rule("record.whole-discussion")
def test_a_pause_keeps_what_was_typed_and_opens_an_empty_note(page: MeetingPage, qtbot: QtBot) -> None:
    type_into_draft(page, qtbot, "Sleep has got worse.")
    assert texts(page) == []
    qtbot.waitUntil(lambda: texts(page) == ["Sleep has got worse."])
    assert [row.editor.text for row in page.item_pane.notes.rows] == ["Sleep has got worse.", ""]


def test_enter_ends_a_note_and_shift_enter_breaks_its_line(page: MeetingPage, qtbot: QtBot) -> None:
    type_into_draft(page, qtbot, "One")
    first = page.item_pane.notes.rows[0].editor
    qtbot.keyClick(first, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(first, "and more")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    type_into_draft(page, qtbot, "Two")
    page.leave()
    assert texts(page) == ["One\nand more", "Two"]


def test_notes_keep_the_exact_words(page: MeetingPage, qtbot: QtBot) -> None:
    editor = page.item_pane.notes.rows[-1].editor
    editor.setFocus()
    editor.insertPlainText(STRANGE)
    page.leave()
    assert texts(page) == [STRANGE]
    assert qtbot is not None


def test_a_long_paste_becomes_notes_at_its_paragraphs(page: MeetingPage) -> None:
    paste = QMimeData()
    paste.setText("First paragraph.\r\n\r\nSecond\nwith a line.\n\n\nThird.")
    page.item_pane.notes.rows[-1].editor.insertFromMimeData(paste)
    assert texts(page) == ["First paragraph.", "Second\nwith a line.", "Third."]


def test_the_speaker_is_chosen_for_the_note_with_the_keyboard(page: MeetingPage, qtbot: QtBot) -> None:
    type_into_draft(page, qtbot, "I want to stay.")
    kai = next(person.id for person in held(page).attendees if person.is_child)
    page.item_pane.notes.choose_speaker(kai)
    note = notes_of(held(page), page.item_pane.item_id)[0]
    assert (note.speaker, note.text) == (kai, "I want to stay.")
    assert page.item_pane.notes.rows[0].editor.hasFocus()


def test_undo_takes_typing_back_and_redo_brings_it_again(page: MeetingPage, qtbot: QtBot) -> None:
    type_into_draft(page, qtbot, "Wrong")
    page.leave()
    page.editing().undo()
    assert texts(page) == []
    assert [row.editor.text for row in page.item_pane.notes.rows] == [""]
    page.editing().redo()
    assert texts(page) == ["Wrong"]
    assert [row.editor.text for row in page.item_pane.notes.rows] == ["Wrong", ""]


def test_undo_beyond_the_item_goes_back_to_where_it_was_said(page: MeetingPage, qtbot: QtBot) -> None:
    first = page.item_pane.item_id
    type_into_draft(page, qtbot, "Said at the welcome")
    page.go_next()
    assert page.item_pane.item_id != first
    page.editing().undo()
    assert page.item_pane.item_id == first
    assert page.item_pane.notes.rows[0].editor.text == "Said at the welcome"


def test_what_is_typed_is_kept_when_the_item_is_left(page: MeetingPage, qtbot: QtBot) -> None:
    first = page.item_pane.item_id
    type_into_draft(page, qtbot, "Half a sent")
    page.go_next()
    assert [note.text for note in notes_of(held(page), first)] == ["Half a sent"]


def test_an_emptied_note_goes_when_it_is_left(page: MeetingPage, qtbot: QtBot) -> None:
    type_into_draft(page, qtbot, "x")
    page.leave()
    first = page.item_pane.notes.rows[0].editor
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Backspace)
    page.item_pane.notes.focus_new()
    page.leave()
    assert texts(page) == []


def test_ctrl_enter_in_a_note_goes_to_the_next_item(page: MeetingPage, qtbot: QtBot) -> None:
    first = page.item_pane.item_id
    type_into_draft(page, qtbot, "Welcome")
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.item_pane.item_id != first
    assert [note.text for note in notes_of(held(page), first)] == ["Welcome"]


class PaintWatch(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def whole_height(editor: NoteEditor) -> float:
    """Return the height of all lines, each paragraph laid out."""
    layout, block, height = editor.document().documentLayout(), editor.document().begin(), 0.0
    while block.isValid():
        height += layout.blockBoundingRect(block).height()
        block = block.next()
    return height


def test_a_long_note_is_shown_whole(page: MeetingPage, qtbot: QtBot) -> None:
    long = "\n".join(
        ["Joy said that contact went well on Sunday and that the school trip is booked. " * 5] * 50
    )
    page.item_pane.notes.rows[-1].editor.insertPlainText(long)
    page.item_pane.flush()
    page.item_pane.notes.show_item(page.item_pane.item_id)
    editor = page.item_pane.notes.rows[0].editor
    line = editor.fontMetrics().lineSpacing()
    qtbot.waitUntil(
        lambda: whole_height(editor) > 100 * line
    )  # it has its width, and every paragraph is wrapped
    assert editor.text == long
    assert 0 <= editor.height() - whole_height(editor) < 10


def test_a_note_of_several_paragraphs_that_is_shown_again_grows_too(page: MeetingPage, qtbot: QtBot) -> None:
    page.item_pane.notes.rows[-1].editor.insertPlainText("One\nand a second")
    page.item_pane.flush()
    page.item_pane.notes.show_item(page.item_pane.item_id)
    editor = page.item_pane.notes.rows[0].editor
    qtbot.waitUntil(lambda: 0 <= editor.height() - whole_height(editor) < 10)
    before = editor.height()
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.insertPlainText(" with many words" * 20)
    assert editor.height() > before
    assert 0 <= editor.height() - whole_height(editor) < 10


@pytest.mark.parametrize("keys", ["Return", "Backspace", "A"])
def test_a_note_grows_and_shrinks_with_its_text(page: MeetingPage, qtbot: QtBot, keys: str) -> None:
    editor = page.item_pane.notes.rows[-1].editor
    editor.setFocus()
    editor.insertPlainText("One\nand a second\nand a third " + "with many words " * 20)
    for place in (200, 25, 10, 4, 3, 0):
        cursor = editor.textCursor()
        cursor.setPosition(place)
        editor.setTextCursor(cursor)
        for _ in range(3):
            qtbot.keyClick(editor, Qt.Key[f"Key_{keys}"], Qt.KeyboardModifier.ShiftModifier)
            assert 0 <= editor.height() - whole_height(editor) < 10
    editor.load("one line")
    assert 0 <= editor.height() - whole_height(editor) < 10


def test_nothing_behind_a_note_is_painted_again_with_a_key(page: MeetingPage, qtbot: QtBot) -> None:
    editor = page.item_pane.notes.rows[-1].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "One")
    QTest.qWait(50)
    watch = PaintWatch(page.item_pane.notes)
    qtbot.keyClick(editor, Qt.Key.Key_A)
    QTest.qWait(50)
    assert watch.count == 0


def line_under(page: MeetingPage, number: int) -> NoteEditor:
    page.go_to(agenda_items(page.desk, held(page))[number].id)
    return page.item_pane.notes.rows[-1].editor


def test_the_line_with_the_keyboard_stays_the_same_from_item_to_item(page: MeetingPage, qtbot: QtBot) -> None:
    first = line_under(page, 1)
    first.setFocus()
    qtbot.keyClicks(first, "One ")
    second = line_under(page, 2)
    assert second.hasFocus()
    qtbot.keyClicks(second, "Two")
    third = line_under(page, 1)
    assert [row.editor.text for row in page.item_pane.notes.rows] == ["One ", ""]
    qtbot.keyClicks(third, "three")
    page.leave()
    assert texts(page) == ["One ", "three"]
    line_under(page, 2)
    assert texts(page) == ["Two"]
    assert [row.editor.text for row in page.item_pane.notes.rows] == ["Two", ""]
    assert page.item_pane.notes.rows[-1].editor.hasFocus()


def test_nothing_is_painted_again_where_nothing_changed(page: MeetingPage, qtbot: QtBot) -> None:
    """The agenda, the bars and the nudge are told the same again with every pause in the typing."""
    qtbot.wait(100)  # what opens with the page is laid out
    painted = PaintWatch(page.rail.steps.viewport()), PaintWatch(page.item_pane.nudge)
    page.refresh()
    page.item_pane.show_missing()
    QApplication.processEvents()
    assert [one.count for one in painted] == [0, 0]
    assert qtbot is not None
