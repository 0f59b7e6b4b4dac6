"""The read-back over the whole screen, for a room that reads along; it shows nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from cpm_desktop.ui.close.read_back_card import ReadBackCard
from cpm_desktop.ui.close.read_back_words import step_states
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.guide_key import GuideKey
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.meters import StepsBar
from cpm_desktop.ui.kit.panels import Scroll

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.domain.read_back import ReadBackItem
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class ReadBackScreen(QDialog):
    """One thing at a time on the whole screen; Esc or Close leaves it, arrow keys go to and fro."""

    shown = Signal(str)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, parent: QWidget) -> None:
        """Empty until `show_items`."""
        super().__init__(parent)
        self.setProperty("kit", "window")
        self.setWindowTitle("Read back to the room")
        GuideKey(self)
        self._items: tuple[ReadBackItem, ...] = ()
        self.card = ReadBackCard(theme, desk, meeting_id, is_for_a_room=True)
        self.card.marked.connect(self._go_on)
        self._steps = StepsBar(theme)
        self._end = Label("Everything has been read back.", "lead")
        self._end.hide()
        self.close_button = Button(theme, "Close", icon="x", shortcut="Esc")
        self.close_button.clicked.connect(self.accept)
        self._before = Button(theme, "Before", icon="chevron-left", shortcut="Alt+Left")
        self._after = Button(theme, "Next", trailing_icon="chevron-right", shortcut="Alt+Right")
        self._before.clicked.connect(lambda: self._step(-1))
        self._after.clicked.connect(lambda: self._step(1))
        middle = across(None, self.card, None)
        middle.setStretch(1, 6)
        held = QWidget()
        held.setLayout(down(None, middle, self._end, None, spacing=14))
        self.setLayout(
            down(
                across(Label("Read back to the room", "h2"), None, self.close_button),
                self._steps,
                Scroll(held, "What is read back"),
                across(self._before, None, self._after),
                spacing=14,
                margins=(40, 28, 40, 28),
            )
        )

    def show_items(self, items: tuple[ReadBackItem, ...], key: str) -> None:
        """Show one of the things."""
        self._items = items
        item = next((item for item in items if item.key == key), items[0] if items else None)
        if item is not None:
            self._show(item)

    def done(self, result: int) -> None:
        """Keep what is being written down."""
        self.card.flush()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Enter never does."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _show(self, item: ReadBackItem) -> None:
        place, count = self._items.index(item) + 1, len(self._items)
        self.card.show_item(item, place, count)
        self._steps.show_steps(step_states(self._items, item.key), f"{place} of {count}")
        self._before.setEnabled(place > 1)
        self._after.setEnabled(place < count)
        self._end.setVisible(all(each.mark is not None for each in self._items))
        self.shown.emit(item.key)

    def _step(self, step: int) -> None:
        keys = [item.key for item in self._items]
        held = self.card.item
        place = (keys.index(held.key) if held is not None and held.key in keys else 0) + step
        if 0 <= place < len(keys):
            self._show(self._items[place])

    def _go_on(self, key: str) -> None:
        keys = [item.key for item in self._items]
        start = keys.index(key) + 1 if key in keys else 0
        following = (*self._items[start:], *self._items[:start])
        unread = next((item for item in following if item.mark is None), None)
        if unread is not None:
            self._show(unread)
            self.card.agreed_button.setFocus()
        else:
            self._end.show()
            self.close_button.setFocus()
