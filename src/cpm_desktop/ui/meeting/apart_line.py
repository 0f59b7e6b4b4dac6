"""A part is to be heard without somebody: asks softly who is asked to leave for it, and notes each with the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Strip
from cpm_desktop.ui.kit.selects import Option, Select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.services.holding import Chip
    from cpm_desktop.ui.kit.theme import Theme

_ASKED = "A part is heard without somebody: who is asked to leave? What is said then is left off their copy."
_NOBODY = Option("", "Choose a person")
_WIDTH = 230


class ApartLine(Strip):
    """Hidden until a part is to be heard without somebody. `asked_out` is sent with each person chosen."""

    asked_out = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Hidden until `ask`."""
        super().__init__("Heard without somebody")
        self._theme = theme
        self._words = Label(_ASKED, "small", wraps=True)
        self.who = Select(theme, [_NOBODY])
        self.who.setAccessibleName("Who is asked to leave for a part")
        self.who.chosen.connect(self._choose)
        self.close_button = Button(theme, "Done", "mini")
        self.close_button.setAccessibleName("Done: who is asked to leave")
        self.close_button.clicked.connect(self.hide)
        buttons = FlowLayout(spacing=7)
        buttons.addWidget(self.who)
        buttons.addWidget(self.close_button)
        icon = IconLabel(theme, "log-out", "warn", 15)
        self.setLayout(
            across(icon, self._words, frame("clear", buttons), spacing=8, margins=(20, 4, 16, 6), stretched=1)
        )
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    @property
    def words(self) -> str:
        """What it asks."""
        return self._words.text()

    def ask(self, people: Sequence[Chip]) -> None:
        """Ask, with those who are in the room to choose from; the keyboard stays where it is."""
        if people:
            self.show_people(people)
            self.show()
            announce(self, f"{_ASKED} They are chosen above the agenda.")

    def show_people(self, people: Sequence[Chip]) -> None:
        """Offer who is in the room now; once nobody is left there is nothing to ask."""
        self.who.set_options([_NOBODY, *(Option(one.attendee_id, one.name) for one in people)], "")
        if not people:
            self.hide()

    def _choose(self, attendee_id: str) -> None:
        if attendee_id:
            self.asked_out.emit(attendee_id)

    def _fit(self) -> None:
        self.who.setFixedWidth(self._theme.px(_WIDTH))
