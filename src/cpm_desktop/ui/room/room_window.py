"""The second window itself: it shows a board, or the calm ground; F11 fills the screen, F9 hides and shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.kit.tab_order import go_to_next_stop
from cpm_desktop.ui.room.room_board import CalmBoard, RoomBoard, sheet_for, type_unit

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QScreen

    from cpm_desktop.services.room_view import RoomView
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.preferences import PreferencesFile

_USUAL_SIZE = (1280, 720)
_LEAST_SIZE = (480, 300)
_REDRAWN_AFTER = 80  # milliseconds after the last change of size


class RoomWindow(QWidget):
    """`turn_asked` is sent for F9, `left` when somebody closes it."""

    turn_asked = Signal()
    left = Signal()

    def __init__(self, theme: Theme, preferences: PreferencesFile) -> None:
        """On the calm ground, not shown yet."""
        super().__init__()
        self._theme, self._preferences = theme, preferences
        self._view: RoomView | None = None
        self._board: QWidget = CalmBoard()
        self._unit = 0
        self.setWindowTitle("Room view")
        self.setAccessibleName("Room view")
        self.setProperty("kit", "window")
        theme.dress(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(*_LEAST_SIZE)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._board)
        self._timer = pause_timer(self, _REDRAWN_AFTER, self._fit)
        theme.changed.connect(self._redraw)

    @property
    def view(self) -> RoomView | None:
        """What the room sees; None while it sees the calm ground."""
        return self._view

    def show_view(self, view: RoomView | None) -> None:
        """Show this; None shows the calm ground. What stood there before and stands no more is thrown away."""
        if view is not None and view == self._view:
            return
        self._view = view
        if view is not None and isinstance(self._board, RoomBoard):
            self._board.show_view(view)
            self._timer.start()  # what is open is brought into sight once the rows have their size
        else:
            self._redraw()

    def open_beside(self, chair: QWidget) -> None:
        """Show it where it stood last; else over the second screen, where there is one; without taking the keyboard."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        kept = self._preferences.value
        screens = QGuiApplication.screens()
        other = next((screen for screen in screens if screen is not chair.screen()), None)
        place = QRect(*kept.room_place) if kept.room_place is not None else None
        if place is not None and any(screen.availableGeometry().intersects(place) for screen in screens):
            self.setGeometry(place)
            fills = kept.room_fills
        else:
            self.setGeometry(_first_place(other or chair.screen()))
            fills = other is not None
        if fills:
            self.showFullScreen()
        else:
            self.show()

    def turn_full(self) -> None:
        """Fill the screen, or no more."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F9 hides and shows, F11 fills the screen, Esc leaves it again."""
        if event.key() == Qt.Key.Key_F9:
            self.turn_asked.emit()
        elif event.key() == Qt.Key.Key_F11:
            self.turn_full()
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_forward: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab goes in reading order."""
        return go_to_next_stop(self, is_forward=is_forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Type grows with the window."""
        super().resizeEvent(event)
        self._timer.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place; nothing of the meeting stays in it."""
        self._timer.stop()
        area = self.normalGeometry() if self.isFullScreen() else self.geometry()
        self._preferences.change(
            room_place=(area.x(), area.y(), area.width(), area.height()), room_fills=self.isFullScreen()
        )
        self.show_view(None)
        super().closeEvent(event)
        self.left.emit()

    def _fit(self) -> None:
        if type_unit(self.width(), self.height()) != self._unit:
            self._redraw()
        elif isinstance(self._board, RoomBoard):
            self._board.show_current()

    def _redraw(self) -> None:
        self._unit = type_unit(self.width(), self.height())
        self.setUpdatesEnabled(False)
        old = self._board
        new = RoomBoard(self._theme, self._view, self._unit) if self._view is not None else CalmBoard()
        new.setStyleSheet(sheet_for(self._unit))
        self._box.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._board = new
        self._box.addWidget(new)
        self.setUpdatesEnabled(True)
        if self.isVisible() and isinstance(new, RoomBoard):
            self._timer.start()  # a board just made has no size yet


def _first_place(screen: QScreen) -> QRect:
    area = screen.availableGeometry()
    place = QRect(0, 0, min(_USUAL_SIZE[0], area.width()), min(_USUAL_SIZE[1], area.height()))
    place.moveCenter(area.center())
    return place
