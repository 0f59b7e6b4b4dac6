"""How far: a bar, the meetings held of those required, the steps of a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from cpm_desktop.ui.kit.theme import Theme

StepState = Literal["done", "problem", "current", "open"]
_STEP_TONES = {"done": "good", "problem": "warn", "current": "accent", "open": "border"}


class Meter(QProgressBar):
    """A thin bar filled from 0 to `maximum`.

    A screen reader hears the name and `words`, such as "34 of 75 min".
    """

    def __init__(
        self, theme: Theme, name: str, *, tone: str = "accent", parent: QWidget | None = None
    ) -> None:
        """`tone` is a colour token."""
        super().__init__(parent)
        self._theme, self._tone = theme, tone
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_value(self, value: int, maximum: int, words: str, *, tone: str = "") -> None:
        """Fill it to value of maximum; more than the maximum is full."""
        most = max(maximum, 1)
        filled, tone = min(max(value, 0), most), tone or self._tone
        shown = (self.value(), self.maximum(), self.accessibleDescription(), self._tone)
        if (filled, most, words, tone) == shown:
            return
        self._tone = tone
        self.setUpdatesEnabled(False)  # Qt's bar paints itself in the middle of this, and all behind it
        self.setRange(0, most)
        self.setValue(filled)
        self.setAccessibleDescription(words)
        self.setUpdatesEnabled(True)

    def sizeHint(self) -> QSize:
        """6 pixels high at 100 %."""
        return QSize(self._theme.px(60), self._theme.px(6))

    def minimumSizeHint(self) -> QSize:
        """As wide as a word."""
        return QSize(24, self._theme.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw track and filling."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_edge(self._theme))
        area = (
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            if self._theme.is_high_contrast
            else QRectF(self.rect())
        )
        round_by = area.height() / 2
        painter.setBrush(self._theme.colour("surface" if self._theme.is_high_contrast else "border"))
        painter.drawRoundedRect(area, round_by, round_by)
        share = self.value() / self.maximum() if self.maximum() else 0.0
        if share > 0:
            painter.setBrush(self._theme.colour(self._tone))
            painter.drawRoundedRect(
                QRectF(area.x(), area.y(), max(area.width() * share, area.height()), area.height()),
                round_by,
                round_by,
            )
        painter.end()


class HeldDots(QWidget):
    """Meetings held of those required: a tick for one held, a ring for one owed.

    The words stand beside it.
    """

    def __init__(self, theme: Theme, held: int, required: int, parent: QWidget | None = None) -> None:
        """More held than required shows them all."""
        super().__init__(parent)
        self._theme, self._held, self._required = theme, held, required
        self.setAccessibleName(f"{held} of {required} held")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """20 pixels a dot at 100 %."""
        return QSize(self._theme.px(20) * max(self._held, self._required, 1), self._theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw the dots."""
        painter = QPainter(self)
        paint_held_dots(painter, self._theme, QRectF(self.rect()), self._held, self._required)
        painter.end()


def paint_held_dots(painter: QPainter, theme: Theme, area: QRectF, held: int, required: int) -> None:
    """Draw the dots of HeldDots from the left of an area, in the middle of its height: for delegates."""
    side, step = theme.px(15), theme.px(20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place in range(max(held, required)):
        dot = QRectF(area.x() + place * step + 1, area.center().y() - side / 2, side, side)
        if place < held:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("good"))
            painter.drawEllipse(dot)
            tick = theme.pixmap("check", "surface", 10)
            painter.drawPixmap(
                QPointF(dot.center().x() - theme.px(10) / 2, dot.center().y() - theme.px(10) / 2), tick
            )
        else:
            painter.setPen(QPen(theme.colour("control"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(dot.adjusted(0.5, 0.5, -0.5, -0.5))


class StepsBar(QWidget):
    """One bar a step, coloured by state: done, problem, current, open. `words` say the same ("4 of 10")."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_steps`."""
        super().__init__(parent)
        self._theme = theme
        self._states: tuple[StepState, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_steps(self, states: Sequence[StepState], words: str) -> None:
        """Show the steps in order."""
        self._states = tuple(states)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """8 pixels high at 100 %."""
        return QSize(self._theme.px(120), self._theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw the bars with gaps of 4 pixels; without gaps where they would leave no room."""
        if not self._states:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(self._states)
        gap = 4 if self.width() > count * 8 else 0
        width = (self.width() - gap * (count - 1)) / count
        for place, state in enumerate(self._states):
            painter.setPen(_edge(self._theme))
            is_blank = self._theme.is_high_contrast and state == "open"
            painter.setBrush(self._theme.colour("surface" if is_blank else _STEP_TONES[state]))
            painter.drawRoundedRect(QRectF(place * (width + gap), 0, width, self.height()), 3, 3)
        painter.end()


def _edge(theme: Theme) -> QPen:
    return QPen(theme.colour("text")) if theme.is_high_contrast else QPen(Qt.PenStyle.NoPen)
