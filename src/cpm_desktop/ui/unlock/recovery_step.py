"""Step 3: the recovery code, to print or write down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.printing import print_text
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.unlock.step import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.ui.kit.theme import Theme

_NOT_KEPT = "Print the code or write it down, then tick the box. It is shown only now."


def recovery_sheet(code: str) -> str:
    """Return the text that is printed or saved: the code, and what it is for. It names nobody."""
    return (
        "Care planning: recovery code of one laptop\n\n"
        f"{code}\n\n"
        "With this code the encrypted records on the laptop can be opened when the passphrase is forgotten.\n"
        "Keep it at the office under lock and key, not with the laptop.\n"
        "Choose “I cannot get in: use my recovery code” when the laptop asks for the passphrase.\n"
    )


class RecoveryStep(Step):
    """The code in large letters, ways to keep it, and a tick that it is kept."""

    def __init__(self, theme: Theme) -> None:
        """The code is put in by `show_code`."""
        super().__init__(
            theme,
            3,
            "Keep the recovery code",
            "It opens the records if you forget the passphrase. It is shown once, now.",
            on="Next: copies",
        )
        self._code = ""
        self.code_label = Label("", "h2", wraps=True, selectable=True)
        self.print_button = Button(theme, "Print…", icon="printer", access_key="p")
        self.save_button = Button(theme, "Save as text…", icon="save", access_key="s")
        self.kept = CheckBox(theme, "I have printed it or written it down, and keep it away from this laptop")
        self.message = Message(theme, "danger")
        self.message.hide()
        box = frame("panel", down(self.code_label, margins=(22, 18, 22, 18)))
        self.fields.addWidget(box)
        self.fields.addLayout(across(self.print_button, self.save_button, None))
        self.fields.addWidget(self.message)
        self.fields.addWidget(self.kept)
        self.back_button.hide()
        self.print_button.clicked.connect(self.print_code)
        self.save_button.clicked.connect(self._ask_where)

    @property
    def code(self) -> str:
        """The code."""
        return self._code

    def show_code(self, code: str) -> None:
        """Show the code."""
        self._code = code
        self.code_label.setText(code)
        self.code_label.setAccessibleName(f"Recovery code: {code}")

    def check(self) -> Sequence[tuple[str, QWidget]]:
        """The box must be ticked."""
        return () if self.kept.isChecked() else [(_NOT_KEPT, self.kept)]

    def first_field(self) -> QWidget:
        """The first way to keep it."""
        return self.print_button

    def summary(self) -> str:
        """That it is kept."""
        return "Kept away from this laptop"

    def print_code(self) -> None:
        """Print the sheet on a printer the person chooses."""
        sheet = recovery_sheet(self._code)
        print_text(self, sheet, lambda: announce(self, "The code was sent to the printer"))

    def save_code(self, path: Path) -> None:
        """Write the sheet into a file; what goes wrong is told."""
        try:
            path.write_text(recovery_sheet(self._code), encoding="utf-8")
        except OSError:
            self.message.show_message(
                "danger", "The file could not be written.", "Choose another folder, or write the code down."
            )
        else:
            self.message.show_message(
                "warn",
                "Saved. Move the file off this laptop.",
                "Beside the records it protects nothing.",
            )
        self.message.say()

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save the recovery code", "recovery-code.txt", "Text (*.txt)"
        )
        if chosen:
            self.save_code(Path(chosen))
