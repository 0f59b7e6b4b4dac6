"""Pages of a document as pictures from memory, so that nothing of it lies on the disk in clear."""

from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpm_desktop.documents.preview import PageImage


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page drawn on white.

    Attributes:
        width: in pixels.
        height: in pixels.
        stride: bytes from one row to the next.
        data: rows from the top, each pixel as blue, green, red and an unused byte.
    """

    width: int
    height: int
    stride: int
    data: bytes


class Preview:
    """An open document whose pages can be drawn; close it when another one is shown."""

    def __init__(self, pdf: bytes) -> None:
        """Open the document.

        Raises:
            CannotShowDocument: it cannot be read.
        """
        from cpm_desktop.documents.preview import PdfPreview  # noqa: PLC0415 - loads PDFium at the first page

        self._pages = PdfPreview(pdf)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return self._pages.page_count

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Return width and height of each page in points."""
        return tuple(self._pages.page_size(index) for index in range(self.page_count))

    def texts(self) -> tuple[str, ...]:
        """Return what each page says, for screen readers."""
        return tuple(self._pages.page_text(index) for index in range(self.page_count))

    def page_image(self, index: int, scale: float) -> Future[PagePicture]:
        """Draw a page, counted from 0, `scale` pixels to a point, without waiting."""
        answer: Future[PagePicture] = Future()

        def hand_over(drawn: "Future[PageImage]") -> None:
            if drawn.cancelled():
                answer.cancel()
            elif (error := drawn.exception()) is not None:
                answer.set_exception(error)
            else:
                image = drawn.result()
                answer.set_result(PagePicture(image.width, image.height, image.stride, image.pixels))

        self._pages.request(index, scale).add_done_callback(hand_over)
        return answer

    def close(self) -> None:
        """Let go of the document."""
        self._pages.close()


def open_preview(pdf: bytes) -> Preview:
    """Open a document for looking at it.

    Raises:
        CannotShowDocument: it cannot be read.
    """
    return Preview(pdf)
