"""Signing the addendum of a manager's comment or an answered request: the signature, and the passphrase again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.handover import ManagerComment
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.addendum import sign_addendum
from cpm_desktop.ui.close.signature_box import SignatureBox
from cpm_desktop.ui.kit.arranging import down, frame
from cpm_desktop.ui.kit.fields import PassphraseField
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.signing.working_dialog import WorkingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.domain.handover import CorrectionRequest
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background


class AddendumDialog(WorkingDialog):
    """`accepted` is sent once the addendum is signed, read back and kept."""

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        meeting_id: str,
        comment: ManagerComment | CorrectionRequest,
        background: Background,
        parent: QWidget,
    ) -> None:
        """The record is signed; the comment, or the answer to the request, is added to it."""
        agree = "Sign the addendum"
        super().__init__(theme, agree, agree=agree, background=background, parent=parent)
        self._desk, self._id, self._comment = desk, meeting_id, comment
        self.signature = SignatureBox(theme, desk.workplace().value.worker.name)
        self.passphrase = PassphraseField(theme, "Your passphrase, once more")
        self.passphrase.entered.connect(self.accept)
        role = comment.role if isinstance(comment, ManagerComment) else ""
        by = ", ".join(part for part in (comment.by, role) if part)
        words = comment.text if isinstance(comment, ManagerComment) else f"{comment.text}\n{comment.words}"
        about = down(
            Label(words, "cell", wraps=True),
            Label(by, "small", wraps=True),
            spacing=2,
            margins=(16, 12, 16, 12),
        )
        for part in (frame("sunken", about), self.signature, self.passphrase, self.message):
            self.content.addWidget(part)
        self.signature.focus_first()

    def accept(self) -> None:
        """Check what was entered; if all is there, sign in the background."""
        if self.is_working:
            return
        signature, passphrase = self.signature.given(), self.passphrase.passphrase
        self.signature.show_error("" if signature else "Sign first: draw your signature, or type your name.")
        self.passphrase.show_error(
            "" if passphrase else "Enter your passphrase: it shows that it is you who signs."
        )
        if signature is None:
            self.signature.focus_first()
        elif not passphrase:
            self.passphrase.setFocus()
        else:
            self.work(
                "Signing the addendum …",
                lambda there: sign_addendum(
                    self._desk, self._id, self._comment.id, passphrase, signature, there
                ),
            )

    def show_failure(self, error: CarePlanningError) -> None:
        """Say what went wrong; a passphrase that is refused, beside its field."""
        if isinstance(error, PassphraseRefused):
            self.message.hide()
            self.passphrase.refuse(error.sentence)
        else:
            super().show_failure(error)
