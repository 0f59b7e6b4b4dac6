"""Somebody joined remotely: asks softly whether they are alone, in a private place, and notes the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Strip

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme


class PrivacyLine(Strip):
    """Hidden until somebody joins remotely. `answered` is sent with who, and whether they are alone in private."""

    answered = Signal(str, bool)

    def __init__(self, theme: Theme) -> None:
        """Hidden until `ask`."""
        super().__init__("Alone and private?")
        self._who = ""
        self._words = Label("", "small", wraps=True)
        self.private_button = Button(theme, "Alone and private", "mini")
        self.private_button.tell_keys("Alt+7")
        self.private_button.clicked.connect(lambda: self.answer(is_private=True))
        self.open_button = Button(theme, "Not alone", "mini")
        self.open_button.tell_keys("Alt+8")
        self.open_button.clicked.connect(lambda: self.answer(is_private=False))
        self.close_button = Button(theme, "Not asked", "link")
        self.close_button.clicked.connect(self.hide)
        buttons = FlowLayout(spacing=7)
        for button in (self.private_button, self.open_button, self.close_button):
            buttons.addWidget(button)
        icon = IconLabel(theme, "video", "accent", 15)
        parts = (icon, self._words, frame("clear", buttons))
        self.setLayout(
            across(*parts, spacing=8, margins=(20, 4, 16, 6), stretched=1),
        )
        self.hide()

    @property
    def words(self) -> str:
        """What it asks."""
        return self._words.text()

    def ask(self, attendee_id: str, name: str) -> None:
        """Ask about somebody; the keyboard stays where it is."""
        self._who = attendee_id
        self._words.setText(f"{name} joins remotely: are they alone, in a private place?")
        self.show()
        announce(self, f"{self._words.text()} Alt 7 yes, Alt 8 no.")

    def answer(self, *, is_private: bool) -> None:
        """Take the answer; nothing where nothing is asked."""
        if self.isVisible():
            self.hide()
            self.answered.emit(self._who, is_private)
