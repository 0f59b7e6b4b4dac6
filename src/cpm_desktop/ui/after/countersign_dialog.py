"""A second person signs under the record: who they are, their signature, and whose key stands behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.countersigning import KeyFromFile, KeyMadeHere, SecondSigner, countersign
from cpm_desktop.ui.close.signature_box import SignatureBox
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field, PassphraseField
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.selects import Option
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.tick_boxes import CheckBox, RadioGroup
from cpm_desktop.ui.signing.working_dialog import WorkingDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

_HERE, _FILE = "here", "file"
CERTIFICATE_FILES = "Certificate files (*.p12 *.pfx)"


class CountersignDialog(WorkingDialog):
    """`accepted` is sent once the second signature is given, read back and kept."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: QWidget
    ) -> None:
        """The record is signed and waits for a second signature."""
        super().__init__(
            theme, "Countersign the record", agree="Countersign", background=background, parent=parent
        )
        self._desk, self._id = desk, meeting_id
        self._path: Path | None = None
        self.choose_file: Callable[[str], str] = lambda title: QFileDialog.getOpenFileName(
            self, title, "", CERTIFICATE_FILES
        )[0]
        worker = desk.workplace().value.worker.name
        self.name, self.role, self.agency = LineEdit(), LineEdit(), LineEdit()
        self.agency.setText(desk.authority().name)
        self.name_field = Field(theme, "Who countersigns", self.name)
        self.read_box = CheckBox(
            theme,
            "They have read the record",
            detail="Their signature comes beside the first, which stays as it is.",
        )
        self.signature = SignatureBox(theme, "who countersigns")
        self.signature.line.setPlaceholderText("Their full name")
        self.key = RadioGroup(
            theme,
            "The key that signs",
            (
                Option(_HERE, "A key made now on this computer, for this signature alone"),
                Option(_FILE, "Their own certificate file"),
            ),
            _HERE,
        )
        self.key.chosen.connect(lambda _key: self._show_key())
        self.file_button = Button(theme, "Choose the certificate file…")
        self.file_button.clicked.connect(self.choose)
        self._file_name = Label("", "small", wraps=True)
        self._file_row = across(self.file_button, self._file_name, spacing=10, stretched=1)
        self._witness_words = f"{worker}’s passphrase: they confirm who signs"
        self.witness = PassphraseField(theme, self._witness_words)
        self.own = PassphraseField(theme, "Passphrase of the certificate file")
        for field in (self.witness, self.own):
            field.entered.connect(self.accept)
        who = across(Field(theme, "Role", self.role), Field(theme, "Agency", self.agency), spacing=12)
        self.content.addWidget(self.name_field)
        self.content.addLayout(who)
        for part in (self.read_box, self.signature, Label("Key", "field"), self.key):
            self.content.addWidget(part)
        self.content.addLayout(self._file_row)
        for below in (self.witness, self.own, self.message):
            self.content.addWidget(below)
        self._show_key()
        self.name.setFocus()

    def choose(self) -> None:
        """Choose the certificate file."""
        chosen = self.choose_file("Choose the certificate file")
        if chosen:
            self._path = Path(chosen)
            self._file_name.setText(self._path.name)
            self.own.setFocus()

    def accept(self) -> None:
        """Check what was entered; if all is there, sign in the background."""
        if self.is_working:
            return
        key = self._given_key()
        signature = self.signature.given()
        self.name_field.show_error("" if self.name.text().strip() else "Enter who countersigns.")
        self.signature.show_error("" if signature else "Sign first: draw the signature, or type the name.")
        if not self.name.text().strip():
            self.name.setFocus()
        elif not self.read_box.isChecked():
            self.message.tell_problem("Tick that they have read the record.")
            self.read_box.setFocus()
        elif signature is None:
            self.signature.focus_first()
        elif key is not None:
            signer = SecondSigner(self.name.text(), self.role.text(), self.agency.text())
            self.work(
                "Countersigning …",
                lambda there: countersign(self._desk, self._id, signer, signature, key, there),
            )

    def show_failure(self, error: CarePlanningError) -> None:
        """Say what went wrong; a passphrase that is refused, beside its field."""
        if isinstance(error, PassphraseRefused):
            self.message.hide()
            self.witness.refuse(error.sentence)
        else:
            super().show_failure(error)

    def _given_key(self) -> KeyMadeHere | KeyFromFile | None:
        """Return whose key signs; None where something is missing, which is said."""
        is_here, field = self.key.chosen_key == _HERE, self._passphrase()
        field.show_error("" if field.passphrase else "Enter the passphrase.")
        if not is_here and self._path is None:
            self.message.tell_problem("Choose the certificate file first.")
            self.file_button.setFocus()
            return None
        if not field.passphrase:
            field.setFocus()
            return None
        if is_here or self._path is None:
            return KeyMadeHere(field.passphrase)
        return KeyFromFile(self._path, field.passphrase)

    def _passphrase(self) -> PassphraseField:
        return self.witness if self.key.chosen_key == _HERE else self.own

    def _show_key(self) -> None:
        is_here = self.key.chosen_key == _HERE
        self.witness.setVisible(is_here)
        for part in (self.own, self.file_button, self._file_name):
            part.setVisible(not is_here)
        self.message.hide()
