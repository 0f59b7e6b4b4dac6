"""Buttons that are one stop of Tab, and what selects and tool tips say to screen readers."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.arranging import across, frame
from cpm_desktop.ui.kit.buttons import Button, icon_button
from cpm_desktop.ui.kit.one_stop import make_one_stop
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.tab_order import stops_of
from cpm_desktop.ui.kit.theme import Theme

Shown = Callable[..., QWidget]


def test_arrows_go_along_and_tab_leaves(theme: Theme, qtbot: QtBot, shown: Shown) -> None:
    one, two, three, after = (Button(theme, text) for text in ("One", "Two", "Three", "After"))
    two.setEnabled(False)
    holder = frame("clear", across(one, two, three))
    make_one_stop(holder)
    window = shown(holder, after)
    one.setFocus()
    assert stops_of(window) == [one, after]
    for key, wanted in ((Qt.Key.Key_Right, three), (Qt.Key.Key_Right, one), (Qt.Key.Key_Up, three)):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert wanted.hasFocus()
    assert stops_of(window) == [three, after], "Tab comes back to the one that had the keyboard last"


def test_a_select_without_a_label_of_its_own_is_labelled(theme: Theme, shown: Shown) -> None:
    select = Select(theme, [Option("yes", "Coming"), Option("no", "Apologies")])
    select.setAccessibleName("Answer of Tom Avery")
    shown(select)
    told = QAccessible.queryAccessibleInterface(select)
    labels = [other.object() for other, _ in told.relations(QAccessible.RelationFlag.Label)]
    assert [label.text() for label in labels if isinstance(label, QLabel)] == ["Answer of Tom Avery"]
    select.setAccessibleName("Answer of Dana & Tom")
    assert [label.text() for label in labels if isinstance(label, QLabel)] == ["Answer of Dana && Tom"]


def test_no_tool_tip_is_read_with_its_marks(theme: Theme, shown: Shown) -> None:
    button = icon_button(theme, "x", "Close <this> & that")
    shown(button)
    told = QAccessible.queryAccessibleInterface(button)
    assert told.text(QAccessible.Text.Description) == "Close <this> & that"
