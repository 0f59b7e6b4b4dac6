"""Codes and senders: one's own code and letters, and everybody whose pack was taken here, who can be forgotten."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.pack_people import forget, known_people
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, empty
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.packs.own_code_box import OwnCodeBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.pack_people import KnownPerson
    from cpm_desktop.ui.kit.theme import Theme

NO_NAME = "Somebody who gave no name"


class PackPeopleDialog(DialogShell):
    """Enter or Esc closes it."""

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget) -> None:
        """Show them by name."""
        super().__init__(theme, "Codes and senders of packs", agree="Close", width=620, parent=parent)
        self._desk = desk
        self.dismiss_button.hide()
        self.own = OwnCodeBox(theme, desk)
        self.message = Message(theme, "info")
        self.message.hide()
        self.forget_buttons: list[Button] = []
        self._list = QVBoxLayout()
        self.content.addWidget(self.own)
        self.content.addWidget(Label("Whose packs were taken here", "field"))
        self.content.addLayout(self._list)
        self.content.addWidget(self.message)
        self._show_people()

    def _show_people(self) -> None:
        empty(self._list)
        self.forget_buttons = []
        people = known_people(self._desk)
        if not people:
            none = (
                "Nobody’s yet. Whoever’s pack you take is known here from then on, by the key that signed it."
            )
            self._list.addWidget(Label(none, "small", wraps=True))
            return
        panel = Panel()
        for place, person in enumerate(people):
            panel.add_row(self._row(person), look="row_ruled" if place else "row")
        self._list.addWidget(panel)
        told = (
            "Whoever you forget is told as somebody new with their next pack. What was taken stays, and so does what "
            "the journal says of it."
        )
        self._list.addWidget(Label(told, "small", wraps=True))

    def _row(self, person: KnownPerson) -> QVBoxLayout:
        name = person.name or NO_NAME
        button = Button(
            self._theme, "Forget", "mini", icon="trash-2", name=f"Forget {name}, {person.fingerprint}"
        )
        button.clicked.connect(partial(self._forget, person))
        self.forget_buttons.append(button)
        letters = Label(person.fingerprint, "small", selectable=True)
        letters.setAccessibleName(f"Letters of {name}: {person.fingerprint}")
        who = down(Label(name, "cell", wraps=True), letters, spacing=0)
        return down(across(who, button, spacing=10, stretched=0), margins=(12, 6, 12, 6))

    def _forget(self, person: KnownPerson) -> None:
        try:
            forget(self._desk, person)
        except CarePlanningError as error:
            self.message.tell_problem(error.sentence)
            return
        self._show_people()
        announce(self, f"Forgotten: {person.name or NO_NAME}")
        (self.forget_buttons[0] if self.forget_buttons else self.agree_button).setFocus()
