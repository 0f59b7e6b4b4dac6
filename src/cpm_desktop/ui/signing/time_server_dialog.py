"""The time server: its address, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.time_server import is_set_by_policy, set_time_server, time_server
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class TimeServerDialog(DialogShell):
    """Sets which server confirms when something was signed; without one, nothing is ever sent anywhere."""

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget) -> None:
        """Show the address that is set."""
        super().__init__(theme, "Time server", agree="Keep", width=560, parent=parent)
        self._desk = desk
        self.add_sentence(
            "A time server confirms when something was signed, for those who ask in years to come. It is sent a number "
            "made of the file (a hash), and nothing of what the file says. Without a server nothing is sent."
        )
        self.address = LineEdit()
        self.address.setText(time_server(desk).address)
        self._is_set = is_set_by_policy(desk)
        self.address.setReadOnly(self._is_set)
        hint = (
            "Your authority’s IT has set this for the computer. Ask them for another one."
            if self._is_set
            else "As your authority gives it: https://… Empty asks no server."
        )
        self.field = Field(theme, "Address of the time server", self.address, hint=hint)
        self.content.addWidget(self.field)

    def accept(self) -> None:
        """Keep the address; one that is set for the computer stays as it is."""
        if self._is_set:
            super().accept()
            return
        try:
            set_time_server(self._desk, self.address.text())
        except CarePlanningError as error:
            self.field.show_error(error.sentence)
            self.address.setFocus()
            return
        super().accept()
