"""The record as it will be signed, to be read through first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.services.papers import draft_pdf
from cpm_desktop.ui.after.document_view import DocumentView
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background


class RecordDialog(DialogShell):
    """Shows the file copy before it is signed; the signature's place is still empty."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: QWidget
    ) -> None:
        """It is drawn in the background."""
        super().__init__(theme, "The record, before it is signed", agree="Close", width=720, parent=parent)
        self.dismiss_button.hide()
        self._standing = Label("Writing the minutes …", "cell2", wraps=True)
        self.document = DocumentView(theme, "Record")
        self.document.setMinimumHeight(240)
        self.resize(theme.px(760), theme.px(640))
        self.content.addLayout(across(self._standing, None, self.document.view.zoom_bar))
        self.content.addWidget(self.document, 1)
        self._running = background.run(
            lambda _running: draft_pdf(desk, meeting_id, background.on_window_thread), self._open, self._fail
        )

    def done(self, result: int) -> None:
        """Let go of the record when it is closed."""
        self.let_go()
        super().done(result)

    def let_go(self) -> None:
        """Stop drawing and forget the record."""
        self._running.cancel()
        self.document.let_go()

    def _open(self, content: bytes) -> None:
        self.document.show_document(content, "Record before it is signed")
        count = self.document.page_count
        self._standing.setText("1 page" if count == 1 else f"{count} pages")

    def _fail(self, error: CarePlanningError) -> None:
        self._standing.setText(error.sentence)
