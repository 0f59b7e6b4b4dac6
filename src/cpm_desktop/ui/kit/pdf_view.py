"""Shows the pages of a document as images that are handed in: it knows no file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import icon_button
from cpm_desktop.ui.kit.labels import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from cpm_desktop.ui.kit.theme import Theme

_ZOOMS = (50, 67, 83, 100, 125, 150, 200, 300)
_PIXELS_A_POINT = 96 / 72


@dataclass(frozen=True)
class PageImage:
    """One page as pixels of four bytes in the order blue, green, red, alpha.

    `stride` is the bytes of a line.
    """

    width: int
    height: int
    stride: int
    data: bytes


class _Sheet(QWidget):
    """One page on the canvas, white in every theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._image, self._size = theme, QImage(), QSize(1, 1)

    def show_image(self, image: QImage, size: QSize) -> None:
        self._image, self._size = image, size
        self.setFixedSize(size)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        painter.drawImage(QRect(0, 0, self._size.width(), self._size.height()), self._image)
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class _Desk(QScrollArea):
    """Scrolls the sheet; Page Down at its foot goes to the next page."""

    page_down = Signal()
    page_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() >= bar.maximum():
            self.page_down.emit()
        elif event.key() == Qt.Key.Key_PageUp and bar.value() <= bar.minimum():
            self.page_up.emit()
        else:
            super().keyPressEvent(event)


class PdfView(QWidget):
    """One page at a time, with page and zoom keys.

    Call `open` with the sizes of the pages; answer each `page_wanted(index, scale)` with `show_page`, where scale is
    pixels a point. A page that comes late, after the person went on, is passed over.
    """

    page_wanted = Signal(int, float)
    page_changed = Signal(int)

    def __init__(self, theme: Theme, name: str = "Document", parent: QWidget | None = None) -> None:
        """`name` says what is shown, for screen readers."""
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._texts: tuple[str, ...] = ()
        self._page, self._zoom, self._fits = 0, 100, True
        self._sheet, self._desk = _Sheet(theme), _Desk()
        self._desk.setWidget(self._sheet)
        self._desk.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._desk.setFrameShape(QFrame.Shape.NoFrame)
        self._desk.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk.page_down.connect(self.go_forward)
        self._desk.page_up.connect(self.go_back)
        self._place = Label("", "cell2")
        self._percent = Label("", "cell2")
        self.previous_button = icon_button(theme, "chevron-left", "Previous page")
        self.next_button = icon_button(theme, "chevron-right", "Next page")
        self.zoom_out_button = icon_button(theme, "zoom-out", "Smaller", shortcut="Ctrl+-")
        self.zoom_in_button = icon_button(theme, "zoom-in", "Larger", shortcut="Ctrl++")
        for button, act in (
            (self.previous_button, self.go_back),
            (self.next_button, self.go_forward),
            (self.zoom_out_button, self.make_smaller),
            (self.zoom_in_button, self.make_larger),
        ):
            button.clicked.connect(act)
        self.zoom_bar = QWidget()
        self.zoom_bar.setLayout(across(self.zoom_out_button, self._percent, self.zoom_in_button, spacing=8))
        pages = across(None, self.previous_button, self._place, self.next_button, None, spacing=8)
        self.setLayout(down(self._desk, pages, spacing=8, stretched=0))
        self._tell()

    def open(
        self,
        sizes: tuple[tuple[float, float], ...],
        name: str = "",
        texts: tuple[str, ...] = (),
        *,
        page: int = 0,
    ) -> None:
        """Show a document of pages of these sizes in points.

        `texts` is what each page says, for screen readers.
        """
        self._sizes, self._texts = sizes, texts
        self._name = name or self._name
        self._sheet.show_image(QImage(), QSize(1, 1))
        self._page = min(max(page, 0), max(len(sizes) - 1, 0))
        self._want()

    @property
    def page(self) -> int:
        """The index of the page shown, from 0."""
        return self._page

    @property
    def zoom(self) -> int:
        """Per cent of the size on paper."""
        return self._zoom

    def show_page(self, index: int, image: PageImage) -> None:
        """Show the image of a page that was wanted."""
        if index != self._page or not self._sizes:
            return
        shown = QImage(image.data, image.width, image.height, image.stride, QImage.Format.Format_RGB32).copy()
        self._sheet.show_image(shown, self._sheet_size())

    def go_to(self, index: int) -> None:
        """Go to a page, from 0; beyond the ends nothing happens."""
        if 0 <= index < len(self._sizes) and index != self._page:
            self._page = index
            self._desk.verticalScrollBar().setValue(0)
            self._want()
            self.page_changed.emit(index)
            announce(self._desk, self._place.text())

    def go_forward(self) -> None:
        """Go to the next page."""
        self.go_to(self._page + 1)

    def go_back(self) -> None:
        """Go to the page before."""
        self.go_to(self._page - 1)

    def make_larger(self) -> None:
        """Zoom in by a step."""
        self._set_zoom(next((zoom for zoom in _ZOOMS if zoom > self._zoom), _ZOOMS[-1]))

    def make_smaller(self) -> None:
        """Zoom out by a step."""
        self._set_zoom(next((zoom for zoom in reversed(_ZOOMS) if zoom < self._zoom), _ZOOMS[0]))

    def fit_width(self) -> None:
        """Let the page take the width there is, now and when the width changes."""
        self._fits = True
        self._want()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again while fitting."""
        super().resizeEvent(event)
        if self._fits and self._sizes:
            self._want()

    def _set_zoom(self, zoom: int) -> None:
        self._fits, self._zoom = False, zoom
        self._want()

    def _sheet_size(self) -> QSize:
        width, height = self._sizes[self._page]
        factor = self._zoom / 100 * _PIXELS_A_POINT
        return QSize(round(width * factor), round(height * factor))

    def _want(self) -> None:
        if self._sizes:
            if self._fits:
                room = self._desk.viewport().width() - 24
                self._zoom = max(25, int(room / (self._sizes[self._page][0] * _PIXELS_A_POINT) * 100))
            self._sheet.show_image(self._sheet._image, self._sheet_size())  # noqa: SLF001 - the sheet is this file's own
            self.page_wanted.emit(self._page, self._zoom / 100 * _PIXELS_A_POINT * self.devicePixelRatioF())
        self._tell()

    def _tell(self) -> None:
        count = len(self._sizes)
        self._place.setText(f"Page {self._page + 1} of {count}" if count else "No pages")
        self._percent.setText(f"{self._zoom} %")
        self.previous_button.setEnabled(self._page > 0)
        self.next_button.setEnabled(self._page < count - 1)
        self._desk.setAccessibleName(f"{self._name}, {self._place.text()}")
        self._desk.setAccessibleDescription(self._texts[self._page] if self._page < len(self._texts) else "")
