"""What opens the records, and what can be changed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.key_care import has_authority_code
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.safety.code_dialog import CodeDialog
from cpm_desktop.ui.safety.passphrase_dialog import PassphraseDialog
from cpm_desktop.ui.safety.rekey_dialog import RekeyDialog
from cpm_desktop.ui.safety.sheet_dialog import SheetDialog

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

_ABOUT = (
    "Your passphrase opens the records each day, and the recovery code when it is forgotten. Changing either takes a "
    "second; nothing is lost if the power fails meanwhile."
)
_HELD = "The authority holds a code of its own: a manager can open the records when you are ill or gone."
_NOT_HELD = (
    "The authority holds no code: without your passphrase or your recovery code nobody opens the records."
)


_LOST = (
    "The new code was not ticked as kept, and is not shown again. Unless it is printed or written down, make another: "
    "the one before it opens nothing any more."
)


class CodeNotKept(CarePlanningError):
    """A code was made and perhaps not kept."""


class KeysCard(Panel):
    """Says who can open them, and has a button for each dialog. `trouble` is sent with what is to be told."""

    trouble = Signal(object)

    def __init__(self, theme: Theme, desk: Desk, background: Background) -> None:
        """Show who holds a code."""
        super().__init__("panel")
        self.setAccessibleName("What opens the records")
        self._theme, self._desk, self._background = theme, desk, background
        self._held = Label("", "small", wraps=True)
        self.passphrase_button = Button(theme, "Change the passphrase…", icon="key-round")
        self.code_button = Button(theme, "New recovery code…", icon="rotate-ccw")
        self.authority_button = Button(theme, "A code for the authority…", icon="users-round")
        self.rekey_button = Button(theme, "Encrypt everything anew…", icon="refresh-cw")
        self.sheet_button = Button(theme, "Emergency sheet…", icon="printer")
        buttons = FlowLayout()
        for button in (
            self.passphrase_button,
            self.code_button,
            self.authority_button,
            self.rekey_button,
            self.sheet_button,
        ):
            buttons.addWidget(button)
        head = Label("What opens the records", "h3")
        about = Label(_ABOUT, "cell2", wraps=True)
        self.add(down(head, about, self._held, buttons, spacing=10, margins=(20, 16, 20, 16)))
        self.passphrase_button.clicked.connect(self.change_passphrase)
        self.code_button.clicked.connect(lambda: self.make_code(is_authoritys=False))
        self.authority_button.clicked.connect(lambda: self.make_code(is_authoritys=True))
        self.rekey_button.clicked.connect(self.encrypt_anew)
        self.sheet_button.clicked.connect(self.show_sheet)
        self.refresh()

    @property
    def told(self) -> str:
        """What is said of who can open the records."""
        return self._held.text()

    def refresh(self) -> None:
        """Show who holds a code now."""
        try:
            is_held = has_authority_code(self._desk)
        except CarePlanningError as error:
            self._held.setText(error.sentence)
        else:
            self._held.setText(_HELD if is_held else _NOT_HELD)

    def change_passphrase(self) -> None:
        """Ask for the passphrase and the new one."""
        dialog = PassphraseDialog(self._theme, self._desk, self._background, self.window())
        dialog.accepted.connect(
            lambda: announce(self, f"The passphrase is changed. {dialog.changed.backups_sentence()}".strip())
        )
        dialog.open()

    def make_code(self, *, is_authoritys: bool) -> None:
        """Make a code, the person's own or the authority's."""
        dialog = CodeDialog(
            self._theme, self._desk, self._background, self.window(), is_authoritys=is_authoritys
        )
        dialog.finished.connect(lambda _result: self._note_code(dialog))
        dialog.open()

    def _note_code(self, dialog: CodeDialog | RekeyDialog) -> None:
        self.refresh()
        if dialog.is_lost:
            self.trouble.emit(CodeNotKept(_LOST))

    def encrypt_anew(self) -> None:
        """Write everything under a new key, with a new passphrase and a new code."""
        dialog = RekeyDialog(self._theme, self._desk, self._background, self.window())
        dialog.finished.connect(lambda _result: self._note_code(dialog))
        dialog.open()

    def show_sheet(self) -> None:
        """Print or save the emergency sheet."""
        SheetDialog(self._theme, self._desk, self._background, self.window()).open()
