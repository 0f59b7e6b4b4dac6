"""The field that settles a debt in place: text, a date, a time, or one of several."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLayout, QWidget

from cpm_desktop.services.date_reading import readers_by_looks
from cpm_desktop.services.mend_fields import MendKind
from cpm_desktop.ui.kit.answer_controls import TickBoxes
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.parsed_fields import TimeField
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.text_fields import PlainEditor

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.mend_fields import MendField
    from cpm_desktop.services.mending import Value
    from cpm_desktop.ui.kit.theme import Theme

_FILL_IN = "Fill this in first, or leave it for later."


class MendForm(QWidget):
    """What is entered to settle a debt, with Save and Cancel. Esc leaves it, Ctrl+Enter saves.

    `saved` is sent with what was entered. Subclasses lay their fields out and read them in `entered`.
    """

    saved = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, save_words: str) -> None:
        """`save_words` is what the button says."""
        super().__init__()
        self.save_button = Button(theme, save_words)
        self.cancel_button = Button(theme, "Cancel", "link")
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.left)

    def lay_out(self, *fields: QWidget | QLayout) -> None:
        """Lay the fields out above the buttons; the keyboard goes to the first."""
        buttons = across(self.save_button, self.cancel_button, None, spacing=6)
        self.setLayout(down(*fields, buttons, spacing=6))

    def entered(self) -> object:
        """Return what was entered; None where something is missing or cannot be read."""
        raise NotImplementedError

    def show_error(self, sentence: str) -> None:
        """Say what is wrong; what was typed stays."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field, Ctrl+Enter saves it."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        value = self.entered()
        if value is None:
            self.show_error(_FILL_IN)
            return
        self.saved.emit(value)


class MendEditor(MendForm):
    """The one field that settles most debts."""

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, field: MendField, save_words: str) -> None:
        """`field` says what is asked, `save_words` what the button says."""
        super().__init__(theme, save_words)
        self.asked = field.label
        self._field = self._made(theme, desk, meeting_id, field)
        self._time = TimeField(theme, "Time") if field.kind is MendKind.MOMENT else None
        if self._time is None:
            self.lay_out(self._field)
        else:
            self.lay_out(across(self._field, self._time, None, spacing=12))
        self.setFocusProxy(focus_of(self._field.control))

    @property
    def field(self) -> Field:
        """The field itself."""
        return self._field

    @property
    def time_field(self) -> TimeField | None:
        """The time beside the day, where both are asked."""
        return self._time

    @property
    def typed(self) -> str:
        """What is typed where sentences are; empty where they are not."""
        control = self._field.control
        return control.text if isinstance(control, PlainEditor) else ""

    def load(self, text: str) -> None:
        """Show what was typed before the field was left unsaved."""
        control = self._field.control
        if text and isinstance(control, PlainEditor):
            control.load(text)
            control.moveCursor(QTextCursor.MoveOperation.End)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong beside the field; what was typed stays."""
        self._field.show_error(sentence)
        focus_of(self._field.control).setFocus()

    def entered(self) -> Value | None:
        """Read the field, and the time beside it."""
        value = self._day_or_time() if isinstance(self._field, DayField | TimeField) else self._chosen()
        if self._time is None:
            return value
        if self._time.check(missing="Give the time too.") or not isinstance(value, dt.date):
            return None
        time = self._time.value
        return dt.datetime.combine(value, time) if time is not None else None

    def _made(self, theme: Theme, desk: Desk, meeting_id: str, field: MendField) -> Field:
        options = [Option(key, text) for key, text in field.options]
        if field.kind in {MendKind.DATE, MendKind.MOMENT}:
            return DayField(theme, field.label, readers_by_looks(desk, meeting_id)[field.looks])
        if field.kind is MendKind.TIME:
            return TimeField(theme, field.label)
        if field.kind is MendKind.CHOICES:
            return Field(theme, field.label, TickBoxes(theme, field.label, options))
        if field.kind is MendKind.CHOICE:
            return Field(theme, field.label, Select(theme, [Option("", "Choose …"), *options]))
        return Field(theme, field.label, PlainEditor(theme, lines=2, grows_to=6))

    def _day_or_time(self) -> dt.date | dt.time | None:
        field = self._field
        if not isinstance(field, DayField | TimeField) or field.check():
            return None
        value: dt.date | dt.time | None = field.value
        return value

    def _chosen(self) -> Value | None:
        control = self._field.control
        if isinstance(control, TickBoxes):
            return control.chosen_keys or None
        if isinstance(control, Select):
            return control.chosen_key or None
        if isinstance(control, PlainEditor):
            return control.text if control.text.strip() else None
        return None


def focus_of(control: QWidget) -> QWidget:
    """Return what takes the keyboard: the first box of several, else the control itself."""
    return next(iter(control.boxes.values()), control) if isinstance(control, TickBoxes) else control
