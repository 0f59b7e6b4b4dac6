"""Above the close: nothing has been noted for long, so when did the meeting end?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.services.closing import end
from cpm_desktop.services.meeting_end import is_over, moment_of_end, silence_of
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.parsed_fields import TimeField, say_time

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.meeting_end import Silence
    from cpm_desktop.ui.kit.theme import Theme

_STAYS = "The time is printed on the record; what is mended after it does not move it."


class EndNote(QFrame):
    """Shown while a meeting still runs in which nothing was noted for half an hour; it keeps nobody waiting.

    Once asked, the question stays until it is answered, whatever is settled at the close.
    One of an earlier day is not signed before its end is said. `noted` is sent with what was noted, in words.
    """

    noted = Signal(str)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Hidden until `refresh` finds a silence."""
        super().__init__()
        self._desk, self._meeting_id = desk, meeting_id
        self.setProperty("kit", "message_warn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading = Label("", "strong", wraps=True)
        self.time = TimeField(theme, "It ended at", access_key="n")
        self.button = Button(theme, "Note the end", "primary")
        self.button.clicked.connect(self.note_end)
        self.time.entered.connect(self.note_end)
        self.time.changed.connect(self._tell)
        self._told = Label(_STAYS, "small", wraps=True)
        words = down(self._heading, self._told, None, spacing=2)
        beside = down(None, self.button, spacing=0)  # the line, not its name above
        asked = down(across(self.time, beside, spacing=12), None, spacing=0)
        icon = IconLabel(theme, "clock", "warn", 18)
        row = across(at_top(icon), words, asked, spacing=12, margins=(14, 11, 14, 11), stretched=1)
        self.setLayout(row)
        self._shown: Silence | None = None
        self.hide()

    @property
    def told(self) -> str:
        """What stands below the question: what the time is for, or what is wrong with it."""
        return self._told.text()

    @property
    def is_owed(self) -> bool:
        """Whether the meeting cannot end now, so that its end has to be said."""
        return self._shown is not None and self._shown.is_of_an_earlier_day

    def refresh(self) -> None:
        """Look again; a time that is being typed stays."""
        meeting = self._desk.meeting(self._meeting_id).value
        silence = silence_of(self._desk, meeting)
        before = self._shown if meeting.facts.stage is Stage.LIVE else None
        if before is not None and (silence is None or silence.since > before.since):
            # What is settled here since it was asked is no sign that people still sit together.
            silence = replace(before, is_of_an_earlier_day=is_over(self._desk, meeting))
        if silence != self._shown and silence is not None:
            since = self._desk.local(silence.since)
            day = f"on {day_text(since.date())} " if silence.is_of_an_earlier_day else ""
            self._heading.setText(
                f"When did the meeting end? The last thing was noted {day}at {time_text(since)}."
            )
            self.setAccessibleName(self._heading.text())
            self._tell()
            self.time.set_typed(say_time(since.time()))
        self._shown = silence
        self.setVisible(silence is not None)

    def note_end(self) -> None:
        """End the meeting at the time that is typed; what is wrong with it is said beside it."""
        typed = self.time.value
        if typed is None:
            self._refuse("Write the time at which people left, as 11:40 or 2.30 pm.")
            return
        try:
            moment = moment_of_end(self._desk, self._desk.meeting(self._meeting_id).value, typed)
            end(self._desk, self._meeting_id, moment)
        except CarePlanningError as error:
            self._refuse(error.sentence)
            return
        ended = self._desk.local(moment)
        self.noted.emit(f"The meeting ended on {day_text(ended.date())} at {time_text(ended)}")

    def _refuse(self, sentence: str) -> None:
        self._tell(sentence)
        announce(self, sentence, is_urgent=True)
        self.time.setFocus()

    def _tell(self, sentence: str = "") -> None:
        self._told.set_role("danger" if sentence else "small")
        self._told.setText(sentence or _STAYS)
        if sentence:
            self.time.control.setAccessibleDescription(sentence)
