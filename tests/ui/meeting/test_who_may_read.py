"""Any line, answer or person is kept from readers from the keyboard, while the meeting goes on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import Reader, ReaderKind, seen_by
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.holding import mark_presence
from cpm_desktop.services.reading_limits import lift_limit, set_limit
from cpm_desktop.ui.meeting.meeting_page import MeetingPage

pytestmark = pytest.mark.rule("after.copy-for-each-reader")
CTRL = Qt.KeyboardModifier.ControlModifier


def held(page: MeetingPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def person(page: MeetingPage, name: str) -> str:
    return next(each.id for each in held(page).attendees if each.name == name)


def read_by(page: MeetingPage, name: str) -> list[str]:
    meeting = held(page)
    reader = Reader(ReaderKind.FAMILY, person(page, name))
    seen = seen_by(meeting, reader, page.desk.form_of(meeting), page.desk.procedure.roles)
    return [note.text for note in seen.notes]


def type_note(page: MeetingPage, qtbot: QtBot, text: str) -> None:
    page.item_pane.notes.focus_new()
    qtbot.keyClicks(page.item_pane.notes.rows[-1].editor, text)


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def test_the_line_just_typed_is_kept_from_a_named_reader_without_the_mouse(
    page: MeetingPage, qtbot: QtBot
) -> None:
    type_note(page, qtbot, "His father was in prison.")
    press(qtbot, Qt.Key.Key_R, CTRL)
    strip = page.who_may_read.strip
    qtbot.waitUntil(strip.isVisible)
    assert strip.form.thing is not None
    assert strip.form.thing.words == "His father was in prison."
    assert not strip.form.people[person(page, "Tom Avery")].isVisible()
    press(qtbot, Qt.Key.Key_Right)  # from everybody to named readers
    assert strip.form.whom.chosen_key == LimitKind.NAMED.value
    box = strip.form.people[person(page, "Dana Avery")]
    press(qtbot, Qt.Key.Key_Tab)  # the people are one stop
    for _ in strip.form.people:
        if QApplication.focusWidget() is box:
            break
        press(qtbot, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is box
    press(qtbot, Qt.Key.Key_Space)
    strip.form.save_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not strip.isVisible())
    row = page.item_pane.notes.rows[0]
    assert row.kept.text() == "not for Dana"
    assert "not for Dana" in row.editor.accessibleDescription()
    assert "His father was in prison." not in read_by(page, "Dana Avery")
    assert "His father was in prison." in read_by(page, "Tom Avery")
    assert page.item_pane.notes.isAncestorOf(QApplication.focusWidget() or page)
    page.editing().undo()
    assert row.kept.text() == ""
    assert "His father was in prison." in read_by(page, "Dana Avery")


def test_escape_sets_nothing_and_naming_nobody_is_refused_in_words(page: MeetingPage, qtbot: QtBot) -> None:
    type_note(page, qtbot, "A note")
    press(qtbot, Qt.Key.Key_R, CTRL)
    strip = page.who_may_read.strip
    press(qtbot, Qt.Key.Key_Right)
    strip.form.save()
    assert strip.isVisible()
    assert held(page).limits == ()
    press(qtbot, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert held(page).limits == ()


def test_a_person_with_the_keyboard_is_what_it_asks_about(page: MeetingPage, qtbot: QtBot) -> None:
    joy = person(page, "Joy Okafọ̀")
    page.strip.focus_chip(joy)
    press(qtbot, Qt.Key.Key_R, CTRL)
    form = page.who_may_read.strip.form
    assert form.thing is not None
    assert (form.thing.id, form.thing.is_person) == (joy, True)
    form.whom.choose(LimitKind.ADDRESS.value)
    form.save()
    assert [(each.of, each.limit) for each in held(page).limits] == [(joy, LimitKind.ADDRESS)]


def test_who_chairs_cannot_be_left_out_and_it_says_so(page: MeetingPage) -> None:
    strip = page.who_may_read.strip
    strip.open_on("attendee", held(page).facts.chair)
    strip.form.whom.choose(LimitKind.FILE.value)
    strip.form.save()
    assert strip.isVisible()
    assert held(page).limits == ()


def test_a_slip_mended_while_somebody_is_out_is_seen_and_put_back(page: MeetingPage, qtbot: QtBot) -> None:
    type_note(page, qtbot, "He sleeps wel.")
    page.leave()
    dana = person(page, "Dana Avery")
    mark_presence(page.desk, page.meeting_id, dana, Presence.PRESENT)
    mark_presence(page.desk, page.meeting_id, dana, Presence.ASKED_OUT)
    row = page.item_pane.notes.rows[0]
    assert row.kept.text() == ""
    row.editor.setFocus()
    row.editor.moveCursor(row.editor.textCursor().MoveOperation.End)
    qtbot.keyClick(row.editor, Qt.Key.Key_Left)
    qtbot.keyClicks(row.editor, "l")
    page.leave()
    assert row.kept.text() == "Dana was out"
    assert "He sleeps well." not in read_by(page, "Dana Avery")
    press(qtbot, Qt.Key.Key_R, CTRL)
    form = page.who_may_read.strip.form
    assert form.back_button.isVisible()
    form.back_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert row.kept.text() == ""
    assert "He sleeps well." in read_by(page, "Dana Avery")


def test_a_copy_is_read_as_its_reader_gets_it_while_the_meeting_goes_on(
    page: MeetingPage, qtbot: QtBot
) -> None:
    type_note(page, qtbot, "His father was in prison.")
    page.leave()
    note = held(page).notes[-1]
    dana = person(page, "Dana Avery")
    set_limit(page.desk, page.meeting_id, note.kind, note.id, LimitKind.NAMED, (dana,))
    press(qtbot, Qt.Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    preview = page.who_may_read.preview
    qtbot.waitUntil(lambda: preview.dialog is not None)
    dialog = preview.dialog
    assert dialog is not None
    assert not dialog.isModal()
    for name, is_there in (("Dana Avery", False), ("Tom Avery", True), ("Kai Avery", False)):
        dialog.read_as(person(page, name))
        qtbot.waitUntil(lambda: "not signed" in dialog.standing)
        pages = " ".join(" ".join(dialog.document.texts()).split())
        assert ("in prison" in pages) is is_there, name
    dialog.read_as(dana)
    qtbot.waitUntil(lambda: "not signed" in dialog.standing)
    lift_limit(page.desk, page.meeting_id, note.kind, note.id)
    qtbot.waitUntil(lambda: "in prison" in " ".join(dialog.document.texts()))
    dialog.close()
