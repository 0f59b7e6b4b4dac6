"""The week as a list: the day at the left, what falls on it beside. One Tab stop; Enter opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cpm_desktop.domain.due import Severity
from cpm_desktop.domain.typography import day_text, short_day_text, weekday_name
from cpm_desktop.ui.kit.lists import ROW_ROLE, Index, ListEntry, RowList, paint_line

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.week import Week, WeekDay, WeekEntry
    from cpm_desktop.ui.kit.tags import TagTone
    from cpm_desktop.ui.kit.theme import Theme

_ICONS = {
    "held": "circle-check",
    "overdue": "triangle-alert",
    "meeting": "calendar-clock",
    "review": "flag",
    "handover": "send",
    "action": "clipboard-check",
    "other": "clock",
}
_TODAY = "today "
_NEXT = "following "


class _WeekDelegate(QStyledItemDelegate):
    """Paints an entry: `trailing` of the row is the day, on its first entry only."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt hands it over
        """40 pixels with a second line, 27 without, at 100 %."""
        row: ListEntry = index.data(ROW_ROLE)
        height = 36 if row.is_heading else 40 if row.detail else 30
        return QSize(self._theme.px(160), self._theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw day, icon, words, and a tint on today."""
        theme = self._theme
        row: ListEntry = index.data(ROW_ROLE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        is_today = row.key.startswith(_TODAY)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver) and not row.is_heading
        ground = "accent_tint" if is_today else "sunken" if hovered else "surface"
        painter.fillRect(area, theme.colour(ground))
        if row.is_heading:
            painter.fillRect(QRect(area.left(), area.top(), area.width(), 1), theme.colour("border"))
            painter.setFont(theme.font(13, QFont.Weight.DemiBold))
            paint_line(painter, theme, area.adjusted(theme.px(10), theme.px(4), 0, 0), row.title, "text")
        else:
            self._paint_entry(painter, row, area, is_today=is_today)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_entry(self, painter: QPainter, row: ListEntry, area: QRect, *, is_today: bool) -> None:
        theme = self._theme
        day, _, date = row.trailing.partition("\n")
        left = area.left() + theme.px(10)
        top = area.top() + theme.px(3)
        if day and not date:
            painter.setFont(theme.font(12))
            paint_line(painter, theme, QRect(left, top, theme.px(48), theme.px(20)), day, "text2")
        elif day:
            painter.setFont(theme.font(13, QFont.Weight.DemiBold))
            tone = "accent" if is_today else "text"
            paint_line(painter, theme, QRect(left, top, theme.px(48), theme.px(18)), day, tone)
            painter.setFont(theme.font(12))
            paint_line(
                painter, theme, QRect(left, top + theme.px(17), theme.px(48), theme.px(16)), date, "text3"
            )
        left += theme.px(52)
        if row.icon:
            tone = "text2" if row.tone == "plain" else row.tone
            painter.drawPixmap(left, top + theme.px(2), theme.pixmap(row.icon, tone, 15))
            left += theme.px(23)
        width = area.right() - left - theme.px(6)
        painter.setFont(theme.font(13.5 if row.icon else 12))
        words = QRect(left, top, width, theme.px(20))
        paint_line(painter, theme, words, row.title, "text" if row.icon else "text3")
        painter.setFont(theme.font(12))
        paint_line(painter, theme, words.translated(0, theme.px(18)), row.detail, "text3")


class WeekList(RowList):
    """This week, then what is next. `opened` is sent with the entry's key: "child_id meeting_id"."""

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_week`."""
        super().__init__(theme, "This week")
        self.setItemDelegate(_WeekDelegate(theme, self))
        self.clicked.connect(lambda _: self.opened.emit(self.current_key) if self.current_key else None)

    def show_week(self, week: Week, today: dt.date) -> None:
        """Show the days; those gone by without anything are left out after today."""
        rows = [row for day in week.days for row in _day_rows(day, today)]
        if week.following:
            rows.append(ListEntry("group next week", "Next week", is_heading=True))
            rows += [row for day in week.following for row in _following_rows(day)]
        self.set_rows(rows)


def subject_of(key: str) -> tuple[str, str]:
    """Return child and meeting of an entry's key; empty where it has none."""
    parts = key.removeprefix(_TODAY).removeprefix(_NEXT).split("|")
    return (parts[1], parts[2]) if len(parts) > 2 else ("", "")


def _day_rows(day: WeekDay, today: dt.date) -> list[ListEntry]:
    label = f"{weekday_name(day.day)[:3]}\n{short_day_text(day.day)}"
    prefix = _TODAY if day.day == today else ""
    if not day.entries:
        if day.day.weekday() > 4:
            return []
        spoken = f"{day_text(day.day)}, nothing due"
        return [ListEntry(f"{prefix}{day.day}", "Nothing due", " ", trailing=label, name=spoken)]
    return [
        _row(entry, f"{prefix}{day.day} {place}", label if place == 0 else "", day.day)
        for place, entry in enumerate(day.entries)
    ]


def _following_rows(day: WeekDay) -> list[ListEntry]:
    label = f"{weekday_name(day.day)[:3]} {day.day.day}"
    rows = []
    for place, entry in enumerate(day.entries):
        row = _row(entry, f"{_NEXT}{day.day} {place}", label if place == 0 else "", day.day)
        rows.append(
            ListEntry(row.key, row.title, trailing=row.trailing, icon=row.icon, tone=row.tone, name=row.name)
        )
    return rows


def _row(entry: WeekEntry, key: str, label: str, day: dt.date) -> ListEntry:
    tones: dict[Severity, TagTone] = {Severity.OVERDUE: "danger", Severity.SOON: "warn"}
    tone: TagTone = "good" if entry.kind.value == "held" else tones.get(entry.severity, "plain")
    return ListEntry(
        f"{key}|{entry.child_id}|{entry.meeting_id}",
        entry.text,
        entry.detail,
        trailing=label,
        icon=_ICONS[entry.kind.value],
        tone=tone,
        name=f"{day_text(day)}, {entry.text}, {entry.detail}",
    )
