"""The kinds of meeting to choose from: those that fit the child with why, then the others. One Tab stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from cpm_desktop.domain.due import Severity
from cpm_desktop.ui.kit.lists import ROW_ROLE, Index, ListEntry, RowList, paint_line, paint_row_ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QAbstractScrollArea

    from cpm_desktop.domain.kinds_offered import KindOffered
    from cpm_desktop.ui.kit.tags import TagTone
    from cpm_desktop.ui.kit.theme import Theme

_OTHERS = "Other kinds"
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_LEAST_WIDTH = 300
_MOST_HEIGHT = 330


class _KindDelegate(QStyledItemDelegate):
    """Paints a kind: its name, its sentence over as many lines as it needs, and why it fits (`trailing`)."""

    def __init__(self, theme: Theme, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt hands it over
        """As high as the words need at the width of the list."""
        row: ListEntry = index.data(ROW_ROLE)
        theme = self._theme
        if row.is_heading:
            return QSize(theme.px(160), theme.px(30))
        width = max(self._view.viewport().width() - theme.px(28), theme.px(_LEAST_WIDTH)) - self._indent(row)
        height = theme.px(16 + 21) + self._height_of(row.detail, theme.font(13), width)
        if row.trailing:
            height += theme.px(3) + self._height_of(
                row.trailing, theme.font(12, QFont.Weight.DemiBold), width
            )
        return QSize(theme.px(160), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, name, sentence and why."""
        row: ListEntry = index.data(ROW_ROLE)
        theme = self._theme
        whole: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_ground(painter, theme, whole, option, is_head=row.is_heading)
        area = whole.adjusted(theme.px(14), theme.px(8), -theme.px(14), 0)
        if row.is_heading:
            painter.setFont(theme.font(13, QFont.Weight.DemiBold))
            paint_line(painter, theme, whole.adjusted(theme.px(14), 0, 0, 0), row.title, "text2")
        else:
            self._paint_kind(painter, row, area)
        painter.restore()

    def _paint_kind(self, painter: QPainter, row: ListEntry, area: QRect) -> None:
        theme = self._theme
        if row.icon:
            ink = "accent" if row.tone == "plain" else row.tone
            painter.drawPixmap(area.left(), area.top() + theme.px(2), theme.pixmap(row.icon, ink, 16))
        area = area.adjusted(self._indent(row), 0, 0, 0)
        painter.setFont(theme.font(14, QFont.Weight.DemiBold))
        name = QRect(area.left(), area.top(), area.width(), theme.px(20))
        paint_line(painter, theme, name, row.title, "text")
        top = area.top() + theme.px(21)
        for words, font, tone in (
            (row.detail, theme.font(13), "text2"),
            (row.trailing, theme.font(12, QFont.Weight.DemiBold), row.trailing_tone),
        ):
            if words:
                height = self._height_of(words, font, area.width())
                painter.setFont(font)
                painter.setPen(theme.colour(tone))
                painter.drawText(QRect(area.left(), top, area.width(), height), _WRAPPED, words)
                top += height + theme.px(3)

    def _indent(self, row: ListEntry) -> int:
        return self._theme.px(26) if row.icon else 0

    def _height_of(self, words: str, font: QFont, width: int) -> int:
        return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, words).height()


class KindList(RowList):
    """Sends `moved_to` with the form's id; as high as its rows, up to a third of a screen."""

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_kinds`."""
        super().__init__(theme, "Kind of meeting")
        self._theme = theme
        self.setItemDelegate(_KindDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda _: self.setFocus(Qt.FocusReason.MouseFocusReason))
        theme.changed.connect(self._fit)

    def show_kinds(self, kinds: Sequence[KindOffered]) -> None:
        """Show the kinds in their order and choose the first."""
        fitting = [_row(kind) for kind in kinds if kind.fits]
        others = [_row(kind) for kind in kinds if not kind.fits]
        heading = [ListEntry("other kinds", _OTHERS, is_heading=True)] if fitting and others else []
        self.set_rows([*fitting, *heading, *others])
        self.choose("")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences wrap anew at another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def _fit(self) -> None:
        rows = sum(self.sizeHintForRow(row) for row in range(self.model().rowCount()))
        self.setMinimumHeight(min(rows + 4, self._theme.px(_MOST_HEIGHT)))


def _row(kind: KindOffered) -> ListEntry:
    tones: dict[Severity | None, TagTone] = {Severity.OVERDUE: "danger", Severity.SOON: "warn"}
    tone: TagTone = tones.get(kind.severity, "plain")
    due = f"Due: {kind.due}." if kind.due else ""
    icon = "circle-check" if kind.fits else ""
    if kind.severity is not None and kind.severity is not Severity.FINE:
        icon = "triangle-alert" if kind.severity is Severity.OVERDUE else "clock"
    words = " ".join(part for part in (kind.why, due) if part)
    return ListEntry(
        kind.form.id,
        kind.form.name,
        kind.form.sentence,
        trailing=words,
        icon=icon,
        tone=tone,
        trailing_tone=tone if tone != "plain" else "accent" if kind.fits else "text3",
        name=" ".join((f"{kind.form.name}.", kind.form.sentence, words)).strip(),
    )
