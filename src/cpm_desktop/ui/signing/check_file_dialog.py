"""Check a signed file: any PDF, from wherever it came; the answer in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cpm_desktop.services.checking import check_file
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.checking import Checked
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

_ABOUT = (
    "Says whether a signed file is whole and unchanged, by whom and when it was signed, whether the certificate is "
    "known, and what came after. The file stays where it is, and nothing is sent anywhere."
)


class CheckFileDialog(DialogShell):
    """One file after another may be chosen; closing leaves nothing behind."""

    def __init__(self, theme: Theme, desk: Desk, background: Background, parent: QWidget) -> None:
        """Ask for the file."""
        super().__init__(theme, "Check a signed file", agree="Close", width=680, parent=parent)
        self._desk, self._background, self._number = desk, background, 0
        self.dismiss_button.hide()
        self.choose_file: Callable[[], str] = lambda: QFileDialog.getOpenFileName(
            self, "Check a signed file", "", "PDF files (*.pdf);;All files (*)"
        )[0]
        self.file_button = Button(theme, "Choose the file…", icon="folder-open")
        self.file_button.clicked.connect(self.choose)
        self._file_name = Label("", "small", wraps=True)
        self.message = Message(theme, "info")
        self.message.hide()
        self.content.addWidget(Label(_ABOUT, "body", wraps=True))
        self.content.addLayout(across(self.file_button, self._file_name, spacing=10, stretched=1))
        self.content.addWidget(self.message)

    def choose(self) -> None:
        """Choose a file; it is checked at once, off the window's thread."""
        chosen = self.choose_file()
        if not chosen:
            return
        self._number += 1
        number, path = self._number, Path(chosen)
        self._file_name.setText(path.name)
        self.message.show_message("info", "Checking …")
        self.message.show()
        self._background.run(
            lambda _running: check_file(path, self._desk),
            lambda checked: self._tell(number, checked),
            lambda error: self._tell_problem(number, error),
        )

    def _tell(self, number: int, checked: Checked) -> None:
        if number == self._number:  # else another file was chosen meanwhile
            self.message.show_message(
                "good" if checked.is_valid else "danger", checked.answer, checked.details
            )
            self.message.say()

    def _tell_problem(self, number: int, error: CarePlanningError) -> None:
        if number == self._number:
            self.message.tell_problem(error.sentence)
