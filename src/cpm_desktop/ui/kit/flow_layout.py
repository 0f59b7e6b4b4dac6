"""A layout that goes on in the next line when the room ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QWidgetItem
from shiboken6 import getCppPointer, isValid, wrapInstance

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays items from left to right and breaks like text; from right to left where the widget says so."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6, lines: int = -1) -> None:
        """`spacing` is between items, `lines` between lines, in pixels; the same where `lines` is not given."""
        super().__init__(parent)
        self._held: list[QLayoutItem] = []
        self._places: list[int] = []  # in memory, of the same items
        self._heights: dict[int, int] = {}  # by width, until something changes: Qt asks again and again
        self.setSpacing(spacing)
        self._between_lines = spacing if lines < 0 else lines
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item to the end."""
        self._held.append(item)
        self._places.append(getCppPointer(item)[0])
        self._heights.clear()

    @property
    def _items(self) -> list[QLayoutItem]:
        # PySide may take an item for deleted where somebody asked widgets of Qt's own around it, as a viewport, for
        # children. It is there until it is taken out; but what is raised for it on the way from Qt ends the process.
        for index, item in enumerate(self._held):
            if not isValid(item):
                self._held[index] = cast("QLayoutItem", wrapInstance(self._places[index], QWidgetItem))
        return self._held

    def count(self) -> int:
        """How many items there are."""
        return len(self._held)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or None."""
        return self._items[index] if 0 <= index < len(self._held) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at a place out, or None."""
        self._heights.clear()
        if not 0 <= index < len(self._held):
            return None
        item = self._items.pop(index)
        del self._places[index]
        return item

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at a width in pixels."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._lay(QRect(0, 0, width, 0), moves=False)
        return height

    def invalidate(self) -> None:
        """Something in it changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._lay(rect, moves=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in shown) + self.spacing() * max(0, len(shown) - 1)
        return self._with_margins(QSize(width, max((hint.height() for hint in shown), default=0)))

    def minimumSize(self) -> QSize:
        """The widest single item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay(self, rect: QRect, *, moves: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        left, top, line = area.left(), area.top(), 0
        if moves:
            whole = self.sizeHint()
            spare = area.height() - whole.height()
            if spare > 0 and whole.width() <= rect.width():
                top += spare // 2  # a single line stands in the middle of a higher row
        parent = self.parentWidget()
        is_mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        most, spacing = max(area.width(), 1), self.spacing()
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if hint.width() > most:
                hint.setWidth(most)
            if left > area.left() and left + hint.width() > area.right() + 1:
                left, top, line = area.left(), top + line + self._between_lines, 0
            if moves:
                at = area.right() + 1 - (left - area.left()) - hint.width() if is_mirrored else left
                item.setGeometry(QRect(QPoint(at, top), hint))
            left += hint.width() + spacing
            line = max(line, hint.height())
        return top + line - rect.top() + self.contentsMargins().bottom()
