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
from cpm_desktop.ui.caseload.caseload_page import CaseloadPage
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.child.entity_dialog import EntityDialog
from cpm_desktop.ui.child.file_dialogs import new_child_dialog
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.opening_again import OpenedBy, open_again
from cpm_desktop.ui.kit.selects import SearchSelect, Select
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.shell import locking
from tests.a_desk import PASSPHRASE
from tests.ui.accessible_words import words_in_reach
from tests.ui.locked_window import LockedWindow, note_in_hand

CASE = ("Kai", "Avery", "asthma", "Dana")


@pytest.fixture
def locked(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[LockedWindow]:
    opened = LockedWindow(qapp, qtbot, tmp_path)
    yield opened
    opened.end()


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


def _control(dialog: EntityDialog, name: str) -> QWidget:
    field = dialog.fields[name]
    assert isinstance(field, Field)
    return field.control


def _line(dialog: EntityDialog, name: str) -> LineEdit:
    line = _control(dialog, name)
    assert isinstance(line, LineEdit)
    return line


def _dialogs() -> list[DialogShell]:
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, DialogShell) and each.isVisible()
    ]


def test_a_dialog_is_gone_at_the_lock_and_open_again_with_what_was_typed_chosen_and_ticked(
    locked: LockedWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = locked.workspace
    workspace.open_child(locked.meeting.facts.child_id)
    child_page = workspace.page
    assert isinstance(child_page, ChildPage)
    people = workspace.desk.child(locked.meeting.facts.child_id).value.people
    person = child_page.dialogs.edit_person(people[-1].id)
    title = person.windowTitle()
    locked.settle()  # the keyboard comes into the first field
    name, phone, copy = _line(person, "name"), _line(person, "telephone"), _control(person, "copy_kind")
    assert isinstance(copy, Select)
    name.clear()  # an emptied field is no field that was left alone
    _type(phone, "01632 96")
    phone.setCursorPosition(4)
    copy.choose_anew("none")
    tick = next(each for each in person.findChildren(CheckBox) if each.isVisible())
    was = tick.isChecked()
    tick.click()
    phone.setFocus()
    locked.lock()
    assert _dialogs() == []
    locked.unlock()
    (again,) = _dialogs()
    assert isinstance(again, EntityDialog)
    assert again.windowTitle() == title
    assert (_line(again, "name").text(), _line(again, "telephone").text()) == ("", "01632 96")
    copy_again = _control(again, "copy_kind")
    assert isinstance(copy_again, Select)
    assert copy_again.chosen_key == "none"
    assert next(each for each in again.findChildren(CheckBox) if each.isVisible()).isChecked() is not was
    locked.qtbot.waitUntil(_line(again, "telephone").hasFocus)
    locked.settle()
    assert _line(again, "telephone").cursorPosition() == 4
    assert "open when the records locked" not in locked.workspace.message
    _go_on_typing_where_the_disk_has_not_taken_it(locked, again, monkeypatch)


def _go_on_typing_where_the_disk_has_not_taken_it(
    locked: LockedWindow, dialog: EntityDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk is kept behind the lock, with its pages; and where one can also choose, one goes on typing."""
    desk, role = locked.workspace.desk, _control(dialog, "role")
    assert isinstance(role, SearchSelect)
    role.setFocus()
    role.setEditText("")
    QTest.keyClicks(role, "Great-au")
    monkeypatch.setattr(locking, "is_on_disk", lambda _saved: False)
    locked.lock()
    assert locked.windows._locking is not None
    locked.windows._locking._looking.stop()  # all is saved here, and it would be noticed
    assert _dialogs() == []
    locked.unlock()
    assert locked.workspace.desk is desk
    (again,) = _dialogs()
    assert isinstance(again, EntityDialog)
    role_again = _control(again, "role")
    assert isinstance(role_again, SearchSelect)
    locked.qtbot.waitUntil(role_again.hasFocus)
    locked.settle()
    QTest.keyClicks(role_again, "nt")
    assert role_again.typed == "Great-aunt"
    assert desk.wait(desk.store.get_secret("left place")) == b""
    again.reject()


def test_a_dialog_that_cannot_be_opened_again_is_told_and_keeps_what_was_typed(locked: LockedWindow) -> None:
    _refuse_what_is_gone_or_would_change_something(locked)
    workspace = locked.workspace
    workspace.open_caseload()
    page = workspace.page
    assert isinstance(page, CaseloadPage)
    new_child_dialog(workspace.desk, workspace.theme, workspace.open_child, page).set_text(
        "name", "Rosa Fair"
    )
    locked.lock()
    locked.unlock()
    assert _dialogs() == []
    assert "“Add a child” was open when the records locked" in locked.workspace.message
    again = locked.workspace.page
    assert isinstance(again, CaseloadPage)
    dialog = again.add_child()
    assert "Rosa Fair" in [each.text() for each in dialog.findChildren(LineEdit)]
    dialog.reject()


def _refuse_what_is_gone_or_would_change_something(locked: LockedWindow) -> None:
    locked.workspace.open_child(locked.meeting.facts.child_id)
    for by in (
        OpenedBy("ChildPage.open_item", ("action", "gone")),
        OpenedBy("ChildPage.open_item", ("action",)),
        OpenedBy("ChildPage.begin_waiver"),
        OpenedBy("CaseloadPage.ask_meeting", (locked.meeting.facts.child_id,)),
    ):
        assert not open_again((locked.workspace.page,), by)
    assert _dialogs() == []


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
