"""The right pane of the close: one thing after the other, read to the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from cpm_desktop.domain.meeting import ReadBackResult
from cpm_desktop.domain.read_back import WHOLE_MEETING
from cpm_desktop.services.closing import mark_read_back
from cpm_desktop.ui.close.read_back_card import ReadBackCard
from cpm_desktop.ui.close.read_back_words import list_entries, step_states
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.lists import RowList
from cpm_desktop.ui.kit.meters import StepsBar
from cpm_desktop.ui.kit.panels import EmptyState, Panel, Scroll

if TYPE_CHECKING:
    from cpm_desktop.domain.read_back import ReadBackItem
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class ReadBackPane(QFrame):
    """Heading, steps, the card, and the list of all.

    `screen_asked` asks for the full screen, `list_asked` for the action list that people take away.
    """

    screen_asked = Signal()
    list_asked = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Empty until `show_items`."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.setAccessibleName("Read back to the room")
        self._theme, self._desk, self._id = theme, desk, meeting_id
        self._items: tuple[ReadBackItem, ...] = ()
        self.fill_button = Button(theme, "Fill the screen", icon="maximize")
        self.fill_button.clicked.connect(self.screen_asked)
        self.list_button = Button(theme, "Action list…", icon="printer")
        self.list_button.tell_keys("Ctrl+P")
        self.list_button.clicked.connect(self.list_asked)
        self._lead = Label("Read each one aloud. The person who owns it says yes.", "lead", wraps=True)
        self._kept_back = Label("", "small", wraps=True)
        self._kept_back.hide()
        self._steps = StepsBar(theme)
        self.card = ReadBackCard(theme, desk, meeting_id)
        self.card.marked.connect(self._go_on)
        self.rows = RowList(theme, "All that is read back")
        self.rows.opened.connect(self.go_to)
        self._panel = Panel()
        self._panel.add(self.rows, stretch=1)
        agree = Button(theme, "Agreed", "primary")
        agree.clicked.connect(self._agree_to_nothing)
        self._empty = EmptyState(
            theme,
            "list-checks",
            "Nothing to read back",
            "No decision, action, different view or unmet need is to be read aloud. Say so to the room.",
            agree,
        )
        self._empty.hide()
        content = QWidget()
        content.setLayout(
            down(
                across(Label("Read back to the room", "h1"), None, self.list_button, self.fill_button),
                self._lead,
                self._kept_back,
                self._steps,
                self.card,
                self._empty,
                self._panel,
                spacing=12,
                margins=(32, 18, 28, 16),
                stretched=6,
            )
        )
        self.scroller = Scroll(content, "Read back to the room")
        self.setLayout(down(self.scroller, spacing=0))

    @property
    def items(self) -> tuple[ReadBackItem, ...]:
        """All that is read back, in order."""
        return self._items

    @property
    def kept_back_line(self) -> str:
        """What the chair is told of things that are not read aloud; empty where there are none."""
        return self._kept_back.text()

    def show_items(self, items: tuple[ReadBackItem, ...], kept_back: int = 0) -> None:
        """Show things with what the room said; the one being read stays. `kept_back` counts what is not read aloud."""
        self._items = items
        # Neutral, and no word of what they are: the room may see this screen.
        things = "1 thing is" if kept_back == 1 else f"{kept_back} things are"
        where = "its item" if kept_back == 1 else "their items"
        line = f"{things} not read aloud. In the meeting you find what is left out under {where}."
        self._kept_back.setText(line if kept_back else "")
        self._kept_back.setVisible(bool(kept_back))
        has_items = bool(items)
        for part in (self._steps, self.card, self._panel, self.fill_button):
            part.setVisible(has_items)
        is_said = any(mark.id == WHOLE_MEETING for mark in self._desk.meeting(self._id).value.read_back)
        self._empty.setVisible(not has_items and not is_said)
        if has_items:
            self._show_current()

    def go_to(self, key: str) -> None:
        """Show one of the things on the card."""
        item = next((item for item in self._items if item.key == key), None)
        if item is not None:
            self._show(item)
            self.card.agreed_button.setFocus()

    def focus_current(self) -> None:
        """Put the keyboard on the card."""
        self.card.agreed_button.setFocus()

    def _show_current(self) -> None:
        held = self.card.item
        current = next((item for item in self._items if held is not None and item.key == held.key), None)
        self._show(current or self._next_unread("") or self._items[-1])

    def _show(self, item: ReadBackItem) -> None:
        place, count = self._items.index(item) + 1, len(self._items)
        self.card.show_item(item, place, count)
        self._steps.show_steps(step_states(self._items, item.key), f"{place} of {count}")
        meeting = self._desk.meeting(self._id).value
        self.rows.set_rows(list_entries(self._desk, meeting, self._items))
        self.rows.choose(item.key)

    def _next_unread(self, after: str) -> ReadBackItem | None:
        keys = [item.key for item in self._items]
        start = keys.index(after) + 1 if after in keys else 0
        following = (*self._items[start:], *self._items[:start])
        return next((item for item in following if item.mark is None), None)

    def _go_on(self, key: str) -> None:
        following = self._next_unread(key)
        if following is None:
            announce(self, "Everything has been read back.")
            self._show_current()
            return
        self._show(following)
        self.card.agreed_button.setFocus()
        announce(self, f"Noted. Next: {following.sentence}")

    def _agree_to_nothing(self) -> None:
        mark_read_back(self._desk, self._id, WHOLE_MEETING, ReadBackResult.AGREED)
