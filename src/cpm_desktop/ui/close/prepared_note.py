"""Above the close: words written beforehand that nobody confirmed in the room, and the way to the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.meeting import Stage
from cpm_desktop.services.holding import move_to
from cpm_desktop.services.prepared_words import unconfirmed
from cpm_desktop.ui.kit.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_NAMED = 4
_STANDS = "It stands in the minutes as noted beforehand, not as said."


class PreparedNote(Message):
    """Shown while prepared words wait to be confirmed; it keeps nobody from signing, and quotes none of them."""

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, look_back: Callable[[str], object]) -> None:
        """Hidden until `refresh` finds some; `look_back` leads to an item of the meeting."""
        super().__init__(theme, "info")
        self._desk, self._meeting_id, self._look_back = desk, meeting_id, look_back
        self._first = ""
        self.button_pressed.connect(self._go)
        self.hide()

    def refresh(self) -> None:
        """Look again."""
        waiting = unconfirmed(self._desk, self._meeting_id)
        if not waiting:
            self.hide()
            return
        self._first = waiting[0].item
        titles = [one.title for one in waiting]
        more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
        named = f"{', '.join(titles[:_NAMED])}{more}"
        self.show_message(
            "info", f"Prepared and not confirmed in the room: {named}.", _STANDS, button="Go to the first"
        )
        self.show()

    def _go(self) -> None:
        if self._desk.meeting(self._meeting_id).value.facts.stage is Stage.LIVE:
            move_to(self._desk, self._meeting_id, self._first)
        self._look_back(self._first)
