"""A paper as it is made: looked at, saved as PDF or as Word, printed. Not modal: the meeting goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.other_papers import make_paper, save_paper
from cpm_desktop.services.printed_copies import ToPrint
from cpm_desktop.ui.after.document_view import DocumentView
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.kit.printing import ask_printer
from cpm_desktop.ui.papers.print_run import PrintRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.other_papers import MadePaper
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running

_DRAWN_AFTER = 400  # milliseconds after the last change: who types on is not held up by drawing
_NO_PRINTER = (
    "No printer is set up on this computer. Save the paper, then open it and print it from the PDF viewer, "
    "or on another computer."
)


class PaperDialog(DialogShell):
    """The pages that are saved and printed are those that are shown."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: QWidget, title: str
    ) -> None:
        """Empty until `show_paper`."""
        super().__init__(theme, title, agree="Print…", dismiss="Close", width=640, parent=parent)
        self.setModal(False)
        self.choose_folder: Callable[[], str] = lambda: QFileDialog.getExistingDirectory(
            self, "Save the paper to a folder"
        )
        self._desk, self._meeting_id, self._background = desk, meeting_id, background
        self._key = ""
        self._drawn: MadePaper | None = None
        self._saved: Path | None = None
        self._drawing: Running[MadePaper] | None = None
        self._printing = PrintRun(desk, meeting_id, background, self)
        self._printing.told.connect(self._standing_told)
        self._printing.ended.connect(self._tell_printed)
        self.document = DocumentView(theme, title)
        self.document.setMinimumHeight(240)
        self.resize(theme.px(680), theme.px(680))
        self._standing = Label("", "cell2", wraps=True)
        self.save_button = Button(theme, "Save…", icon="save", access_key="s")
        self.word_button = Button(theme, "Save as Word…", icon="file-text", access_key="w")
        self.open_button = Button(theme, "Open", icon="external-link")
        self.open_button.setAccessibleName("Open what was saved")
        self.stop_button = Button(theme, "Stop printing", icon="x")
        self.save_button.clicked.connect(self.save)
        self.word_button.clicked.connect(self.save_as_word)
        self.open_button.clicked.connect(self.open_saved)
        self.stop_button.clicked.connect(self.stop)
        self.content.addLayout(across(self._standing, self.document.view.zoom_bar, stretched=0))
        self.content.addWidget(self.document, 1)
        self.add_to_foot(self.save_button, self.word_button, self.open_button, self.stop_button)
        self._show_buttons()
        self._again = pause_timer(self, _DRAWN_AFTER, self._draw)

    @property
    def standing(self) -> str:
        """What is told above the pages."""
        return self._standing.text()

    @property
    def drawn(self) -> MadePaper | None:
        """The paper that is shown; None before it is drawn."""
        return self._drawn

    def show_paper(self, key: str) -> None:
        """Make one of the papers on offer in the background, and show it."""
        self._key, self._drawn, self._saved = key, None, None
        self._standing.setText("Drawing the paper …")
        self._show_buttons()
        self._draw()

    def draw_again(self) -> None:
        """The meeting changed: what may no longer be read is not printed any more."""
        if self.isVisible():
            self._stop_drawing()
            self._drawn = None
            self._standing.setText("The meeting changed. Drawing it again …")
            self._show_buttons()
            self._again.start()

    def accept(self) -> None:
        """Choose a printer and print; the dialog stays."""
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - slow, and seldom wanted

        if self._drawn is None or self._printing.is_on:
            return
        if not QPrinterInfo.availablePrinterNames():
            self._tell(_NO_PRINTER)
            self.save_button.setFocus()
            return
        ask_printer(self, self.print_on, is_fine=True)

    def print_on(self, printer: QPrinter) -> None:
        """Print the paper; pages go to the printer off the window's thread."""
        drawn = self._drawn
        if drawn is None or self._printing.is_on:
            return
        printed = ToPrint(drawn.offer.title, drawn.content, self.document.page_count, drawn.recipient)
        self._printing.start(printer, printed)
        self._show_buttons()
        announce(self, "Printing")

    def stop(self) -> None:
        """Stop printing."""
        if self._printing.is_on:
            self._printing.stop()
            self._tell("Stopped. A page that the printer has already may still come out.")
            self._show_buttons()
            self.agree_button.setFocus()

    def save(self) -> None:
        """Save the paper as a PDF to a folder the person chooses."""
        self._save(as_word=False)

    def save_as_word(self) -> None:
        """Save the paper as a Word file to a folder the person chooses."""
        self._save(as_word=True)

    def open_saved(self) -> None:
        """Hand the saved file to the system's program for it."""
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))

    def done(self, result: int) -> None:
        """Let go of the paper when it is closed."""
        self.let_go()
        super().done(result)

    def let_go(self) -> None:
        """Stop drawing and printing, and forget the paper."""
        self._again.stop()
        self._stop_drawing()
        self._printing.stop()
        self._drawn = None
        self.document.let_go()

    def _save(self, *, as_word: bool) -> None:
        drawn = self._drawn
        folder = self.choose_folder() if drawn is not None else ""
        if drawn is None or not folder:
            return
        try:
            self._saved = save_paper(drawn, Path(folder), as_word=as_word)
        except CarePlanningError as error:
            self._tell(error.sentence)
            return
        self._tell(f"Saved as {self._saved.name}.")
        self._show_buttons()

    def _draw(self) -> None:
        self._stop_drawing()
        desk, meeting_id, key = self._desk, self._meeting_id, self._key
        there = self._background.on_window_thread
        self._drawing = self._background.run(
            lambda running: make_paper(desk, meeting_id, key, there, running.should_stop),
            self._open,
            self._fail,
        )

    def _stop_drawing(self) -> None:
        if self._drawing is not None:
            self._drawing.cancel()
            self._drawing = None

    def _open(self, drawn: MadePaper) -> None:
        self._drawn, self._drawing = drawn, None
        self.document.show_document(drawn.content, drawn.offer.title)
        count = self.document.page_count
        self._tell("1 page" if count == 1 else f"{count} pages")
        self._show_buttons()
        if self.isActiveWindow() and self._takes_keyboard():
            self.agree_button.setFocus()

    def _takes_keyboard(self) -> bool:
        """Tell whether the keyboard goes to the button once a paper is drawn."""
        return True

    def _fail(self, error: CarePlanningError) -> None:
        self._drawing = None
        self.document.let_go()
        self._tell(error.sentence)
        self._show_buttons()

    def _standing_told(self, words: str) -> None:
        self._standing.setText(words)

    def _tell_printed(self, words: str) -> None:
        self._tell(words)
        self._show_buttons()

    def _tell(self, words: str) -> None:
        self._standing.setText(words)
        announce(self, words)

    def _show_buttons(self) -> None:
        is_ready, is_printing = self._drawn is not None, self._printing.is_on
        self.agree_button.setEnabled(is_ready and not is_printing)
        self.save_button.setEnabled(is_ready)
        self.word_button.setEnabled(is_ready)
        self.open_button.setVisible(self._saved is not None)
        self.stop_button.setVisible(is_printing)
