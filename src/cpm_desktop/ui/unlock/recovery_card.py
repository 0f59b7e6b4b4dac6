"""The card for somebody who forgot the passphrase: the recovery code and a new passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from cpm_desktop.domain.passphrases import LEAST_LETTERS, passphrase_advice
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.error_summary import ErrorSummary
from cpm_desktop.ui.kit.fields import Field, PassphraseField
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.kit.theme import Theme

TOO_SHORT = f"Use at least {LEAST_LETTERS} letters and spaces; four words are easy to remember."
NOT_THE_SAME = "The two passphrases are not the same. Type the second one again."


class RecoveryCard(QFrame):
    """Sends `agreed` with code and new passphrase, or `dismissed`. What is typed stays when it is refused."""

    agreed = Signal(str, str)
    dismissed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("Recovery code")
        self._line = LineEdit(is_large=True)
        self.code = Field(
            theme, "Recovery code", self._line, hint="As printed; spaces and small letters do not matter."
        )
        self.passphrase = PassphraseField(theme, "New passphrase", hint=TOO_SHORT)
        self.again = PassphraseField(theme, "The same again")
        self.errors = ErrorSummary(theme)
        self.agree_button = Button(theme, "Open with the code", "big_primary", icon="key-round")
        self.dismiss_button = Button(theme, "Back", "big")
        self.setLayout(
            down(
                Label("Use the recovery code", "h1"),
                Label(
                    "The code opens the records once; you choose a new passphrase now.", "cell2", wraps=True
                ),
                self.errors,
                self.code,
                self.passphrase,
                self.again,
                across(self.dismiss_button, None, self.agree_button),
                spacing=14,
                margins=(34, 28, 34, 26),
            )
        )
        self.agree_button.clicked.connect(self.agree)
        self.dismiss_button.clicked.connect(self.dismissed)
        self.again.entered.connect(self.agree)
        self.passphrase.edited.connect(self._advise)
        self.setFocusProxy(self.code)

    def agree(self) -> None:
        """Check what was typed and send it on."""
        errors: list[tuple[str, QWidget]] = []
        for field in (self.code, self.passphrase, self.again):
            field.show_error("")
        if not self._line.text().strip():
            errors.append(("Type the recovery code.", self.code))
        if not passphrase_advice(self.passphrase.passphrase).is_long_enough:
            errors.append((TOO_SHORT, self.passphrase))
        elif self.passphrase.passphrase != self.again.passphrase:
            errors.append((NOT_THE_SAME, self.again))
        self.errors.show_errors(errors)
        if not errors:
            self.agreed.emit(self._line.text(), self.passphrase.passphrase)

    def refuse(self, sentence: str) -> None:
        """Say what was wrong with the code."""
        self.errors.show_errors([(sentence, self.code)])

    def set_busy(self, *, is_busy: bool) -> None:
        """While the store is being opened nothing can be sent twice."""
        self.agree_button.setEnabled(not is_busy)

    def clear(self) -> None:
        """Forget what was typed."""
        self._line.clear()
        self.passphrase.clear()
        self.again.clear()

    def _advise(self) -> None:
        self.passphrase.set_hint(passphrase_advice(self.passphrase.passphrase).sentence)
