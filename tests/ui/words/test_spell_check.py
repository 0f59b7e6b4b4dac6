"""Spelling as a person meets it: waves, F7, the menu of a word, the switch; with the real dictionary."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cpm_desktop.services.desk import Desk
from cpm_desktop.services.spelling import is_spelling_on, own_words
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Workspace
from cpm_desktop.ui.words.spell_check import as_prose


@pytest.fixture
def note(page: MeetingPage, workspace: Workspace, qtbot: QtBot) -> PlainEditor:
    """The empty note of a live meeting, with the keyboard, its spelling ready."""
    page.item_pane.notes.focus_new()
    editor = page.item_pane.notes.rows[-1].editor
    qtbot.waitUntil(lambda: workspace.spelling.is_ready and editor.marks is not None)
    return editor


def doubtful(editor: PlainEditor) -> list[str]:
    return [editor.words_between(span) for span in editor.doubtful_words()]


def said(workspace: Workspace) -> str:
    return str(workspace.window().property(LAST_ANNOUNCEMENT))


def red_dots(editor: PlainEditor, workspace: Workspace) -> int:
    """Count what is painted in the colour of waves."""
    wanted = workspace.theme.colour("danger")
    image = editor.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colours = Counter(memoryview(bytes(image.constBits())).cast("I"))
    return sum(count for value, count in colours.items() if _distance(QColor.fromRgb(value), wanted) < 90)


def _distance(one: QColor, other: QColor) -> int:
    reds, greens = abs(one.red() - other.red()), abs(one.green() - other.green())
    return reds + greens + abs(one.blue() - other.blue())


def menu_on(editor: PlainEditor, qtbot: QtBot) -> QMenu:
    """Open the menu by its key."""
    place = editor.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, editor.mapToGlobal(place))
    QApplication.sendEvent(editor, event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if words in action.text()).trigger()
    menu.close()


def test_a_doubtful_word_is_underlined_once_it_is_left(
    note: PlainEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.keyClicks(note, "Kai will recieve")
    assert doubtful(note) == ["recieve"]  # and Kai is a name that is known
    qtbot.wait(20)
    assert red_dots(note, workspace) == 0  # still being typed
    QTest.keyClicks(note, " help")
    assert red_dots(note, workspace) > 8
    note.clearFocus()
    assert red_dots(note, workspace) > 8


def test_going_elsewhere_leaves_the_word(note: PlainEditor, workspace: Workspace) -> None:
    QTest.keyClicks(note, "help recieve")
    assert red_dots(note, workspace) == 0
    QTest.keyClick(note, Qt.Key.Key_Home)
    assert red_dots(note, workspace) > 8


@pytest.mark.parametrize("leaving", ["a key", "a space", "another text"])
def test_a_word_painted_letter_by_letter_is_underlined_once_it_is_left(
    note: PlainEditor, workspace: Workspace, leaving: str
) -> None:
    for letter in "help recieve":
        QTest.keyClicks(note, letter)
        note.viewport().repaint()
    assert red_dots(note, workspace) == 0
    match leaving:
        case "a key":
            QTest.keyClick(note, Qt.Key.Key_Left)
        case "a space":
            QTest.keyClicks(note, " ")
        case _:
            note.load("thier ball")
    note.viewport().repaint()
    assert red_dots(note, workspace) > 8


def test_initials_dates_and_codes_are_never_doubted(note: PlainEditor) -> None:
    QTest.keyClicks(note, "@PNX by 18/12/26 EHCP CAMHS ref NB-2041x, name@sch.uk, SDQs 2w")
    assert doubtful(note) == []


def test_f7_goes_to_the_next_doubtful_word_and_says_it(
    note: PlainEditor, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.keyClicks(note, "recieve and thier")
    note.moveCursor(note.textCursor().MoveOperation.Start)
    QTest.keyClick(note, Qt.Key.Key_F7)
    assert note.textCursor().selectedText() == "recieve"
    assert said(workspace).startswith("recieve, doubtful word 1 of 2. Perhaps receive")
    QTest.keyClick(note, Qt.Key.Key_F7)
    assert note.textCursor().selectedText() == "thier"
    QTest.keyClick(note, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert note.textCursor().selectedText() == "recieve"
    choose(menu_on(note, qtbot), "receive")
    assert note.text == "receive and thier"
    QTest.keyClick(note, Qt.Key.Key_F7)
    assert said(workspace).startswith("thier, doubtful word 1 of 1")


def test_a_word_of_ones_own_is_kept_with_the_records_and_can_be_undone(
    note: PlainEditor, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    QTest.keyClicks(note, "with Zbigniewek today")
    QTest.keyClick(note, Qt.Key.Key_F7)
    choose(menu_on(note, qtbot), "Add “Zbigniewek” to my words")
    assert doubtful(note) == []
    assert [word.text for word in own_words(desk)] == ["Zbigniewek"]
    held = desk.wait(desk.store.load_workplace())
    assert [word.text for word in held.own_words] == ["Zbigniewek"]
    desk.workplace().undo()
    workspace.spelling.show_all()
    assert doubtful(note) == ["Zbigniewek"]


def test_ignore_here_passes_it_over_in_this_meeting(
    note: PlainEditor, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    QTest.keyClicks(note, "thier ball")
    QTest.keyClick(note, Qt.Key.Key_F7)
    choose(menu_on(note, qtbot), "Ignore here")
    assert doubtful(note) == []
    assert own_words(desk) == ()
    QTest.keyClick(note, Qt.Key.Key_F7)
    assert said(workspace) == "No doubtful word on this page"


def test_spelling_is_turned_off_and_stays_off(note: PlainEditor, workspace: Workspace, desk: Desk) -> None:
    QTest.keyClicks(note, "thier ball")
    workspace.spelling.turn()
    assert not is_spelling_on(desk)
    assert note.marks is None
    assert red_dots(note, workspace) == 0
    QTest.keyClick(note, Qt.Key.Key_F7)
    assert said(workspace) == "Spelling is turned off"
    workspace.spelling.turn()
    assert doubtful(note) == ["thier"]


def test_a_mouse_opens_the_menu_of_the_word_under_it(note: PlainEditor, qtbot: QtBot) -> None:
    QTest.keyClicks(note, "thier ball")
    place = QPoint(note.cursorRect().left() // 6, note.cursorRect().center().y())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, note.viewport().mapToGlobal(place))
    QApplication.sendEvent(note.viewport(), event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "their" in [action.text() for action in menu.actions()]
    menu.close()


def test_words_after_an_emoji_are_marked_where_they_stand(note: PlainEditor) -> None:
    note.insertPlainText("👍🏽 thier 😀 recieve")
    assert doubtful(note) == ["thier", "recieve"]


def test_lines_for_sentences_are_checked_and_lines_for_names_are_not(
    page: MeetingPage, note: PlainEditor, workspace: Workspace
) -> None:
    assert note.marks is not None
    page.item_pane.foot.ask_reason()
    reason = page.item_pane.foot.reason
    reason.setFocus()
    QTest.keyClicks(reason, "becuase it was late")
    assert [reason.words_between(span) for span in reason.doubtful_words()] == ["becuase"]
    QTest.keyClick(reason, Qt.Key.Key_Home)
    QTest.keyClick(reason, Qt.Key.Key_F7)
    assert reason.selectedText() == "becuase"
    assert "becuase" in said(workspace)
    assert as_prose(LineEdit("Agnieszka")) is None
