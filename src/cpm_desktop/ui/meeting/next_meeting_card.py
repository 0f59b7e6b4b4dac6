"""When and where the next meeting is, or why there is none (record.care-team-next-meeting)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.parsed_fields import TimeField
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cpm_desktop.domain.meeting import NextMeeting
    from cpm_desktop.ui.kit.theme import Theme


class NextMeetingCard(Panel):
    """Day, time, place; or a reason. `said` is sent with a NextMeeting when typing pauses.

    `list_asked` asks for the action list, which people take with them before they leave.
    """

    said = Signal(object)
    list_asked = Signal()

    def __init__(self, theme: Theme, read: Callable[[str], tuple[dt.date, tuple[str, ...]]]) -> None:
        """`read` reads dates as typed."""
        super().__init__("panel")
        self.setAccessibleName("Next meeting")
        self._held: NextMeeting | None = None
        self.day = DayField(theme, "Date", read, access_key="d", placeholder="26 Jan")
        self.time = TimeField(theme, "Time", access_key="t")
        self.venue = LineEdit()
        self.none_because = LineEdit(is_prose=True)
        venue = Field(theme, "Where", self.venue)
        why = Field(theme, "Or: there is none, because", self.none_because)
        line = across(self.day, self.time, venue, spacing=12)
        line.setStretch(0, 2)
        line.setStretch(1, 1)
        line.setStretch(2, 3)
        self.list_button = Button(theme, "Action list for the room…", "quiet", icon="printer")
        self.list_button.tell_keys("Ctrl+P")
        self.list_button.clicked.connect(self.list_asked)
        head = across(Label("Next meeting", "small_strong"), None, self.list_button)
        self.add(down(head, line, why, spacing=8, margins=(16, 10, 16, 14)))
        self._settling = Settling(self)
        self._settling.settled.connect(self._tell)
        for field in (self.day, self.time):
            self._settling.watch(field.control, field.changed)
        for edit in (self.venue, self.none_because):
            self._settling.watch(edit, edit.textEdited)

    def show_next(self, held: NextMeeting) -> None:
        """Show what is agreed; what is being typed stays."""
        self._held = held
        if self._settling.is_waiting:
            return
        self.day.show_day(held.date)
        if self.time.value != held.starts_at and not self.time.control.hasFocus():
            self.time.set_value(held.starts_at)
        for line, text in ((self.venue, held.venue), (self.none_because, held.none_because)):
            if line.text() != text:
                line.setText(text)

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()

    def _tell(self) -> None:
        if self._held is None:
            return
        wanted = dataclasses.replace(
            self._held,
            date=self.day.value,
            starts_at=self.time.value,
            venue=self.venue.text(),
            none_because=self.none_because.text(),
        )
        self.said.emit(wanted)
