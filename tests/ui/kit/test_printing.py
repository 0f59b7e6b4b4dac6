"""Printing plain text, on a printer that the person chose in the system's dialog."""

from pathlib import Path

import pikepdf
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.printing import print_text


def test_text_goes_to_the_printer_that_was_chosen_and_the_window_is_all_that_waits(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, told = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    path = tmp_path / "sheet.pdf"
    print_text(window, "F1: all keys", lambda: told.append(path.stat().st_size))
    dialog = window.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    assert dialog.windowModality() is Qt.WindowModality.WindowModal
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    assert not told
    dialog.accepted.emit(printer)
    assert told
    with pikepdf.open(path) as printed:
        assert len(printed.pages) == 1
    dialog.reject()


def test_nothing_is_printed_where_no_printer_is_chosen(qtbot: QtBot) -> None:
    window, told = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    print_text(window, "F1: all keys", lambda: told.append(1))
    dialog = window.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    dialog.reject()
    assert not told
