"""Rows that come and go beside one that is being typed into."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.text_fields import LineEdit
from tests.ui.shown_window import show_with_keyboard


@pytest.fixture
def column(qtbot: QtBot) -> Iterator[QVBoxLayout]:
    window = QWidget()
    qtbot.addWidget(window)
    made = QVBoxLayout(window)
    show_with_keyboard(qtbot, window)
    yield made
    window.close()


def wanted(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def test_a_row_that_stays_is_the_same_and_keeps_keyboard_text_and_cursor(
    column: QVBoxLayout, qtbot: QtBot
) -> None:
    rows: dict[str, LineEdit] = {}
    keep_rows(column, rows, wanted("a", "b", "c"), LineEdit)
    kept = rows["b"]
    kept.setFocus()
    qtbot.keyClicks(kept, "half a wor")
    kept.setCursorPosition(4)
    keep_rows(column, rows, wanted("new", "c", "b"), LineEdit)
    assert list(rows) == ["new", "c", "b"]
    assert rows["b"] is kept
    assert kept.hasFocus()
    assert (kept.text(), kept.cursorPosition()) == ("bhalf a wor", 4)
    assert [column.indexOf(row) for row in rows.values()] == [0, 1, 2]
    assert all(row.isVisible() for row in rows.values())


def test_a_stale_row_is_made_anew_and_no_other(column: QVBoxLayout) -> None:
    rows: dict[str, LineEdit] = {}
    keep_rows(column, rows, wanted("a", "b"), LineEdit)
    first, second = rows.values()
    keep_rows(column, rows, {"a": "a", "b": "other"}, LineEdit, lambda row, text: row.text() != text)
    assert rows["a"] is first
    assert rows["b"] is not second
    assert rows["b"].text() == "other"
    assert second.isHidden()


def test_a_row_that_goes_may_be_answered_with_the_rows_as_they_are_wanted(
    column: QVBoxLayout, qtbot: QtBot
) -> None:
    """Hiding the row with the keyboard tells what was typed; whoever hears it shows the rows again."""
    rows: dict[str, LineEdit] = {}
    seen: list[list[str]] = []

    def show(*names: str) -> None:
        keep_rows(column, rows, wanted(*names), LineEdit)

    show("a", "b")
    rows["a"].setFocus()
    qtbot.keyClicks(rows["a"], "typed")

    def answer() -> None:
        seen.append(list(rows))
        show("b", "c")

    rows["a"].editingFinished.connect(answer)
    show("b", "c")
    assert seen == [["b", "c"]]
    assert column.count() == 2
