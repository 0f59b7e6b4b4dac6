"""How the child and each parent take part in the meeting, with the reason where one is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.domain.attendance import Attendee, Participation
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.meeting.person_rows import PersonEntry, PersonRows

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme

_OPTIONS = [
    Option(part.value, (part.value[:1].upper() + part.value[1:]) or "Not said yet") for part in Participation
]


class ParticipationLine(PersonEntry):
    """One person. `said` is sent with how they take part and the note."""

    said = Signal(str, object, str)

    def __init__(self, theme: Theme, person: Attendee) -> None:
        """Show one person."""
        super().__init__(person, "Reason, or who helped", f"Reason, or who helped {person.name}")
        self.name = Label(person.name, "strong")
        self.name.setMinimumWidth(theme.px(110))
        self.how = Select(theme, _OPTIONS)
        self.how.setAccessibleName(f"How {person.name} takes part")
        self.how.chosen.connect(lambda _key: self._tell())
        self._lay(across(self.name, self.how, self.words, spacing=10), person, 0, 1, 1)

    def _show(self, person: Attendee) -> None:
        self.how.choose(person.participation.value)
        self._show_words(person.participation_note)

    def _tell(self) -> None:
        self.said.emit(self.person_id, Participation(self.how.chosen_key), self.words.text())


class ParticipationCard(PersonRows[ParticipationLine]):
    """The child, or the parents. `said` is sent with who, how, and the note."""

    said = Signal(str, object, str)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_people`."""
        head = across(Label("How they take part", "small_strong"))
        super().__init__("How they take part", head, self._row)
        self._theme = theme

    def _row(self, person: Attendee) -> ParticipationLine:
        row = ParticipationLine(self._theme, person)
        row.said.connect(self.said)
        return row
