"""The page of one's own phrases and words, and blanks that the close points at."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cpm_desktop.services.desk import Desk
from cpm_desktop.services.discussing import record_note
from cpm_desktop.services.phrases import add_phrase, phrases_of
from cpm_desktop.services.spelling import Spelling, dictionary, own_words
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Place, Workspace
from cpm_desktop.ui.words.words_page import WordsPage


@pytest.fixture
def words(desk: Desk, workspace: Workspace) -> WordsPage:
    for text in ("One.", "Two [blank].", "Three."):
        add_phrase(desk, text)
    workspace.open_words()
    page = workspace.page
    assert isinstance(page, WordsPage)
    return page


def texts(desk: Desk) -> list[str]:
    return [phrase.text for phrase in phrases_of(desk)]


def test_phrases_are_added_changed_moved_and_deleted_with_undo(
    words: WordsPage, desk: Desk, workspace: Workspace
) -> None:
    words.editor.setFocus()
    QTest.keyClicks(words.editor, "Four.")
    words.add_button.click()
    assert texts(desk) == ["One.", "Two [blank].", "Three.", "Four."]
    assert words.editor.text == ""
    words.up_button.click()
    words.up_button.click()
    assert texts(desk) == ["One.", "Four.", "Two [blank].", "Three."]
    assert workspace.window().property(LAST_ANNOUNCEMENT) == "Now number 2"
    words.phrases.setFocus()
    QTest.keyClick(words.phrases, Qt.Key.Key_Return)
    assert words.editor.text == "Four."
    QTest.keyClicks(words.editor, "Vier.")
    words.change_button.click()
    words.delete_button.click()
    assert texts(desk) == ["One.", "Two [blank].", "Three."]
    QTest.keyClick(words.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert texts(desk) == ["One.", "Vier.", "Two [blank].", "Three."]
    assert [words.phrases.current_key in [phrase.id for phrase in phrases_of(desk)]] == [True]


def test_the_same_phrase_again_is_refused_in_words(words: WordsPage, workspace: Workspace) -> None:
    words.editor.load("One.")
    words.add_button.click()
    assert workspace.error_shown == "You have this phrase already."


def test_a_word_is_removed_and_comes_back(words: WordsPage, desk: Desk, workspace: Workspace) -> None:
    assert words.words.isHidden()
    Spelling(desk, dictionary()).add_word("Zbigniewek")
    assert not words.words.isHidden()
    words.forget_button.click()
    assert own_words(desk) == ()
    workspace.undo()
    assert [word.text for word in own_words(desk)] == ["Zbigniewek"]


def test_going_back_leads_to_the_meeting(page: MeetingPage, workspace: Workspace, meeting_id: str) -> None:
    assert page.meeting_id == meeting_id
    workspace.open_words()
    workspace.back()
    assert workspace.place == Place("meeting", meeting_id)


def test_the_close_points_at_blanks_that_nobody_filled(
    page: MeetingPage, desk: Desk, workspace: Workspace, meeting_id: str
) -> None:
    item = desk.form_of(desk.meeting(meeting_id).value).agenda[1].id
    add_phrase(desk, "Seen by [who].")
    note = record_note(desk, meeting_id, item, "", "Seen by [who]. He said [sic].")
    assert page.meeting_id == meeting_id
    assert workspace.go(Place("close", meeting_id))
    close = workspace.page
    assert isinstance(close, ClosePage)
    assert close.blanks.isVisible()
    assert close.blanks.accessibleName() == "1 blank is not filled: [who]"
    close.blanks.button.click()
    meeting = workspace.page
    assert isinstance(meeting, MeetingPage)
    assert note
    row = next(row for row in meeting.item_pane.notes.rows if row.editor.text.startswith("Seen"))
    assert row.editor.textCursor().selectedText() == "[who]"
    row.editor.insertPlainText("Dr Wilk")
    assert workspace.go(Place("close", meeting_id))
    again = workspace.page
    assert isinstance(again, ClosePage)
    assert again.blanks.isHidden()
