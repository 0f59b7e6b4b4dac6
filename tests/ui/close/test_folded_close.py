"""In a narrow window the close shows one pane: the one with the keyboard, or the one that was chosen last time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.kit.choices import SegmentControl
from tests.services.a_meeting import HeldMeeting
from tests.ui.a_window import OpenWindow


def open_close(window: OpenWindow, held: HeldMeeting) -> ClosePage:
    window.workspace.open_close(held.meeting_id)
    page = window.workspace.page
    assert isinstance(page, ClosePage), window.workspace.error_shown
    return page


def test_what_is_typed_in_stays_in_view_when_the_window_folds(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page = open_close(owing_window, owing)
    page.reading.card.fix()
    form = page.reading.card.form
    assert form is not None
    qtbot.waitUntil(form.editor.hasFocus)  # type: ignore[union-attr]  # the field for the wording
    owing_window.window.resize(900, 700)
    qtbot.waitUntil(page.debts.isHidden)
    assert form.editor.hasFocus()  # type: ignore[union-attr]  # as above


def test_the_pane_chosen_is_shown_again_another_time(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    owing_window.window.resize(900, 700)
    page = open_close(owing_window, owing)
    tabs = page.findChild(SegmentControl)
    assert tabs is not None
    assert page.reading.isHidden()
    tabs.button("reading").click()
    assert page.debts.isHidden()
    assert owing_window.window.preferences.value.tabs == {"close": "reading"}
    owing_window.go("caseload")
    again = open_close(owing_window, owing)
    qtbot.waitUntil(again.debts.isHidden)


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_D])
def test_what_the_room_says_is_written_down_where_it_is_seen(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting, key: Qt.Key
) -> None:
    owing_window.window.resize(900, 700)
    page = open_close(owing_window, owing)
    assert page.reading.isHidden()
    qtbot.keyClick(page.debts.cards[0].first_button(), key, Qt.KeyboardModifier.AltModifier)
    form = page.reading.card.form
    assert form is not None
    qtbot.waitUntil(form.isVisible)
    holder = QApplication.focusWidget()
    assert holder is not None
    assert form.isAncestorOf(holder)


def test_nobody_agrees_to_what_is_not_in_sight(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    owing_window.window.resize(900, 700)
    page = open_close(owing_window, owing)
    agreed = next(act for act in page.actions() if act.text() == "Agreed")
    agreed.trigger()
    qtbot.waitUntil(page.reading.isVisible)
    assert not any(item.mark for item in page.reading.items)
    agreed.trigger()
    assert sum(item.mark is not None for item in page.reading.items) == 1


def test_a_key_is_named_only_beside_what_it_does(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = open_close(owing_window, owing)
    offered = set()
    for item in page.reading.items:
        page.reading.go_to(item.key)
        named = any(label.text() == "Alt F" and label.isVisible() for label in page.findChildren(QLabel))
        assert named == page.reading.card.fix_button.isVisible()
        offered.add(named)
    assert offered == {True, False}
