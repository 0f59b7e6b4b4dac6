"""Rows that come and go while somebody types into one: those that stay are the same widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from PySide6.QtWidgets import QVBoxLayout

_Key = TypeVar("_Key", bound="Hashable")
_Row = TypeVar("_Row", bound=QWidget)
_Facts = TypeVar("_Facts")


def keep_rows(
    column: QVBoxLayout,
    rows: dict[_Key, _Row],
    wanted: Mapping[_Key, _Facts],
    make: Callable[[_Facts], _Row],
    is_stale: Callable[[_Row, _Facts], bool] | None = None,
) -> None:
    """Bring the rows of a column into step with what is wanted.

    A row that stays is the same widget, with its focus, its cursor and what is typed in it.

    Args:
        column: holds the rows and nothing above them.
        rows: the rows as they stand, by what each is about; changed in place, in the order that is wanted.
        wanted: what each row is about, in order.
        make: makes a row that is not there yet.
        is_stale: tells that a row cannot show what is wanted and is made anew; none does where it is left out.
    """
    held, kept = dict(rows), dict[_Key, _Row]()
    for key, facts in wanted.items():
        row = held.get(key)
        is_made = row is None or (is_stale is not None and is_stale(row, facts))
        kept[key] = make(facts) if row is None or is_made else row
    if list(kept.items()) == list(held.items()):
        return
    rows.clear()
    rows.update(kept)
    gone = [row for key, row in held.items() if kept.get(key) is not row]
    for row in gone:
        column.removeWidget(row)
    holder = column.parentWidget()
    layout = holder.layout() if holder is not None else None
    if layout is not None:
        layout.setEnabled(False)  # else each row that is shown lays all of them out
    for place, row in enumerate(rows.values()):
        if column.indexOf(row) != place:
            column.removeWidget(row)
            column.insertWidget(place, row)
            row.show()  # now: Qt would wait for its next turn, and a row that is not shown takes no focus
    if layout is not None:
        layout.setEnabled(True)
    # Hidden last: a row that has the keyboard tells then what was typed, and may be answered with these rows.
    for row in gone:
        row.hide()
        row.deleteLater()
