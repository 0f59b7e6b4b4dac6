from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.kit.tab_order import stops_of
from cpm_desktop.ui.kit.theme import Theme


def test_rows_put_in_later_are_come_to_where_they_stand(theme: Theme, qtbot: QtBot) -> None:
    dialog = DialogShell(theme, "Debts", agree="Sign")
    qtbot.addWidget(dialog)
    rows = QVBoxLayout()
    last = Button(theme, "Last")
    rows.addWidget(last)
    inner = QWidget()
    inner.setLayout(rows)
    dialog.content.addWidget(Scroll(inner, "Rows"))
    dialog.show()
    first = Button(theme, "First")
    rows.insertWidget(0, first)
    qtbot.waitUntil(first.isVisible)
    assert [stop for stop in stops_of(dialog) if isinstance(stop, Button)] == [
        first,
        last,
        dialog.dismiss_button,
        dialog.agree_button,
    ]
    dialog.agree_button.setFocus()
    qtbot.keyClick(dialog.agree_button, Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is dialog.dismiss_button
    qtbot.keyClick(dialog.dismiss_button, Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is last
    qtbot.keyClick(last, Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is first


def test_grids_are_read_by_rows_and_what_is_hidden_is_passed_over(theme: Theme, qtbot: QtBot) -> None:
    root, grid = QWidget(), QGridLayout()
    qtbot.addWidget(root)
    buttons = {place: Button(theme, f"{place}") for place in ((1, 1), (0, 1), (1, 0), (0, 0))}
    for place, button in buttons.items():
        grid.addWidget(button, *place)
    hidden, disabled = Button(theme, "Hidden"), Button(theme, "Disabled")
    root.setLayout(down(grid, across(hidden, disabled)))
    hidden.hide()
    disabled.setEnabled(False)
    assert stops_of(root) == [buttons[place] for place in ((0, 0), (0, 1), (1, 0), (1, 1))]
