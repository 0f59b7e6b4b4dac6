"""What the room reads: the agenda at the left, what was captured at the right, in type that grows with the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.services.room_view import RoomPlace
from cpm_desktop.ui.kit.arranging import across, at_top, down, frame, hairline
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Scroll

if TYPE_CHECKING:
    from cpm_desktop.services.room_view import RoomItem, RoomLine, RoomView
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
    """One picture of the room view; for the next one a new board is made, so that nothing of the old one stays."""

    def __init__(self, theme: Theme, view: RoomView, unit: int) -> None:
        """Show a view; `unit` is the height of reading type in pixels."""
        super().__init__()
        self._theme, self._unit = theme, unit
        self.setProperty("kit", "clear")
        gap = unit // 2
        self._current: QWidget | None = None
        self._agenda = Scroll(self._agenda_of(view), "Agenda")
        self._captured = Scroll(self._captured_of(view), "Captured")
        for area in (self._agenda, self._captured):
            area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = across(self._agenda, self._captured, spacing=gap * 2)
        body.setStretch(0, _AGENDA_WIDE)
        body.setStretch(1, _CAPTURED_WIDE)
        title = _text(view.title, "title")
        column = down(title, hairline(), body, spacing=gap, margins=(gap * 2, gap, gap * 2, gap))
        column.setStretch(2, 1)
        self.setLayout(column)

    def show_current(self) -> None:
        """Bring the open item into sight, once the board has its size."""
        if self._current is not None:
            self._agenda.ensureWidgetVisible(self._current, 0, self._unit * 3)

    def _agenda_of(self, view: RoomView) -> QWidget:
        return self._column([_head("Agenda"), *(self._item(item) for item in view.agenda)], self._unit // 4)

    def _item(self, item: RoomItem) -> QWidget:
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
        if is_now:
            self._current = row
        return row

    def _captured_of(self, view: RoomView) -> QWidget:
        rows: list[QWidget] = []
        if view.words:
            rows += self._words(view.words[:1])
        if view.actions:
            rows += [_head("Actions"), *(self._action(line) for line in view.actions[:_MOST_ACTIONS])]
            rows += _earlier(len(view.actions) - _MOST_ACTIONS)
        if view.decisions:
            rows += [_head("Decisions"), *(self._decision(line) for line in view.decisions[:_MOST_DECISIONS])]
            rows += _earlier(len(view.decisions) - _MOST_DECISIONS)
        if view.words[1:]:
            rows += self._words(view.words[1:_MOST_WORDS])
        if not rows:
            rows.append(_text(NOTHING_YET, "item", "text2"))
        return self._column(rows, self._unit * 2 // 3)

    def _words(self, lines: tuple[RoomLine, ...]) -> list[QWidget]:
        return [self._box(_text(line.label, "who", "accent"), _text(line.text, "text")) for line in lines]

    def _action(self, line: RoomLine) -> QWidget:
        return self._box(_text(f"{line.who} · by {line.when}", "who", "action"), _text(line.text, "text"))

    def _decision(self, line: RoomLine) -> QWidget:
        label = [_text(line.label, "who", "decision")] if line.label != "Decision" else []
        return self._box(*label, _text(line.text, "text"))

    def _box(self, *labels: QWidget) -> QWidget:
        edge = self._unit // 2
        box = frame(
            "panel", down(*labels, spacing=self._unit // 8, margins=(edge, edge // 2, edge, edge // 2))
        )
        box.setAccessibleName(". ".join(label.text() for label in labels if isinstance(label, Label)))
        return box

    def _column(self, rows: list[QWidget], spacing: int) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, self._unit // 3, 0)
        column.setSpacing(spacing)
        for row in rows:
            column.addWidget(row)
        column.addStretch(1)
        return content


class CalmBoard(QFrame):
    """Says "One moment", and nothing else."""

    def __init__(self) -> None:
        """Nothing of the meeting stands behind it."""
        super().__init__()
        self.setProperty("kit", "clear")
        words = _text(MOMENT, "moment", "text2")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(down(None, words, None))


def _earlier(count: int) -> list[QWidget]:
    return [_text(f"and {count} before, on the action list", "item", "text2")] if count > 0 else []


def _head(words: str) -> Label:
    return _text(words, "head", "text2")


def _text(words: str, size: str, tone: Tone | None = None) -> Label:
    label = Label(words, "body", tone=tone, wraps=True)
    label.setProperty("room", size)
    return label
