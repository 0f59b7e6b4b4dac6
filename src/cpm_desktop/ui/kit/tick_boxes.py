"""Check boxes and radio buttons with wrapping text and a second line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QSizePolicy, QWidget

from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.labels import with_access_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from cpm_desktop.ui.kit.selects import Option
    from cpm_desktop.ui.kit.theme import Theme

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class _Face:
    """Measures and draws mark, text and second line; the buttons below differ only in the mark."""

    def __init__(self, theme: Theme, text: str, detail: str, detail_tone: str) -> None:
        self.theme, self.text, self.detail, self.detail_tone = theme, text, detail, detail_tone

    def height_at(self, width: int) -> int:
        room = max(width - self._left(), self.theme.px(40))
        height = self._text_height(14, self.text, room)
        if self.detail:
            height += self._text_height(12, self.detail, room) + 1
        return max(height + self.theme.px(8), self.theme.px(26))

    def widest(self) -> int:
        widths = [
            QFontMetrics(self.theme.font(size)).horizontalAdvance(line)
            for size, text in ((14, self.text), (12, self.detail))
            for line in text.split("\n")
        ]
        return self._left() + max(widths) + 4

    def draw_text(self, button: QAbstractButton, painter: QPainter) -> None:
        theme, left = self.theme, self._left()
        room = button.width() - left
        height, top = self._text_height(14, self.text, room), self._top(button)
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("text" if button.isEnabled() else "text3"))
        painter.drawText(QRect(left, top, room, height), _WRAP, self.text)
        if self.detail:
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour(self.detail_tone))
            box = QRect(left, top + height + 1, room, self._text_height(12, self.detail, room))
            painter.drawText(box, _WRAP, self.detail)

    def mark_area(self, button: QAbstractButton) -> QRectF:
        side = self.theme.px(18)
        return QRectF(2, self._top(button), side, side)

    def draw_focus(self, button: QAbstractButton, painter: QPainter) -> None:
        if button.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("focus"), 2))
            painter.drawRoundedRect(self.ring(button), 5, 5)

    def ring(self, button: QAbstractButton) -> QRectF:
        """Return where the focus ring goes: round the words, and clear of the mark."""
        left = self._left() - self.theme.px(5)
        right = min(button.width(), self.widest() + self.theme.px(4))
        return QRectF(left, 0, right - left, button.height()).adjusted(1, 1, -1, -1)

    def _left(self) -> int:
        return self.theme.px(28)

    def _top(self, button: QAbstractButton) -> int:
        """Return where it begins: in the middle of what is higher than it needs, so as to stand in a line."""
        spare = button.height() - self.height_at(button.width())
        return self.theme.px(4) + max(spare, 0) // 2

    def _text_height(self, size: int, text: str, room: int) -> int:
        metrics = QFontMetrics(self.theme.font(size))
        return metrics.boundingRect(QRect(0, 0, max(room, 1), 10_000), _WRAP, text).height()


class CheckBox(QCheckBox):
    """A box to tick. `toggled` is Qt's own; the second line may carry a state in a colour with its word."""

    def __init__(
        self, theme: Theme, text: str, *, detail: str = "", detail_tone: str = "text3", access_key: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`detail` is the second line."""
        super().__init__(parent)
        self._face = _Face(theme, text, detail, detail_tone)
        _prepare(self, self._face, access_key)

    def set_words(self, text: str) -> None:
        """Change the first line."""
        self._face.text = text
        self.setText(with_access_key(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_detail(self, detail: str, tone: str = "text3") -> None:
        """Change the second line."""
        self._face.detail, self._face.detail_tone = detail, tone
        self.setAccessibleDescription(detail)
        self.updateGeometry()
        self.update()

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        """In one line where there is room."""
        return QSize(self._face.widest(), self._face.height_at(self._face.widest()))

    def minimumSizeHint(self) -> QSize:
        """Text wraps."""
        return QSize(self._face.theme.px(80), self._face.theme.px(26))

    def heightForWidth(self, width: int) -> int:
        """The narrower, the higher."""
        return self._face.height_at(width)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw a square, filled with a tick when on."""
        theme, area = self._face.theme, self._face.mark_area(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("good" if self.isEnabled() else "text3"))
            painter.drawRoundedRect(area, 4, 4)
            side = theme.px(12)
            corner = QRect(
                round(area.center().x() - side / 2), round(area.center().y() - side / 2), side, side
            )
            painter.drawPixmap(corner, theme.pixmap("check", "surface", 12, widget=self))
        else:
            painter.setPen(QPen(theme.colour("control"), 1.5))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._face.draw_text(self, painter)
        self._face.draw_focus(self, painter)
        painter.end()


class RadioButton(QRadioButton):
    """One of several with wrapping text; usually made by RadioGroup."""

    def __init__(self, theme: Theme, text: str, *, detail: str = "", parent: QWidget | None = None) -> None:
        """`detail` is the second line."""
        super().__init__(parent)
        self._face = _Face(theme, text, detail, "text3")
        _prepare(self, self._face, "")

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        """In one line where there is room."""
        return QSize(self._face.widest(), self._face.height_at(self._face.widest()))

    def minimumSizeHint(self) -> QSize:
        """Text wraps."""
        return QSize(self._face.theme.px(80), self._face.theme.px(26))

    def heightForWidth(self, width: int) -> int:
        """The narrower, the higher."""
        return self._face.height_at(width)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw a ring, with a dot when chosen."""
        theme, area = self._face.theme, self._face.mark_area(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if self.isChecked() else "control"), 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(area.adjusted(0.5, 0.5, -0.5, -0.5))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            inset = area.width() * 0.27
            painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))
        self._face.draw_text(self, painter)
        self._face.draw_focus(self, painter)
        painter.end()


class RadioGroup(QWidget):
    """Radio buttons below each other. `chosen` is sent with the key when the person chooses."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        options: Sequence[Option],
        chosen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` says what is chosen, for screen readers; none is chosen at first where `chosen` is empty."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons = {option.key: RadioButton(theme, option.text) for option in options}
        group = QButtonGroup(self)
        for button in self._buttons.values():
            group.addButton(button)
        group.buttonClicked.connect(self._tell)
        self.setLayout(down(*self._buttons.values(), spacing=2))
        if chosen:
            self.choose(chosen)

    @property
    def chosen_key(self) -> str:
        """The key of the one chosen; empty while none is."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose by program; raises KeyError for an unknown key."""
        self._buttons[key].setChecked(True)

    def _tell(self) -> None:
        self.chosen.emit(self.chosen_key)


def _prepare(button: QAbstractButton, face: _Face, access_key: str) -> None:
    button.setText(with_access_key(face.text, access_key))
    button.setAccessibleName(face.text)
    button.setAccessibleDescription(face.detail)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    face.theme.changed.connect(button.updateGeometry)
