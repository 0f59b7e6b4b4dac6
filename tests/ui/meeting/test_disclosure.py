"""A new allegation or disclosure in the room: one key, restricted from its first word, calm, quickly put away."""

import datetime as dt
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.services.closing import end, read_back
from cpm_desktop.services.holding import agenda_lines, captured
from cpm_desktop.services.papers import minutes_paper
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from tests.ui.a_window import unnamed

SAID = "He hit me with the belt"


def held(page: MeetingPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def write(page: MeetingPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_F8)
    qtbot.keyClicks(QApplication.focusWidget(), SAID)
    fields = page.disclosure.form.fields
    qtbot.keyClicks(fields["told"], "Rachel Whitmore, team manager")
    page.disclosure.form.now_button.click()
    qtbot.keyClicks(fields["next_step"], "Strategy discussion today")
    page.leave()


def seen(page: MeetingPage) -> str:
    """Return every word that is on the screen."""
    words = chain(
        (one.text() for one in page.findChildren(QLabel) if one.isVisible()),
        (one.text() for one in page.findChildren(QLineEdit) if one.isVisible()),
        (one.toPlainText() for one in page.findChildren(QPlainTextEdit) if one.isVisible()),
    )
    return " ".join(words)


def test_one_key_opens_it_and_nothing_is_modal(page: MeetingPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_F8)
    assert page.disclosure.isVisible()
    assert QApplication.focusWidget() is page.disclosure.form.fields["words"]
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    assert "file copy only" in str(page.window().property(LAST_ANNOUNCEMENT))
    assert unnamed(page.disclosure) == []
    page.item_pane.notes.focus_new()
    assert page.item_pane.notes.rows[-1].editor.hasFocus()
    assert page.disclosure.isVisible()


def test_it_is_restricted_from_the_first_word_and_says_who_was_told(page: MeetingPage, qtbot: QtBot) -> None:
    item = held(page).facts.current_item
    write(page, qtbot)
    told = held(page).disclosures[0]
    assert told.audience is Audience.FILE_ONLY
    assert (told.item, told.words, told.told) == (item, SAID, "Rachel Whitmore, team manager")
    assert told.next_step == "Strategy discussion today"
    assert told.told_at is not None
    assert abs(told.told_at - page.desk.now()) < dt.timedelta(
        minutes=2
    )  # each look at the clock takes a second


def test_put_away_no_word_of_it_is_on_the_screen_or_on_any_list(page: MeetingPage, qtbot: QtBot) -> None:
    write(page, qtbot)
    press(qtbot, Qt.Key.Key_Escape)
    assert not page.disclosure.isVisible()
    assert page.item_pane.notes.rows[-1].editor.hasFocus()
    page.refresh()
    assert SAID not in seen(page)
    meeting = held(page)
    assert captured(page.desk, meeting) == ()
    assert all(not line.counts for line in agenda_lines(page.desk, meeting))
    assert SAID not in str(read_back(page.desk, page.meeting_id))
    assert SAID not in page.editing().undo_label()


def test_only_the_file_copy_holds_it(page: MeetingPage, qtbot: QtBot) -> None:
    write(page, qtbot)
    page.disclosure.put_away()
    end(page.desk, page.meeting_id)
    meeting = held(page)
    assert SAID in str(minutes_paper(page.desk, meeting, Reader(ReaderKind.FILE)))
    for person in meeting.attendees:
        for kind in (ReaderKind.PROFESSIONAL, ReaderKind.FAMILY):
            assert SAID not in str(minutes_paper(page.desk, meeting, Reader(kind, person.id)))
    child = next(person for person in meeting.attendees if person.is_child)
    assert SAID not in str(minutes_paper(page.desk, meeting, Reader(ReaderKind.CHILD, child.id)))


def test_it_is_opened_again_and_taken_back(page: MeetingPage, qtbot: QtBot) -> None:
    write(page, qtbot)
    page.disclosure.put_away()
    page.disclosure.open_last()
    words = page.disclosure.form.fields["words"]
    assert isinstance(words, QPlainTextEdit)
    assert words.toPlainText() == SAID
    page.editing().undo()
    assert page.disclosure.isVisible()
    page.disclosure.open_last()
    qtbot.mouseClick(page.disclosure.mistake_button, Qt.MouseButton.LeftButton)
    assert held(page).disclosures == ()
    assert not page.disclosure.isVisible()


def test_several_are_gone_through_one_by_one(page: MeetingPage, qtbot: QtBot) -> None:
    write(page, qtbot)
    page.disclosure.put_away()
    press(qtbot, Qt.Key.Key_F8)
    qtbot.keyClicks(QApplication.focusWidget(), "Another thing")
    page.disclosure._show_before()
    assert [one.words for one in held(page).disclosures] == [SAID, "Another thing"]
    words = page.disclosure.form.fields["words"]
    assert isinstance(words, QPlainTextEdit)
    assert words.toPlainText() == SAID
    page.disclosure._show_before()
    assert words.toPlainText() == ""
    page.disclosure.put_away()
    assert len(held(page).disclosures) == 2


def test_the_strip_offers_it_with_a_name(page: MeetingPage) -> None:
    assert page.strip.restricted_button.accessibleName() == "Restricted note, F8"
    page.strip.restricted_button.click()
    assert page.disclosure.isVisible()
