"""The room between header and status bar. A page that needs more than there is scrolls in it as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpm_desktop.ui.shell.page import Page

_LEAST = 120  # pixels


class PageRoom(QScrollArea):
    """Holds one page at a time, as large as the room; what has the keyboard is kept in sight."""

    def __init__(self) -> None:
        """Empty until `take`."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = _Ground()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._ground)
        for empty in (self.viewport(), self._ground):
            empty.setAutoFillBackground(False)  # the page paints all of it
        self.verticalScrollBar().rangeChanged.connect(self._look_again)
        QApplication.instance().focusChanged.connect(self._keep_in_sight)  # type: ignore[union-attr]  # there is one

    def take(self, page: Page) -> None:
        """Take a page; the one before was let go of."""
        self._ground.take(page)

    def let_go(self) -> None:
        """Forget the page: whoever brought it deletes it."""
        self._ground.take(None)

    def minimumSizeHint(self) -> QSize:
        """Less than a page needs: it scrolls."""
        return QSize(_LEAST, _LEAST)

    def _look_again(self) -> None:
        self._keep_in_sight(None, QApplication.focusWidget())

    def _keep_in_sight(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.verticalScrollBar().maximum() and self._ground.isAncestorOf(new):
            around = _largest_around(new, self.viewport().size(), self._ground)
            self.ensureWidgetVisible(around, 0, 0)


class _Ground(QWidget):
    """Not laid out: a scroll area would make a layout as high as it likes to be, and the page folds and squeezes."""

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None
        # Empty, it only passes on that a page needs another height. `event` would be called with each key.
        QVBoxLayout(self).setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def take(self, page: Page | None) -> None:
        self._page = page
        if page is not None:
            page.setParent(self)
            page.setGeometry(self.rect())
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the room, where pages fold; as high as the page has to be at that width."""
        return QSize(0, self._needed_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page fills it."""
        super().resizeEvent(event)
        if self._page is not None:
            self._page.setGeometry(self.rect())

    def _needed_height(self) -> int:
        layout = self._page.layout() if self._page is not None else None
        if layout is None:
            return 0
        if layout.hasHeightForWidth():
            return layout.minimumHeightForWidth(self.width())
        return layout.minimumSize().height()


def _largest_around(widget: QWidget, room: QSize, ground: QWidget) -> QWidget:
    """Return the most of what is around a widget that can be seen at once."""
    found, around = widget, widget.parentWidget()
    while around is not None and around is not ground and around.height() <= room.height():
        found, around = around, around.parentWidget()
    return found
