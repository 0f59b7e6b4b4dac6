"""The room view of one window of the application: closed, hidden behind the calm ground, or showing.

It outlives pages and the lock, so that the room sees the calm ground and not what stood behind the window.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cpm_desktop.ui.room.room_window import RoomWindow
from cpm_desktop.ui.shell.main_window import MainWindow
from cpm_desktop.ui.shell.preferences import PreferencesFile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.room_view import RoomView
    from cpm_desktop.ui.kit.theme import Theme


class RoomState(StrEnum):
    """What the room has before its eyes, as the chair reads it."""

    CLOSED = "closed"
    HIDDEN = "hidden"
    SHOWING = "showing"


class RoomDisplay(QObject):
    """Opens, hides and closes the room view. `changed` is sent with each new state, `turn_asked` for F9 in it."""

    changed = Signal()
    turn_asked = Signal()

    def __init__(self, chair: QWidget, theme: Theme) -> None:
        """Closed at first; lives as long as `chair`, the window of the application. Use `display_of`."""
        super().__init__(chair)
        self._chair, self._theme, self._state = chair, theme, RoomState.CLOSED
        self._window: RoomWindow | None = None
        if isinstance(chair, MainWindow):
            self._preferences = chair.preferences
            chair.closing.connect(self.close)
        else:
            self._preferences = PreferencesFile(None)

    @property
    def state(self) -> RoomState:
        """What the room has before its eyes."""
        return self._state

    @property
    def window(self) -> RoomWindow | None:
        """The second window; None while it is closed."""
        return self._window

    @property
    def view(self) -> RoomView | None:
        """What the room sees of the meeting; None while it sees nothing of it."""
        return self._window.view if self._window is not None else None

    def show_view(self, view: RoomView) -> None:
        """Show this to the room, opening the window where it is closed."""
        window = self._window or self._made_window()
        window.show_view(view)
        if not window.isVisible():
            window.open_beside(self._chair)
        self._say(RoomState.SHOWING)

    def hide(self) -> None:
        """Show the calm ground and nothing else; a closed room view stays closed."""
        if self._window is not None:
            self._window.show_view(None)
            self._say(RoomState.HIDDEN)

    def close(self) -> None:
        """Close the window."""
        if self._window is not None:
            self._window.close()

    def _made_window(self) -> RoomWindow:
        window = RoomWindow(self._theme, self._preferences)
        window.turn_asked.connect(self.turn_asked)
        window.left.connect(self._forget)
        self.destroyed.connect(window.deleteLater)
        self._window = window
        return window

    def _forget(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            window.deleteLater()
        self._say(RoomState.CLOSED)

    def _say(self, state: RoomState) -> None:
        if state is not self._state:
            self._state = state
            self.changed.emit()


def display_of(widget: QWidget, theme: Theme) -> RoomDisplay:
    """Return the room view of the window in which a widget stands; it is made when it is first asked for."""
    window = widget.window()
    held = window.findChild(RoomDisplay)
    return held if isinstance(held, RoomDisplay) else RoomDisplay(window, theme)
