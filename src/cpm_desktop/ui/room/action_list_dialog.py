"""The action list for the room, before people leave: looked at, saved, printed. Not modal: the meeting goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.room_list import room_list, save_room_list
from cpm_desktop.ui.after.document_view import DocumentView
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.kit.printing import ask_printer
from cpm_desktop.ui.room.printing import print_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.room_list import RoomList
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running
    from cpm_desktop.ui.shell.page import Page

_LEAD = "What everybody in the room may read, as the meeting stands now. Nothing restricted is on it."
_DRAWN_AFTER = 400  # milliseconds after the last change: who types on is not held up by drawing
_NO_PRINTER = (
    "No printer is set up on this computer. Save the list, then open it and print it from the PDF viewer, "
    "or on another computer."
)


class ActionListDialog(DialogShell):
    """The pages that are saved and printed are those that are shown."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: QWidget
    ) -> None:
        """It is drawn in the background."""
        super().__init__(
            theme, "Action list for the room", agree="Print…", dismiss="Close", width=640, parent=parent
        )
        self.setModal(False)
        self.choose_folder: Callable[[], str] = lambda: QFileDialog.getExistingDirectory(
            self, "Save the action list to a folder"
        )
        self._background = background
        self._drawn: RoomList | None = None
        self._saved: Path | None = None
        self._printing: Running[int] | None = None
        self.document = DocumentView(theme, "Action list")
        self.document.setMinimumHeight(240)
        self.resize(theme.px(680), theme.px(680))
        self._standing = Label("Drawing the list …", "cell2", wraps=True)
        self.save_button = Button(theme, "Save…", icon="save", access_key="s")
        self.open_button = Button(theme, "Open in the PDF viewer", icon="external-link")
        self.stop_button = Button(theme, "Stop printing", icon="x")
        self.save_button.clicked.connect(self.save)
        self.open_button.clicked.connect(self.open_saved)
        self.stop_button.clicked.connect(self.stop)
        self.add_sentence(_LEAD)
        self.content.addLayout(across(self._standing, self.document.view.zoom_bar, stretched=0))
        self.content.addWidget(self.document, 1)
        self.add_to_foot(self.save_button, self.open_button, self.stop_button)
        self._show_buttons()
        self._desk, self._meeting_id = desk, meeting_id
        self._again = pause_timer(self, _DRAWN_AFTER, self._draw)
        self._draw()

    @property
    def standing(self) -> str:
        """What is told above the pages."""
        return self._standing.text()

    @property
    def drawn(self) -> RoomList | None:
        """The list that is shown; None before it is drawn."""
        return self._drawn

    def draw_again(self) -> None:
        """The meeting changed: what may no longer be read by everybody is not printed any more."""
        if self.isVisible():
            self._drawing.cancel()
            self._drawn = None
            self._standing.setText("The meeting changed. Drawing the list again …")
            self._show_buttons()
            self._again.start()

    def accept(self) -> None:
        """Choose a printer and print; the dialog stays."""
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - slow, and seldom wanted

        if self._drawn is None or self._printing is not None:
            return
        if not QPrinterInfo.availablePrinterNames():
            self._tell(_NO_PRINTER)
            self.save_button.setFocus()
            return
        ask_printer(self, self.print_on, is_fine=True)

    def print_on(self, printer: QPrinter) -> None:
        """Print the list; pages go to the printer off the window's thread."""
        drawn = self._drawn
        if drawn is None or self._printing is not None:
            return
        printer.setDocName(drawn.file_name.removesuffix(".pdf"))
        self._printing = self._background.run(
            lambda running: print_document(drawn.content, printer, running.report, running.should_stop),
            self._tell_printed,
            self._fail_printing,
            lambda text, _done, _of: self._standing.setText(text),
        )
        self._show_buttons()
        announce(self, "Printing")

    def stop(self) -> None:
        """Stop printing."""
        if self._printing is not None:
            self._printing.cancel()
            self._printing = None
            self._tell("Stopped. A page that the printer has already may still come out.")
            self._show_buttons()
            self.agree_button.setFocus()

    def save(self) -> None:
        """Save the list to a folder the person chooses."""
        folder = self.choose_folder() if self._drawn is not None else ""
        if self._drawn is None or not folder:
            return
        try:
            self._saved = save_room_list(self._drawn, Path(folder))
        except CarePlanningError as error:
            self._tell(error.sentence)
            return
        self._tell(f"Saved as {self._saved.name}.")
        self._show_buttons()

    def open_saved(self) -> None:
        """Hand the saved file to the system's PDF viewer."""
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))

    def done(self, result: int) -> None:
        """Let go of the list when it is closed."""
        self.let_go()
        super().done(result)

    def let_go(self) -> None:
        """Stop drawing and printing, and forget the list."""
        self._again.stop()
        self._drawing.cancel()
        if self._printing is not None:
            self._printing.cancel()
            self._printing = None
        self._drawn = None
        self.document.let_go()

    def _draw(self) -> None:
        desk, meeting_id, there = self._desk, self._meeting_id, self._background.on_window_thread
        self._drawing = self._background.run(
            lambda running: room_list(desk, meeting_id, there, running.should_stop), self._open, self._fail
        )

    def _open(self, drawn: RoomList) -> None:
        self._drawn = drawn
        self.document.show_document(drawn.content, "Action list")
        count = self.document.page_count
        self._tell("1 page" if count == 1 else f"{count} pages")
        self._show_buttons()
        if self.isActiveWindow():
            self.agree_button.setFocus()

    def _fail(self, error: CarePlanningError) -> None:
        self._tell(error.sentence)

    def _tell_printed(self, count: int) -> None:
        self._printing = None
        self._tell("1 page sent to the printer" if count == 1 else f"{count} pages sent to the printer")
        self._show_buttons()

    def _fail_printing(self, error: CarePlanningError) -> None:
        self._printing = None
        self._tell(error.sentence)
        self._show_buttons()

    def _tell(self, words: str) -> None:
        self._standing.setText(words)
        announce(self, words)

    def _show_buttons(self) -> None:
        is_ready, is_printing = self._drawn is not None, self._printing is not None
        self.agree_button.setEnabled(is_ready and not is_printing)
        self.save_button.setEnabled(is_ready)
        self.open_button.setVisible(self._saved is not None)
        self.stop_button.setVisible(is_printing)


class OpenList:
    """The one action list that a page has open, or none."""

    def __init__(self, page: Page, meeting_id: str) -> None:
        """None is open at first."""
        self._page, self._id = page, meeting_id
        self._held: ActionListDialog | None = None

    @property
    def dialog(self) -> ActionListDialog | None:
        """What is open; None where nothing is."""
        held = self._held
        return held if held is not None and isValid(held) and held.isVisible() else None

    def show(self) -> None:
        """Open it, or come back to it."""
        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        page = self._page
        self._held = ActionListDialog(page.theme, page.desk, self._id, page.navigator.background, page)
        self._held.show()

    def follow(self) -> None:
        """The meeting changed: what is open is drawn again."""
        if self.dialog is not None:
            self.dialog.draw_again()

    def let_go(self) -> None:
        """The page goes: stop drawing and printing, and forget the list."""
        if self._held is not None and isValid(self._held):
            self._held.let_go()
        self._held = None
