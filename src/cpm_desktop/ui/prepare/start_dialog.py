"""What is not there yet, listed before a meeting starts, and the day where it is another; it can start all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpm_desktop.domain.typography import day_text
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.choices import Choice, Pills
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Scroll

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cpm_desktop.domain.readiness import Debt
    from cpm_desktop.ui.kit.theme import Theme

_TODAY, _PLANNED = "today", "planned"


class StartDialog(DialogShell):
    """Agreeing starts the meeting; the list stays with it as what its record owes."""

    def __init__(
        self, theme: Theme, left: Sequence[Debt], days: tuple[dt.date, dt.date] | None, parent: QWidget
    ) -> None:
        """`left` is what is not there; `days` are today and the day planned, where that is another."""
        title, agree = ("Not there yet", "Start all the same") if left else ("Another day", "Start")
        super().__init__(theme, title, agree=agree, dismiss="Not yet", width=560, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.day = Pills("The day it is held", _choices(*days), _TODAY) if days is not None else None
        if self.day is not None:
            self.add_sentence(
                "It was planned for another day. Which day does the record say? Deadlines run from it."
            )
            self.content.addWidget(self.day)
        self.lines = [debt.sentence for debt in left]
        if left:
            self._list_what_is_left()

    @property
    def is_today(self) -> bool:
        """Whether the record is to say today, where another day was planned."""
        return self.day is not None and self.day.chosen_key == _TODAY

    def _list_what_is_left(self) -> None:
        self.add_sentence(
            "You can start without. What is left stays on the list and is asked for at the close."
        )
        rows = [self._row(line) for line in self.lines]
        inner = QWidget()
        inner.setLayout(down(*rows, None, spacing=7, margins=(0, 0, 8, 0)))
        self.list = Scroll(inner, "What is not there yet")
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.setAccessibleDescription(" ".join(self.lines))
        self.list.setMinimumHeight(self._theme.px(min(30 * len(self.lines) + 10, 300)))
        self.content.addWidget(self.list, 1)

    def _row(self, sentence: str) -> QHBoxLayout:
        icon = at_top(IconLabel(self._theme, "circle-alert", "warn", 15))
        return across(icon, Label(sentence, "body", wraps=True), spacing=8, stretched=1)


def _choices(today: dt.date, planned: dt.date) -> tuple[Choice, Choice]:
    return Choice(_TODAY, f"Today, {day_text(today)}"), Choice(_PLANNED, f"{day_text(planned)}, as planned")
