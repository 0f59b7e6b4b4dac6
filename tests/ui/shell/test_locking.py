"""Locking in the real window: nothing of the case stays in sight, nothing typed is lost, and all is back after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.services.lock_time import lock_time, minutes_now, set_lock_time
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.shell.workspace import Workspace
from tests.a_desk import PASSPHRASE
from tests.ui.accessible_words import words_in_reach
from tests.ui.locked_window import LockedWindow, note_in_hand

CASE = ("Kai", "Avery", "asthma", "Dana")


@pytest.fixture
def locked(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[LockedWindow]:
    opened = LockedWindow(qapp, qtbot, tmp_path)
    yield opened
    opened.end()
    qapp.setStyleSheet("")


def _type(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


def test_nothing_of_the_case_is_in_reach_once_it_is_locked(locked: LockedWindow) -> None:
    workspace = locked.workspace
    assert any("Kai" in words for words in words_in_reach())
    _type(note_in_hand(locked), "Kai says the inhaler is empty.")
    dialog = workspace.open_palette()
    menu = QMenu("Kai Avery", workspace)
    menu.addAction("Kai")
    menu.popup(locked.window.mapToGlobal(locked.window.rect().center()))
    QToolTip.showText(locked.window.pos(), "Kai Avery", workspace)
    QGuiApplication.clipboard().setText("Kai Avery")
    locked.lock()
    assert dialog is not None
    locked.qtbot.waitUntil(
        lambda: not [words for words in words_in_reach() if any(name in words for name in CASE)]
    )
    assert QGuiApplication.clipboard().text() == ""
    assert not QToolTip.text() or not QToolTip.isVisible()
    assert locked.window.windowTitle() == "Care planning"
    assert locked.window.property(LAST_ANNOUNCEMENT) == "Locked"
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [locked.window]


def test_what_was_chosen_in_a_field_cannot_be_pasted_with_the_middle_button(locked: LockedWindow) -> None:
    clipboard = QGuiApplication.clipboard()
    if not clipboard.supportsSelection():
        pytest.skip("only some systems paste what is chosen")
    note = note_in_hand(locked)
    _type(note, "The inhaler is empty.")
    note.selectAll()
    clipboard.setText(note.text, QClipboard.Mode.Selection)
    locked.lock()
    assert clipboard.text(QClipboard.Mode.Selection) == ""


def test_what_is_being_typed_is_saved_before_the_lock_and_back_after_it(locked: LockedWindow) -> None:
    page = locked.meeting_page
    item = page.item_pane.item_id
    note = note_in_hand(locked)
    _type(note, "The inhaler is empty since Mon")
    cursor = note.textCursor()
    cursor.setPosition(11)
    note.setTextCursor(cursor)
    locked.lock()
    locked.unlock()
    assert locked.meeting_page is not page
    assert locked.meeting_page.item_pane.item_id == item
    assert any(each.text == "The inhaler is empty since Mon" for each in locked.meeting.notes)
    holder = QApplication.focusWidget()
    assert isinstance(holder, PlainEditor)
    assert holder.text == "The inhaler is empty since Mon"
    assert holder.textCursor().position() == 11


def test_what_is_written_in_quick_capture_goes_on_in_its_form_and_is_there_once(locked: LockedWindow) -> None:
    page = locked.meeting_page
    before = len(locked.meeting.actions)
    page.capture.choose("action")
    field = next(iter(page.capture.form.fields.values()))
    _type(field, "Ask the GP for a new inhaler")
    locked.lock()
    locked.unlock()
    after = locked.meeting_page.capture
    assert after.form.entity_id
    assert "inhaler" in after.form.words()
    holder = QApplication.focusWidget()
    assert holder is not None
    QTest.keyClicks(holder, " by Friday")
    after.flush()
    assert len(locked.meeting.actions) == before + 1
    assert "new inhaler by Friday" in locked.meeting.actions[-1].text


def test_half_a_word_that_nothing_keeps_is_back_on_the_caseload(locked: LockedWindow) -> None:
    locked.workspace.open_caseload()
    page = locked.workspace.page
    assert page is not None
    line = next(each for each in page.findChildren(LineEdit) if each.isVisible())
    _type(line, "Kai Av")
    line.setCursorPosition(3)
    locked.lock()
    locked.unlock()
    holder = QApplication.focusWidget()
    assert isinstance(holder, QLineEdit)
    assert holder.text() == "Kai Av"
    assert holder.cursorPosition() == 3


def test_a_dialog_is_closed_and_what_was_typed_in_it_is_there_when_it_is_opened_again(
    locked: LockedWindow,
) -> None:
    workspace = locked.workspace
    child_id = locked.meeting.facts.child_id
    workspace.open_child(child_id)
    dialog = _open_person(workspace)
    line = next(each for each in dialog.findChildren(LineEdit) if each.isVisible())
    _type(line, "Rosa Fair")
    locked.lock()
    locked.unlock()
    assert "“Add a person”" in locked.workspace.message
    again = _open_person(locked.workspace)
    assert "Rosa Fair" in [each.text() for each in again.findChildren(LineEdit)]
    again.reject()


def test_the_place_in_a_long_page_is_back(locked: LockedWindow) -> None:
    locked.window.resize(1440, 620)
    page = locked.meeting_page
    bar = page.item_pane.scrolling.verticalScrollBar()
    locked.qtbot.waitUntil(lambda: bar.maximum() > 40)
    page.rail.setFocus()
    bar.setValue(37)
    locked.lock()
    locked.unlock()
    locked.qtbot.waitUntil(lambda: locked.meeting_page.item_pane.scrolling.verticalScrollBar().value() == 37)


def test_nothing_of_what_was_left_stays_behind_in_the_store(locked: LockedWindow) -> None:
    locked.lock()
    locked.unlock()
    desk = locked.workspace.desk
    assert desk.wait(desk.store.get_secret("left place")) == b""


def test_a_passphrase_in_a_dialog_is_left_out(locked: LockedWindow) -> None:
    from cpm_desktop.ui.kit.fields import PassphraseField  # noqa: PLC0415 - only here
    from cpm_desktop.ui.kit.left_fields import look_at  # noqa: PLC0415 - the same

    dialog = DialogShell(locked.workspace.theme, "Sign", agree="Sign", parent=locked.workspace)
    field = PassphraseField(locked.workspace.theme)
    dialog.content.addWidget(field)
    dialog.open()
    _type(field._line, PASSPHRASE)
    field._turn()  # shown, as the person may have it
    assert field.passphrase == PASSPHRASE
    assert PASSPHRASE not in str(look_at(dialog))
    dialog.reject()


def test_the_person_chooses_when_it_locks_within_what_the_authority_allows(locked: LockedWindow) -> None:
    desk = locked.workspace.desk
    locked.workspace.open_caseload()
    locked.workspace.open_lock_time()
    dialog = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
    )
    assert lock_time(desk).choices == (5, 10, 15, 20, 25, 30)
    QMetaObject.invokeMethod(dialog.minutes, "setFocus")  # type: ignore[attr-defined]  # of this dialog
    QTest.keyClick(dialog.minutes, Qt.Key.Key_Down)  # type: ignore[attr-defined]  # the same
    dialog.accept()
    assert lock_time(desk).minutes == 15
    assert "Locks after 15 minutes" in " ".join(words_in_reach())


def test_a_live_meeting_has_the_longest_time(locked: LockedWindow) -> None:
    desk = locked.workspace.desk
    set_lock_time(desk, 5)
    assert desk.has_live_meeting()
    assert minutes_now(desk) == 30
    locked.lock()
    locked.unlock()
    assert lock_time(locked.workspace.desk).minutes == 5


def test_the_warning_stands_at_the_foot_and_moves_nothing(locked: LockedWindow) -> None:
    note = note_in_hand(locked)
    _type(note, "Half a sen")
    before = locked.meeting_page.size()
    locking = locked.windows._locking
    assert locking is not None
    assert locking._idle is not None
    locking._idle.nearly_idle.emit()
    locked.settle()
    assert "lock in one minute" in locked.workspace.warning
    assert locked.meeting_page.size() == before
    assert QApplication.focusWidget() is note
    locking._idle.awake.emit()
    assert locked.workspace.warning == ""


def test_it_locks_when_nobody_was_there(locked: LockedWindow) -> None:
    locking = locked.windows._locking
    assert locking is not None
    assert locking._idle is not None
    locking._idle.idle.emit()
    assert locked.is_locked


def _open_person(workspace: Workspace) -> QDialog:
    act = next(each for each in workspace.acts() if each.text.startswith("Add a person"))
    act.run()
    return next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
    )
