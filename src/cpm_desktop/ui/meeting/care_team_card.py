"""Who is in the care team, and what each is there for: ticked at the item, written to the file at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.meeting.person_rows import PersonEntry, PersonRows

if TYPE_CHECKING:
    from cpm_desktop.domain.attendance import Attendee
    from cpm_desktop.ui.kit.theme import Theme

_HINT = "Agreed with the child and the family. At the end of the meeting it is written to the child’s file."


class MemberLine(PersonEntry):
    """One person. `said` is sent with who, their role in the team, and whether they are in it."""

    said = Signal(str, str, bool)

    def __init__(self, theme: Theme, person: Attendee) -> None:
        """Show one person."""
        super().__init__(person, "What for", f"What {person.name} is there for")
        detail = ", ".join(part for part in (person.role, person.agency) if part)
        self.tick = CheckBox(theme, person.name, detail=detail)
        self.tick.setAccessibleName(f"{person.name} is in the care team")
        self.tick.clicked.connect(self._turn)
        self._lay(across(self.tick, self.words, spacing=12), person, 2, 3)

    def _show(self, person: Attendee) -> None:
        self.tick.setChecked(person.is_care_team_member)
        self._show_words(person.care_team_role)
        self.words.setVisible(person.is_care_team_member)

    def _turn(self) -> None:
        self.words.setVisible(self.tick.isChecked())
        self._tell()

    def _tell(self) -> None:
        self.said.emit(self.person_id, self.words.text(), self.tick.isChecked())


class CareTeamCard(PersonRows[MemberLine]):
    """Everybody on the list of people, each ticked or not. `said` is sent as a line sends it."""

    said = Signal(str, str, bool)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_people`."""
        head = down(Label("The care team", "small_strong"), Label(_HINT, "micro", wraps=True), spacing=2)
        super().__init__("The care team", head, self._row)
        self._theme = theme

    def _row(self, person: Attendee) -> MemberLine:
        row = MemberLine(self._theme, person)
        row.said.connect(self.said)
        return row
