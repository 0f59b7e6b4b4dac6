"""A table of two-line cells in groups, such as the caseload.

A thousand rows cost no more than those in view.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from cpm_desktop.ui.kit.lists import ACCESSIBLE_ROLE, DISPLAY_ROLE, ROW_ROLE, Index
from cpm_desktop.ui.kit.styling import repolish
from cpm_desktop.ui.kit.table_cells import Cell, TableEntry
from cpm_desktop.ui.kit.table_painting import CellDelegate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from cpm_desktop.ui.kit.theme import Theme

__all__ = ["Cell", "Column", "Table", "TableEntry", "TableModel", "TableRow"]

_LEAST_SHARE = 0.93  # of the columns' usual width, down to which words still fit

TableRow = TableEntry  # as first named; gives way to TableEntry


@dataclass(frozen=True)
class Column:
    """A column: its heading and the share of the width it takes, in pixels at 1,024 of table width."""

    heading: str
    share: int


class TableModel(QAbstractTableModel):
    """The rows of a table."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        """Empty until `set_rows`."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[TableEntry, ...] = ()

    def set_rows(self, rows: Sequence[TableEntry]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> Any:  # noqa: ANN401 - Qt's signature
        """The row itself, the cell's words, and what is spoken."""
        if role not in {ROW_ROLE, DISPLAY_ROLE, ACCESSIBLE_ROLE}:
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if row.group:
            return f"{row.group}, {row.count}" if index.column() == 0 else ""
        cell = row.cells[index.column()]
        if role == DISPLAY_ROLE:
            return cell.title
        return cell.spoken if index.column() else ". ".join(each.spoken for each in row.cells if each.spoken)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY_ROLE) -> Any:  # noqa: ANN401 - Qt's signature
        """The headings, at the left."""
        if orientation == Qt.Orientation.Horizontal and role in {DISPLAY_ROLE, ACCESSIBLE_ROLE}:
            return self.columns[section].heading
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads of groups cannot be chosen."""
        return Qt.ItemFlag.NoItemFlags if self.rows[index.row()].group else super().flags(index)


_UPWARDS = {
    QAbstractItemView.CursorAction.MoveUp,
    QAbstractItemView.CursorAction.MovePageUp,
    QAbstractItemView.CursorAction.MovePrevious,
}


class Table(QTableView):
    """Whole rows are chosen. One Tab stop; Up, Down, Page, Home and End move.

    Enter or a double click opens.
    """

    opened = Signal(str)
    moved_to = Signal(str)

    def __init__(
        self, theme: Theme, name: str, columns: Sequence[Column], parent: QWidget | None = None
    ) -> None:
        """`name` is the accessible name."""
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self._rows = TableModel(columns, self)
        self.setModel(self._rows)
        self._painting = CellDelegate(theme, self)
        self.setItemDelegate(self._painting)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._dress_headers()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell_moved)
        theme.changed.connect(self._fit_rows)

    def set_rows(self, rows: Sequence[TableEntry]) -> None:
        """Replace the rows; what was chosen stays chosen while its key is there."""
        keep = self.current_key
        self.clearSpans()
        self._rows.set_rows(rows)
        self._fit_rows()
        self.choose(keep)

    @property
    def current_key(self) -> str:
        """The key of the current row; empty for none."""
        index = self.currentIndex()
        return self._rows.rows[index.row()].key if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Make a row current by program; an unknown key chooses the first row that is no head of a group."""
        rows = [(place, row) for place, row in enumerate(self._rows.rows) if not row.group]
        place = next((place for place, row in rows if row.key == key), rows[0][0] if rows else -1)
        self.setCurrentIndex(self._rows.index(place, 0) if place >= 0 else QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Home and End go to the ends; Left and Right bring columns into sight that have no room."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open()
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            keys = [row.key for row in self._rows.rows if not row.group]
            if keys:
                self.choose(keys[0] if key == Qt.Key.Key_Home else keys[-1])
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._scroll_columns(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def moveCursor(  # noqa: N802 - Qt's
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go past heads of groups, by a page as well; stay where there is nothing beyond one."""
        index = super().moveCursor(action, modifiers)
        rows, place = self._rows.rows, index.row()
        while 0 <= place < len(rows) and rows[place].group:
            place += -1 if action in _UPWARDS else 1
        return self._rows.index(place, index.column()) if 0 <= place < len(rows) else self.currentIndex()

    def scrollTo(  # noqa: N802 - Qt's
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a row into sight; the columns that are in sight stay so."""
        bar = self.horizontalScrollBar()
        kept = bar.value()
        super().scrollTo(index, hint)
        bar.setValue(kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns; below their least widths the table scrolls sideways."""
        super().resizeEvent(event)
        self._fit_columns()

    def _dress_headers(self) -> None:
        heads, sides = self.horizontalHeader(), self.verticalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        sides.hide()
        sides.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        sides.setMinimumSectionSize(1)

    def _fit_rows(self) -> None:
        self.horizontalHeader().setFixedHeight(self._theme.px(30))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(49))
        for place, row in enumerate(self._rows.rows):
            if row.group:
                self.setRowHeight(place, self._theme.px(27))
                self.setSpan(place, 0, 1, len(self._rows.columns))
        self._fit_columns()

    def _fit_columns(self) -> None:
        total = sum(column.share for column in self._rows.columns)
        room = max(self.viewport().width(), self._theme.px(total * _LEAST_SHARE))
        self._painting.is_tight = room < self._theme.px(total)
        heads = self.horizontalHeader()
        if (
            heads.property("is_tight") != self._painting.is_tight
        ):  # the headings stand over the words of the cells
            heads.setProperty("is_tight", self._painting.is_tight)
            repolish(heads)
        used = 0
        for place, column in enumerate(self._rows.columns):
            is_last = place == len(self._rows.columns) - 1
            width = room - used if is_last else room * column.share // total
            self.setColumnWidth(place, width)
            used += width

    def _scroll_columns(self, step: int) -> None:
        """Where the columns have no room, go to where the next one to the right or left begins."""
        bar = self.horizontalScrollBar()
        starts = [self.columnViewportPosition(place) for place in range(len(self._rows.columns))]
        beyond = [start for start in starts if (start > 0 if step > 0 else start < 0)]
        if beyond:
            bar.setValue(bar.value() + (min(beyond) if step > 0 else max(beyond)))

    def _open(self) -> None:
        if self.current_key:
            self.opened.emit(self.current_key)

    def _tell_moved(self) -> None:
        if self.current_key:
            self.moved_to.emit(self.current_key)
