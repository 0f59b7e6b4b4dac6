"""The people around a child, close together under the copy they get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cpm_desktop.ui.kit.lists import ROW_ROLE, Index, ListEntry, RowList, paint_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.kit.theme import Theme

_INDENT = 38


class _PeopleDelegate(QStyledItemDelegate):
    """A heading with icon and count, then names with roles at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._list = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt hands it over
        """26 pixels, 34 for a heading, at 100 %."""
        row: ListEntry = index.data(ROW_ROLE)
        return QSize(self._theme.px(160), self._theme.px(34 if row.is_heading else 26))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, texts and the ring around the row that has the keyboard."""
        theme, row = self._theme, index.data(ROW_ROLE)
        area: QRect = option.rect
        has_keyboard = bool(option.state & QStyle.StateFlag.State_Selected) and self._list.hasFocus()
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and not row.is_heading
        painter.save()
        ground = "accent_tint" if has_keyboard else "sunken" if is_hovered else "surface"
        painter.fillRect(area, theme.colour(ground))
        if row.is_heading:
            self._paint_heading(painter, row, area, is_first=index.row() == 0)
        else:
            self._paint_person(painter, row, area.adjusted(theme.px(_INDENT), 0, -theme.px(16), 0))
        if has_keyboard:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_heading(self, painter: QPainter, row: ListEntry, area: QRect, *, is_first: bool) -> None:
        theme = self._theme
        if not is_first:
            rule = QRect(area.left() + theme.px(16), area.top() + 2, area.width() - theme.px(32), 1)
            painter.fillRect(rule, theme.colour("border"))
        side = theme.px(15)
        icon = theme.pixmap(row.icon, "accent", 15)
        painter.drawPixmap(area.left() + theme.px(16), area.center().y() - side // 2 + 1, icon)
        painter.setFont(theme.font(13, QFont.Weight.DemiBold))
        words = area.adjusted(theme.px(_INDENT), 2, 0, 0)
        paint_line(painter, theme, words, row.title, "text")

    def _paint_person(self, painter: QPainter, row: ListEntry, area: QRect) -> None:
        theme = self._theme
        painter.setFont(theme.font(14))
        name = min(painter.fontMetrics().horizontalAdvance(row.title) + 3, area.width() * 2 // 3)
        paint_line(painter, theme, QRect(area.left(), area.top(), name, area.height()), row.title, "text")
        painter.setFont(theme.font(12))
        rest = area.adjusted(name + theme.px(8), 0, 0, 0)
        paint_line(painter, theme, rest, row.trailing, "text3", alignment=Qt.AlignmentFlag.AlignRight)


class PeopleList(RowList):
    """As high as its rows; Enter edits the person."""

    def __init__(self, theme: Theme) -> None:
        """Empty until `set_rows`."""
        super().__init__(theme, "People, by the copy they get")
        self.setItemDelegate(_PeopleDelegate(theme, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._fit)

    def set_rows(self, rows: Sequence[ListEntry]) -> None:
        """Replace the rows and fit the height."""
        super().set_rows(rows)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(self.model().rowCount())))
