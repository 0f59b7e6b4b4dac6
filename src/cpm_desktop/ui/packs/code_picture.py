"""A QR code, painted: dark squares on white with the light edge that readers need, in every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from cpm_desktop.ui.kit.theme import Theme

EDGE = 4  # squares around it, by the standard
_SQUARE = 4  # pixels at 100 %


class CodePicture(QWidget):
    """What it says has to stand beside it in letters: nobody reads squares, and a screen reader names it only."""

    def __init__(
        self, theme: Theme, squares: tuple[tuple[bool, ...], ...], name: str, description: str
    ) -> None:
        """`squares` row by row, True where one is dark."""
        super().__init__()
        self._theme, self._squares = theme, squares
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        theme.changed.connect(self.updateGeometry)

    @property
    def square(self) -> int:
        """How many pixels a square is wide: a whole number, so that all are alike."""
        return max(2, round(self._theme.px(_SQUARE)))

    def sizeHint(self) -> QSize:
        """With the edge."""
        side = self.square * (len(self._squares) + 2 * EDGE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw black on white, also in the dark: many readers find no light squares on dark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        side = self.square
        for down, row in enumerate(self._squares):
            for across, is_dark in enumerate(row):
                if is_dark:
                    left, top = side * (across + EDGE), side * (down + EDGE)
                    painter.fillRect(left, top, side, side, Qt.GlobalColor.black)
        painter.end()
