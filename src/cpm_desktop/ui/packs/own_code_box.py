"""One's own code, to be read out over the phone, and the letters that others see beside one's packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from cpm_desktop.services.pack_people import own_code, own_code_squares, own_fingerprint
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.private_clipboard import copy_privately
from cpm_desktop.ui.packs.code_picture import CodePicture

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


_SCANNED = "The picture holds the same letters: a phone or a scanner that reads it types them."
_PICTURE = "It holds the letters of the code that stand beside it, and nothing else."


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
        self.picture = CodePicture(theme, own_code_squares(desk), "QR code of your code", _PICTURE)
        letters = own_fingerprint(desk)
        self.letters = Label(f"Your letters, beside packs that you made: {letters}", "small", wraps=True)
        told = down(
            Label("Your code, to read out to whoever makes a pack for you", "field", wraps=True),
            self.code,
            self.letters,
            Label(_SCANNED, "small", wraps=True),
            across(self.copy_button, None),
            spacing=6,
        )
        self.setLayout(across(told, at_top(self.picture), spacing=16, margins=(16, 12, 16, 12), stretched=0))
