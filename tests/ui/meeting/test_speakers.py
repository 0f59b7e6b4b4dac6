"""Whose words come next, by initials; and what the palette finds in a meeting."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.demo_preparing import person_named
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.meeting.speaker_menu import SpeakerMenu
from cpm_desktop.ui.shell.finding import Finder, PaletteEntry
from cpm_desktop.ui.shell.workspace import Place, Workspace

ALT = Qt.KeyboardModifier.AltModifier


def opened_menu(page: MeetingPage, qtbot: QtBot) -> SpeakerMenu:
    QTest.keyClick(page.item_pane.notes.rows[-1].editor, Qt.Key.Key_V, ALT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), SpeakerMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, SpeakerMenu)
    return menu


def speaker(page: MeetingPage) -> str:
    return page.item_pane.notes.rows[-1].speaker.attendee_id


def named(page: MeetingPage, name: str) -> str:
    return person_named(page.desk.meeting(page.meeting_id).value, name)


def test_initials_and_space_or_enter_take_a_speaker(page: MeetingPage, qtbot: QtBot) -> None:
    page.item_pane.notes.focus_new()
    for letters, key, name in (
        ("pn", Qt.Key.Key_Space, "Priya Nair"),
        ("joy", Qt.Key.Key_Return, "Joy Okafọ̀"),
    ):
        menu = opened_menu(page, qtbot)
        QTest.keyClicks(menu, letters)
        QTest.keyClick(menu, key)
        assert speaker(page) == named(page, name)
        assert page.item_pane.notes.rows[-1].editor.hasFocus()


def test_the_same_key_twice_goes_back_to_who_spoke_before(page: MeetingPage, qtbot: QtBot) -> None:
    page.item_pane.notes.focus_new()
    priya, joy = named(page, "Priya Nair"), named(page, "Joy Okafọ̀")
    page.item_pane.notes.choose_speaker(priya)
    page.item_pane.notes.choose_speaker(joy)
    for wanted in (priya, joy, priya):
        QTest.keyClick(opened_menu(page, qtbot), Qt.Key.Key_V, ALT)
        assert speaker(page) == wanted


def test_the_next_words_are_nobody_s_who_has_just_left(page: MeetingPage, qtbot: QtBot) -> None:
    notes, dana, joy = page.item_pane.notes, named(page, "Dana Avery"), named(page, "Joy Okafọ̀")
    page.attending.mark_all_here()
    notes.focus_new()
    for presence in (Presence.LEFT, Presence.ASKED_OUT):
        notes.choose_speaker(dana)
        page.attending.mark(joy, presence)
        assert speaker(page) == dana
        page.attending.mark(dana, presence)
        assert speaker(page) == ""
        page.attending.mark(dana, Presence.PRESENT)
    notes.choose_speaker(dana)
    qtbot.keyClicks(notes.rows[-1].editor, "I will not")
    page.attending.mark(dana, Presence.LEFT)
    assert notes.rows[0].speaker.attendee_id == dana  # what she had begun to say is hers


def found(page: MeetingPage, typed: str, group: str) -> list[PaletteEntry]:
    groups = Finder(page.finds()).find(typed)
    return [entry for each in groups if each.name == group for entry in each.entries]


def test_the_palette_puts_the_next_words_under_somebody(page: MeetingPage) -> None:
    found(page, "pn", "Whose words")[0].run()
    assert speaker(page) == named(page, "Priya Nair")


def test_the_palette_opens_who_arrives_or_leaves_for_somebody(page: MeetingPage) -> None:
    found(page, "okafo", "Arrives or leaves")[0].run()
    assert page.arrivals.line.text() == "JO "
    assert page.arrivals.line.hasFocus()


def test_the_palette_goes_to_an_item(page: MeetingPage) -> None:
    found(page, "health", "Agenda")[0].run()
    assert page.item_pane.item_id == "health"


def test_the_palette_goes_to_another_meeting_of_the_child(page: MeetingPage, workspace: Workspace) -> None:
    facts = page.desk.meeting(page.meeting_id).value.facts
    other = new_meeting(page.desk, facts.child_id, facts.form_id, None, None)
    assert [entry.detail for entry in page.finds() if entry.group == "Meetings of the child"]
    found(page, "", "Meetings of the child")[0].run()
    assert workspace.place == Place("prepare", other)
