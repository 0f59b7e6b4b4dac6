"""A card of an item with a row for each person: something chosen about them, and a few words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QHBoxLayout, QLayout

    from cpm_desktop.domain.attendance import Attendee


class PersonEntry(QFrame):
    """One person with a line to type in. `_tell` is called when typing pauses, `_show` with what is kept."""

    def __init__(self, person: Attendee, placeholder: str, about: str) -> None:
        """`placeholder` stands in the empty line, `about` is its name for a screen reader."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.person_id = person.id
        self.words = LineEdit(placeholder=placeholder, is_prose=True)
        self.words.setAccessibleName(about)
        self._settling = Settling(self)
        self._settling.watch(self.words, self.words.textEdited)
        self._settling.settled.connect(self._tell)

    def show_person(self, person: Attendee) -> None:
        """Show what is kept; what is being typed stays."""
        if not self._settling.is_waiting:
            self._show(person)

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()

    def _lay(self, row: QHBoxLayout, person: Attendee, *stretches: int) -> None:
        for place, stretch in enumerate(stretches):
            row.setStretch(place, stretch)
        self.setLayout(row)
        self.show_person(person)

    def _show_words(self, words: str) -> None:
        if self.words.text() != words:
            self.words.setText(words)

    def _show(self, person: Attendee) -> None:
        raise NotImplementedError

    def _tell(self) -> None:
        raise NotImplementedError


_Row = TypeVar("_Row", bound=PersonEntry)


class PersonRows(Panel, Generic[_Row]):
    """A head, and a row for each person; hidden where there is nobody."""

    def __init__(self, name: str, head: QLayout, make: Callable[[Attendee], _Row]) -> None:
        """Empty until `show_people`; `name` is the accessible name, `make` makes a row that sends what is said."""
        super().__init__("panel")
        self.setAccessibleName(name)
        head.setContentsMargins(16, 10, 16, 2)
        self.add_row(head, look="row")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(16, 4, 16, 12)
        self._column.setSpacing(8)
        self.add(self._column)
        self._make = make
        self.rows: dict[str, _Row] = {}

    def show_people(self, people: Sequence[Attendee]) -> None:
        """Show each person with what was said about them; nobody hides the card."""
        if not people:  # the rows are kept for when the item is opened again
            self.hide()
            return
        keep_rows(self._column, self.rows, {person.id: person for person in people}, self._make)
        for person in people:
            self.rows[person.id].show_person(person)
        self.show()

    def flush(self) -> None:
        """Send what is typed now."""
        for row in tuple(self.rows.values()):
            row.flush()
