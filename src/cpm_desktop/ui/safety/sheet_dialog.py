"""The emergency sheet without a code: whom to call, then printed or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.services.emergency_sheet import emergency_contact, set_emergency_contact
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.safety.sheet_buttons import SheetButtons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background


class SheetDialog(DialogShell):
    """Keeps whom to call, for every sheet from then on."""

    def __init__(self, theme: Theme, desk: Desk, background: Background, parent: QWidget) -> None:
        """Fill in whom to call as it was entered before."""
        super().__init__(theme, "Emergency sheet", agree="Done", width=560, parent=parent)
        self._desk = desk
        self.add_sentence(
            "It says where the records lie, how a code opens them, and whom to call. This one has a line to write the "
            "code on; a sheet with the code printed on it is offered when a code is made."
        )
        self.contact = LineEdit(emergency_contact(desk), is_prose=True)
        hint = "A name and a number, such as your service desk. It stands on every sheet."
        self.content.addWidget(Field(theme, "Whom to call", self.contact, access_key="w", hint=hint))
        self.sheet = SheetButtons(theme, desk, background, self._keep)
        self.content.addWidget(self.sheet)

    def accept(self) -> None:
        """Keep whom to call and close."""
        self._keep()
        super().accept()

    def _keep(self) -> None:
        set_emergency_contact(self._desk, self.contact.text())
