"""Paints the cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from cpm_desktop.ui.kit.avatar import paint_avatar
from cpm_desktop.ui.kit.lists import ROW_ROLE, Index, paint_line
from cpm_desktop.ui.kit.meters import paint_held_dots

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from cpm_desktop.ui.kit.table_cells import Cell, TableEntry
    from cpm_desktop.ui.kit.theme import Theme

_PADDING, _TIGHT_PADDING = 16, 8


class CellDelegate(QStyledItemDelegate):
    """Draws a cell of a TableEntry, or the head of a group over the whole width."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        """`parent` is the table, whose current row has the focus ring; `is_tight` leaves less beside the words."""
        super().__init__(parent)
        self._theme, self._table = theme, parent
        self.is_tight = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, mark, texts and the ring around the current row."""
        row: TableEntry = index.data(ROW_ROLE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        is_chosen = bool(state & QStyle.StateFlag.State_Selected) and not row.group
        is_hovered = self._is_hovered(index.row()) and not row.group
        ground = (
            "sunken" if row.group else "accent_tint" if is_chosen else "sunken" if is_hovered else "surface"
        )
        painter.fillRect(area, theme.colour(ground))
        if index.row():
            painter.fillRect(QRect(area.left(), area.top(), area.width(), 1), theme.colour("border"))
        padding = _TIGHT_PADDING if self.is_tight else _PADDING
        inner = area.adjusted(theme.px(padding), 1, -theme.px(3 if self.is_tight else 6), 0)
        if row.group:
            self._paint_group(painter, row, inner)
        else:
            self._paint_cell(painter, row.cells[index.column()], inner)
        if is_chosen and (self._table.hasFocus() or theme.is_high_contrast):
            self._paint_ring(painter, area, index)
        painter.restore()

    def _is_hovered(self, row: int) -> bool:
        viewport: QWidget = self._table.viewport()
        if not viewport.underMouse():
            return False
        under: QModelIndex = self._table.indexAt(viewport.mapFromGlobal(self._table.cursor().pos()))
        return under.isValid() and under.row() == row

    def _paint_ring(self, painter: QPainter, area: QRect, index: Index) -> None:
        ink = self._theme.colour("focus")
        painter.fillRect(QRect(area.left(), area.top(), area.width(), 2), ink)
        painter.fillRect(QRect(area.left(), area.bottom() - 1, area.width(), 2), ink)
        if index.column() == 0:
            painter.fillRect(QRect(area.left(), area.top(), 2, area.height()), ink)
        if index.column() == index.model().columnCount() - 1:
            painter.fillRect(QRect(area.right() - 1, area.top(), 2, area.height()), ink)

    def _paint_group(self, painter: QPainter, row: TableEntry, area: QRect) -> None:
        theme, left = self._theme, area.left()
        if row.icon:
            side = theme.px(15)
            tone = "text2" if row.tone == "plain" else row.tone
            painter.drawPixmap(left, area.center().y() - side // 2, theme.pixmap(row.icon, tone, 15))
            left += side + theme.px(7)
        painter.setFont(theme.font(13, QFont.Weight.DemiBold))
        width = painter.fontMetrics().horizontalAdvance(row.group)
        paint_line(painter, theme, QRect(left, area.top(), width + 2, area.height()), row.group, "text")
        painter.setFont(theme.font(13))
        rest = QRect(left + width + theme.px(8), area.top(), theme.px(80), area.height())
        paint_line(painter, theme, rest, str(row.count), "text2")

    def _paint_cell(self, painter: QPainter, cell: Cell, area: QRect) -> None:
        theme = self._theme
        if cell.is_tag:
            self._paint_tag(painter, cell, area)
            return
        if cell.initials:
            side = theme.px(32)
            mark = QRectF(area.left(), area.center().y() - side / 2 + 0.5, side, side)
            paint_avatar(painter, theme, mark, cell.initials, tone=cell.tone)
            area = area.adjusted(side + theme.px(10), 0, 0, 0)
        elif cell.held is not None:
            paint_held_dots(painter, theme, QRectF(area), *cell.held)
            area = area.adjusted(theme.px(20) * max(2, *cell.held) + theme.px(6), 0, 0, 0)
        elif cell.icon:
            side = theme.px(15)
            tone = "text2" if cell.tone == "plain" else cell.tone
            painter.drawPixmap(area.left(), area.center().y() - side // 2, theme.pixmap(cell.icon, tone, 15))
            area = area.adjusted(side + theme.px(7), 0, 0, 0)
        self._paint_texts(painter, cell, area)

    def _paint_texts(self, painter: QPainter, cell: Cell, area: QRect) -> None:
        theme = self._theme
        is_alone = not cell.detail
        is_toned = cell.is_strong and cell.tone != "plain"
        tone = cell.tone if is_toned else "text2" if cell.is_quiet else "text"
        weight = QFont.Weight.DemiBold if cell.is_strong or cell.initials else QFont.Weight.Normal
        painter.setFont(theme.font(13 if is_alone and (is_toned or cell.is_quiet) else 14, weight))
        if is_alone:
            paint_line(painter, theme, area, cell.title, tone)
            return
        top = area.top() + (area.height() - theme.px(35)) // 2
        paint_line(painter, theme, QRect(area.left(), top, area.width(), theme.px(19)), cell.title, tone)
        second = QRect(area.left(), top + theme.px(19), area.width(), theme.px(16))
        if cell.detail_icon:
            side = theme.px(12)
            icon = theme.pixmap(cell.detail_icon, cell.detail_tone, 12)
            painter.drawPixmap(second.left(), second.center().y() - side // 2, icon)
            second = second.adjusted(side + theme.px(5), 0, 0, 0)
        is_plain = cell.detail_tone in {"text2", "text3"}
        painter.setFont(theme.font(12, QFont.Weight.Normal if is_plain else QFont.Weight.DemiBold))
        paint_line(painter, theme, second, cell.detail, cell.detail_tone)

    def _paint_tag(self, painter: QPainter, cell: Cell, area: QRect) -> None:
        theme = self._theme
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        side, height = theme.px(14), theme.px(22)
        width = painter.fontMetrics().horizontalAdvance(cell.title) + side + theme.px(20)
        box = QRect(area.left(), area.center().y() - height // 2 + 1, min(width, area.width()), height)
        tone = "text2" if cell.tone == "plain" else cell.tone
        painter.setPen(theme.colour(tone) if theme.is_high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("canvas" if cell.tone == "plain" else f"{cell.tone}_tint"))
        painter.drawRoundedRect(box, 5, 5)
        painter.drawPixmap(
            box.left() + theme.px(7), box.center().y() - side // 2 + 1, theme.pixmap(cell.icon, tone, 14)
        )
        text = box.adjusted(theme.px(12) + side, 0, -theme.px(4), 0)
        paint_line(painter, theme, text, cell.title, tone)
