"""Adding a line to an agenda that no form sets, while the meeting runs; opens in its place, below the strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.panels import Strip
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.ui.kit.theme import Theme


class AddLine(Strip):
    """The name of a new line. `added` is sent with it; the line comes after the open one."""

    added = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Hidden until `ask`."""
        super().__init__("Add a line to the agenda")
        self.name = LineEdit(placeholder="What we want to talk about", is_prose=True)
        self.name.returnPressed.connect(self._add)
        self._field = Field(theme, "New line after this one", self.name)
        add = Button(theme, "Add to the agenda", "primary")
        add.clicked.connect(self._add)
        close = Button(theme, "Close", "quiet")
        close.clicked.connect(self._close)
        row = across(
            self._field,
            down(None, across(add, close, spacing=6), spacing=0),
            spacing=12,
            margins=(20, 8, 16, 12),
            stretched=0,
        )
        self.setLayout(row)
        self.hide()

    def ask(self) -> None:
        """Open empty, with the keyboard in it."""
        self.name.clear()
        self._field.show_error("")
        self.show()
        self.name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._field.show_error("Give the line a name.")
            self.name.setFocus()
            return
        self.hide()
        self.added.emit(name)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
