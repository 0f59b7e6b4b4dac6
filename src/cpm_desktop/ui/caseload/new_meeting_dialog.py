"""A new meeting: whose, which kind, when and where. Everything but child and kind can wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from cpm_desktop.domain.dates_as_typed import DateGround, parse_date
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.kinds_offered import kinds_for_child
from cpm_desktop.ui.caseload.kind_list import KindList
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.error_summary import ErrorSummary
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.parsed_fields import DateField, TimeField
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class NewMeetingDialog(DialogShell):
    """Sends `made` with the id of the meeting that is now being prepared."""

    made = Signal(str)

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        children: Sequence[tuple[str, str]],
        child_id: str,
        parent: QWidget | None = None,
    ) -> None:
        """`children` are ids and names; `child_id` is the one chosen first."""
        super().__init__(theme, "New meeting", agree="Prepare it", width=640, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.child = Select(theme, [Option(*child) for child in children], child_id)
        self.kind = KindList(theme)
        self.day = DateField(theme, "Day", self._read_day, day_text, placeholder="26 Jan")
        self.time = TimeField(theme, "Time")
        self._venue = LineEdit()
        self.venue = Field(theme, "Place", self._venue, hint="Where the child would like it to be.")
        self.errors = ErrorSummary(theme)
        self._lay()
        self.child.currentIndexChanged.connect(self._offer)
        self.kind.opened.connect(lambda _key: self.accept())
        self._offer()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)  # the child is chosen already

    def accept(self) -> None:
        """Check day and time, make the meeting and close."""
        found: tuple[tuple[str, QWidget], ...] = (
            (self.day.check(), self.day),
            (self.time.check(), self.time),
        )
        errors = [(sentence, field) for sentence, field in found if sentence]
        meeting_id = ""
        if not errors:
            try:
                meeting_id = new_meeting(
                    self._desk,
                    self.child.chosen_key,
                    self.kind.current_key,
                    self.day.value,
                    self.time.value,
                    self._venue.text().strip(),
                )
            except CarePlanningError as error:
                errors.append((error.sentence, self.kind))
        self.errors.show_errors(errors)
        if not errors:
            super().accept()
            self.made.emit(meeting_id)

    def set_venue(self, venue: str) -> None:
        """Put a place in as if it had been typed."""
        self._venue.setText(venue)

    def _lay(self) -> None:
        theme = self._theme
        rows = QVBoxLayout()
        rows.setSpacing(14)
        rows.addWidget(self.errors)
        rows.addWidget(Field(theme, "Child", self.child, access_key="c"))
        rows.addWidget(Field(theme, "Kind of meeting", self.kind, access_key="k"), 1)
        rows.addLayout(across(self.day, self.time, spacing=14))
        rows.addWidget(self.venue)
        self.content.addLayout(rows)

    def _offer(self) -> None:
        """Offer the kinds that fit the child, each with why; the others below."""
        self.kind.show_kinds(kinds_for_child(self._desk, self.child.chosen_key))

    def _read_day(self, text: str) -> dt.date:
        """Read a day as people type it; one without a year lies ahead."""
        found = parse_date(text, DateGround(self._desk.today(), self._desk.calendar))
        if found is None or found.date is None:
            message = (
                f"“{text.strip()}” is not read as a date. Write it as 26 Jan, 26/1/27, Friday or 2 weeks."
            )
            raise ValueError(message)
        return found.date
