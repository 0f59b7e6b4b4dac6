"""How the child and each parent take part in the meeting, with the reason where one is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.domain.attendance import Attendee, Participation
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.ui.kit.theme import Theme

_OPTIONS = [
    Option(part.value, (part.value[:1].upper() + part.value[1:]) or "Not said yet") for part in Participation
]


class ParticipationLine(QFrame):
    """One person. `said` is sent with how they take part and the note."""

    said = Signal(str, object, str)

    def __init__(self, theme: Theme, person: Attendee) -> None:
        """Show one person."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.person_id = person.id
        self.name = Label(person.name, "strong")
        self.name.setMinimumWidth(theme.px(110))
        self.how = Select(theme, _OPTIONS)
        self.how.setAccessibleName(f"How {person.name} takes part")
        self.how.chosen.connect(lambda _key: self._tell())
        self.note = LineEdit(placeholder="Reason, or who helped")
        self.note.setAccessibleName(f"Reason, or who helped {person.name}")
        self._settling = Settling(self)
        self._settling.watch(self.note, self.note.textEdited)
        self._settling.settled.connect(self._tell)
        row = across(self.name, self.how, self.note, spacing=10)
        row.setStretch(1, 1)
        row.setStretch(2, 1)
        self.setLayout(row)
        self.show_person(person)

    def show_person(self, person: Attendee) -> None:
        """Show what was said; what is being typed stays."""
        if self._settling.is_waiting:
            return
        self.how.choose(person.participation.value)
        if self.note.text() != person.participation_note:
            self.note.setText(person.participation_note)

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()

    def _tell(self) -> None:
        self.said.emit(self.person_id, Participation(self.how.chosen_key), self.note.text())


class ParticipationCard(Panel):
    """The child, or the parents. `said` is sent with who, how, and the note."""

    said = Signal(str, object, str)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_people`."""
        super().__init__("panel")
        self._theme = theme
        self.setAccessibleName("How they take part")
        self.add_row(across(Label("How they take part", "small_strong"), margins=(16, 10, 16, 2)), look="row")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(16, 4, 16, 12)
        self._column.setSpacing(8)
        self.add(self._column)
        self.rows: dict[str, ParticipationLine] = {}

    def show_people(self, people: Sequence[Attendee]) -> None:
        """Show each person with what was said about them."""
        if [person.id for person in people] != list(self.rows):
            for old in self.rows.values():
                old.hide()
                old.deleteLater()
            self.rows = {person.id: self._row(person) for person in people}
        for person in people:
            self.rows[person.id].show_person(person)
        self.setVisible(bool(people))

    def flush(self) -> None:
        """Send what is typed now."""
        for row in self.rows.values():
            row.flush()

    def _row(self, person: Attendee) -> ParticipationLine:
        row = ParticipationLine(self._theme, person)
        row.said.connect(self.said)
        self._column.addWidget(row)
        return row
