"""Who is in the care team, and what each is there for: ticked at the item, written to the file at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.domain.attendance import Attendee
    from cpm_desktop.ui.kit.theme import Theme

_HINT = "Agreed with the child and the family. At the end of the meeting it is written to the child’s file."


class MemberLine(QFrame):
    """One person. `said` is sent with who, their role in the team, and whether they are in it."""

    said = Signal(str, str, bool)

    def __init__(self, theme: Theme, person: Attendee) -> None:
        """Show one person."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.person_id = person.id
        detail = ", ".join(part for part in (person.role, person.agency) if part)
        self.tick = CheckBox(theme, person.name, detail=detail)
        self.tick.setAccessibleName(f"{person.name} is in the care team")
        self.role = LineEdit(placeholder="What for")
        self.role.setAccessibleName(f"What {person.name} is there for")
        self._settling = Settling(self)
        self._settling.watch(self.role, self.role.textEdited)
        self._settling.settled.connect(self._tell)
        self.tick.clicked.connect(self._turn)
        row = across(self.tick, self.role, spacing=12)
        row.setStretch(0, 2)
        row.setStretch(1, 3)
        self.setLayout(row)
        self.show_person(person)

    def show_person(self, person: Attendee) -> None:
        """Show what is kept; what is being typed stays."""
        if self._settling.is_waiting:
            return
        self.tick.setChecked(person.is_care_team_member)
        if self.role.text() != person.care_team_role:
            self.role.setText(person.care_team_role)
        self.role.setVisible(person.is_care_team_member)

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()

    def _turn(self) -> None:
        self.role.setVisible(self.tick.isChecked())
        self._tell()

    def _tell(self) -> None:
        self.said.emit(self.person_id, self.role.text(), self.tick.isChecked())


class CareTeamCard(Panel):
    """Everybody on the list of people, each ticked or not. `said` is sent as a line sends it."""

    said = Signal(str, str, bool)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_people`."""
        super().__init__("panel")
        self._theme = theme
        self.setAccessibleName("The care team")
        head = down(Label("The care team", "small_strong"), Label(_HINT, "micro", wraps=True), spacing=2)
        head.setContentsMargins(16, 10, 16, 2)
        self.add_row(head, look="row")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(16, 4, 16, 12)
        self._column.setSpacing(8)
        self.add(self._column)
        self.rows: dict[str, MemberLine] = {}

    def show_people(self, people: Sequence[Attendee]) -> None:
        """Show each person; with none the card is hidden."""
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

    def _row(self, person: Attendee) -> MemberLine:
        row = MemberLine(self._theme, person)
        row.said.connect(self.said)
        self._column.addWidget(row)
        return row
