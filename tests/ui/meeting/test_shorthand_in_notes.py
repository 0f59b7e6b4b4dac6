"""A line typed among the notes is shown as it is understood, and becomes what it means with Enter."""

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.discussing import notes_of
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.meeting.reading_line import SIGNS, ReadingLine

LINE = "@PN book the health assessment by 18 Dec so that it is done before Christmas"
ALT = Qt.KeyboardModifier.AltModifier


def held(page: MeetingPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def reading(page: MeetingPage) -> ReadingLine:
    return page.item_pane.notes.reading


def texts(page: MeetingPage) -> list[str]:
    return [note.text for note in notes_of(held(page), page.item_pane.item_id)]


def write(page: MeetingPage, qtbot: QtBot, text: str) -> None:
    page.item_pane.notes.focus_new()
    qtbot.keyClicks(page.item_pane.notes.rows[-1].editor, text)


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


@pytest.mark.rule("record.smart-plan")
def test_a_line_is_shown_as_understood_and_becomes_an_action_with_enter(
    page: MeetingPage, qtbot: QtBot
) -> None:
    notes = page.item_pane.notes
    assert reading(page).shown.startswith(SIGNS)
    before = reading(page).geometry()
    write(page, qtbot, LINE)
    qtbot.waitUntil(lambda: reading(page).reading.label == "Action")
    assert "Priya Nair · by Fri" in reading(page).shown
    assert "so that it is done before Christmas" in reading(page).shown
    assert reading(page).geometry() == before, "nothing moves while somebody types"
    press(qtbot, Qt.Key.Key_Return)
    action = held(page).actions[-1]
    assert (action.text, action.owner) == ("book the health assessment", "Priya Nair")
    assert (action.due, action.item) == (dt.date(2026, 12, 18), page.item_pane.item_id)
    assert texts(page) == []
    assert page.window().property(LAST_ANNOUNCEMENT) == "Action added. Ctrl Z makes it a note again"
    assert notes.rows[-1].editor.hasFocus()
    assert len(notes.rows) == 1
    page.editing().undo()
    assert texts(page) == [LINE]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_going_to_another_item_ends_the_line_as_enter_does(
    page: MeetingPage, qtbot: QtBot, key: Qt.Key
) -> None:
    item = page.item_pane.item_id
    write(page, qtbot, LINE)
    press(qtbot, key, Qt.KeyboardModifier.ControlModifier)
    assert page.item_pane.item_id != item
    action = held(page).actions[-1]
    assert (action.text, action.owner, action.item) == ("book the health assessment", "Priya Nair", item)
    assert [note.text for note in notes_of(held(page), item)] == []


@pytest.mark.rule("record.smart-plan")
def test_it_says_what_is_missing_vague_and_odd_about_the_date(page: MeetingPage, qtbot: QtBot) -> None:
    write(page, qtbot, "@PN support Kai by 26 Dec")
    qtbot.waitUntil(lambda: reading(page).reading.label == "Action")
    shown = reading(page).shown
    assert "A Saturday. A bank holiday: Boxing Day." in shown
    assert "Still to say: what it is to achieve" in shown
    assert "“support”: What exactly, how often, and until when?" in shown
    qtbot.waitUntil(lambda: "Still to say" in str(page.window().property(LAST_ANNOUNCEMENT)))
    press(qtbot, Qt.Key.Key_Return)
    assert held(page).actions[-1].text == "support Kai", "it never stops anybody"


def test_alt_n_leaves_a_line_a_note(page: MeetingPage, qtbot: QtBot) -> None:
    write(page, qtbot, "? meds")
    press(qtbot, Qt.Key.Key_N, ALT)
    assert texts(page) == ["? meds"]
    assert held(page).unmet_needs == ()


def test_what_reads_like_an_action_is_one_key_away(page: MeetingPage, qtbot: QtBot) -> None:
    line = "Priya to book the assessment by Friday"
    write(page, qtbot, line)
    press(qtbot, Qt.Key.Key_Return)
    assert texts(page) == [line]
    assert reading(page).reading.offer.startswith("Reads like an action: Priya Nair")
    assert reading(page).offer.isVisible()
    press(qtbot, Qt.Key.Key_A, ALT)
    assert held(page).actions[-1].text == "book the assessment"
    assert texts(page) == []
    press(qtbot, Qt.Key.Key_A, ALT)
    assert len(held(page).actions) == 1


@pytest.mark.rule("record.smart-plan")
def test_somebody_unknown_is_added_in_place_with_one_key(page: MeetingPage, qtbot: QtBot) -> None:
    write(page, qtbot, "@XY weigh Kai by Fri")
    qtbot.waitUntil(lambda: reading(page).reading.unknown == "XY")
    before = reading(page).geometry()
    press(qtbot, Qt.Key.Key_A, ALT)
    assert reading(page).geometry() == before
    name = QApplication.focusWidget()
    assert isinstance(name, LineEdit)
    assert name.accessibleName() == "Name of “XY”"
    qtbot.keyClicks(name, "Xenia Young")
    press(qtbot, Qt.Key.Key_Return)
    assert reading(page).reading.details.startswith("Xenia Young")
    press(qtbot, Qt.Key.Key_Return)
    action = held(page).actions[-1]
    added = held(page).attendee(action.owner_id)
    assert added is not None
    assert (added.name, action.owner) == ("Xenia Young", "Xenia Young")


@pytest.mark.rule("record.child-centred")
def test_own_words_among_the_notes_keep_their_speaker(page: MeetingPage, qtbot: QtBot) -> None:
    write(page, qtbot, '"@KA I want to stay" (told to PN on 17 Nov)')
    press(qtbot, Qt.Key.Key_Return)
    view = held(page).views[-1]
    assert (view.words, view.heard_on) == ("I want to stay", dt.date(2026, 11, 17))


PIECES = [
    "@PN ",
    "@XY ",
    "= ",
    '"',
    "? ",
    "x ",
    " by Fri",
    " so that ",
    "ẹ̀kọ́",
    "<b>",
    "Priya to ",
    "weigh Kai",
]


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join))
def test_nothing_typed_disappears(page: MeetingPage, qtbot: QtBot, typed: str) -> None:
    sequence = len(texts(page))
    page.item_pane.notes.focus_new()
    page.item_pane.notes.rows[-1].editor.insertPlainText(typed)
    press(qtbot, Qt.Key.Key_Return)
    if len(texts(page)) == sequence:
        page.editing().undo()  # what it became gives the line back as it was typed
    if typed.strip():
        assert texts(page)[-1] == typed


def test_in_a_low_window_the_reading_takes_the_place_of_what_is_left(page: MeetingPage, qtbot: QtBot) -> None:
    page.theme.choose(dataclasses.replace(page.theme.appearance, text_factor=2.0))
    page.window().resize(1366, 768)
    qtbot.waitUntil(lambda: page.item_pane.height() < 800)
    write(page, qtbot, "@XY weigh Kai by Fri")
    nudge = page.item_pane.nudge
    qtbot.waitUntil(lambda: nudge.accessibleName().startswith("Action · XY · by Fri"))
    assert nudge.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "left on" in nudge.accessibleName())


def test_alt_a_is_about_the_note_with_the_keyboard(page: MeetingPage, qtbot: QtBot) -> None:
    first, second = "Priya will ring the school by Friday", "Joy will ring the dentist by Friday"
    for line in (first, second):
        write(page, qtbot, line)
        press(qtbot, Qt.Key.Key_Return)
    assert "Joy" in reading(page).reading.offer
    page.item_pane.notes.rows[0].editor.setFocus()
    assert "Priya" in reading(page).reading.offer, "what is shown is what Alt+A takes"
    press(qtbot, Qt.Key.Key_A, ALT)
    assert held(page).actions[-1].text == "ring the school"
    assert texts(page) == [second]


def test_what_is_offered_under_an_item_is_not_offered_under_the_next(page: MeetingPage, qtbot: QtBot) -> None:
    before = len(held(page).actions)
    write(page, qtbot, "Priya will ring the school by Friday")
    press(qtbot, Qt.Key.Key_Return)
    assert reading(page).reading.offer
    page.go_next()
    assert reading(page).shown.startswith(SIGNS)
    press(qtbot, Qt.Key.Key_A, ALT)
    assert len(held(page).actions) == before


def test_who_is_added_after_the_line_was_mended_gets_nobodys_actions(page: MeetingPage, qtbot: QtBot) -> None:
    write(page, qtbot, "> ring the dentist")
    press(qtbot, Qt.Key.Key_Return)
    assert held(page).actions[-1].owner == ""
    write(page, qtbot, "@XY ring the school")
    reading(page).look_at("@XY ring the school")
    reading(page).take()
    page.item_pane.notes.rows[-1].editor.setFocus()
    reading(page).look_at("@PN ring the school")
    asked = QApplication.focusWidget()
    assert asked is not None
    reading(page)._asking.name.setText("Xenia Young")
    reading(page)._asking.add.click()
    assert held(page).actions[-1].owner == ""
    assert [one.name for one in held(page).attendees if one.name == "Xenia Young"]


@pytest.mark.parametrize(
    "going",
    [
        lambda page: page.park_item(),
        lambda page: page.press_primary(),
        lambda page: page.go_next(),
    ],
    ids=["park", "close", "next"],
)
@pytest.mark.parametrize("is_left", [False, True], ids=["typing", "gone to the form"])
def test_a_line_that_nobody_ended_becomes_what_it_says_whichever_way_the_item_is_left(
    page: MeetingPage, qtbot: QtBot, going: Callable[[MeetingPage], None], *, is_left: bool
) -> None:
    write(page, qtbot, LINE)
    if is_left:
        page.capture_as("decision")
    assert held(page).actions == ()
    editing = page.desk.meeting(page.meeting_id)
    going(page)
    (action,) = editing.value.actions
    assert (action.owner, action.due) == ("Priya Nair", dt.date(2026, 12, 18))
    assert not [note for note in editing.value.notes if note.text.startswith("@")]


def test_a_line_made_a_note_again_by_undo_stays_a_note_when_the_item_is_left(
    page: MeetingPage, qtbot: QtBot
) -> None:
    write(page, qtbot, LINE)
    press(qtbot, Qt.Key.Key_Return)
    page.editing().undo()
    page.go_next()
    assert held(page).actions == ()
    assert [note.text for note in held(page).notes] == [LINE]
