"""A meeting of one agency alone: say who else took part, or that it does not count.

Rule: kind.care-planning-is-multi-agency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.services.mend_fields import MendField, MendKind
from cpm_desktop.services.validity import (
    keep_as_inquorate,
    record_as_case_discussion,
    say_who_took_part,
    who_may_have_come,
)
from cpm_desktop.ui.close.debt_card import DebtCard
from cpm_desktop.ui.close.mend_editor import MendEditor, MendForm
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.selects import Option, SearchSelect
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpm_desktop.domain.child import Person
    from cpm_desktop.ui.kit.theme import Theme

_WHY = "Why, as it will stand in the record"


class WhoTookPart(MendForm):
    """Name, role and agency of somebody else who took part; `saved` is sent with id, name, role and agency."""

    def __init__(self, theme: Theme, people: Sequence[Person]) -> None:
        """`people` are those who may have come and are not said to have."""
        super().__init__(theme, "Add to the record")
        self._people = {person.id: person for person in people}
        self.who = SearchSelect(
            theme, [Option(one.id, one.name) for one in people if one.name], is_open=True, placeholder="Name"
        )
        self.role, self.agency = LineEdit(placeholder="School nurse"), LineEdit()
        self._name = Field(theme, "Name", self.who)
        self.who.chosen.connect(self._show_known)
        row = across(Field(theme, "Role", self.role), Field(theme, "Agency", self.agency), spacing=12)
        self.lay_out(self._name, row)
        self.setFocusProxy(self.who)

    def entered(self) -> tuple[str, str, str, str] | None:
        """Read the fields; None without a name."""
        name = self.who.typed.strip()
        found = (self.who.chosen_key, name, self.role.text().strip(), self.agency.text().strip())
        return found if name else None

    def show_error(self, sentence: str) -> None:
        """Say what is wrong beside the name."""
        self._name.show_error(sentence)
        self.who.setFocus()

    def _show_known(self, key: str) -> None:
        person = self._people.get(key)
        if person is not None:
            self.role.setText(person.role)
            self.agency.setText(person.agency)


class ValidityCard(DebtCard):
    """The debt of a meeting to which one agency came; three ways out, none of which is a mere reason."""

    def open_who(self) -> None:
        """Ask who else took part."""
        people = who_may_have_come(self._desk, self._desk.meeting(self._id).value)
        self.place_form(WhoTookPart(self._theme, people), self._say_who)

    def open_case_discussion(self) -> None:
        """Ask why it is a case discussion."""
        self._ask_why("Record as a case discussion", self._as_case_discussion)

    def open_inquorate(self) -> None:
        """Ask why it is kept though it was not quorate."""
        self._ask_why("Keep as inquorate", self._as_inquorate)

    def _made_buttons(self) -> list[Button]:
        say = self._button(self.debt.mend.value, "user-plus")
        say.clicked.connect(self.open_who)
        made = [say]
        for words, opening in (
            ("Record as a case discussion", self.open_case_discussion),
            ("Keep as inquorate", self.open_inquorate),
        ):
            link = link_button(self._theme, words)
            link.setAccessibleName(f"{words}: {self.debt.sentence}")
            link.clicked.connect(opening)
            made.append(link)
        return made

    def _ask_why(self, words: str, saving: Callable[[object], None]) -> None:
        field = MendField(MendKind.TEXT, _WHY)
        self.place_form(MendEditor(self._theme, self._desk, self._id, field, words), saving)

    def _say_who(self, entered: object) -> None:
        if isinstance(entered, tuple):
            self.settle(lambda: say_who_took_part(self._desk, self._id, *entered))

    def _as_case_discussion(self, reason: object) -> None:
        self.settle(lambda: record_as_case_discussion(self._desk, self._id, str(reason)))

    def _as_inquorate(self, reason: object) -> None:
        self.settle(lambda: keep_as_inquorate(self._desk, self._id, str(reason)))
