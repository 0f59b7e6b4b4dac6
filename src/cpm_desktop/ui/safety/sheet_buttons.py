"""Prints the emergency sheet or saves it as PDF, and says how that went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cpm_desktop.services.emergency_sheet import SHEET_NAME, emergency_sheet, save_sheet
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.printing import ask_printer
from cpm_desktop.ui.room.printing import print_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background


class SheetButtons(QWidget):
    """Two buttons and a message below them. `before` is called first, to take what was typed."""

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        background: Background,
        before: Callable[[], object] = lambda: None,
    ) -> None:
        """Without a code until `set_code`."""
        super().__init__()
        self._desk, self._background, self._before = desk, background, before
        self._code, self._is_authoritys = "", False
        self.choose_file: Callable[[], str] = lambda: QFileDialog.getSaveFileName(
            self, "Save the emergency sheet", SHEET_NAME, "PDF (*.pdf)"
        )[0]
        self.print_button = Button(theme, "Print the emergency sheet…", icon="printer", access_key="p")
        self.save_button = Button(theme, "Save it as PDF…", icon="save", access_key="s")
        self.message = Message(theme, "info")
        self.message.hide()
        self.setLayout(down(across(self.print_button, self.save_button, None), self.message, spacing=12))
        self.print_button.clicked.connect(lambda: ask_printer(self, self.print_on, is_fine=True))
        self.save_button.clicked.connect(self.save)

    def set_code(self, code: str, *, is_authoritys: bool) -> None:
        """Put a code on the sheet, or leave a line for it."""
        self._code, self._is_authoritys = code, is_authoritys

    def save(self) -> None:
        """Ask where, and write the sheet there."""
        chosen = self.choose_file()
        if chosen:
            done = "Saved. Move the file off this laptop: beside the records it protects nothing."
            self._make(lambda content, _running: save_sheet(content, Path(chosen)), done)

    def print_on(self, printer: QPrinter) -> None:
        """Print the sheet."""
        printer.setDocName("Emergency sheet")
        self._make(
            lambda content, running: print_document(content, printer, running.report, running.should_stop),
            "The sheet was sent to the printer.",
        )

    def _make(self, use: Callable[..., object], done: str) -> None:
        self._before()
        code, is_authoritys, there = self._code, self._is_authoritys, self._background.on_window_thread

        def tell(_made: object) -> None:
            self.message.show_message("good", done)
            self.message.show()
            self.message.say()

        self._background.run(
            lambda running: use(
                emergency_sheet(self._desk, code, is_authoritys=is_authoritys, on_window_thread=there),
                running,
            ),
            tell,
            self._tell_problem,
        )

    def _tell_problem(self, error: CarePlanningError) -> None:
        self.message.tell_problem(error.sentence)
