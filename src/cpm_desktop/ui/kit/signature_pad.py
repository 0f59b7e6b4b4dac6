"""A pad to sign on with mouse, pen or finger. Who cannot or will not draw types the name instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from cpm_desktop.ui.kit.theme import Theme

Stroke = tuple[tuple[float, float], ...]
"""Points of one stroke, each from (0, 0) at the top left to (1, 1) at the bottom right of the pad."""
_NEAREST = 1.5


class SignaturePad(QWidget):
    """Draws what the hand does. `strokes` and `aspect` say it without pixels.

    `changed` is sent after each stroke.
    """

    changed = Signal()

    def __init__(self, theme: Theme, name: str = "Signature", parent: QWidget | None = None) -> None:
        """`name` is the accessible name; a field for the typed name must stand beside it for the keyboard."""
        super().__init__(parent)
        self._theme = theme
        self._strokes: list[list[tuple[float, float]]] = []
        self._is_drawing = False
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            "Draw with mouse, pen or finger. Without one, type the name in the field beside it."
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking)
        theme.changed.connect(self.updateGeometry)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What was drawn."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    @property
    def aspect(self) -> float:
        """Width of the pad divided by its height."""
        return self.width() / max(self.height(), 1)

    def clear(self) -> None:
        """Take what was drawn away."""
        self._strokes.clear()
        self.update()
        self.changed.emit()

    def show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Show what was drawn before; `changed` is not sent."""
        self._strokes = [list(stroke) for stroke in strokes]
        self.update()

    def sizeHint(self) -> QSize:
        """420 by 140 pixels at 100 %."""
        return QSize(self._theme.px(420), self._theme.px(140))

    def minimumSizeHint(self) -> QSize:
        """Room for a hand."""
        return QSize(self._theme.px(240), self._theme.px(140))

    def event(self, event: QEvent) -> bool:
        """Take touches, which Qt hands to no method of their own."""
        if isinstance(event, QTouchEvent) and len(event.points()) == 1:
            self._follow_touch(event)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on."""
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """End the stroke."""
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Follow the pen."""
        steps = {QEvent.Type.TabletPress: self._begin, QEvent.Type.TabletMove: self._go_on}
        step = steps.get(event.type())
        if step is not None:
            step(event.position())
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw the pad, the line to sign on, and the strokes."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        line = round(self.height() * 0.76)
        painter.setPen(QPen(theme.colour("border"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(theme.px(20), line, self.width() - theme.px(20), line)
        if not self._strokes:
            painter.setPen(theme.colour("text3"))
            painter.setFont(theme.font(13))
            painter.drawText(
                QRectF(0, line + 2, self.width(), self.height() - line - 4),
                int(Qt.AlignmentFlag.AlignCenter),
                "Sign here",
            )
        width = theme.px(2)
        pen = QPen(
            theme.colour("text"),
            width,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(self._path(stroke))
        painter.end()

    def _path(self, stroke: list[tuple[float, float]]) -> QPainterPath:
        points = [QPointF(x * self.width(), y * self.height()) for x, y in stroke]
        path = QPainterPath(points[0])
        for point in points[1:] or points:
            path.lineTo(point + QPointF(0.01, 0))
        return path

    def _begin(self, position: QPointF) -> None:
        self._is_drawing = True
        self._strokes.append([self._share(position)])
        self.update()

    def _go_on(self, position: QPointF) -> None:
        if not self._is_drawing:
            return
        stroke, point = self._strokes[-1], self._share(position)
        moved = abs(point[0] - stroke[-1][0]) * self.width() + abs(point[1] - stroke[-1][1]) * self.height()
        if moved >= _NEAREST:
            stroke.append(point)
            self.update()

    def _end(self) -> None:
        if self._is_drawing:
            self._is_drawing = False
            self.changed.emit()

    def _follow_touch(self, event: QTouchEvent) -> None:
        position = event.points()[0].position()
        if event.type() == QEvent.Type.TouchBegin:
            self._begin(position)
        elif event.type() == QEvent.Type.TouchUpdate:
            self._go_on(position)
        else:
            self._end()
        event.accept()

    def _share(self, position: QPointF) -> tuple[float, float]:
        across, down = position.x() / max(self.width(), 1), position.y() / max(self.height(), 1)
        return (round(min(max(across, 0.0), 1.0), 4), round(min(max(down, 0.0), 1.0), 4))
