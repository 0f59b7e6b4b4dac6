"""Tells the chair, in words and all the time, whether the room view is showing, hidden or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.styling import set_variant
from cpm_desktop.ui.room.room_display import RoomState

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.room.room_display import RoomDisplay

TURN_KEYS, OPEN_KEYS = "F9", "Shift+F9"
_TOLD = {
    RoomState.SHOWING: "Room view: showing. In a call share the window “Room view”, never this one.",
    RoomState.HIDDEN: "Room view: hidden. The room sees “One moment”.",
    RoomState.CLOSED: "Room view: closed",
}


class RoomStrip(QFrame):
    """A line above the page. While the room view is closed it takes no room: the header bar says so."""

    turn_pressed = Signal()
    close_pressed = Signal()

    def __init__(self, theme: Theme, *, can_show: bool = True) -> None:
        """`can_show` where what is hidden can be shown again from this page."""
        super().__init__()
        self._can_show = can_show
        self._display: RoomDisplay | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = IconLabel(theme, "monitor", "text2", 16)
        self._words = Label("", "small_strong", wraps=True)
        self.turn_button = link_button(theme, "Hide")
        self.turn_button.clicked.connect(self.turn_pressed)
        self.close_button = link_button(theme, "Close it")
        self.close_button.setAccessibleName("Close it: the room view")
        self.close_button.clicked.connect(self.close_pressed)
        self.setLayout(
            across(
                self._icon,
                self._words,
                self.turn_button,
                self.close_button,
                spacing=9,
                margins=(20, 3, 16, 3),
                stretched=1,
            )
        )
        self.show_state(RoomState.CLOSED)

    def follow(self, display: RoomDisplay) -> None:
        """Tell of a room view from now on, and close it when asked."""
        if self._display is not display:
            self._display = display
            display.changed.connect(self._show_now)
            self.close_pressed.connect(display.close)
        self._show_now()

    @property
    def told(self) -> str:
        """What it says."""
        return self._words.text()

    def _show_now(self) -> None:
        if self._display is not None:
            self.show_state(self._display.state)

    def show_state(self, state: RoomState) -> None:
        """Say a state."""
        is_showing = state is RoomState.SHOWING
        self._words.setText(_TOLD[state])
        self.setAccessibleName(_TOLD[state])
        word = "Hide" if is_showing else "Show"
        self.turn_button.set_text(f"{word}  {TURN_KEYS}")
        self.turn_button.setAccessibleName(f"{word} {TURN_KEYS}: the room view")
        self.turn_button.setVisible(self._can_show or is_showing)
        set_variant(self, "message_info" if is_showing else "strip")
        self.setVisible(state is not RoomState.CLOSED)
