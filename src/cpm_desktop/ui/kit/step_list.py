"""The rail of steps: the agenda of a meeting, the tasks of getting ready. A line joins the round marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cpm_desktop.ui.kit.lists import ACCESSIBLE_ROLE, DISPLAY_ROLE, ROW_ROLE, Index, paint_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.ui.kit.theme import Theme

StepState = Literal["done", "current", "open", "parked"]
_SPOKEN = {"done": "done", "current": "current", "open": "not started", "parked": "parked for later"}


@dataclass(frozen=True)
class StepCount:
    """A small tag on a step: how many of a kind. `name` is the kind in words: "1 decision"."""

    tone: str
    icon: str
    count: int
    name: str


@dataclass(frozen=True)
class Step:
    """One step. `detail` is its second line, in the colour `detail_tone`; `number` is what its mark says."""

    key: str
    title: str
    detail: str = ""
    state: StepState = "open"
    number: str = ""
    detail_tone: str = "text3"
    counts: tuple[StepCount, ...] = ()


class StepModel(QAbstractListModel):
    """The steps, in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until `set_steps`."""
        super().__init__(parent)
        self.steps: tuple[Step, ...] = ()

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Replace the steps; the same keys in the same order keep place and selection."""
        fresh = tuple(steps)
        if fresh and [step.key for step in fresh] == [step.key for step in self.steps]:
            before, self.steps = self.steps, fresh
            for place, (old, new) in enumerate(zip(before, fresh, strict=True)):
                if old != new:  # only these are painted again
                    self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self.steps = fresh
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many steps there are."""
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> Any:  # noqa: ANN401 - Qt's signature
        """The step, its title, and what is spoken."""
        step = self.steps[index.row()]
        if role == ROW_ROLE:
            return step
        if role == DISPLAY_ROLE:
            return step.title
        if role == ACCESSIBLE_ROLE:
            place = f"{index.row() + 1} of {len(self.steps)}"
            counts = [count.name for count in step.counts]
            return ", ".join(
                part for part in (place, step.title, _SPOKEN[step.state], step.detail, *counts) if part
            )
        return None


class StepDelegate(QStyledItemDelegate):
    """Paints a step."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """`parent` is the view."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt hands it over
        """56 pixels high at 100 %."""
        return QSize(self._theme.px(180), self._theme.px(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, line, mark, texts, counts and focus ring."""
        step: Step = index.data(ROW_ROLE)
        theme, area, state = self._theme, option.rect, option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, state, is_current=step.state == "current")
        centre = QPoint(area.left() + theme.px(32), area.center().y())
        radius = theme.px(13)
        painter.setPen(QPen(theme.colour("border"), 2))
        if index.row() > 0:
            painter.drawLine(centre.x(), area.top(), centre.x(), centre.y() - radius - 3)
        if index.row() < index.model().rowCount() - 1:
            painter.drawLine(centre.x(), centre.y() + radius + 3, centre.x(), area.bottom() + 1)
        self._paint_mark(painter, step, index.row(), centre, radius)
        left = centre.x() + radius + theme.px(12)
        self._paint_texts(
            painter, step, QRect(left, area.top(), area.right() - theme.px(14) - left, area.height())
        )
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag, *, is_current: bool
    ) -> None:
        box = QRectF(area).adjusted(8, 1, -8, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._theme.colour("accent_tint" if is_current else "sunken"))
            painter.drawRoundedRect(box, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)

    def _paint_mark(self, painter: QPainter, step: Step, row: int, centre: QPoint, radius: int) -> None:
        theme, circle = self._theme, QRect(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        if step.state in {"done", "parked"}:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("good" if step.state == "done" else "warn_tint"))
            painter.drawEllipse(circle)
            side = theme.px(14)
            icon = theme.pixmap(*(("check", "surface") if step.state == "done" else ("pause", "warn")), 14)
            painter.drawPixmap(QRect(centre.x() - side // 2, centre.y() - side // 2, side, side), icon)
            return
        is_current = step.state == "current"
        painter.setPen(Qt.PenStyle.NoPen if is_current else QPen(theme.colour("control"), 1.5))
        painter.setBrush(theme.colour("accent" if is_current else "surface"))
        painter.drawEllipse(circle)
        painter.setFont(theme.font(13, QFont.Weight.Bold if is_current else QFont.Weight.Normal))
        painter.setPen(theme.colour("on_accent" if is_current else "text2"))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), step.number or str(row + 1))

    def _paint_texts(self, painter: QPainter, step: Step, area: QRect) -> None:
        theme = self._theme
        weights = {"current": QFont.Weight.DemiBold, "done": QFont.Weight.Medium}
        painter.setFont(theme.font(14, weights.get(step.state, QFont.Weight.Normal)))
        tone = "text" if step.state in {"current", "done"} else "text2"
        has_detail = bool(step.detail or step.counts)
        top = area.top() + (theme.px(9) if has_detail else (area.height() - theme.px(19)) // 2)
        paint_line(painter, theme, QRect(area.left(), top, area.width(), theme.px(19)), step.title, tone)
        second = QRect(area.left(), area.top() + theme.px(29), area.width(), theme.px(17))
        right = self._paint_counts(painter, step, second)
        painter.setFont(theme.font(12))
        paint_line(
            painter,
            theme,
            QRect(second.left(), second.top(), right - second.left() - 4, second.height()),
            step.detail,
            step.detail_tone,
        )

    def _paint_counts(self, painter: QPainter, step: Step, line: QRect) -> int:
        theme, right = self._theme, line.right()
        for count in reversed(step.counts):
            words = str(count.count)
            painter.setFont(theme.font(11, QFont.Weight.DemiBold))
            width = theme.px(19) + painter.fontMetrics().horizontalAdvance(words)
            right -= width
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"{count.tone}_tint"))
            painter.drawRoundedRect(QRectF(right, line.top(), width, theme.px(17)), 5, 5)
            painter.drawPixmap(
                right + theme.px(4), line.top() + theme.px(3), theme.pixmap(count.icon, count.tone, 11)
            )
            painter.setPen(theme.colour(count.tone))
            painter.drawText(
                QRect(right + theme.px(15), line.top(), width - theme.px(16), theme.px(17)),
                int(Qt.AlignmentFlag.AlignVCenter),
                words,
            )
            right -= 3
        return right


class StepList(QListView):
    """The steps as one Tab stop. Arrow keys look along them, Enter or a click goes to one (`opened`)."""

    opened = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """`name` is the accessible name: "Agenda"."""
        super().__init__(parent)
        self.setProperty("kit", "rows")
        self.setAccessibleName(name)
        self._steps = StepModel(self)
        self.setModel(self._steps)
        self.setItemDelegate(StepDelegate(theme, self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Replace the steps.

        The keyboard's place goes to the one whose state is "current" when that changes.
        """
        before = self._current_key()
        self._steps.set_steps(steps)
        if self._current_key() != before or not self.currentIndex().isValid():
            places = [place for place, step in enumerate(steps) if step.state == "current"]
            self.setCurrentIndex(self._steps.index(places[0] if places else 0))

    def _current_key(self) -> str:
        return next((step.key for step in self._steps.steps if step.state == "current"), "")

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._steps.steps[index.row()].key)
