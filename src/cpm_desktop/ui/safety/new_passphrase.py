"""A new passphrase, twice, with a plain hint on its strength."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cpm_desktop.domain.passphrases import passphrase_advice
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.fields import PassphraseField

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme

TOO_WEAK = "Use at least 12 letters and spaces that nobody would guess; four words are easy to remember."
NOT_THE_SAME = "The two passphrases are not the same. Type the second one again."


class NewPassphrase(QWidget):
    """Both fields; `check` says what is wrong beside the one it is about."""

    def __init__(self, theme: Theme, name: str = "") -> None:
        """`name` is the person's, which should not stand in it."""
        super().__init__()
        self._name = name
        self.passphrase = PassphraseField(theme, "New passphrase", hint=passphrase_advice("").sentence)
        self.again = PassphraseField(theme, "The new passphrase again")
        self.setLayout(down(self.passphrase, self.again, spacing=12))
        self.passphrase.edited.connect(self._advise)
        self.passphrase.entered.connect(self.again.setFocus)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.passphrase.passphrase

    def check(self) -> bool:
        """Tell whether it may be used; else the keyboard goes to the field that is wrong."""
        is_good = passphrase_advice(self.text).is_long_enough
        is_same = self.text == self.again.passphrase
        self.passphrase.show_error("" if is_good else TOO_WEAK)
        self.again.show_error("" if is_same or not is_good else NOT_THE_SAME)
        if not is_good:
            self.passphrase.setFocus()
        elif not is_same:
            self.again.setFocus()
        return is_good and is_same

    def clear(self) -> None:
        """Forget what was typed."""
        self.passphrase.clear()
        self.again.clear()

    def _advise(self) -> None:
        self.passphrase.set_hint(passphrase_advice(self.text, self._name).sentence)
