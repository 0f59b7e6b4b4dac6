"""Shaping an agenda that no form sets: lines to name, time, move and remove, by mouse or by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button, icon_button, link_button
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.ui.kit.theme import Theme

_MINUTES_WIDTH = 56  # pixels at 100 %


class ShapedLine(QFrame):
    """One line. `named` and `timed` give its id and the new value, `moved` -1 or 1, `removed` its id."""

    named = Signal(str, str)
    timed = Signal(str, int)
    moved = Signal(str, int)
    removed = Signal(str)

    def __init__(self, theme: Theme, line_id: str) -> None:
        """Empty until `show_line`."""
        super().__init__()
        self.setProperty("kit", "row_ruled")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line_id, self._name, self._minutes = line_id, "", 0
        self._number = Label("", "small")
        self._number.setMinimumWidth(theme.px(20))
        self.title, self.minutes = LineEdit(), LineEdit()
        self.minutes.setFixedWidth(theme.px(_MINUTES_WIDTH))
        self.up = icon_button(theme, "arrow-up", "Move up")
        self.down = icon_button(theme, "arrow-down", "Move down")
        self.remove = icon_button(theme, "trash-2", "Remove")
        self._settling = Settling(self)
        self._settling.watch(self.title, self.title.textEdited)
        self._settling.watch(self.minutes, self.minutes.textEdited)
        self._settling.settled.connect(self._tell)
        self.up.clicked.connect(lambda: self.moved.emit(self.line_id, -1))
        self.down.clicked.connect(lambda: self.moved.emit(self.line_id, 1))
        self.remove.clicked.connect(lambda: self.removed.emit(self.line_id))
        row = across(
            self._number, self.title, self.minutes, Label("min", "micro"), self.up, self.down, self.remove
        )
        row.setStretch(1, 1)
        row.setContentsMargins(14, 6, 12, 6)
        self.setLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the line."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self.line_id, by)
            return
        super().keyPressEvent(event)

    def show_line(self, number: int, title: str, minutes: int) -> None:
        """Show it as it stands; what is being typed stays."""
        self._number.setText(str(number))
        self._name, self._minutes = title, minutes
        if not self._settling.is_waiting:
            self.title.setText(title)
            self.minutes.setText(str(minutes))
        self.title.setAccessibleName(f"Name of line {number}")
        self.title.setAccessibleDescription("Alt and arrow up or down moves it")
        self.minutes.setAccessibleName(f"Minutes for {title}")
        for button, word in ((self.up, "Move up"), (self.down, "Move down"), (self.remove, "Remove")):
            button.setAccessibleName(f"{word}: {title}")

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()

    def _tell(self) -> None:
        title, minutes = self.title.text().strip(), self.minutes.text().strip()
        if title and title != self._name:
            self.named.emit(self.line_id, title)
        if minutes.isdecimal() and int(minutes) > 0 and int(minutes) != self._minutes:
            self.timed.emit(self.line_id, int(minutes))


class AgendaShaper(Panel):
    """All lines, and one to add another. `added` is sent with its name, `reset` to go back to the suggestion."""

    added = Signal(str)
    named = Signal(str, str)
    timed = Signal(str, int)
    moved = Signal(str, int)
    removed = Signal(str)
    reset = Signal()
    finished = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_lines`."""
        super().__init__("panel_active")
        self._theme = theme
        self.setAccessibleName("Shape the agenda")
        done = link_button(theme, "Done")
        done.setAccessibleName("Done with the agenda")
        done.clicked.connect(self._finish)
        again = link_button(theme, "Back to the suggestion", icon="rotate-ccw")
        again.clicked.connect(self.reset)
        self._again = again
        head = across(Label("Shape the agenda", "strong"), None, again, done, margins=(16, 10, 12, 8))
        self.add(head)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.add(self._column)
        self.new_title = LineEdit(placeholder="Another line")
        self.new_title.setAccessibleName("Another line of the agenda")
        self.new_title.returnPressed.connect(self._add)
        self.add_button = Button(theme, "Add", "mini")
        self.add_button.setAccessibleName("Add this line to the agenda")
        self.add_button.clicked.connect(self._add)
        self.add_row(across(self.new_title, self.add_button, spacing=6, margins=(14, 8, 12, 10), stretched=0))
        self.lines: dict[str, ShapedLine] = {}

    def show_lines(self, lines: Sequence[tuple[str, str, int]], *, is_shaped: bool) -> None:
        """Show id, name and minutes of each; the keyboard stays on the line it is on, also when that moves."""
        keep_rows(self._column, self.lines, {line: line for line, _, _ in lines}, self._line)
        for number, (identifier, title, minutes) in enumerate(lines, start=1):
            line = self.lines[identifier]
            line.show_line(number, title, minutes)
            line.up.setEnabled(number > 1)
            line.down.setEnabled(number < len(lines))
        self._again.setVisible(is_shaped)

    def flush(self) -> None:
        """Send what is typed now."""
        for line in tuple(self.lines.values()):
            line.flush()

    def tell_moved(self, line_id: str) -> None:
        """Have the screen reader say where a line stands now."""
        place = list(self.lines).index(line_id) + 1 if line_id in self.lines else 0
        if place:
            announce(self, f"Now line {place} of {len(self.lines)}")

    def _line(self, identifier: str) -> ShapedLine:
        line = ShapedLine(self._theme, identifier)
        line.named.connect(self.named)
        line.timed.connect(self.timed)
        line.moved.connect(self.moved)
        line.removed.connect(self.removed)
        return line

    def _add(self) -> None:
        title = self.new_title.text().strip()
        if title:
            self.new_title.clear()
            self.added.emit(title)
        self.new_title.setFocus()

    def _finish(self) -> None:
        self.flush()
        self.finished.emit()
