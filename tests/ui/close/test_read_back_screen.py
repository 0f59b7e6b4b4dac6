"""Reading back over the whole screen: large, one at a time, by keys; what was said, by whom and when, stays told."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.meeting import ReadBackResult
from cpm_desktop.services.closing import mark_read_back
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.close.disagree_form import DisagreeForm
from cpm_desktop.ui.close.read_back_screen import ReadBackScreen
from tests.services.a_meeting import HeldMeeting
from tests.ui.a_window import OpenWindow

ALT = Qt.KeyboardModifier.AltModifier


def screen_over(window: OpenWindow, held: HeldMeeting, qtbot: QtBot) -> ReadBackScreen:
    page = window.go("close", held.meeting_id)
    assert isinstance(page, ClosePage)
    page.fill_the_screen()
    screen = page.screen_shown
    assert screen is not None
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.card.agreed_button.setFocus()
    return screen


def texts(screen: ReadBackScreen) -> list[str]:
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]


def test_everything_that_is_read_is_large(qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting) -> None:
    screen = screen_over(owing_window, owing, qtbot)
    item = screen.card.item
    assert item is not None
    sizes = {label.text(): label.font().pixelSize() for label in screen.findChildren(QLabel)}
    assert sizes[item.sentence] == 44
    assert item.facts
    assert all(sizes[value] == 28 for _, value in item.facts)
    screen.reject()


def test_what_was_said_is_told_with_its_time_when_one_goes_back(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    screen = screen_over(owing_window, owing, qtbot)
    first = screen.card.item
    assert first is not None
    QTest.keyClick(screen.card.agreed_button, Qt.Key.Key_A, ALT)
    qtbot.waitUntil(lambda: screen.card.item is not None and screen.card.item.key != first.key)
    assert not any("Agreed 1" in text for text in texts(screen))
    screen._step(-1)
    assert screen.card.item is not None
    assert screen.card.item.key == first.key
    said = next(text for text in texts(screen) if text.startswith("✓ Agreed "))
    assert len(said.rsplit(" ", 1)[-1]) == len("15:04")
    mark_read_back(
        owing.desk,
        owing.meeting_id,
        first.key,
        ReadBackResult.NOT_AGREED,
        (owing.desk.meeting(owing.meeting_id).value.attendees[1].id,),
        "I was not asked.",
    )
    qtbot.waitUntil(lambda: any("does not agree 1" in text for text in texts(screen)))
    assert any(text.endswith(": “I was not asked.”") for text in texts(screen))
    screen.reject()


def test_fix_and_differ_open_by_their_keys(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    screen = screen_over(owing_window, owing, qtbot)
    QTest.keyClick(screen.card.agreed_button, Qt.Key.Key_D, ALT)
    qtbot.waitUntil(lambda: isinstance(screen.card.form, DisagreeForm))
    screen.card._leave_form()
    QTest.keyClick(screen.card.agreed_button, Qt.Key.Key_F, ALT)
    qtbot.waitUntil(lambda: screen.card.form is not None and not isinstance(screen.card.form, DisagreeForm))
    screen.reject()
