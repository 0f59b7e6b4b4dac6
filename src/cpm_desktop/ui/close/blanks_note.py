"""Above the close: blanks of quick phrases that nobody filled, and the way to the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.services.open_blanks import open_blanks
from cpm_desktop.ui.kit.messages import Message

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.navigator import Navigator

_NAMED = 3


class BlanksNote(Message):
    """Shown while blanks stand in the record; it keeps nobody from signing."""

    def __init__(self, theme: Theme, desk: Desk, navigator: Navigator, meeting_id: str) -> None:
        """Hidden until `refresh` finds some."""
        super().__init__(theme, "warn")
        self._desk, self._navigator, self._meeting_id = desk, navigator, meeting_id
        self._words = ""
        self.button_pressed.connect(self._go)
        self.hide()

    def refresh(self) -> None:
        """Look again."""
        blanks = open_blanks(self._desk, self._meeting_id)
        if not blanks:
            self.hide()
            return
        self._words = blanks[0]
        count = "1 blank is" if len(blanks) == 1 else f"{len(blanks)} blanks are"
        named = list(dict.fromkeys(blanks))[:_NAMED]
        self.show_message("warn", f"{count} not filled: {', '.join(named)}", button="Go to the first")
        self.show()

    def _go(self) -> None:
        self._navigator.open_meeting(self._meeting_id)
        self._navigator.find_words(self._words)
