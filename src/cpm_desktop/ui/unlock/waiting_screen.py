"""A card that says what is being made ready, or why nothing can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.unlock.locked_frame import LockedFrame
from cpm_desktop.ui.unlock.mark import ApplicationMark
from cpm_desktop.ui.unlock.working import Working

if TYPE_CHECKING:
    import datetime as dt

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.ui.kit.theme import Theme

_CARD = 468


class WaitingScreen(LockedFrame):
    """Words and a bar, or a message."""

    def __init__(self, theme: Theme, today: dt.date, status: str) -> None:
        """`status` stands at the foot."""
        super().__init__(theme, today, status)
        self._title = Label("One moment", "h1")
        self.working = Working(theme)
        self.message = Message(theme, "danger")
        self.message.hide()
        self.close_button = Button(theme, "Close the window", "primary")
        self.close_button.clicked.connect(lambda: self.window().close())
        self.close_button.hide()
        head = across(ApplicationMark(theme), self._title, spacing=14, stretched=1)
        self._card = frame(
            "panel",
            down(
                head,
                self.message,
                self.working,
                across(None, self.close_button),
                spacing=16,
                margins=(34, 32, 34, 28),
            ),
        )
        column = QWidget()
        column.setLayout(down(None, across(None, self._card, None), None, None))
        self.body.setLayout(down(column))
        theme.changed.connect(self._fit)
        self._fit()

    def begin(self, words: str) -> None:
        """Say what is being made ready."""
        self.working.begin(words)

    def show_progress(self, words: str, done: int, of: int) -> None:
        """Say how far it is."""
        self.working.show_progress(words.rstrip(" …"), done, of)

    def show_error(self, error: CarePlanningError) -> None:
        """Say why it cannot be shown."""
        self._title.setText("This did not work")
        self.working.end()
        self.message.show_message("danger", error.sentence)
        self.message.show()
        self.close_button.show()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.message.say(is_urgent=True)

    def _fit(self) -> None:
        self._card.setFixedWidth(self.theme.px(_CARD))
