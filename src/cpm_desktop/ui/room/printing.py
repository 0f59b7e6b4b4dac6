"""Prints the pages of a document as the preview draws them, at the printer's resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.preview import open_preview

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

    from cpm_desktop.services.preview import Preview

_FINEST = 300  # dots an inch; finer than that nobody sees, and a page would take hundreds of megabytes
_POINTS = 72  # an inch
_PATIENCE = 60.0  # seconds for one page
_MILLIMETRE = _POINTS / 25.4  # in points
_FOOT = (
    18.6 * _MILLIMETRE,
    4.2 * _MILLIMETRE,
)  # above the edge, and high: between text and footer, no page uses it
_FOOT_SIDES = (22 * _MILLIMETRE, 18 * _MILLIMETRE)
_FOOT_SIZE = 8.0  # points


class PrinterRefused(CarePlanningError):
    """The printer did not take the pages."""


class PrintingStopped(CarePlanningError):
    """The person stopped it."""


def print_document(
    content: bytes,
    printer: QPrinter,
    report: Callable[[str, int, int], object],
    should_stop: Callable[[], bool],
    foot: str = "",
) -> int:
    """Print every page of a PDF, one to a sheet; slow, for a thread of its own.

    Args:
        content: the document.
        printer: as the person set it up.
        report: is told "Printing page 1 of 2", the pages done, and how many there are.
        should_stop: asked before each page.
        foot: printed above the footer of each page; empty for none.

    Returns:
        How many pages went to the printer.

    Raises:
        PrinterRefused: it takes nothing.
        PrintingStopped: it was asked to stop; what had gone to the printer is taken back where that can be done.
    """
    pages = open_preview(content)
    painter = QPainter()
    try:
        _set_paper(printer, pages.sizes()[0])
        if not painter.begin(printer):
            raise PrinterRefused(
                "The printer does not take the pages. See whether it is on, or choose another."
            )
        for index in range(pages.page_count):
            if should_stop():
                printer.abort()
                raise PrintingStopped("Printing was stopped.")
            report(f"Printing page {index + 1} of {pages.page_count}", index, pages.page_count)
            if index and not printer.newPage():
                raise PrinterRefused("The printer took only some of the pages. See to it, and print again.")
            _draw_page(painter, printer, pages, index)
            _draw_foot(painter, printer, pages.sizes()[index], foot)
        return pages.page_count
    finally:
        if painter.isActive():
            painter.end()
        pages.close()


def _set_paper(printer: QPrinter, size: tuple[float, float]) -> None:
    """Take the paper of the document, to its edges: its margins are its own."""
    upright = QPageSize(QSizeF(*size), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(upright, QPageLayout.Orientation.Portrait, QMarginsF()))


def _draw_page(painter: QPainter, printer: QPrinter, pages: Preview, index: int) -> None:
    scale = min(printer.resolution(), _FINEST) / _POINTS
    picture = pages.page_image(index, scale).result(_PATIENCE)
    image = QImage(picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    width, height = pages.sizes()[index]
    dots = printer.resolution() / _POINTS
    painter.drawImage(QRectF(0, 0, width * dots, height * dots), image)


def _draw_foot(painter: QPainter, printer: QPrinter, size: tuple[float, float], foot: str) -> None:
    """Write the number of the printed copy where every paper leaves room, well inside what printers reach."""
    if not foot:
        return
    dots = printer.resolution() / _POINTS
    font = QFont("Inter")
    font.setPixelSize(max(1, round(_FOOT_SIZE * dots)))
    painter.setFont(font)
    painter.setPen(QColor(20, 32, 43))  # the ink of the papers: as dark in grey
    left, right = _FOOT_SIDES
    above, high = _FOOT
    room = QRectF(left * dots, (size[1] - above - high) * dots, (size[0] - left - right) * dots, high * dots)
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, foot)
