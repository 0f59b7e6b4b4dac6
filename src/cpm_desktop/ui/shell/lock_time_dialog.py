"""After how many minutes without a key the records lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.lock_time import lock_time, set_lock_time
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.selects import Option, Select

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class LockTimeDialog(DialogShell):
    """Sets the time. A meeting that is live has the longest there is, and sleep locks at once."""

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget) -> None:
        """Show the time that is set."""
        super().__init__(theme, "Locking by itself", agree="Keep", width=560, parent=parent)
        self._desk = desk
        found = lock_time(desk)
        self.add_sentence(
            "The records lock when nobody has touched a key or the mouse for a while. A minute before, the foot of the "
            "window says so. What is being typed is saved first, and is back after the passphrase."
        )
        self.minutes = Select(
            theme, [Option(str(each), f"{each} minutes") for each in found.choices], str(found.minutes)
        )
        hint = (
            f"Your authority allows up to {found.longest} minutes. That also holds while a meeting is live. "
            "When the computer sleeps or its screen is locked, the records lock at once."
        )
        self.field = Field(theme, "Lock after", self.minutes, hint=hint)
        self.content.addWidget(self.field)

    def accept(self) -> None:
        """Keep the time."""
        try:
            set_lock_time(self._desk, int(self.minutes.chosen_key))
        except CarePlanningError as error:
            self.field.show_error(error.sentence)
            return
        super().accept()
