import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.avatar import initials_of
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.kit.step_list import Step, StepCount, StepList
from cpm_desktop.ui.kit.table import Cell, Column, Table, TableEntry
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from tests.counted_calls import CountedCalls
from tests.ui.kit.conftest import Shown

ROWS = [
    ListEntry("head", "Family copy", is_heading=True),
    ListEntry("dana", "Dana Avery", trailing="Mother"),
    ListEntry("tom", "Tom Avery", "By telephone", initials="TA"),
]


def test_headings_are_passed_over_and_enter_opens(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    rows = RowList(theme, "People")
    rows.set_rows(ROWS)
    shown(rows)
    assert rows.current_key == "dana"
    rows.setFocus()
    with qtbot.waitSignal(rows.moved_to) as told:
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert told.args == ["tom"]
    with qtbot.waitSignal(rows.opened) as told:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert told.args == ["tom"]
    rows.set_rows(list(reversed(ROWS)))
    assert rows.current_key == "tom"


def test_a_row_is_spoken_whole(theme: Theme, shown: Shown) -> None:
    rows = RowList(theme, "People")
    rows.set_rows(ROWS)
    shown(rows)
    view = QAccessible.queryAccessibleInterface(rows)
    assert view.text(QAccessible.Text.Name) == "People"
    assert view.child(1).text(QAccessible.Text.Name) == "Dana Avery, Mother"


def test_steps_are_spoken_with_place_state_and_counts(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    steps = StepList(theme, "Agenda")
    steps.set_steps(
        [
            Step("a", "Welcome", "5 of 5 min", "done"),
            Step(
                "b",
                "Health",
                "8 of 10 min",
                "current",
                counts=(StepCount("action", "clipboard-check", 2, "2 actions"),),
            ),
            Step("c", "Education", "10 min"),
        ]
    )
    shown(steps)
    assert steps.currentIndex().row() == 1
    view = QAccessible.queryAccessibleInterface(steps)
    assert view.child(1).text(QAccessible.Text.Name) == "2 of 3, Health, current, 8 of 10 min, 2 actions"
    steps.setFocus()
    qtbot.keyClick(steps, Qt.Key.Key_Down)
    with qtbot.waitSignal(steps.opened) as told:
        qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert told.args == ["c"]


def table_of(count: int, theme: Theme) -> Table:
    table = Table(theme, "Caseload", [Column("Child", 200), Column("Next", 300), Column("Stands", 140)])
    cells = (
        Cell("Kai A.", "12", initials="KA"),
        Cell("Send minutes", "by Sunday"),
        Cell("2 days", icon="clock", is_tag=True),
    )
    rows = [
        TableEntry("group", group="Overdue", count=count),
        *(TableEntry(f"k{place}", cells) for place in range(count)),
    ]
    table.set_rows(rows)
    return table


def test_a_table_is_one_tab_stop_of_whole_rows(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    table, after = table_of(40, theme), LineEdit()
    shown(table, after, width=800, height=500)
    assert table.current_key == "k0"
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert table.currentIndex().column() == 0
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_key == "k39"
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_key == "k0"
    with qtbot.waitSignal(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_the_head_of_a_group_is_passed_over_by_every_key_and_chosen_by_none(
    theme: Theme, shown: Shown, qtbot: QtBot
) -> None:
    table = table_of(1, theme)
    cells = table._rows.rows[1].cells
    table.set_rows(
        (
            TableEntry("over", group="Overdue", count=2),
            *(TableEntry(f"a{place}", cells) for place in range(2)),
            TableEntry("fine", group="Fine", count=30),
            *(TableEntry(f"b{place}", cells) for place in range(30)),
        )
    )
    shown(table)
    table.setFocus()
    opened: list[str] = []
    table.opened.connect(opened.append)
    keys = [Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up]
    went = []
    for key in keys:
        qtbot.keyClick(table, key)
        went.append(table.current_key)
    assert went == ["a1", "b0", "a1", "a0", "a0"]
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp) * 2:
        qtbot.keyClick(table, key)
        assert table.current_key[0] in "ab"
    head = table.visualRect(table.model().index(0, 0)).center()
    chosen = table.current_key
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert table.current_key == chosen
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [chosen]


def test_columns_without_room_come_into_sight_by_left_and_right(
    theme: Theme, shown: Shown, qtbot: QtBot
) -> None:
    table = table_of(40, theme)
    shown(table, width=400, height=300)
    table.setFocus()
    bar = table.horizontalScrollBar()
    assert bar.maximum() > 0
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert 0 < bar.value() <= table.columnWidth(0)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current_key == "k1"
    assert bar.value() == bar.maximum()
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Left)
    assert bar.value() == 0


def test_a_row_of_a_table_is_spoken_whole(theme: Theme, qtbot: QtBot) -> None:
    table = table_of(3, theme)
    qtbot.addWidget(table)
    index = table.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Kai A., 12. Send minutes, by Sunday. 2 days"


def test_a_thousand_rows_are_shown_as_a_hundred_are(theme: Theme, shown: Shown) -> None:
    def show(count: int) -> tuple[CountedCalls, Table]:
        table, calls = table_of(count, theme), CountedCalls()
        with calls.counting():
            shown(table, width=1024, height=700)
            table.grab()
        return calls, table

    hundred, _ = show(100)
    thousand, table = show(1000)
    assert thousand.count < 2 * hundred.count
    assert table.rowAt(table.viewport().mapFrom(table, QPoint(5, 200)).y()) > 0


def test_initials() -> None:
    assert initials_of("Joy Okafọ̀") == "JO"
    assert initials_of("Kai A.") == "KA"
    assert initials_of("Kai") == "K"
    assert initials_of("  ") == ""


def first_ink(picture: QImage) -> int:
    """Return the leftmost column of a picture in which anything is drawn, in the half of its height in the middle."""
    ground = picture.pixelColor(1, picture.height() // 2)
    rows = range(picture.height() // 4, picture.height() * 3 // 4)
    return next(
        column
        for column in range(1, picture.width())
        if any(abs(picture.pixelColor(column, row).lightness() - ground.lightness()) > 60 for row in rows)
    )


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [500, 1300])
def test_a_heading_stands_over_the_words_of_its_column(
    theme: Theme, shown: Shown, factor: float, width: int
) -> None:
    theme.choose(Appearance(Scheme.LIGHT, text_factor=factor, high_contrast=False))
    table = Table(theme, "Caseload", [Column("Hill", 100), Column("Hill", 500)])
    table.set_rows([TableEntry("a", (Cell("x"), Cell("Hill"))), TableEntry("b", (Cell("x"), Cell("Hill")))])
    shown(table, width=width, height=400)
    table.choose("a")
    cell = table.visualRect(table.model().index(1, 1))
    left = table.columnViewportPosition(1)
    head = QRect(left, 0, cell.width(), table.horizontalHeader().height())
    words = first_ink(table.viewport().grab(cell).toImage())
    heading = first_ink(table.horizontalHeader().viewport().grab(head).toImage())
    assert abs(words - heading) <= 1
