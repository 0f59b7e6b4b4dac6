"""Fields for dates and times as people write them: the field says how it read what was typed."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal

from cpm_desktop.domain.times_as_typed import parse_time as time_as_typed
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.kit.theme import Theme

_Value = TypeVar("_Value", date, time)


class ParsedField(Field, Generic[_Value]):
    """A line whose text is read by a function; below it stands how it was read.

    Nothing is complained of while the person types or leaves: ask `check` when they want to go on. `entered` is sent
    at the Enter key.
    """

    changed = Signal()
    entered = Signal()

    def __init__(
        self, theme: Theme, text: str, parse: Callable[[str], _Value], say: Callable[[_Value], str], *,
        access_key: str = "", placeholder: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`parse` raises ValueError with a sentence for what it cannot read; `say` writes a value in full."""
        self._line = LineEdit(placeholder=placeholder)
        super().__init__(theme, text, self._line, access_key=access_key, parent=parent)
        self._parse: Callable[[str], _Value] = parse
        self._say: Callable[[_Value], str] = say
        self._line.textEdited.connect(self._follow)
        self._line.returnPressed.connect(self.entered)

    @property
    def typed(self) -> str:
        """What was typed, as it is."""
        return self._line.text()

    @property
    def value(self) -> _Value | None:
        """What it means; None while it is empty or cannot be read."""
        try:
            return self._parse(self._line.text()) if self._line.text().strip() else None
        except ValueError:
            return None

    def set_value(self, value: _Value | None) -> None:
        """Put a value in by program; `changed` is not sent."""
        self._line.setText("" if value is None else self._say(value))
        self.show_error("")
        self._tell()

    def set_typed(self, text: str) -> None:
        """Put a text in as if it had been typed; `changed` is sent."""
        self._line.setText(text)
        self._follow()

    def check(self, *, missing: str = "") -> str:
        """Show and return what is wrong.

        `missing` is the sentence for an empty field, or empty if it may be.
        """
        sentence = missing
        if self._line.text().strip():
            try:
                self._parse(self._line.text())
                sentence = ""
            except ValueError as fault:
                sentence = str(fault)
        self.show_error(sentence)
        return sentence

    def _follow(self) -> None:
        if self.error and self.value is not None:
            self.show_error("")
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        value = self.value
        said = "" if value is None else self._say(value)
        self.set_hint("" if said == self._line.text() else said)


class DateField(ParsedField[date]):
    """A date as typed: "18 Dec", "18/12/26". How it is read is the caller's: the field knows no calendar."""


class TimeField(ParsedField[time]):
    """A time of day as typed: "14:30", "1430", "2.30 pm", "9am"."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        access_key: str = "",
        placeholder: str = "14:30",
        parent: QWidget | None = None,
    ) -> None:
        """`text` is the label."""
        super().__init__(
            theme, text, parse_time, say_time, access_key=access_key, placeholder=placeholder, parent=parent
        )


def parse_time(text: str) -> time:
    """Read a time of day; raises ValueError with a sentence for a person."""
    found = time_as_typed(text)
    if found is None:
        raise ValueError(f"“{text.strip()}” is not a time of day. Write it as 14:30 or 2.30 pm.")
    return found


def say_time(value: time) -> str:
    """Write a time of day: "14:30"."""
    return f"{value:%H:%M}"
