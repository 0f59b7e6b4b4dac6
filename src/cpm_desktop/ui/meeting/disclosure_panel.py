"""Where a new allegation or disclosure is written down: calm, in its place above the item, and quickly put away.

Nothing modal: the meeting goes on beside it. Put away, no word of it is on the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from cpm_desktop.domain.commands import Withdraw
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Strip
from cpm_desktop.ui.meeting.disclosure_form import DisclosureForm

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_HEADING = "Something new was said: an allegation or a disclosure"
_SENTENCE = (
    "Restricted from the first word: on the file copy only, on no other copy and no list. "
    "Write their words, tell whoever has to know, and go on when the room is ready."
)


class DisclosurePanel(Strip):
    """The form under a heading. `opened` is sent before it is shown, `closed` when it is put away."""

    opened = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Hidden until `begin`."""
        super().__init__("Restricted note")
        self._desk, self._meeting_id = desk, meeting_id
        self.form = DisclosureForm(theme, desk, meeting_id)
        self.done_button = Button(theme, "Put away", "primary")
        self.done_button.clicked.connect(self.put_away)
        self.done_button.setAccessibleDescription("Keeps it and takes it off the screen. Esc")
        self._before = link_button(theme, "The one before")
        self._before.clicked.connect(self._show_before)
        self.mistake_button = link_button(theme, "Written by mistake")
        self.mistake_button.clicked.connect(self._take_back)
        icon = at_top(IconLabel(theme, "lock-keyhole", "text2", 17))
        words = down(Label(_HEADING, "strong", wraps=True), Label(_SENTENCE, "small", wraps=True), spacing=2)
        buttons = across(self.mistake_button, self._before, self.done_button, spacing=8)
        head = across(icon, words, down(buttons, None, spacing=0), spacing=10, stretched=1)
        self.setLayout(down(head, self.form, spacing=10, margins=(20, 10, 16, 14)))
        self.hide()

    def begin(self) -> None:
        """Open on an empty one, with the keyboard in it; open already, the keyboard goes back to it."""
        self.opened.emit()
        if self.isHidden():
            self.form.begin(self._item)
        self.show()
        self._show_buttons()
        self.form.focus("words")
        announce(self, "Restricted note. It stands on the file copy only.")

    def open_last(self) -> None:
        """Open on the latest one written; on an empty one where there is none."""
        held = self._desk.meeting(self._meeting_id).value.disclosures
        if not held:
            self.begin()
            return
        self.opened.emit()
        self.show()
        self.form.edit(held[-1], "words")
        self._show_buttons()

    def put_away(self) -> None:
        """Keep what is typed and take it off the screen."""
        self.form.end()
        self.hide()
        announce(self, "Restricted note put away")
        self.closed.emit()

    def refresh(self) -> None:
        """Show what undo or redo made of it."""
        if not self.isHidden():
            self.form.refresh()

    def flush(self) -> None:
        """Keep what is typed now."""
        self.form.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away; nothing typed is lost."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _show_buttons(self) -> None:
        self._before.setVisible(bool(self._desk.meeting(self._meeting_id).value.disclosures))

    @property
    def _item(self) -> str:
        return self._desk.meeting(self._meeting_id).value.facts.current_item

    def _show_before(self) -> None:
        """Go to the one written before this, round and round; after the first, to an empty one."""
        self.form.flush()
        held = self._desk.meeting(self._meeting_id).value.disclosures
        places = [one.id for one in held]
        here = places.index(self.form.entity_id) if self.form.entity_id in places else len(places)
        if here > 0:
            self.form.edit(held[here - 1], "words")
        else:
            self.form.end()
            self.form.begin(self._item)
            self.form.focus("words")

    def _take_back(self) -> None:
        self.form.flush()
        entity = self.form.entity
        if entity is not None:
            self._desk.meeting(self._meeting_id).perform(Withdraw(entity_kind=entity.kind, id=entity.id))
        self.form.begin(self._item)
        self.put_away()
