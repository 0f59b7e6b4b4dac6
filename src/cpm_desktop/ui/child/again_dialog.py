"""Asks why a meeting is called again, cancelled or broken off, and for a new one the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.typography import NO_BREAK, long_day_text
from cpm_desktop.domain.written_dates import read_written_date
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.error_summary import ErrorSummary
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.parsed_fields import DateField
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.forms import Rule
    from cpm_desktop.ui.kit.theme import Theme


@dataclass(frozen=True)
class WhyAsked:
    """What a dialog asks.

    Attributes:
        title: of the dialog.
        sentence: what happens.
        label: of the reason.
        agree: what the filled button says.
        has_day: a new meeting's day is asked for too.
        rule: the rule behind it.
    """

    title: str
    sentence: str
    label: str
    agree: str
    has_day: bool = False
    rule: Rule | None = None


class AgainDialog(DialogShell):
    """Hands reason and day to `doing`; what that refuses is said here. `settled` is sent with what it returned."""

    settled = Signal(object)

    def __init__(
        self,
        theme: Theme,
        asked: WhyAsked,
        today: dt.date,
        doing: Callable[[str, dt.date | None], object],
        parent: QWidget,
    ) -> None:
        """`today` gives the year of a day typed without one."""
        super().__init__(theme, asked.title, agree=asked.agree, dismiss="Not now", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doing, self._today = doing, today
        self.add_sentence(asked.sentence)
        self.errors = ErrorSummary(theme)
        self.content.addWidget(self.errors)
        self._reason = PlainEditor(theme, lines=3)
        self.reason = Field(theme, asked.label, self._reason, access_key="w")
        self.content.addWidget(self.reason)
        self.day = DateField(theme, "Day of the meeting, if known", self._read, long_day_text)
        self.content.addWidget(self.day)
        self.day.setVisible(asked.has_day)
        if asked.rule is not None:
            self.content.addWidget(Why(theme, asked.rule.says, asked.rule.source, about=asked.title))
        self._reason.setFocus()

    def set_reason(self, text: str) -> None:
        """Put a reason in as if it had been typed."""
        self._reason.load(text)

    def accept(self) -> None:
        """Do it and close; what is refused is said and what was typed stays."""
        fault = self.day.check()
        if fault:
            self.errors.show_errors([(fault, self.day)])
            return
        try:
            done = self._doing(self._reason.text, self.day.value)
        except CarePlanningError as error:
            self.errors.show_errors([(error.sentence, self.reason)])
            return
        super().accept()
        self.settled.emit(done)

    def _read(self, typed: str) -> dt.date:
        return read_written_date(typed.replace(NO_BREAK, " "), self._today)
