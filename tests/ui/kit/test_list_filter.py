"""A line that filters a list: letters stay in it, the arrow keys go along the list."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.list_filter import ListFilter
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.kit.theme import Theme


def test_arrow_keys_go_along_the_list_and_letters_stay_in_the_line(qtbot: QtBot, theme: Theme) -> None:
    found = RowList(theme, "Fruit")
    found.set_rows([ListEntry("a", "Apple"), ListEntry("b", "Banana")])
    line = ListFilter(found, "Find fruit", placeholder="A few letters")
    for widget in (found, line):
        qtbot.addWidget(widget)
    found.choose("a")
    with qtbot.waitSignal(line.moved):
        qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClicks(line, "pe")
    assert (found.current_key, line.text(), line.accessibleName()) == ("b", "pe", "Find fruit")
