"""Shows a document from memory, page by page; nothing of it lies on the disk in clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cpm_desktop.services.preview import open_preview
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.pdf_view import PageImage, PdfView

if TYPE_CHECKING:
    from concurrent.futures import Future

    from cpm_desktop.services.preview import PagePicture, Preview
    from cpm_desktop.ui.kit.theme import Theme


class DocumentView(QWidget):
    """The pages of one document. Call `let_go` before it is deleted: pages are drawn on a thread of their own."""

    _drawn = Signal(int, int, object)

    def __init__(self, theme: Theme, name: str) -> None:
        """Empty until `show_document`."""
        super().__init__()
        self._preview: Preview | None = None
        self._generation = 0
        self.view = PdfView(theme, name)
        self.view.page_wanted.connect(self._draw)
        self._drawn.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self.setLayout(down(self.view, spacing=0))

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self._preview.page_count if self._preview is not None else 0

    def texts(self) -> tuple[str, ...]:
        """Return what each page says."""
        return self._preview.texts() if self._preview is not None else ()

    def show_document(self, content: bytes, name: str) -> None:
        """Show a PDF in place of the one before.

        Raises:
            CannotShowDocument: it cannot be read.
        """
        self.let_go()
        preview = self._preview = open_preview(content)
        self.view.open(preview.sizes(), name, preview.texts())

    def let_go(self) -> None:
        """Forget the document; what is still being drawn is passed over."""
        self._generation += 1
        if self._preview is not None:
            self._preview.close()
            self._preview = None

    def _draw(self, index: int, scale: float) -> None:
        if self._preview is None:
            return
        generation = self._generation

        def hand_over(drawn: Future[PagePicture]) -> None:
            if not drawn.cancelled() and drawn.exception() is None:
                self._drawn.emit(generation, index, drawn.result())

        self._preview.page_image(index, scale).add_done_callback(hand_over)

    def _show(self, generation: int, index: int, picture: PagePicture) -> None:
        if generation == self._generation:
            image = PageImage(picture.width, picture.height, picture.stride, picture.data)
            self.view.show_page(index, image)
