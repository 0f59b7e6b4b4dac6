"""At a meeting about several children: that each gets a record of their own, and the way to the others' records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.typography import listed
from cpm_desktop.services.splitting import records_of_siblings
from cpm_desktop.ui.kit.messages import Message

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class SiblingsNote(Message):
    """Hidden where the meeting is about one child. `opened` is sent with the id of the record to go to."""

    opened = Signal(str)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Hidden until `show_records`."""
        super().__init__(theme, "info", icon="users-round")
        self._desk, self._meeting_id = desk, meeting_id
        self._next = ""
        self.button_pressed.connect(lambda: self.opened.emit(self._next))
        self.hide()

    def show_records(self) -> None:
        """Show whom the meeting is about too, or whose record is still to be closed."""
        meeting = self._desk.meeting(self._meeting_id).value
        if len(meeting.children) > 1:
            names = listed([child.called() for child in meeting.children])
            sentence = (
                "What was said of one child will stand in that child’s record only. “Sign” parts them for good, even "
                "if it is then left unsigned: add what concerns all of them before."
            )
            self.show_message("info", f"{names} each get a record of their own", sentence)
            self.show()
            return
        records = records_of_siblings(self._desk, meeting) if meeting.facts.siblings else ()
        waiting = [(called, one) for called, one in records if not self._is_signed(one)]
        if not waiting:
            self.hide()
            return
        called, self._next = waiting[0]
        names = listed([name for name, _ in waiting])
        plural = "have records of their own" if len(waiting) > 1 else "has a record of their own"
        sentence = (
            "It is closed and signed by itself, from that child’s file or from here. What is changed in one record "
            "from now on stands in that record alone."
        )
        self.show_message("info", f"{names} {plural}", sentence, f"Go to {called}’s record")
        self.show()

    def _is_signed(self, meeting_id: str) -> bool:
        return self._desk.meeting(meeting_id).value.facts.stage is Stage.SIGNED
