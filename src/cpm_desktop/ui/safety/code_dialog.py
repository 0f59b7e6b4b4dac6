"""A new code: the person's own recovery code, or one for the authority to hold. Shown once, with ways to keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.key_care import (
    ChangedKeys,
    has_authority_code,
    make_authority_code,
    make_recovery_code,
    take_authority_code_back,
)
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import PassphraseField
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.safety.code_panel import CodePanel
from cpm_desktop.ui.signing.working_dialog import WorkingDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

_OWN = (
    "The recovery code opens the records when the passphrase is forgotten. A new one takes the place of the one "
    "you have; do this when the sheet was lost, or somebody may have seen it."
)
_AUTHORITYS = (
    "A second code, for your authority to keep: with it a manager opens the records when you are ill or gone, so "
    "that they are not locked away. Whoever uses it sees everything on this laptop. You can take it back at any time."
)
_NOT_KEPT = "Print the code or write it down, then tick the box. It is shown only now."


class CodeDialog(WorkingDialog):
    """Asks for the passphrase and makes the code; whoever leaves without keeping it is told to make another."""

    def __init__(
        self, theme: Theme, desk: Desk, background: Background, parent: QWidget, *, is_authoritys: bool
    ) -> None:
        """`is_authoritys` makes the code that the authority holds."""
        title = "A code for the authority" if is_authoritys else "New recovery code"
        super().__init__(theme, title, agree="Make the code", background=background, parent=parent)
        self._desk, self._is_authoritys = desk, is_authoritys
        self.changed = ChangedKeys()
        self._about = Label(_AUTHORITYS if is_authoritys else _OWN, "body", wraps=True)
        self.passphrase = PassphraseField(theme)
        self.panel = CodePanel(theme, desk, background)
        self.panel.hide()
        self.withdraw_button = Button(theme, "Take the code back", icon="trash-2")
        self.withdraw_button.setVisible(is_authoritys and has_authority_code(desk))
        self.withdraw_button.clicked.connect(self.withdraw)
        for part in (self._about, self.passphrase, self.message, self.panel):
            self.content.addWidget(part)
        if is_authoritys:
            self.add_to_foot(self.withdraw_button)
        self.passphrase.entered.connect(self.accept)

    @property
    def is_lost(self) -> bool:
        """Whether a code was made and not ticked as kept."""
        return self.is_made and not self.panel.kept.isChecked()

    @property
    def is_made(self) -> bool:
        """Whether the code is shown."""
        return not self.panel.isHidden()

    def accept(self) -> None:
        """Make the code; once it is shown, close if it is kept."""
        if self.is_working:
            return
        if not self.is_made:
            make = make_authority_code if self._is_authoritys else make_recovery_code
            self._begin("Making the code …", make)
        elif self.panel.kept.isChecked():
            super().accept()
        else:
            self.message.tell_problem(_NOT_KEPT)
            self.panel.kept.setFocus()

    def withdraw(self) -> None:
        """Have the authority's code open nothing any more."""
        if not self.is_working and not self.is_made:
            self._begin("Taking the code back …", take_authority_code_back)

    def show_failure(self, error: CarePlanningError) -> None:
        """A passphrase that does not open the records is told beside its field."""
        if isinstance(error, PassphraseRefused):
            self.message.hide()
            self.passphrase.refuse(error.sentence)
        else:
            super().show_failure(error)

    def _begin(self, told: str, make: Callable[[Desk, str], ChangedKeys]) -> None:
        words = self.passphrase.passphrase
        self.passphrase.show_error("" if words else "Type the passphrase that opens the records.")
        if not words:
            self.passphrase.setFocus()
            return
        self.work(told, lambda _there: self._make(make, words))

    def _make(self, make: Callable[[Desk, str], ChangedKeys], words: str) -> None:
        self.changed = make(self._desk, words)

    def _finish(self, made: object) -> None:
        if not self.changed.code:
            super()._finish(made)
            return
        self._running = None
        self.passphrase.clear()
        for part in (self.passphrase, self.message, self.withdraw_button):
            part.hide()
        self.panel.show_code(self.changed.code, is_authoritys=self._is_authoritys)
        self.panel.show()
        self._about.setText(f"This is the only time it is shown. {self.changed.backups_sentence()}".strip())
        self.agree_button.set_text("Done")
        self.agree_button.setEnabled(True)
        self.dismiss_button.hide()
        self.panel.sheet.print_button.setFocus()
