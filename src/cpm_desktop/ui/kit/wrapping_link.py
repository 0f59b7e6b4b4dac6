"""A sentence to press that goes on in the next line, where a button's text would be cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from cpm_desktop.ui.kit.labels import with_access_key

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from cpm_desktop.ui.kit.theme import Theme

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_PADDING = 7  # pixels between the words and the ring


class WrappingLink(QPushButton):
    """A link of any length in the colour of a token; at least 24 pixels high."""

    def __init__(
        self, theme: Theme, text: str, *, tone: str = "accent", parent: QWidget | None = None
    ) -> None:
        """`text` is shown as it is."""
        super().__init__(with_access_key(text), parent)
        self._theme, self._words, self._tone = theme, text, tone
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """In one line where there is room."""
        width = self._metrics().horizontalAdvance(self._words) + 2 * _PADDING + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for a few words in a line."""
        return QSize(self._theme.px(120), 24)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at a width in pixels."""
        box = self._metrics().boundingRect(
            QRect(0, 0, max(width - 2 * _PADDING, 1), 10_000), _WRAP, self._words
        )
        return max(box.height() + 2 * _PADDING, 24)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw the words, underlined under the mouse, and the ring around them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._font()
        font.setUnderline(self.underMouse() or self._theme.is_high_contrast)
        painter.setFont(font)
        painter.setPen(self._theme.colour(self._tone))
        painter.drawText(self.rect().adjusted(_PADDING, 0, -_PADDING, 0), _WRAP, self._words)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _font(self) -> QFont:
        return self._theme.font(13, QFont.Weight.Medium)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())
