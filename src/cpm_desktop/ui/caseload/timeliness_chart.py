"""Bars of minutes sent on time and late, month by month; what was late is hatched and has its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from cpm_desktop.services.timeliness import Month
    from cpm_desktop.ui.kit.theme import Theme

_HEIGHT = 118


class TimelinessChart(QWidget):
    """The numbers stand on the bars and in the accessible description."""

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_months`."""
        super().__init__()
        self._theme = theme
        self._months: Sequence[Month] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Minutes sent in time")
        theme.changed.connect(self.updateGeometry)

    def show_months(self, months: Sequence[Month]) -> None:
        """Show the months, the last one at the right."""
        self._months = months
        words = (f"{month.label} {month.on_time} on time, {month.late} late" for month in months)
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        """118 pixels high at 100 %."""
        return QSize(self._theme.px(240), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw bars, numbers, months and the ground line."""
        if not self._months:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.height() - theme.px(20)
        painter.fillRect(QRectF(0, ground, self.width(), 1), theme.colour("border"))
        most = max(month.on_time + month.late for month in self._months)
        unit = (ground - theme.px(20)) / max(most, 3)
        step = self.width() / len(self._months)
        for place, month in enumerate(self._months):
            self._paint_month(painter, month, QRectF(place * step, 0, step, ground), unit)
        painter.end()

    def _paint_month(self, painter: QPainter, month: Month, area: QRectF, unit: float) -> None:
        theme = self._theme
        bar = min(theme.px(26), area.width() * 0.6)
        left = area.center().x() - bar / 2
        on_time = QRectF(left, area.bottom() - month.on_time * unit, bar, month.on_time * unit)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRect(on_time)
        top = on_time.top()
        if month.late:
            late = QRectF(left + 1, top - month.late * unit - 1, bar - 2, month.late * unit)
            painter.fillRect(late, theme.colour("warn_tint"))
            painter.setBrush(QBrush(theme.colour("warn"), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(theme.colour("warn"), 1.5))
            painter.drawRect(late)
            top = late.top()
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        painter.setPen(theme.colour("text"))
        count = str(month.on_time) if not month.late else f"{month.on_time} + {month.late}"
        centre = int(Qt.AlignmentFlag.AlignCenter)
        if month.on_time or month.late:
            painter.drawText(QRectF(area.x(), top - theme.px(18), area.width(), theme.px(16)), centre, count)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text3"))
        painter.drawText(QRectF(area.x(), area.bottom() + 3, area.width(), theme.px(16)), centre, month.label)
