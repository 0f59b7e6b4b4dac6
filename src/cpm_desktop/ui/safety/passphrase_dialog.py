"""Changing the passphrase: the one that opens the records now, and the new one twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.key_care import ChangedKeys, set_passphrase
from cpm_desktop.ui.kit.fields import PassphraseField
from cpm_desktop.ui.safety.new_passphrase import NewPassphrase
from cpm_desktop.ui.signing.working_dialog import WorkingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background


class PassphraseDialog(WorkingDialog):
    """What opens the records from now on; nothing of them is encrypted anew, so it takes a second."""

    def __init__(self, theme: Theme, desk: Desk, background: Background, parent: QWidget) -> None:
        """Empty."""
        super().__init__(
            theme,
            "Change the passphrase",
            agree="Change the passphrase",
            background=background,
            parent=parent,
        )
        self._desk = desk
        self.changed = ChangedKeys()
        self.add_sentence(
            "From then on the new passphrase opens the records and the backups on this computer. The recovery code "
            "stays as it is. If somebody else may know the old one, also encrypt everything anew."
        )
        self.current = PassphraseField(theme, "Passphrase now")
        self.wanted = NewPassphrase(theme, desk.workplace().value.worker.name)
        for part in (self.current, self.wanted, self.message):
            self.content.addWidget(part)
        self.current.entered.connect(self.wanted.passphrase.setFocus)
        self.wanted.again.entered.connect(self.accept)

    def accept(self) -> None:
        """Check what was typed; if all is there, change it in the background."""
        if self.is_working:
            return
        now = self.current.passphrase
        self.current.show_error("" if now else "Type the passphrase that opens the records now.")
        if not now:
            self.current.setFocus()
        elif self.wanted.check():
            wanted = self.wanted.text
            self.work("Changing the passphrase …", lambda _there: self._change(now, wanted))

    def show_failure(self, error: CarePlanningError) -> None:
        """A passphrase that does not open the records is told beside its field."""
        if isinstance(error, PassphraseRefused):
            self.message.hide()
            self.current.refuse(error.sentence)
        else:
            super().show_failure(error)

    def _change(self, now: str, wanted: str) -> None:
        self.changed = set_passphrase(self._desk, now, wanted)
