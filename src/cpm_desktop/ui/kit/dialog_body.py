"""What a dialog says and asks, above its buttons: as high as it needs to be, and scrolled where the screen is lower."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from cpm_desktop.ui.kit.panels import Scroll

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout

_AROUND, _HIGH = (
    32,
    720,
)  # pixels: what of a high window is left free above and below, and what a high one leaves
LEAST = QSize(640, 440)  # pixels; over a smaller window a dialog stands out of it


class _Ground(QFrame):
    """`needs_changed` is sent when something in it wants more or less room."""

    needs_changed = Signal()

    def __init__(self) -> None:
        """No room is known yet."""
        super().__init__()
        self.room: Callable[[], int] = self.width  # pixels across, without a scroll bar

    def event(self, event: QEvent) -> bool:
        """Tell that the layout wants to be done anew."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.needs_changed.emit()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        """At the width there is: Qt takes the height that wrapped words would have at another width for the least."""
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(layout.minimumHeightForWidth(max(self.room(), least.width())))
        return least


class DialogBody(Scroll):
    """As high as what it holds, no higher than the screen leaves."""

    def __init__(self, layout: QLayout, name: str, dialog: QWidget) -> None:
        """`layout` holds all that is above the buttons; `name` is the dialog's."""
        self._ground = _Ground()
        self._ground.setLayout(layout)
        super().__init__(self._ground, name)
        self._dialog = dialog
        self._foot: QWidget | None = None
        self._ground.room = lambda: self.maximumViewportSize().width()
        self._ground.needs_changed.connect(self.updateGeometry)
        self._ground.needs_changed.connect(self._spare_the_bar)

    @property
    def ground(self) -> QWidget:
        """What everything above the buttons lies on."""
        return self._ground

    def leave_room_for(self, foot: QWidget) -> None:
        """The buttons below take their part of the dialog's height, however much they grow with the text."""
        self._foot = foot
        self.updateGeometry()

    def page(self, step: int) -> None:
        """Scroll by most of what is seen: 1 for down, -1 for up."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * max(bar.pageStep() - 40, 40))

    def sizeHint(self) -> QSize:
        """All of it, as far as there is room."""
        wanted = self._ground.sizeHint()
        return QSize(wanted.width(), self._height_for(max(self.width(), wanted.width()), wanted.height()))

    def minimumSizeHint(self) -> QSize:
        """All that has to be seen, as far as there is room; below that it scrolls."""
        least = self._ground.minimumSizeHint()
        width = min(least.width(), room_for(self._dialog).width())
        return QSize(width, self._height_for(max(self.width(), least.width()), least.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrapped words need another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        self._spare_the_bar()

    def _spare_the_bar(self) -> None:
        """No scroll bar where all has room without: Qt keeps one that wraps the words so that it is needed."""
        layout, room = self._ground.layout(), self.maximumViewportSize()
        if layout is not None and layout.hasHeightForWidth():
            is_needed = layout.heightForWidth(room.width()) > room.height()
            policy = Qt.ScrollBarPolicy
            self.setVerticalScrollBarPolicy(
                policy.ScrollBarAsNeeded if is_needed else policy.ScrollBarAlwaysOff
            )

    def _height_for(self, width: int, otherwise: int) -> int:
        layout = self._ground.layout()
        needed = (
            layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else otherwise
        )
        below = self._foot.sizeHint().height() if self._foot is not None else 0
        return min(needed, room_for(self._dialog).height() - below)


def room_for(dialog: QWidget) -> QSize:
    """Return how large a dialog may be in pixels: no larger than the window it lies over, nor than the screen."""
    room, window = dialog.screen().availableSize(), window_around(dialog)
    if window is None or not window.isVisible():
        return room
    inside = window.size().expandedTo(LEAST)
    if inside.height() - 2 * _AROUND >= _HIGH:  # else every line is wanted
        inside.setHeight(inside.height() - 2 * _AROUND)
    return inside.boundedTo(room)


def window_around(dialog: QWidget) -> QWidget | None:
    """Return the outermost window that a dialog lies over; None for none."""
    window = dialog
    while (around := window.parentWidget()) is not None:
        window = around.window()
    return window if window is not dialog else None
