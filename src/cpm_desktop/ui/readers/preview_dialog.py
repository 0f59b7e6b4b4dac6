"""The pages as one reader gets them, before anything is sent. Not modal: the meeting goes on beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.reader_preview import FILE_COPY, reader_pages, readers_offered, told_left_out
from cpm_desktop.ui.after.document_view import DocumentView
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.shell.held_dialog import HeldDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running
    from cpm_desktop.ui.shell.page import Page

_DRAWN_AFTER = 400  # milliseconds after the last change: who types on is not held up by drawing


class PreviewDialog(DialogShell):
    """Shows the copy of whoever is chosen; Ctrl with Page Up or Down goes to the next reader."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: QWidget
    ) -> None:
        """Begins with the first of the family, whose copy is looked at most."""
        super().__init__(theme, "As its reader gets it", agree="Close", width=720, parent=parent)
        self.setModal(False)
        self.dismiss_button.hide()
        self._desk, self._id, self._background = desk, meeting_id, background
        self._running: Running[bytes] | None = None
        self.reader = Select(theme)
        self.reader.setAccessibleName("Reading as")
        self.reader.chosen.connect(self.read_as)
        self._standing = Label("", "cell2", wraps=True)
        self._left_out = Label("", "small", wraps=True)
        self.document = DocumentView(theme, "Copy")
        self.document.setMinimumHeight(240)
        self.resize(theme.px(780), theme.px(680))
        line = across(Label("Reading as", "cell2"), self.reader, self.document.view.zoom_bar, stretched=1)
        self.content.addLayout(line)
        self.content.addWidget(self._standing)
        self.content.addWidget(self._left_out)
        self.content.addWidget(self.document, 1)
        self._again = pause_timer(self, _DRAWN_AFTER, self._draw)
        self._show_readers()

    @property
    def standing(self) -> str:
        """What is told above the pages."""
        return self._standing.text()

    def read_as(self, key: str) -> None:
        """Show somebody's copy."""
        self.reader.choose(key)
        self._standing.setText("Drawing the copy …")
        self._draw()

    def draw_again(self) -> None:
        """The meeting changed: what is shown is drawn again."""
        self._stop()
        self._show_readers()
        self._again.start()

    def done(self, result: int) -> None:
        """Let go of the pages when it is closed."""
        self.let_go()
        super().done(result)

    def let_go(self) -> None:
        """Stop drawing and forget the pages."""
        self._again.stop()
        self._stop()
        self.document.let_go()

    def _show_readers(self) -> None:
        offered = readers_offered(self._desk, self._id)
        keys = [reader.key for reader in offered]
        chosen = self.reader.chosen_key
        if chosen not in keys:
            chosen = keys[1] if len(keys) > 1 else FILE_COPY
        self.reader.set_options([Option(reader.key, reader.words) for reader in offered], chosen)

    def _draw(self) -> None:
        self._stop()
        desk, meeting_id, key = self._desk, self._id, self.reader.chosen_key
        there = self._background.on_window_thread
        self._running = self._background.run(
            lambda running: reader_pages(desk, meeting_id, key, there, running.should_stop),
            self._open,
            self._fail,
        )

    def _open(self, content: bytes) -> None:
        self._running = None
        self.document.show_document(content, self.reader.currentText())
        count = self.document.page_count
        pages = "1 page" if count == 1 else f"{count} pages"
        self._standing.setText(f"{pages}, not signed and not numbered yet.")
        self._tell_left_out()
        announce(self, f"{self.reader.currentText()}: {pages}")

    def _tell_left_out(self) -> None:
        try:
            told = told_left_out(self._desk, self._id, self.reader.chosen_key)
        except CarePlanningError as error:
            told = (error.sentence,)
        self._left_out.setText("\n".join(told))
        self._left_out.setVisible(bool(told))

    def _fail(self, error: CarePlanningError) -> None:
        self._running = None
        self.document.let_go()
        self._left_out.hide()
        self._standing.setText(error.sentence)
        announce(self, error.sentence)

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None


class OpenPreview(HeldDialog[PreviewDialog]):
    """The one preview that a page has open, or none."""

    def __init__(self, page: Page, meeting_id: str) -> None:
        """None is open at first."""
        super().__init__(page, meeting_id, PreviewDialog)

    def show(self, reader: str = "") -> None:
        """Open it as a reader, or come back to it."""
        dialog = self.open()
        dialog.read_as(reader or dialog.reader.chosen_key)
        dialog.reader.setFocus()

    def follow(self) -> None:
        """The meeting changed: what is open is drawn again."""
        if self.dialog is not None:
            self.dialog.draw_again()
