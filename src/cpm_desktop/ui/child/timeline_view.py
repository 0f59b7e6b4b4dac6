"""The timeline of reviews and meetings, painted. Left and Right go along it, Enter opens, each place is spoken."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from cpm_desktop.domain.due import Severity
from cpm_desktop.domain.typography import month_name
from cpm_desktop.domain.working_days import add_months
from cpm_desktop.services.child_timeline import Timeline, TimelineEntry, TimelineKind
from cpm_desktop.ui.kit.announcing import announce

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from cpm_desktop.services.child_timeline import Period
    from cpm_desktop.ui.kit.theme import Theme

_HEIGHT = 152
_BAND, _LINE = 0, 84  # tops of the bands and of the line, in pixels at 100 %
_ICONS = {
    TimelineKind.START: ("house", "text2"),
    TimelineKind.REVIEW: ("flag", "surface"),
    TimelineKind.PLANNED_REVIEW: ("flag", "text2"),
    TimelineKind.MEETING: ("check", "surface"),
    TimelineKind.MISSED: ("x", "danger"),
    TimelineKind.CANCELLED: ("x", "text3"),
    TimelineKind.PLANNED: ("calendar", "text2"),
    TimelineKind.SPECIFIC: ("split", "accent"),
}
_REVIEWS = (TimelineKind.REVIEW, TimelineKind.PLANNED_REVIEW)
_NOT_HELD = frozenset({TimelineKind.PLANNED, TimelineKind.PLANNED_REVIEW, TimelineKind.CANCELLED})
_MARGIN = 46


class TimelineView(QWidget):
    """One Tab stop. `opened` is sent with the entry that was chosen."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_timeline`."""
        super().__init__()
        self._theme = theme
        self._timeline = Timeline((), ())
        self._today = dt.date.min
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline of reviews and meetings")
        theme.changed.connect(self.updateGeometry)

    def show_timeline(self, timeline: Timeline, today: dt.date) -> None:
        """Show it; the keyboard begins at the entry nearest to today."""
        self._timeline, self._today = timeline, today
        days = [abs((entry.on - today).days) for entry in timeline.entries]
        self._current = days.index(min(days)) if days else 0
        bands = [f"{band.label}" for band in timeline.periods]
        self.setAccessibleDescription(
            "; ".join([*(self._spoken(entry) for entry in timeline.entries), *bands])
        )
        self.update()

    def sizeHint(self) -> QSize:
        """152 pixels high at 100 %."""
        return QSize(self._theme.px(640), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """May be narrow: what lies close together is then written over fewer labels."""
        return QSize(self._theme.px(320), self._theme.px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home and End go along, Enter opens."""
        last = len(self._timeline.entries) - 1
        moves = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if last >= 0 and key in moves:
            self._current = min(max(moves[key], 0), last)
            announce(self, self._spoken(self._timeline.entries[self._current]))
            self.update()
        elif last >= 0 and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self._timeline.entries[self._current])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a mark opens it."""
        at = event.position()
        for place, entry in enumerate(self._timeline.entries):
            near = abs(self._x_of(entry.on) - at.x()) <= self._theme.px(13)
            if near and abs(at.y() - self._theme.px(_LINE)) <= self._theme.px(15):
                self._current = place
                self.update()
                self.opened.emit(entry)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say where the keyboard is."""
        super().focusInEvent(event)
        if self._timeline.entries:
            announce(self, self._spoken(self._timeline.entries[self._current]))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw bands, line, months, today and the entries."""
        if not self._timeline.entries:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for band in self._timeline.periods:
            self._paint_band(painter, band)
        self._paint_line(painter)
        self._paint_today(painter)
        self._paint_labels(painter)
        for place, entry in enumerate(self._timeline.entries):
            self._paint_mark(painter, entry, is_current=place == self._current and self.hasFocus())
        painter.end()

    def _spoken(self, entry: TimelineEntry) -> str:
        return f"{entry.label}, {entry.detail}"

    def _span(self) -> tuple[dt.date, dt.date]:
        days = [entry.on for entry in self._timeline.entries] + [self._today]
        first, last = min(days), max(days)
        return first, max(last, first + dt.timedelta(days=60))

    def _x_of(self, day: dt.date) -> float:
        first, last = self._span()
        margin = self._theme.px(_MARGIN)
        room = self.width() - 2 * margin
        return margin + room * (day - first).days / (last - first).days

    def _paint_band(self, painter: QPainter, band: Period) -> None:
        theme = self._theme
        left, right = (
            self._x_of(max(band.starts, self._span()[0])),
            self._x_of(min(band.ends, self._span()[1])),
        )
        area = QRectF(left + 2, theme.px(_BAND), right - left - 4, theme.px(25))
        if area.width() < theme.px(24):
            return
        is_owed = band.severity is not Severity.FINE
        ground = "accent_tint" if band.is_current else "canvas"
        tone = "warn" if is_owed and not band.is_current else "accent" if band.is_current else "text2"
        icon = "triangle-alert" if band.severity is Severity.OVERDUE else "clock" if is_owed else "check"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(area, 6, 6)
        painter.setFont(theme.font(13, QFont.Weight.DemiBold))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(band.label, Qt.TextElideMode.ElideRight, int(area.width()) - theme.px(34))
        width = metrics.horizontalAdvance(words) + theme.px(20)
        start = area.center().x() - width / 2
        painter.drawPixmap(QPointF(start, area.center().y() - theme.px(7)), theme.pixmap(icon, tone, 14))
        painter.setPen(theme.colour(tone))
        painter.drawText(
            QRectF(start + theme.px(20), area.top(), width, area.height()),
            int(Qt.AlignmentFlag.AlignVCenter),
            words,
        )

    def _paint_line(self, painter: QPainter) -> None:
        theme, top = self._theme, self._theme.px(_LINE)
        first, last = self._span()
        now = min(max(self._today, first), last)
        painter.setPen(QPen(theme.colour("control"), 3))
        painter.drawLine(QPointF(self._x_of(first), top), QPointF(self._x_of(now), top))
        painter.setPen(QPen(theme.colour("border"), 3))
        painter.drawLine(QPointF(self._x_of(now), top), QPointF(self._x_of(last), top))
        painter.setFont(theme.font(11))
        month = add_months(first.replace(day=1), 1)
        step = 1 if (last - first).days < 600 else 3 if (last - first).days < 1800 else 12
        taken = -1000.0
        while month < last:
            x = self._x_of(month)
            painter.setPen(QPen(theme.colour("control"), 1))
            painter.drawLine(QPointF(x, top + theme.px(4)), QPointF(x, top + theme.px(9)))
            words = month_name(month)[:3] + (f" {month.year}" if month.month <= step else "")
            middle = self._x_of(add_months(month, step)) / 2 + x / 2 if step == 1 else x
            width = painter.fontMetrics().horizontalAdvance(words)
            if middle - width / 2 > taken + 6:
                painter.setPen(theme.colour("text3"))
                box = QRectF(middle - width, self.height() - theme.px(16), width * 2, theme.px(14))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
                taken = middle + width / 2
            month = add_months(month, step)

    def _paint_today(self, painter: QPainter) -> None:
        theme, x, top = self._theme, self._x_of(self._today), self._theme.px(_LINE)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(QPointF(x, top - theme.px(14)), QPointF(x, top + theme.px(17)))
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        width = painter.fontMetrics().horizontalAdvance("Today") + theme.px(16)
        box = QRectF(
            min(max(x - width / 2, 0), self.width() - width), top + theme.px(17), width, theme.px(20)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "Today")

    def _paint_labels(self, painter: QPainter) -> None:
        theme, top = self._theme, self._theme.px(_LINE)
        now = self._x_of(self._today)
        taken = {"above": -1000.0, "below": -1000.0}
        for entry in self._timeline.entries:
            x = self._x_of(entry.on)
            side = "below" if entry.kind in _REVIEWS or entry.kind is TimelineKind.SPECIFIC else "above"
            painter.setFont(theme.font(12, QFont.Weight.DemiBold))
            width: float = painter.fontMetrics().horizontalAdvance(entry.label)
            painter.setFont(theme.font(12))
            width = max(width, painter.fontMetrics().horizontalAdvance(entry.detail)) + 2
            left = min(max(x - width / 2, 0), self.width() - width)
            meets_today = side == "below" and abs(x - now) < width / 2 + theme.px(30)
            if left < taken[side] + 4 or meets_today:
                continue
            taken[side] = left + width
            y = top + theme.px(14) if side == "below" else top - theme.px(46)
            tone = "danger" if entry.kind is TimelineKind.MISSED else "text"
            centre = int(Qt.AlignmentFlag.AlignCenter)
            named = theme.font(12, QFont.Weight.DemiBold)
            named.setStrikeOut(entry.kind is TimelineKind.CANCELLED)
            painter.setFont(named)
            painter.setPen(theme.colour(tone))
            painter.drawText(QRectF(left, y, width, theme.px(16)), centre, entry.label)
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour("danger" if tone == "danger" else "text2"))
            painter.drawText(QRectF(left, y + theme.px(15), width, theme.px(16)), centre, entry.detail)

    def _paint_mark(self, painter: QPainter, entry: TimelineEntry, *, is_current: bool) -> None:
        theme = self._theme
        centre = QPointF(self._x_of(entry.on), theme.px(_LINE))
        radius = theme.px(11.5)
        is_dashed = entry.kind in _NOT_HELD
        ground = {
            TimelineKind.REVIEW: "text",
            TimelineKind.MEETING: "good",
            TimelineKind.MISSED: "danger_tint",
            TimelineKind.SPECIFIC: "accent_tint",
        }.get(entry.kind, "surface")
        edge = {
            TimelineKind.REVIEW: "text",
            TimelineKind.MEETING: "good",
            TimelineKind.MISSED: "danger",
            TimelineKind.SPECIFIC: "accent",
        }.get(entry.kind, "control")
        pen = QPen(theme.colour(edge), 1.6)
        if is_dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour(ground))
        if entry.kind in _REVIEWS:
            reach = radius * 1.12
            corners = [
                centre + QPointF(0, -reach),
                centre + QPointF(reach, 0),
                centre + QPointF(0, reach),
                centre + QPointF(-reach, 0),
            ]
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.drawEllipse(centre, radius, radius)
        icon, tone = _ICONS[entry.kind]
        half = theme.px(12) / 2
        painter.drawPixmap(centre - QPointF(half, half), theme.pixmap(icon, tone, 12, widget=self))
        if is_current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(
                QRectF(centre.x() - radius - 5, centre.y() - radius - 5, 2 * radius + 10, 2 * radius + 10),
                5,
                5,
            )
