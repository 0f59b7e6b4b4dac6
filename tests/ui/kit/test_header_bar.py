from datetime import time

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.header_bar import HeaderBar
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.saved_indicator import SavedIndicator
from cpm_desktop.ui.kit.status_bar import StatusBar
from cpm_desktop.ui.kit.theme import Theme
from tests.ui.kit.conftest import Shown


def test_saved_indicator_says_three_words_and_speaks_only_failures(theme: Theme, shown: Shown) -> None:
    saved = SavedIndicator(theme)
    window = shown(saved)
    saved.show_saving()
    assert saved.text == "Saving"
    saved.show_saved(time(14, 36, 7))
    assert saved.text == "Saved 14:36:07"
    assert window.property(LAST_ANNOUNCEMENT) is None
    saved.show_not_saved("disk is full")
    assert saved.text == saved.accessibleName() == "Not saved – disk is full"
    assert window.property(LAST_ANNOUNCEMENT) == "Not saved – disk is full"


def test_a_failure_stays_until_it_is_over(theme: Theme, shown: Shown) -> None:
    saved = SavedIndicator(theme)
    window = shown(saved)
    saved.show_not_saved("disk is full")
    window.setProperty(LAST_ANNOUNCEMENT, "")
    saved.show_saving()
    saved.show_not_saved("disk is full")
    assert saved.text == "Not saved – disk is full"
    assert window.property(LAST_ANNOUNCEMENT) == ""
    saved.show_saved(time(9, 0, 0))
    assert saved.text == "Saved 09:00:00"
    assert window.property(LAST_ANNOUNCEMENT) == "Saved again"


def make_header(theme: Theme) -> HeaderBar:
    header = HeaderBar(
        theme, "Care planning meeting – Kai A.", "Tue 24 Nov", back="Caseload", primary="Close and sign…"
    )
    header.set_pill("Live", "34:12")
    header.set_undo("add action", "")
    header.saved.show_saved(time(14, 36, 7))
    return header


def test_every_button_of_the_header_is_named(theme: Theme, shown: Shown) -> None:
    header = make_header(theme)
    shown(header, width=1400)
    names = [
        QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
        for button in header.findChildren(QPushButton)
        if button.isVisible()
    ]
    assert names == [
        "Back to Caseload",
        "Undo add action",
        "Redo",
        "Search or run a command",
        "Menu",
        "Lock now",
        "Close and sign…",
    ]


def test_the_header_tells_what_was_pressed(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    header = make_header(theme)
    shown(header, width=1400)
    signals = [
        header.back_pressed,
        header.undo_pressed,
        header.command_pressed,
        header.menu_pressed,
        header.lock_pressed,
        header.primary_pressed,
    ]
    buttons = [
        button for button in header.findChildren(QPushButton) if button.isVisible() and button.isEnabled()
    ]
    for signal, button in zip(signals, buttons, strict=True):
        with qtbot.waitSignal(signal):
            button.click()


def test_a_narrow_header_folds_and_never_asks_for_more_than_it_has(theme: Theme, shown: Shown) -> None:
    header = make_header(theme)
    window = shown(header, width=1400)
    assert header.height() == 58
    window.resize(700, 200)
    assert header.width() <= 700


def test_undo_names_what_it_undoes(theme: Theme, qtbot: QtBot) -> None:
    header = make_header(theme)
    qtbot.addWidget(header)
    header.set_undo("typing in “<b>”", "add action")
    texts = [button.toolTip() for button in header.findChildren(QPushButton)]
    assert "<qt>Undo typing in “&lt;b&gt;” (Ctrl+Z)</qt>" in texts


def test_a_message_can_be_said_and_pressed(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    message = Message(theme, "warn", "One thing left on Health", "It has no date yet.", button="Add date")
    window = shown(message)
    message.say()
    assert window.property(LAST_ANNOUNCEMENT) == "One thing left on Health It has no date yet."
    with qtbot.waitSignal(message.button_pressed):
        message.button.click()
    message.show_message("good", "All in order")
    assert not message.button.isVisible()


def test_the_status_bar_is_26_high(theme: Theme, shown: Shown) -> None:
    bar = StatusBar(theme, "Encrypted on this laptop.", "F6 move between panes", "Enter open")
    shown(bar, width=900)
    assert bar.height() == 26
