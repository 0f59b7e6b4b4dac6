"""Prints the proofs of cleared records, or saves them as a table or PDF, and says how that went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cpm_desktop.services.clearing_proofs import proofs_file_name, proofs_pdf, save_paper, save_proofs
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
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

_TABLE, _PDF = "Table (*.csv)", "PDF (*.pdf)"


class ProofButtons(QWidget):
    """Two buttons and a message below them."""

    def __init__(self, theme: Theme, desk: Desk, background: Background) -> None:
        """Nothing is made yet."""
        super().__init__()
        self._desk, self._background = desk, background
        self.choose_file: Callable[[], str] = lambda: QFileDialog.getSaveFileName(
            self, "Save the proofs", proofs_file_name(desk), f"{_TABLE};;{_PDF}"
        )[0]
        self.print_button = Button(theme, "Print the proofs…", icon="printer")
        self.save_button = Button(theme, "Save the proofs…", icon="save")
        self.message = Message(theme, "info")
        self.message.hide()
        buttons = FlowLayout()
        for button in (self.print_button, self.save_button):
            buttons.addWidget(button)
        self.setLayout(down(buttons, self.message, spacing=10))
        self.print_button.clicked.connect(lambda: ask_printer(self, self.print_on, is_fine=True))
        self.save_button.clicked.connect(self.save)

    def save(self) -> None:
        """Ask where, and write a table there, or a PDF if the name ends so."""
        chosen = self.choose_file()
        if not chosen:
            return
        path, there, desk = Path(chosen), self._background.on_window_thread, self._desk
        if path.suffix.lower() == ".pdf":
            self._run(lambda: save_paper(proofs_pdf(desk, there), path), "The proofs are saved.")
        else:
            self._run(lambda: there(lambda: save_proofs(desk, path)), "The proofs are saved.")

    def print_on(self, printer: QPrinter) -> None:
        """Print the proofs."""
        printer.setDocName("Cleared records")
        there, desk = self._background.on_window_thread, self._desk
        self._background.run(
            lambda running: print_document(
                proofs_pdf(desk, there), printer, running.report, running.should_stop
            ),
            lambda _done: self._tell("The proofs were sent to the printer."),
            self._tell_problem,
        )

    def _run(self, doing: Callable[[], object], done: str) -> None:
        self._background.run(lambda _running: doing(), lambda _done: self._tell(done), self._tell_problem)

    def _tell(self, said: str) -> None:
        self.message.show_message("good", said)
        self.message.show()
        self.message.say()

    def _tell_problem(self, error: CarePlanningError) -> None:
        self.message.tell_problem(error.sentence)
        self.message.show()
