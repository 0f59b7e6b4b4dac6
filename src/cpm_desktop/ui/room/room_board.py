"""What the room reads: the agenda at the left, what was captured at the right, in type that grows with the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.services.room_view import RoomItem, RoomLine, RoomPlace
from cpm_desktop.ui.kit.arranging import across, at_top, down, frame, hairline
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Scroll

if TYPE_CHECKING:
    from cpm_desktop.services.room_view import RoomView
    from cpm_desktop.ui.kit.labels import Tone
    from cpm_desktop.ui.kit.theme import Theme

NOTHING_YET = "Decisions and actions stand here as soon as they are written down."
MOMENT = "One moment"
_MOST_ACTIONS, _MOST_DECISIONS, _MOST_WORDS = 10, 6, 4  # the latest: each row takes time to draw
_AGENDA_WIDE, _CAPTURED_WIDE = 36, 64  # hundredths of the window
_PLACES: dict[RoomPlace, tuple[str, Tone]] = {
    RoomPlace.DONE: ("check", "text3"),
    RoomPlace.NOW: ("arrow-right", "accent"),
    RoomPlace.TO_COME: ("circle", "text3"),
}


def type_unit(width: int, height: int) -> int:
    """Return the height of reading type, in pixels, in a window of a size in pixels.

    A 24-inch screen of 1920 × 1080 gives 38: capitals of 7.6 mm, which is read from three metres.
    """
    return max(14, min(round(height / 28), round(width / 50)))


def sheet_for(unit: int) -> str:
    """Return the style sheet that sets the sizes of type."""
    sizes = {"title": (0.95, 600), "head": (0.75, 700), "text": (1.0, 500), "who": (0.8, 700), "now": (0.95, 700),
             "item": (0.75, 400), "moment": (2.2, 600)}  # fmt: skip
    return "\n".join(
        f'QLabel[room="{name}"] {{ font-size: {round(unit * size)}px; font-weight: {weight}; }}'
        for name, (size, weight) in sizes.items()
    )


class RoomBoard(QFrame):
    """What the room sees. What stands there still stays the same row; of anything else nothing is kept."""

    def __init__(self, theme: Theme, view: RoomView, unit: int) -> None:
        """Show a view; `unit` is the height of reading type in pixels."""
        super().__init__()
        self._theme, self._unit = theme, unit
        self.setProperty("kit", "clear")
        gap = unit // 2
        self._title = _text(view.title, "title")
        self._items: dict[tuple[int, RoomItem | None], QWidget] = {}
        self._rows: dict[_Told, QWidget] = {}
        self._agenda_column, self._column = self._make_column(unit // 4), self._make_column(unit * 2 // 3)
        self._agenda = Scroll(_holder(self._agenda_column), "Agenda")
        self._captured = Scroll(_holder(self._column), "Captured")
        for area in (self._agenda, self._captured):
            area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = across(self._agenda, self._captured, spacing=gap * 2)
        body.setStretch(0, _AGENDA_WIDE)
        body.setStretch(1, _CAPTURED_WIDE)
        column = down(self._title, hairline(), body, spacing=gap, margins=(gap * 2, gap, gap * 2, gap))
        column.setStretch(2, 1)
        self.setLayout(column)
        self.show_view(view)

    def show_view(self, view: RoomView) -> None:
        """Show another view: only the rows that differ are made, and those that are gone go."""
        self._title.setText(view.title)
        agenda: dict[tuple[int, RoomItem | None], RoomItem | None] = {(0, None): None}
        agenda |= {(place, item): item for place, item in enumerate(view.agenda, start=1)}
        keep_rows(self._agenda_column, self._items, agenda, self._item)
        keep_rows(self._column, self._rows, {row: row for row in _rows_of(view)}, self._captured_row)

    def show_current(self) -> None:
        """Bring the open item into sight, once the board has its size."""
        is_now = (row for (_, item), row in self._items.items() if item and item.place is RoomPlace.NOW)
        current = next(is_now, None)
        if current is not None:
            self._agenda.ensureWidgetVisible(current, 0, self._unit * 3)

    def _item(self, item: RoomItem | None) -> QWidget:
        if item is None:
            return _text("Agenda", "head", "text2")
        icon, tone = _PLACES[item.place]
        is_now = item.place is RoomPlace.NOW
        label = _text(item.title, "now" if is_now else "item", None if is_now else "text2")
        mark = at_top(
            IconLabel(
                self._theme,
                icon,
                tone,
                round(self._unit * (1.1 if is_now else 0.9) / self._theme.text_factor),
            )
        )
        row = frame("clear", across(mark, label, spacing=self._unit // 2, stretched=1))
        row.setAccessibleName(f"{item.title}: {item.place.value}")
        return row

    def _captured_row(self, row: _Told) -> QWidget:
        line = row.line
        if line is None:
            return _text(row.words, row.looks, "text2")
        text = _text(line.text, "text")
        if row.looks == "action":
            return self._box(_text(f"{line.who} · by {line.when}", "who", "action"), text)
        if row.looks == "words":
            return self._box(_text(line.label, "who", "accent"), text)
        label = [_text(line.label, "who", "decision")] if line.label != "Decision" else []
        return self._box(*label, text)

    def _box(self, *labels: QWidget) -> QWidget:
        edge = self._unit // 2
        box = frame(
            "panel", down(*labels, spacing=self._unit // 8, margins=(edge, edge // 2, edge, edge // 2))
        )
        box.setAccessibleName(". ".join(label.text() for label in labels if isinstance(label, Label)))
        return box

    def _make_column(self, spacing: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, self._unit // 3, 0)
        column.setSpacing(spacing)
        column.addStretch(1)
        return column


@dataclass(frozen=True, slots=True)
class _Told:
    """One row at the right: a heading ("head") or sentence ("item"), or what was captured as it is told.

    `of` tells apart two sentences of the same words.
    """

    looks: str
    words: str = ""
    line: RoomLine | None = None
    of: str = ""


def _rows_of(view: RoomView) -> list[_Told]:
    """Return the rows in order: the child's latest words, actions, decisions, more of the child's words."""
    words = [_Told("words", line=line) for line in view.words[:_MOST_WORDS]]
    rows = [
        *words[:1],
        *_shelf("Actions", "action", view.actions, _MOST_ACTIONS),
        *_shelf("Decisions", "decision", view.decisions, _MOST_DECISIONS),
        *words[1:],
    ]
    return rows or [_Told("item", NOTHING_YET)]


def _shelf(head: str, looks: str, lines: tuple[RoomLine, ...], most: int) -> list[_Told]:
    if not lines:
        return []
    before = len(lines) - most
    earlier = [_Told("item", f"and {before} before, on the action list", of=head)] if before > 0 else []
    return [_Told("head", head), *(_Told(looks, line=line) for line in lines[:most]), *earlier]


class CalmBoard(QFrame):
    """Says "One moment", and nothing else."""

    def __init__(self) -> None:
        """Nothing of the meeting stands behind it."""
        super().__init__()
        self.setProperty("kit", "clear")
        words = _text(MOMENT, "moment", "text2")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(down(None, words, None))


def _holder(column: QVBoxLayout) -> QWidget:
    content = QWidget()
    content.setLayout(column)
    return content


def _text(words: str, size: str, tone: Tone | None = None) -> Label:
    label = Label(words, "body", tone=tone, wraps=True)
    label.setProperty("room", size)
    return label
