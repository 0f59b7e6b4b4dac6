"""Who arrives or leaves: one line that opens below the strip, Ctrl+L. Initials and Enter note it with the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from cpm_desktop.services.attending import arrival_in_words, arrival_typed
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Strip
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from cpm_desktop.domain.arrivals_as_typed import Arrival
    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_PLACEHOLDER = "PN   ·   PN remote   ·   PN apologies   ·   PN left 14:30   ·   PN here 5 ago"
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REMOTE, _APOLOGIES = "remote", "apologies"
_BY_MODIFIER = {
    Qt.KeyboardModifier.ShiftModifier: _REMOTE,
    Qt.KeyboardModifier.AltModifier: _APOLOGIES,
}
_HINT = "Initials or a name, then Enter. A time may follow: 14:30, or 5 for five minutes ago."


class ArrivalsLine(Strip):
    """Enter arrives or leaves, Shift+Enter joins remotely, Alt+Enter sent apologies; words and times may be typed.

    `said` is sent with the Arrival. It stays open for the next person; Esc closes it, and the keyboard goes back.
    """

    said = Signal(object)
    turned = Signal(bool)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Hidden until `ask`."""
        super().__init__("Who arrives or leaves")
        self._desk, self._meeting_id = desk, meeting_id
        self._before: QWidget | None = None
        self.line = _ArrivalEdit(placeholder=_PLACEHOLDER)
        self.line.textEdited.connect(self._show_meant)
        self.line.entered.connect(self._enter)
        self.meant = Label("", "small", wraps=True)
        self.note_button = Button(theme, "Note it", "primary")
        self.note_button.clicked.connect(lambda: self._enter(""))
        self.note_button.tell_keys("Return")
        self.remote_button = Button(theme, "Remote")
        self.remote_button.clicked.connect(lambda: self._enter(_REMOTE))
        self.remote_button.tell_keys("Shift+Return")
        self.apologies_button = Button(theme, "Apologies")
        self.apologies_button.clicked.connect(lambda: self._enter(_APOLOGIES))
        self.apologies_button.tell_keys("Alt+Return")
        close = Button(theme, "Close", "quiet")
        close.tell_keys("Esc")
        close.clicked.connect(self.close_line)
        buttons = FlowLayout(spacing=6)
        for button in (self.note_button, self.remote_button, self.apologies_button, close):
            buttons.addWidget(button)
        field = Field(theme, "Who arrives or leaves", self.line)
        row = across(field, down(None, frame("clear", buttons), spacing=0), spacing=12, stretched=0)
        self.setLayout(down(row, self.meant, spacing=4, margins=(20, 8, 16, 10)))
        self.hide()

    def ask(self, typed: str = "") -> None:
        """Open, with the keyboard in the line and perhaps somebody's initials in it."""
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused
        self.line.setText(typed)
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_meant()

    def close_line(self) -> None:
        """Close; the keyboard goes back to where it was."""
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it is open."""
        super().showEvent(event)
        self.turned.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is closed."""
        super().hideEvent(event)
        self.turned.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; nothing was noted that Enter did not note."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
        else:
            super().keyPressEvent(event)

    def _read(self) -> Arrival:
        return arrival_typed(self._desk, self._meeting, self.line.text())

    @property
    def _meeting(self) -> Meeting:
        return self._desk.meeting(self._meeting_id).value

    def _show_meant(self) -> None:
        words = arrival_in_words(self._desk, self._meeting, self._read())
        self.meant.setText(words or _HINT)
        if words:
            announce(self, words)

    def _enter(self, word: str) -> None:
        if word and self.line.text().strip():
            self.line.setText(f"{self.line.text().rstrip()} {word}")
        arrival = self._read()
        if not arrival.who or arrival.problem:
            self._show_meant()
            return
        words = arrival_in_words(self._desk, self._meeting, arrival)
        self.line.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit(arrival)
        self.meant.setText(f"Noted: {words}")


class _ArrivalEdit(LineEdit):
    """Tells Enter with what is held beside it."""

    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand over Enter alone, with Shift and with Alt."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTERS and (not modifiers or modifiers in _BY_MODIFIER):
            self.entered.emit(_BY_MODIFIER.get(modifiers, ""))
        else:
            super().keyPressEvent(event)
