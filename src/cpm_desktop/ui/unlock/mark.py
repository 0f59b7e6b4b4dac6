"""The application's mark: a white notebook on the dark of the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from cpm_desktop.ui.kit.theme import Theme


class ApplicationMark(QWidget):
    """A square of `size` pixels at 100 %; it says nothing by itself."""

    def __init__(self, theme: Theme, size: int = 44) -> None:
        """Made for the unlock screens."""
        super().__init__()
        self._theme, self._size = theme, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw the square with the notebook in it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("header_control" if self._theme.is_dark else "header"))
        round_by = self.width() * 0.2
        painter.drawRoundedRect(self.rect(), round_by, round_by)
        side = self._theme.px(self._size * 0.5)
        icon = self._theme.pixmap("notebook-pen", "on_header", self._size * 0.5, widget=self)
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, icon)
        painter.end()
