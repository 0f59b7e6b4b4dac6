"""Pages of a PDF as pictures for the application's own preview: the very bytes that are signed.

PDFium serves one thread at a time in a process, so each preview draws on a thread of its own behind one lock.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Self, TypeVar

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from cpm_desktop.domain.errors import CarePlanningError

T = TypeVar("T")

_PDFIUM = threading.Lock()
"""One for the process, because the library itself is."""
_MOST_PIXELS = 40_000_000


class CannotShowDocument(CarePlanningError):
    """The PDF is damaged, so its pages cannot be shown."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page drawn on white.

    Attributes:
        width: in pixels.
        height: in pixels.
        stride: bytes from one row to the next.
        pixels: rows from the top, each pixel as blue, green, red and an unused byte (Qt's Format_RGB32).
    """

    width: int
    height: int
    stride: int
    pixels: bytes


class PdfPreview:
    """An open PDF whose pages can be drawn; close it, or use it in a `with` statement."""

    def __init__(self, pdf: bytes) -> None:
        """Open the document.

        Raises:
            CannotShowDocument: it cannot be read.
        """
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="preview")
        self._is_closed = False
        try:
            self._document = self._do(lambda: _open(pdf))
            self._sizes = self._do(lambda: [_size(self._document, i) for i in range(len(self._document))])
        except pypdfium2.PdfiumError as cause:
            self._thread.shutdown()
            raise CannotShowDocument(
                "This document cannot be shown: the file is damaged. Make it again, or open another copy."
            ) from cause

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def page_size(self, index: int) -> tuple[float, float]:
        """Width and height in points (72 to the inch) of the page at `index`, from 0."""
        return self._sizes[index]

    def render(self, index: int, scale: float) -> PageImage:
        """Draw the page at `index`, `scale` pixels to a point, and wait for it.

        Raises:
            CannotShowDocument: the page cannot be read.
        """
        return self.request(index, scale).result()

    def request(self, index: int, scale: float) -> Future[PageImage]:
        """Draw as `render` does without waiting; closing cancels what has not begun."""
        if not 0 <= index < self.page_count:
            raise IndexError(index)
        return self._submit(lambda: _draw(self._document, index, scale))

    def page_text(self, index: int) -> str:
        """Give the text of the page at `index` in the order it was written, for a screen reader."""
        return self._do(lambda: _text(self._document, index))

    def close(self) -> None:
        """Cancel what waits, let go of the document and end the thread; more than once is as good as once."""
        if self._is_closed:
            return
        self._is_closed = True
        self._thread.shutdown(cancel_futures=True)
        with _PDFIUM:
            self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        return self._thread.submit(_alone, work)

    def _do(self, work: Callable[[], T]) -> T:
        return self._submit(work).result()


def _alone(work: Callable[[], T]) -> T:
    with _PDFIUM:
        return work()


def _open(pdf: bytes) -> pypdfium2.PdfDocument:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()  # without it the signature's own picture is not drawn
    return document


def _size(document: pypdfium2.PdfDocument, index: int) -> tuple[float, float]:
    width, height = document.get_page_size(index)
    return (float(width), float(height))


def _draw(document: pypdfium2.PdfDocument, index: int, scale: float) -> PageImage:
    width, height = document.get_page_size(index)
    within = min(scale, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    try:
        page = document[index]
    except pypdfium2.PdfiumError as cause:
        raise CannotShowDocument(
            f"Page {index + 1} cannot be shown: the file is damaged there. Make it again, or open another "
            "copy."
        ) from cause
    try:
        bitmap = page.render(scale=within, prefer_bgrx=True, maybe_alpha=False)
        image = PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        bitmap.close()
    finally:
        page.close()
    return image


def _text(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_range())
    finally:
        text_page.close()
        page.close()
