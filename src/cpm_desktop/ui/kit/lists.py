"""Lists of rows painted by a delegate: people, records, search results. Arrow keys move, Enter opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cpm_desktop.ui.kit.avatar import paint_avatar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.ui.kit.tags import TagTone
    from cpm_desktop.ui.kit.theme import Theme

DISPLAY_ROLE = Qt.ItemDataRole.DisplayRole  # bound once: the lookup is slow inside data()
ACCESSIBLE_ROLE = Qt.ItemDataRole.AccessibleTextRole
ROW_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ListEntry:
    """One row. `title` over `detail`, an icon or initials before them, `trailing` at the right.

    `is_heading` rows part groups and cannot be chosen. `name` is what a screen reader says; made of the texts
    if empty.
    """

    key: str
    title: str
    detail: str = ""
    trailing: str = ""
    icon: str = ""
    initials: str = ""
    tone: TagTone = "plain"
    trailing_tone: str = "text3"
    is_heading: bool = False
    name: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return self.name or ", ".join(part for part in (self.title, self.detail, self.trailing) if part)


ListRow = ListEntry  # as first named; gives way to ListEntry


class RowModel(QAbstractListModel):
    """The rows of a list, in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until `set_rows`."""
        super().__init__(parent)
        self.rows: tuple[ListEntry, ...] = ()

    def set_rows(self, rows: Sequence[ListEntry]) -> None:
        """Replace all rows; rows that only changed their words keep place and selection."""
        fresh = tuple(rows)
        if [row.key for row in fresh] == [row.key for row in self.rows]:
            self.rows = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self.rows = fresh
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> Any:  # noqa: ANN401 - Qt's signature
        """The row itself, its title, and what is spoken."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == DISPLAY_ROLE:
            return row.title
        return row.spoken if role == ACCESSIBLE_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        return Qt.ItemFlag.ItemIsEnabled if self.rows[index.row()].is_heading else super().flags(index)


class RowDelegate(QStyledItemDelegate):
    """Paints a ListEntry."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """`parent` is the view."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt hands it over
        """49 pixels with a second line, 36 without, 30 for a heading, at 100 %."""
        row: ListEntry = index.data(ROW_ROLE)
        return QSize(self._theme.px(160), self._theme.px(30 if row.is_heading else 49 if row.detail else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, mark, texts and focus ring."""
        row: ListEntry = index.data(ROW_ROLE)
        painter.save()
        area: QRect = option.rect
        paint_row_ground(painter, self._theme, area, option, is_head=row.is_heading)
        left = area.left() + self._theme.px(16)
        if row.initials or row.icon:
            side = self._theme.px(32 if row.initials else 16)
            mark = QRectF(left, area.center().y() - side / 2 + 1, side, side)
            if row.initials:
                paint_avatar(painter, self._theme, mark, row.initials, tone=row.tone)
            else:
                tone = "text2" if row.tone == "plain" else row.tone
                painter.drawPixmap(mark.topLeft(), self._theme.pixmap(row.icon, tone, 16))
            left += side + self._theme.px(10)
        self._paint_texts(
            painter, row, QRect(left, area.top(), area.right() - self._theme.px(16) - left, area.height())
        )
        painter.restore()

    def _paint_texts(self, painter: QPainter, row: ListEntry, area: QRect) -> None:
        theme = self._theme
        if row.trailing:
            painter.setFont(theme.font(12))
            width = min(painter.fontMetrics().horizontalAdvance(row.trailing), area.width() // 2)
            box = QRect(area.right() - width, area.top(), width + 1, area.height())
            paint_line(
                painter, theme, box, row.trailing, row.trailing_tone, alignment=Qt.AlignmentFlag.AlignRight
            )
            area = area.adjusted(0, 0, -width - theme.px(10), 0)
        painter.setFont(
            theme.font(
                13 if row.is_heading else 14, QFont.Weight.DemiBold if row.is_heading else QFont.Weight.Normal
            )
        )
        if not row.detail:
            paint_line(painter, theme, area, row.title, "text")
            return
        top = area.top() + (area.height() - theme.px(35)) // 2
        paint_line(painter, theme, QRect(area.left(), top, area.width(), theme.px(19)), row.title, "text")
        painter.setFont(theme.font(12))
        paint_line(
            painter,
            theme,
            QRect(area.left(), top + theme.px(19), area.width(), theme.px(16)),
            row.detail,
            "text3",
        )


class RowList(QListView):
    """Rows one below the other. One Tab stop; arrow keys, Home and End move.

    Enter or a double click opens.
    """

    opened = Signal(str)
    moved_to = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """`name` is the accessible name."""
        super().__init__(parent)
        self.setProperty("kit", "rows")
        self.setAccessibleName(name)
        self._rows = RowModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell_moved)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def set_rows(self, rows: Sequence[ListEntry]) -> None:
        """Replace the rows; what was chosen stays chosen while its key is there."""
        keep = self.current_key
        self._rows.set_rows(rows)
        self.choose(keep)

    @property
    def current_key(self) -> str:
        """The key of the current row; empty for none."""
        index = self.currentIndex()
        return self._rows.rows[index.row()].key if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Make a row current by program; an unknown key chooses the first row that can be chosen."""
        rows = [(place, row) for place, row in enumerate(self._rows.rows) if not row.is_heading]
        place = next((place for place, row in rows if row.key == key), rows[0][0] if rows else -1)
        self.setCurrentIndex(self._rows.index(place) if place >= 0 else QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open()
            return
        super().keyPressEvent(event)

    def _open(self) -> None:
        if self.current_key:
            self.opened.emit(self.current_key)

    def _tell_moved(self) -> None:
        if self.current_key:
            self.moved_to.emit(self.current_key)


def paint_row_ground(
    painter: QPainter, theme: Theme, area: QRect, option: QStyleOptionViewItem, *, is_head: bool = False
) -> None:
    """Draw what is behind a row: selection, hover, hairline above all but the first, focus ring."""
    state: QStyle.StateFlag = option.state
    is_chosen = bool(state & QStyle.StateFlag.State_Selected)
    is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    ground = "sunken" if is_head else "accent_tint" if is_chosen else "sunken" if is_hovered else "surface"
    painter.fillRect(area, theme.colour(ground))
    if area.top() > 0:
        painter.fillRect(QRect(area.left(), area.top(), area.width(), 1), theme.colour("border"))
    needs_edge = theme.is_high_contrast and is_chosen
    if state & QStyle.StateFlag.State_HasFocus or needs_edge:
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(1, 1, -1, -1))


def paint_line(
    painter: QPainter, theme: Theme, area: QRect, text: str, tone: str, *,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:  # fmt: skip
    """Draw one line of text in the painter's font, ended with "…" where it is too long."""
    painter.setPen(theme.colour(tone))
    shown = QFontMetrics(painter.font()).elidedText(
        text.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width()
    )
    painter.drawText(area, int(alignment | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
