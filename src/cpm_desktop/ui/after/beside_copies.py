"""What is done beside sending the signed copies: Word files, printing with a number, and the other papers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.services.other_papers import PaperKind
from cpm_desktop.services.printed_copies import ToPrint, printed_lines
from cpm_desktop.services.report_copy import report_copies
from cpm_desktop.services.word_copies import save_word_copy, save_word_report
from cpm_desktop.ui.kit.arranging import down, empty
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.printing import ask_printer
from cpm_desktop.ui.papers.papers_dialog import OpenPapers
from cpm_desktop.ui.papers.print_run import PrintRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

    from cpm_desktop.domain.changes import Patch
    from cpm_desktop.ui.after.reading_pane import ReadingPane
    from cpm_desktop.ui.kit.messages import MessageTone
    from cpm_desktop.ui.shell.background import Running
    from cpm_desktop.ui.shell.page import Page


_FILE = "file"
_NO_PRINTER = "Save the copy, then print it from the PDF viewer, or on another computer."
_NOT_SIGNED = "It is marked as not the signed record. The record is the signed PDF."


class Saving(Protocol):
    """What the page does for this."""

    choose_folder: Callable[[str], str]

    def tell(self, tone: MessageTone, heading: str, sentence: str = "") -> None:
        """Say something above the list."""

    def run_aside(
        self, work: Callable[[Running[object]], object], on_done: Callable[[object], object]
    ) -> None:
        """Do some work off the window's thread."""


class PrintedPanel(QFrame):
    """What was printed, the newest first; hidden while nothing was."""

    def __init__(self) -> None:
        """Empty until `show_lines`."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("Printed copies")
        self._head = SectionHead("Printed copies", count="")
        self._box = QVBoxLayout()
        self._box.setSpacing(3)
        self.setLayout(down(self._head, self._box, spacing=5, margins=(16, 9, 16, 11)))
        self._lines: tuple[str, ...] = ()
        self.hide()

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show a line for each."""
        self.setVisible(bool(lines))
        if lines == self._lines:
            return
        self._lines = lines
        self._head.set_count(str(len(lines)))
        empty(self._box)
        for line in lines:
            self._box.addWidget(Label(line, "cell", wraps=True))


class BesideCopies:
    """The doings of one page. What it saves and prints is the copy that is being read, as its reader gets it."""

    def __init__(self, page: Page, meeting_id: str, reading: ReadingPane, saving: Saving) -> None:
        """Follow the buttons of the reading pane; the page is told through `saving`."""
        self._page, self._id, self._reading, self._saving = page, meeting_id, reading, saving
        self._papers = OpenPapers(page, meeting_id)
        self.printed = PrintedPanel()
        self.printing = PrintRun(page.desk, meeting_id, page.navigator.background, page)
        self.printing.told.connect(lambda words: saving.tell("info", words))
        self.printing.ended.connect(lambda words: saving.tell("info", words))
        reading.print_asked.connect(lambda: page.attempt(self.print_shown))
        reading.word_asked.connect(lambda: page.attempt(self.save_as_word))

    def offer_all(self) -> None:
        """Put everything into the palette."""
        page = self._page
        page.offer("Print the copy shown…", self.print_shown, "Ctrl+P")
        page.offer("Stop printing", self.stop)
        page.offer("Save the copy shown as Word…", self.save_as_word, "Ctrl+Shift+W")
        for copy in report_copies(page.desk, self._id):
            page.offer(
                f"Save the copy for: {copy.title}, as Word…", partial(self.save_report_as_word, copy.id)
            )
        for words, kind in (
            ("Other papers of this meeting…", PaperKind.ACTION_LIST),
            ("Letters after the meeting…", PaperKind.LETTER),
            ("Slips about unmet needs…", PaperKind.SLIP),
            ("Attendance sheet…", PaperKind.ATTENDANCE),
        ):
            page.offer(words, partial(self.show_papers, kind))

    def show_papers(self, kind: PaperKind) -> None:
        """Look at the other papers, beginning with one of a kind."""
        self._papers.show(kind)

    def show_printed(self) -> None:
        """Show what was printed."""
        self.printed.show_lines(printed_lines(self._page.desk, self._id))

    def save_as_word(self, attendee_id: str | None = None) -> None:
        """Save a person's copy as a Word file, the file copy for an empty id, or else the copy that is read."""
        page, saving, meeting_id = self._page, self._saving, self._id
        person = self._shown_person() if attendee_id is None else attendee_id
        folder = saving.choose_folder("Save as Word to a folder")
        there = page.navigator.background.on_window_thread
        if not folder:
            return
        saving.tell("info", "Writing the Word file …")
        saving.run_aside(
            lambda _running: save_word_copy(page.desk, meeting_id, person, Path(folder), there).name,
            lambda name: saving.tell("good", f"Saved as {name}", _NOT_SIGNED),
        )

    def save_report_as_word(self, copy_id: str) -> None:
        """Save the copy for a purpose as a Word file."""
        page, saving, meeting_id = self._page, self._saving, self._id
        folder = saving.choose_folder("Save as Word to a folder")
        there = page.navigator.background.on_window_thread
        if folder:
            saving.run_aside(
                lambda _running: save_word_report(page.desk, meeting_id, copy_id, Path(folder), there).name,
                lambda name: saving.tell("good", f"Saved as {name}", _NOT_SIGNED),
            )

    def print_shown(self) -> None:
        """Ask for a printer, and print the copy that is read."""
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - slow, and seldom wanted

        if not self._reading.shown or self.printing.is_on:
            return
        if not QPrinterInfo.availablePrinterNames():
            self._saving.tell("warn", "No printer is set up on this computer", _NO_PRINTER)
            return
        ask_printer(self._page, self.print_on, is_fine=True)

    def print_on(self, printer: QPrinter) -> None:
        """Print the copy that is read on a printer; where it was only looked at so far, it is signed first."""
        content = self._reading.shown
        if content and not self._reading.is_signed:
            self._reading.sign_shown(partial(self.print_on, printer))
            return
        if content:
            person = self._page.desk.meeting(self._id).value.attendee(self._reading.reader)
            what = f"{person.name}’s copy" if person is not None else "File copy"
            printed = ToPrint(what, content, self._reading.page_count, self._shown_person())
            self.printing.start(printer, printed)

    def stop(self) -> None:
        """Stop printing."""
        if self.printing.is_on:
            self.printing.stop()
            self._saving.tell("info", "Stopped. A page that the printer has already may still come out.")

    def follow(self, patch: Patch) -> None:
        """The meeting changed: papers that are open are drawn again."""
        self._papers.follow(patch)

    def let_go(self) -> None:
        """The page goes: stop printing and forget the papers."""
        self.printing.stop()
        self._papers.let_go()

    def _shown_person(self) -> str:
        return "" if self._reading.reader == _FILE else self._reading.reader
