"""A line to look for something in a page: a lens stands before its words and grows with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter

from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.kit.theme import Theme

_SIDE, _LEFT, _GAP, _ROUND = (
    16,
    10,
    8,
    46,
)  # pixels at 100 %: the lens, before it, after it, and round the words


class SearchLine(LineEdit):
    """`textEdited` tells what is looked for. Wide enough for its placeholder, at every size of text."""

    def __init__(self, theme: Theme, name: str, *, placeholder: str, parent: QWidget | None = None) -> None:
        """`name` says for a screen reader what is looked for."""
        super().__init__(placeholder=placeholder, parent=parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        theme.changed.connect(self._fit)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again: it wears the window's sheet only once it stands in the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lens before the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = self._theme.px(_SIDE)
        lens = self._theme.pixmap("search", "text2", _SIDE, widget=self)
        painter.drawPixmap(self._theme.px(_LEFT), (self.height() - side) // 2, side, side, lens)
        painter.end()

    def _fit(self) -> None:
        theme = self._theme
        self.setTextMargins(theme.px(_SIDE + _GAP), 0, 0, 0)
        self.ensurePolished()
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        self.setMinimumWidth(words + theme.px(_SIDE + _GAP + _ROUND))
