"""The field that settles a debt in place: text, a date, a time, or one of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cpm_desktop.services.date_reading import date_reader
from cpm_desktop.services.mending import MendKind
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.parsed_fields import TimeField
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.text_fields import PlainEditor

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.mending import MendField, Value
    from cpm_desktop.ui.kit.theme import Theme


class MendEditor(QWidget):
    """One field with Save and Cancel. `saved` is sent with what was entered; Esc leaves it, Ctrl+Enter saves."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, field: MendField, save_words: str) -> None:
        """`field` says what is asked, `save_words` what the button says."""
        super().__init__()
        self._kind = field.kind
        self._field = self._made(theme, desk, meeting_id, field)
        self.save_button = Button(theme, save_words)
        self.cancel_button = Button(theme, "Cancel", "link")
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.left)
        self.setLayout(
            down(self._field, across(self.save_button, self.cancel_button, None, spacing=6), spacing=6)
        )
        self.setFocusProxy(self._field.control)

    @property
    def field(self) -> Field:
        """The field itself."""
        return self._field

    def show_error(self, sentence: str) -> None:
        """Say what is wrong beside the field; what was typed stays."""
        self._field.show_error(sentence)
        self._field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field, Ctrl+Enter saves it."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
        else:
            super().keyPressEvent(event)

    def _made(self, theme: Theme, desk: Desk, meeting_id: str, field: MendField) -> Field:
        if field.kind is MendKind.DATE:
            return DayField(theme, field.label, date_reader(desk, meeting_id))
        if field.kind is MendKind.TIME:
            return TimeField(theme, field.label)
        if field.kind is MendKind.CHOICE:
            options = [Option("", "Choose …"), *(Option(key, text) for key, text in field.options)]
            return Field(theme, field.label, Select(theme, options))
        return Field(theme, field.label, PlainEditor(theme, lines=2, grows_to=6))

    def _save(self) -> None:
        value = self._value()
        if value is None:
            self.show_error("Fill this in first, or leave it for later.")
            return
        self.saved.emit(value)

    def _value(self) -> Value | None:
        field = self._field
        if isinstance(field, DayField | TimeField):
            if field.check():
                return None
            value: dt.date | dt.time | None = field.value
            return value
        control = field.control
        if isinstance(control, Select):
            return control.chosen_key or None
        if isinstance(control, PlainEditor):
            return control.text if control.text.strip() else None
        return None
