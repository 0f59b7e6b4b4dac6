"""One's own code, to be read out over the phone, and the letters that others see beside one's packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from cpm_desktop.services.pack_people import own_code, own_fingerprint
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.private_clipboard import copy_privately

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class OwnCodeBox(QFrame):
    """Both, to be read out; the code can be copied."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        """Make the keys, where they are wanted for the first time."""
        super().__init__()
        self.setProperty("kit", "sunken")
        self.code = Label(own_code(desk), "strong", wraps=True, selectable=True)
        self.code.setAccessibleName(f"Your code: {self.code.text()}")
        self.copy_button = Button(theme, "Copy the code", icon="copy")
        self.copy_button.clicked.connect(lambda: copy_privately(self.code.text()))
        letters = own_fingerprint(desk)
        self.letters = Label(f"Your letters, beside packs that you made: {letters}", "small", wraps=True)
        self.setLayout(
            down(
                Label("Your code, to read out to whoever makes a pack for you", "field", wraps=True),
                self.code,
                self.letters,
                across(self.copy_button, None),
                spacing=6,
                margins=(16, 12, 16, 12),
            )
        )
