"""A list whose rows have several lines and a tag: open actions, unmet needs, records. It is as high as its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cpm_desktop.ui.kit.lists import ROW_ROLE, Index, ListEntry, RowList, paint_line, paint_row_ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.kit.tags import TagTone
    from cpm_desktop.ui.kit.theme import Theme


@dataclass(frozen=True)
class Part:
    """A piece of a line: words, perhaps with an icon, in the colour of a token."""

    text: str
    tone: str = "text3"
    icon: str = ""
    is_strong: bool = False


@dataclass(frozen=True)
class RowTag:
    """A state at the right: on a tint, or plain where nothing is to be done."""

    text: str
    icon: str
    tone: TagTone = "plain"
    is_tinted: bool = True


@dataclass(frozen=True)
class LinedEntry(ListEntry):
    """A row: `icon` and title, lines of parts below it, and a tag beside the title or the second line."""

    lines: tuple[tuple[Part, ...], ...] = ()
    tag: RowTag | None = None
    is_tag_on_first: bool = False

    @property
    def spoken(self) -> str:
        """Everything the row says."""
        parts = [part.text for line in self.lines for part in line]
        tag = self.tag.text if self.tag is not None else ""
        return ", ".join(text for text in (self.title, *parts, tag) if text)


class _LinesDelegate(QStyledItemDelegate):
    """Paints a LinedEntry; the current row is marked only where the keyboard is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._list = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt hands it over
        """34 pixels and 18 for each further line, at 100 %."""
        row = index.data(ROW_ROLE)
        lines = len(row.lines) if isinstance(row, LinedEntry) else 0
        return QSize(self._theme.px(160), self._theme.px(34 + 18 * lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, icon, title, lines and tag."""
        row = index.data(ROW_ROLE)
        theme = self._theme
        area: QRect = option.rect
        if not self._list.hasFocus():
            option.state &= ~QStyle.StateFlag.State_Selected
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_ground(painter, theme, area, option)
        if isinstance(row, LinedEntry):
            self._paint_row(painter, row, area.adjusted(theme.px(16), theme.px(8), -theme.px(14), 0))
        painter.restore()

    def _paint_row(self, painter: QPainter, row: LinedEntry, area: QRect) -> None:
        theme = self._theme
        if row.icon:
            tone = "text2" if row.tone == "plain" else row.tone
            painter.drawPixmap(area.left(), area.top() + theme.px(2), theme.pixmap(row.icon, tone, 16))
            area.adjust(theme.px(27), 0, 0, 0)
        height = theme.px(20)
        first = QRect(area.left(), area.top(), area.width(), height)
        second = QRect(area.left(), area.top() + height, area.width(), theme.px(18))
        tag_line = first if row.is_tag_on_first or not row.lines else second
        taken = self._paint_tag(painter, row.tag, tag_line) if row.tag is not None else 0
        painter.setFont(theme.font(14))
        room = first.width() - (taken if tag_line is first else 0)
        paint_line(painter, theme, QRect(first.left(), first.top(), room, height), row.title, "text")
        for place, line in enumerate(row.lines):
            box = second.translated(0, place * theme.px(18))
            room = box.width() - (taken if tag_line is second and place == 0 else 0)
            self._paint_parts(painter, line, QRect(box.left(), box.top(), room, box.height()))

    def _paint_parts(self, painter: QPainter, parts: tuple[Part, ...], area: QRect) -> None:
        theme, left = self._theme, area.left()
        for place, part in enumerate(parts):
            if part.icon:
                side = theme.px(13)
                painter.drawPixmap(
                    left, area.center().y() - side // 2, theme.pixmap(part.icon, part.tone, 13)
                )
                left += side + theme.px(4)
            painter.setFont(theme.font(12, QFont.Weight.DemiBold if part.is_strong else QFont.Weight.Normal))
            dot = " · " if not part.icon and place + 1 < len(parts) else ""
            width = min(painter.fontMetrics().horizontalAdvance(part.text + dot) + 3, area.right() - left)
            words = QRect(left, area.top(), max(width, 0), area.height())
            paint_line(painter, theme, words, part.text + dot, part.tone)
            left += width + (theme.px(12) if part.icon else 0)

    def _paint_tag(self, painter: QPainter, tag: RowTag, line: QRect) -> int:
        theme = self._theme
        painter.setFont(theme.font(12, QFont.Weight.DemiBold if tag.is_tinted else QFont.Weight.Normal))
        side, height = theme.px(14), theme.px(22)
        tone = "text2" if tag.tone == "plain" else tag.tone
        width = painter.fontMetrics().horizontalAdvance(tag.text) + side + theme.px(22)
        width = min(width, line.width() * 2 // 3)
        box = QRect(line.right() - width, line.center().y() - height // 2, width, height)
        if tag.is_tinted:
            painter.setPen(theme.colour(tone) if theme.is_high_contrast else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("canvas" if tag.tone == "plain" else f"{tag.tone}_tint"))
            painter.drawRoundedRect(box, 5, 5)
        icon = theme.pixmap(tag.icon, tone, 14)
        painter.drawPixmap(box.left() + theme.px(7), box.center().y() - side // 2 + 1, icon)
        words = box.adjusted(theme.px(14) + side - theme.px(2), 0, -theme.px(4), 0)
        paint_line(painter, theme, words, tag.text, tone if tag.is_tinted else "text2")
        return width + theme.px(8)


class LinesList(RowList):
    """As high as its rows, so that the page scrolls and not the list."""

    def __init__(self, theme: Theme, name: str) -> None:
        """`name` is the accessible name."""
        super().__init__(theme, name)
        self.setItemDelegate(_LinesDelegate(theme, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._fit)

    def set_rows(self, rows: Sequence[ListEntry]) -> None:
        """Replace the rows and fit the height."""
        super().set_rows(rows)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(self.model().rowCount())))
