"""Asks for a printer, and prints plain text. The dialog of the system holds up the window it stands over, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget


def ask_printer(over: QWidget, use: Callable[[QPrinter], object], *, is_fine: bool = False) -> None:
    """Ask the person for a printer; `use` is called with the one chosen, and not at all where none is.

    Where `is_fine`, its own dots count, as pictures of pages want them; else text keeps the size it has on the screen.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - slow, and seldom wanted

    modes = QPrinter.PrinterMode
    printer = QPrinter(modes.HighResolution if is_fine else modes.ScreenResolution)
    asking = QPrintDialog(printer, over)
    asking.accepted.connect(lambda: use(printer))
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    QDialog.open(asking)  # its own wants a slot by name


def print_text(over: QWidget, text: str, printed: Callable[[], object]) -> None:
    """Print plain text on a printer that the person chooses; `printed` is called once it was sent there."""

    def send(printer: QPrinter) -> None:
        document = QTextDocument()
        document.setPlainText(text)
        document.print_(printer)
        printed()

    ask_printer(over, send)
