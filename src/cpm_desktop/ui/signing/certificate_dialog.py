"""My signing certificate: what signs now, and taking a certificate file in its place or going back to one made here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.services.signing_key import (
    KEPT,
    MADE,
    READ,
    CertificateInUse,
    certificate_in_use,
    keep_certificate_file,
    key_source,
    use_certificate_file,
    use_certificate_made_here,
)
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import PassphraseField
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.selects import Option
from cpm_desktop.ui.kit.tick_boxes import RadioGroup
from cpm_desktop.ui.signing.working_dialog import WorkingDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

CERTIFICATE_FILES = "Certificate files (*.p12 *.pfx)"
_LOOKING = "Looking into the certificate …"
_SOURCES = (
    Option(MADE, "A key made on this computer; nobody else vouches for who I am"),
    Option(KEPT, "A certificate file, kept with the records"),
    Option(READ, "A certificate file that stays where it is; its passphrase is asked each time I unlock"),
)


class CertificateDialog(WorkingDialog):
    """Changes what signs from now on; what was signed stays as it is."""

    def __init__(self, theme: Theme, desk: Desk, background: Background, parent: QWidget) -> None:
        """Look up what signs now."""
        super().__init__(
            theme, "My signing certificate", agree="Use this", background=background, parent=parent
        )
        self._desk = desk
        self._path: Path | None = None
        self.choose_file: Callable[[str], str] = lambda title: QFileDialog.getOpenFileName(
            self, title, "", CERTIFICATE_FILES
        )[0]
        self.in_use = Label("Looking it up …", "cell", wraps=True)
        about = down(Label("What signs now", "field"), self.in_use, spacing=2, margins=(16, 12, 16, 12))
        self.source = RadioGroup(theme, "What signs from now on", _SOURCES, key_source(desk))
        self.source.chosen.connect(lambda _key: self._show_source())
        self.file_button = Button(theme, "Choose the certificate file…")
        self.file_button.clicked.connect(self.choose)
        self._file_name = Label("", "small", wraps=True)
        self.passphrase = PassphraseField(theme, "Passphrase of the certificate file")
        self.passphrase.entered.connect(self.accept)
        for part in (frame("sunken", about), Label("From now on", "field"), self.source):
            self.content.addWidget(part)
        self.content.addLayout(across(self.file_button, self._file_name, spacing=10, stretched=1))
        for below in (self.passphrase, self.message):
            self.content.addWidget(below)
        self._show_source()
        self._looking = background.run(
            lambda _running: certificate_in_use(desk), self._show_in_use, self._show_trouble
        )

    def choose(self) -> None:
        """Choose the certificate file."""
        chosen = self.choose_file("Choose the certificate file")
        if chosen:
            self._show_path(Path(chosen))
            self.passphrase.setFocus()

    def accept(self) -> None:
        """Check what was entered; if all is there, take the certificate in the background."""
        source, path, words = self.source.chosen_key, self._path, self.passphrase.passphrase
        if self.is_working:
            return
        if source == MADE:
            self.work(_LOOKING, lambda _there: use_certificate_made_here(self._desk))
            return
        self.passphrase.show_error("" if words else "Enter the passphrase of the certificate file.")
        if path is None:
            self.message.tell_problem("Choose the certificate file first.")
            self.file_button.setFocus()
        elif not words:
            self.passphrase.setFocus()
        else:
            take = keep_certificate_file if source == KEPT else use_certificate_file
            self.work(_LOOKING, lambda _there: take(self._desk, path, words))

    def reject(self) -> None:
        """Close; what is being taken is taken to its end."""
        if not self.is_working:
            self._looking.cancel()
        super().reject()

    def _show_in_use(self, in_use: CertificateInUse) -> None:
        self.in_use.setText(said_in_use(in_use))
        if in_use.file and self._path is None:
            self._show_path(Path(in_use.file))

    def _show_trouble(self, error: CarePlanningError) -> None:
        self.in_use.setText(error.sentence)

    def _show_path(self, path: Path) -> None:
        self._path = path
        self._file_name.setText(path.name)

    def _show_source(self) -> None:
        is_file = self.source.chosen_key != MADE
        for part in (self.file_button, self._file_name, self.passphrase):
            part.setVisible(is_file)
        self.message.hide()


def said_in_use(in_use: CertificateInUse) -> str:
    """Say what signs now, in sentences."""
    if not in_use.name:
        return f"“{Path(in_use.file).name}”, which is not open yet. Enter its passphrase to sign with it."
    until = f" It signs until {long_day_text(in_use.valid_until.date())}." if in_use.valid_until else ""
    who = (
        f"issued by “{in_use.issuer}”"
        if in_use.issuer
        else "made on this computer; nobody else vouches for it"
    )
    return f"{in_use.name}, {who}.{until}"
