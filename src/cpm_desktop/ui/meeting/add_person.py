"""Adding somebody who came: of the child's network, or a guest; opens in its place, below the strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.panels import Strip
from cpm_desktop.ui.kit.selects import Option, SearchSelect
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.ui.kit.theme import Theme


class AddPerson(Strip):
    """Name, role and agency. `added` is sent with the person's id (empty for a guest), name, role and agency."""

    added = Signal(str, str, str, str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Hidden until `ask`."""
        super().__init__("Add person")
        self.who = SearchSelect(theme, is_open=True, placeholder="Name")
        self.role = LineEdit(placeholder="School nurse")
        self.agency = LineEdit()
        self._name_field = Field(theme, "Name", self.who)
        self.add_button = Button(theme, "Add to the meeting", "primary")
        self.add_button.clicked.connect(self._add)
        close = Button(theme, "Close", "quiet")
        close.clicked.connect(self._close)
        row = across(
            self._name_field,
            Field(theme, "Role", self.role),
            Field(theme, "Agency", self.agency),
            down(None, across(self.add_button, close, spacing=6), spacing=0),
            spacing=12,
            margins=(20, 8, 16, 12),
        )
        for place in range(3):
            row.setStretch(place, 2)
        self.setLayout(row)
        self.role.returnPressed.connect(self._add)
        self.agency.returnPressed.connect(self._add)
        self.hide()

    def ask(self, known: Sequence[Option]) -> None:
        """Open, with those of the child's network who are not at the meeting to choose from."""
        self.who.set_options(known)
        self.who.choose("")
        self.role.clear()
        self.agency.clear()
        self._name_field.show_error("")
        self.show()
        self.who.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; what was typed is asked for anew next time."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        name = self.who.typed.strip()
        if not name:
            self._name_field.show_error("Give the person’s name.")
            self.who.setFocus()
            return
        self.added.emit(self.who.chosen_key, name, self.role.text().strip(), self.agency.text().strip())
        self.hide()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
