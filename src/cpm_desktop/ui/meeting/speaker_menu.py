"""Whose words come next: everybody with a digit, found by initials; the same key again is who spoke before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from cpm_desktop.domain.arrivals_as_typed import people_meant
from cpm_desktop.domain.naming import initials_among

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.child import Person
    from cpm_desktop.services.discussing import Speaker

_GREATEST_DIGIT = 9
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class SpeakerMenu(QMenu):
    """Letters go to whom they mean, Enter or Space takes them, a digit takes at once. `chosen` is sent with the id.

    Alt+V, which opened the menu, pressed again takes who spoke before.
    """

    chosen = Signal(str)

    def __init__(
        self, people: Sequence[Speaker], known: Sequence[Person], before: str, parent: QWidget
    ) -> None:
        """`known` are those at the meeting, for their initials; `before` is who spoke before, by id."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Whose words")
        self._known, self._before, self._typed = tuple(known), before, ""
        initials = initials_among(self._known)
        self._actions: dict[str, QAction] = {}
        for number, speaker in enumerate(people, start=1):
            digit = f"&{number}  " if number <= _GREATEST_DIGIT else "    "
            letters = initials.get(speaker.attendee_id, "")
            last = ", spoke before" if speaker.attendee_id == before else ""
            name = " ".join(part for part in (speaker.name, f"({letters})" if letters else "") if part)
            action = self.addAction(digit + f"{name}{last}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, who=speaker.attendee_id: self.chosen.emit(who))
            self._actions[speaker.attendee_id] = action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters look for a person; everything else is the menu's."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        letter = event.text()
        if event.key() == Qt.Key.Key_Alt:
            event.accept()  # a menu closes with it, and Alt+V is still to come
        elif event.key() == Qt.Key.Key_V and modifiers == Qt.KeyboardModifier.AltModifier:
            self.take_before()
        elif event.key() in _TAKES and not modifiers and self.activeAction() is not None:
            self._typed = ""
            self.activeAction().trigger()
            self.close()
        elif letter.isalpha() and modifiers in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            self._look_for(letter)
        else:
            super().keyPressEvent(event)

    def take_before(self) -> None:
        """Take who spoke before."""
        if self._before in self._actions:
            self._actions[self._before].trigger()
        self.close()

    def _look_for(self, letter: str) -> None:
        for typed in (self._typed + letter, letter):  # what means nobody begins anew
            meant = [who for who in people_meant(typed, self._known) if who in self._actions]
            if meant:
                self._typed = typed
                self.setActiveAction(self._actions[meant[0]])
                return
