"""What the child's file says first: copies to be decided again, and what the worker before wanted to be known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.services.copies_again import copies_to_decide_again
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.messages import Message

if TYPE_CHECKING:
    from cpm_desktop.domain.child import ChildFile
    from cpm_desktop.services.copies_again import CopiesAgain
    from cpm_desktop.ui.kit.theme import Theme

_DUE_ONE = "A filed record has had its days here and can be cleared from this computer"
_DUE = "{} filed records have had their days here and can be cleared from this computer"
_FRESH = dt.timedelta(days=90)  # so long the last change of worker is told at the top


class FileNotices(QFrame):
    """`decide_pressed`: decide the copies again. `holds_pressed`: the legal holds. `filed_pressed`: filed records."""

    decide_pressed = Signal()
    holds_pressed = Signal()
    filed_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_file`."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.again: CopiesAgain | None = None
        self.copies, self.transfer = Message(theme, "warn"), Message(theme, "info", icon="user-check")
        self.hold = Message(theme, "warn", icon="gavel")
        self.hold.button_pressed.connect(self.holds_pressed)
        self.filed = Message(theme, "info", icon="file-check")
        self.filed.button_pressed.connect(self.filed_pressed)
        self.copies.button_pressed.connect(self.decide_pressed)
        self.setLayout(down(self.copies, self.hold, self.filed, self.transfer, spacing=8))

    def show_file(self, file: ChildFile, today: dt.date, due: int = 0) -> None:
        """Show what there is to say; hidden where that is nothing. `due` records may be cleared from this computer."""
        self.again = copies_to_decide_again(file, today)
        if self.again is not None:
            self.copies.show_message(
                "warn", "Copies to be decided again", self.again.sentence, "Decide the copies…"
            )
        self.copies.setVisible(self.again is not None)
        last = max(file.transfers, key=lambda each: (each.on or dt.date.min, each.position), default=None)
        is_fresh = last is not None and last.on is not None and today - last.on <= _FRESH
        if last is not None and last.on is not None and is_fresh:
            before = f" by {last.from_worker}" if last.from_worker else ""
            heading = f"Handed over to {last.to_worker} on {long_day_text(last.on)}{before}"
            self.transfer.show_message("info", heading, last.note)
        self.transfer.setVisible(is_fresh)
        standing = [hold for hold in file.holds if hold.stands()]
        if standing:
            why = " ".join(dict.fromkeys(hold.why for hold in standing))
            self.hold.show_message(
                "warn", "Legal hold: nothing is cleared from this computer", why, "Legal holds…"
            )
        self.hold.setVisible(bool(standing))
        if due:
            self.filed.show_message("info", _DUE_ONE if due == 1 else _DUE.format(due), "", "Filed records…")
        self.filed.setVisible(bool(due))
        self.setVisible(self.again is not None or is_fresh or bool(standing) or bool(due))
