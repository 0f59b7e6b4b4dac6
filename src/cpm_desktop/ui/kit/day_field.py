"""How dates are read in the meeting: as people type them, from today, with what should be looked at twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.typography import NO_BREAK, day_text
from cpm_desktop.ui.kit.parsed_fields import DateField

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cpm_desktop.ui.kit.theme import Theme


class DayField(DateField):
    """A date as typed; below it the weekday, and warnings in words: a weekend, a bank holiday, a day gone by."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
        *,
        access_key: str = "",
        placeholder: str = "18 Dec",
    ) -> None:
        """`read` gives the day and what to look at twice; raises ValueError with a sentence for a person."""
        self._read = read
        super().__init__(
            theme,
            text,
            lambda typed: read(typed.replace(NO_BREAK, " "))[0],
            day_text,
            access_key=access_key,
            placeholder=placeholder,
        )

    def show_day(self, day: dt.date | None, words: str = "") -> None:
        """Show what is kept: a day, or the words that stand for one; what is typed and not read as a day stays."""
        if day == self.value and (day is not None or words == self.typed.strip() or self.control.hasFocus()):
            return
        if day is not None or not words:
            self.set_value(day)
        else:
            self._line.setText(words)
            self._tell()

    def _tell(self) -> None:
        super()._tell()
        typed = self.typed.replace(NO_BREAK, " ").strip()
        if not typed:
            return
        try:
            day, warnings = self._read(typed)
        except ValueError:
            return
        said = "" if day_text(day) == self.typed else day_text(day)
        if said and any(
            warning.startswith(said) for warning in warnings
        ):  # a warning that names the day says it
            said = ""
        self.set_hint(" · ".join(part for part in (said, *warnings) if part))
