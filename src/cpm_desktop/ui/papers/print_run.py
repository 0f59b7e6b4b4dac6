"""Sends a paper to a printer off the window's thread, with its number at the foot of each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cpm_desktop.services.printed_copies import foot_of, note_printed, note_printing
from cpm_desktop.ui.room.printing import print_document

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.domain.handover import PrintedCopy
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.printed_copies import ToPrint
    from cpm_desktop.ui.shell.background import Background, Running


class PrintRun(QObject):
    """One printing at a time. `told` says how far it is, `ended` how it ended, in words."""

    told = Signal(str)
    ended = Signal(str)

    def __init__(self, desk: Desk, meeting_id: str, background: Background, parent: QObject) -> None:
        """Nothing is printed yet."""
        super().__init__(parent)
        self._desk, self._id, self._background = desk, meeting_id, background
        self._running: Running[int] | None = None

    @property
    def is_on(self) -> bool:
        """Whether something is being printed."""
        return self._running is not None

    def start(self, printer: QPrinter, printed: ToPrint) -> None:
        """Number it, note it, and send its pages to a printer."""
        if self._running is not None:
            return
        copy = note_printing(self._desk, self._id, printed)
        foot = foot_of(self._desk, copy)
        printer.setDocName(f"Printed copy {copy.number}")  # the queue of a printer names nobody
        self._running = self._background.run(
            lambda running: print_document(
                printed.content, printer, running.report, running.should_stop, foot
            ),
            lambda count: self._end(copy, count),
            self._fail,
            lambda text, _done, _of: self.told.emit(text),
        )

    def stop(self) -> None:
        """Stop printing; what the printer has already may still come out."""
        if self._running is not None:
            self._running.cancel()
            self._running = None

    def _end(self, copy: PrintedCopy, count: int) -> None:
        self._running = None
        note_printed(self._desk, self._id, copy)
        pages = "1 page" if count == 1 else f"{count} pages"
        self.ended.emit(f"{pages} sent to the printer as printed copy {copy.number}")

    def _fail(self, error: CarePlanningError) -> None:
        self._running = None
        self.ended.emit(error.sentence)
