"""A round mark for a person, a step or a state: initials, a number or an icon on a tint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from cpm_desktop.ui.kit.tags import TagTone
    from cpm_desktop.ui.kit.theme import Theme


class Avatar(QWidget):
    """A round mark of `size` pixels at 100 %.

    It only repeats what a text beside it says, so it has no name.
    """

    def __init__(
        self, theme: Theme, text: str = "", *, icon: str = "", tone: TagTone = "plain", size: int = 32,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`text` is at most two letters or a number; an `icon` takes its place."""
        super().__init__(parent)
        self._theme, self._text, self._icon, self._tone, self._size = theme, text, icon, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_mark(self, text: str = "", *, icon: str = "", tone: TagTone = "plain") -> None:
        """Show another mark."""
        self._text, self._icon, self._tone = text, icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw the mark."""
        painter = QPainter(self)
        paint_avatar(painter, self._theme, QRectF(self.rect()), self._text, icon=self._icon, tone=self._tone)
        painter.end()


def paint_avatar(
    painter: QPainter, theme: Theme, area: QRectF, text: str, *, icon: str = "", tone: TagTone = "plain"
) -> None:
    """Draw a mark into a square: for delegates, which paint rows without widgets."""
    side = min(area.width(), area.height())
    ink = theme.colour("text2" if tone == "plain" else tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(ink if theme.is_high_contrast else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("canvas" if tone == "plain" else f"{tone}_tint"))
    painter.drawEllipse(area.adjusted(0.5, 0.5, -0.5, -0.5))
    if icon:
        width = round(side * 0.56)
        corner = QRect(
            round(area.x() + (side - width) / 2), round(area.y() + (side - width) / 2), width, width
        )
        painter.drawPixmap(
            corner, theme.pixmap(icon, "text2" if tone == "plain" else tone, width / theme.text_factor)
        )
        return
    font = theme.font(11, QFont.Weight.DemiBold)
    font.setPixelSize(max(theme.px(11), round(side * 0.36)))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)


def initials_of(name: str) -> str:
    """The first letters of the first and last word of a name, upper case: "Joy Okafọ̀" → "JO"."""
    words = [word for word in name.replace(".", " ").split() if word]
    letters = [words[0][0], *([words[-1][0]] if len(words) > 1 else [])] if words else []
    return "".join(letters).upper()
