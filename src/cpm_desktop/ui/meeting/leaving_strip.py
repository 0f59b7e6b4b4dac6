"""After an item was left with nothing captured under it: asks softly what it still lacks, and is in nobody's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.domain.forms import ItemPart
from cpm_desktop.services.holding import agenda_items, called_of, title_of
from cpm_desktop.services.leaving import lacks_captures, say_nothing_to_capture
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Strip

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_KINDS = (
    ("decision", "Decision"),
    ("action", "Action"),
    ("different_view", "Different view"),
    ("unmet_need", "Unmet need"),
)


class LeavingStrip(Strip):
    """Hidden while nothing is asked.

    `wanted` is sent with the item left and the kind to capture under it.
    """

    wanted = Signal(str, str)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Hidden until something is asked."""
        super().__init__("The item just left")
        self._desk, self._meeting_id = desk, meeting_id
        self._item = ""
        self._before = ""  # asked about last, and answered "none": asked about again where that is undone
        self._words = Label("", "small", wraps=True)
        self.buttons: dict[str, Button] = {}
        for number, (kind, text) in enumerate(_KINDS, start=1):
            button = Button(theme, text, "mini")
            button.tell_keys(f"Ctrl+{number}")
            button.clicked.connect(lambda _checked=False, kind=kind: self.want(kind))
            self.buttons[kind] = button
        self.none_button = Button(theme, "None", "mini")
        self.none_button.tell_keys("Alt+0")
        self.none_button.clicked.connect(self.say_none)
        icon = IconLabel(theme, "circle-help", "accent", 16)
        buttons = FlowLayout(spacing=7)  # where the window is narrow they stand in several lines
        for button in (*self.buttons.values(), self.none_button):
            buttons.addWidget(button)
        parts = (icon, self._words, frame("clear", buttons))
        self.setLayout(across(*parts, spacing=7, margins=(20, 4, 16, 5), stretched=1))
        self.hide()

    @property
    def item(self) -> str:
        """The item that is asked about; empty for none."""
        return self._item

    @property
    def words(self) -> str:
        """What it asks."""
        return self._words.text()

    def ask_about(self, left: str, open_item: str) -> None:
        """Ask softly about an item that was left with nothing captured under it."""
        meeting = self._desk.meeting(self._meeting_id).value
        item = next((one for one in agenda_items(self._desk, meeting) if one.id == left), None)
        if item is None or left == open_item or item.part is not ItemPart.DISCUSSION:
            return
        if not lacks_captures(self._desk, meeting, left):
            self.settle()
            return
        self._item, self._before = left, ""
        title = title_of(item, called_of(self._desk, meeting))
        self._words.setText(f"{title}: a decision, an action, a different view, an unmet need – or none?")
        self.show()
        announce(self, f"{self._words.text()} Control 1 to 4, or Alt 0 for none.")

    def follow(self, open_item: str) -> None:
        """Ask no more where something was captured; where "none" was undone, ask again."""
        meeting = self._desk.meeting(self._meeting_id).value
        if self._item and not lacks_captures(self._desk, meeting, self._item):
            self.settle()
        elif self._before and lacks_captures(self._desk, meeting, self._before):
            self.ask_about(self._before, open_item)

    def settle(self) -> None:
        """Ask nothing any more."""
        self._item = self._before = ""
        self.hide()

    def give_way(self, *, gives: bool) -> None:
        """Leave its room to something else for a moment, in a low window."""
        self.setVisible(bool(self._item) and not gives)

    def say_none(self) -> None:
        """Take "none" for the item that is asked about."""
        if self._item:
            item = self._item
            self.settle()
            self._before = item
            say_nothing_to_capture(self._desk, self._meeting_id, item)
            announce(self, "None")

    def want(self, kind: str) -> None:
        """Capture something of a kind under the item that was left."""
        if self._item:
            item = self._item
            self.settle()
            self.wanted.emit(item, kind)
