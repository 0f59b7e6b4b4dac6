"""How the line that is typed is understood: below the notes, in room that is always kept, so that nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from cpm_desktop.domain.typed_line import LineKind
from cpm_desktop.services.line_reading import NOBODYS_WORDS, LineReading
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import ElidedLabel, Tone
from cpm_desktop.ui.kit.pausing import Pause, pause_timer
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QKeyEvent

    from cpm_desktop.ui.kit.theme import Theme

PAUSE = 200  # milliseconds after the last key until the line is read
SPOKEN_AFTER = 900  # milliseconds after the last key until it is said
SIGNS = "> action   = decision   ~ recommendation   “ own words   ? unmet need   x different view   @PN who   by Fri"
_WHAT_SIGNS_DO = "A line that begins so becomes what it means with Enter"
_TONES: dict[LineKind, Tone] = {
    LineKind.ACTION: "action",
    LineKind.DECISION: "decision",
    LineKind.RECOMMENDATION: "decision",
    LineKind.DISAGREEMENT: "different_view",
    LineKind.UNMET_NEED: "unmet_need",
    LineKind.VIEW: "accent",
}
_PLAIN = LineReading(LineKind.NOTE, "", "")


class ReadingLine(QFrame):
    """Shows one reading. `taken` is sent when its offer is pressed, `person_given` with who was not known.

    `person_given` carries what was typed, the name, the role, and whether they are here.
    """

    taken = Signal()
    person_given = Signal(str, str, str, bool)
    closed = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, read: Callable[[str], LineReading]) -> None:
        """`read` tells how a line is understood."""
        super().__init__()
        self._theme, self._read = theme, read
        self.reading, self._said, self._asked = _PLAIN, "", ""
        self._typed: Callable[[], str] = str  # gives what is typed; nothing yet
        self.setProperty("kit", "clear")
        self.setAccessibleName("How the line is understood")
        self._kind, self._details = ElidedLabel("", "small_strong"), ElidedLabel("", "small")
        self._warning, self._below = ElidedLabel("", "warn"), ElidedLabel("", "micro")
        self._warning.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._kind.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.offer = Button(theme, "", "link")
        self.offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+A does the same, from where one types
        self.offer.clicked.connect(self.take)
        self._words = QFrame()
        self._words.setProperty("kit", "clear")
        first = across(self._kind, self._details, self.offer, spacing=8, stretched=1)
        second = across(self._warning, self._below, spacing=12, stretched=1)
        self._words.setLayout(down(first, second, spacing=2))
        self._asking = _PersonAsked(theme)
        self._asking.given.connect(self._give_person)
        self._asking.closed.connect(self._close)
        self.setLayout(down(self._words, self._asking, spacing=0, margins=(16, 6, 12, 8)))
        self._asking.hide()
        self._pause = Pause(self, PAUSE, self._look_in_pause)
        self._longer = pause_timer(self, SPOKEN_AFTER - PAUSE, self._say)
        theme.changed.connect(self._keep_room)
        self._show(_PLAIN)
        self._keep_room()

    @property
    def shown(self) -> str:
        """What stands there, as one text."""
        labels = (self._kind, self._details, self._warning, self._below)
        parts = (label.whole_text for label in labels)
        return " · ".join(part for part in parts if part)

    @property
    def is_busy(self) -> bool:
        """Whether a line is understood as more than a note, or could be."""
        return bool(self.reading.label or self.reading.offer)

    @property
    def heading(self) -> str:
        """What it is, whose and by when."""
        return " · ".join(part for part in (self._kind.whole_text, self._details.whole_text) if part)

    @property
    def below(self) -> str:
        """What may be wrong, and what is still to say."""
        return " ".join(part for part in (self._warning.whole_text, self._below.whole_text) if part)

    @property
    def offer_text(self) -> str:
        """What is offered; empty where nothing is."""
        reading = self.reading
        if reading.unknown:
            return f"Add “{reading.unknown}”  Alt A"
        return "Take it so  Alt A" if reading.offer else ""

    def follow(self, typed: Callable[[], str]) -> None:
        """Somebody types: read the line when there is a pause; `typed` then gives it."""
        self._typed = typed
        self._pause.start()

    def look_at(self, text: str) -> None:
        """Read a line now."""
        self._typed = lambda: text
        self._look()

    def clear(self) -> None:
        """Show the signs again."""
        self._stop()
        self._typed = str
        self._show(_PLAIN)

    def take(self) -> None:
        """Do what is offered: make it an action, or ask who somebody is."""
        if self.reading.unknown:
            self._words.hide()
            self._asked = self.reading.unknown  # the line may be changed before who it is is said
            self._asking.ask(self._asked)
        elif self.reading.offer:
            self.taken.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees is not read."""
        super().hideEvent(event)
        self._stop()

    def _stop(self) -> None:
        self._pause.stop()
        self._longer.stop()

    def _look_in_pause(self) -> None:
        self._look()
        self._longer.start()

    def _look(self) -> None:
        text = self._typed()
        is_line = bool(text.strip()) and "\n" not in text
        self._show(self._read(text) if is_line else _PLAIN)

    def _say(self) -> None:
        if self._pause.is_running:  # somebody types on
            return
        self._look()
        spoken = self.reading.spoken
        if self.reading.offer:
            spoken += ". Alt A takes it"
        elif self.reading.unknown:
            spoken += ". Alt A adds the person"
        if spoken and spoken != self._said:
            announce(self, spoken)
        self._said = spoken

    def _show(self, reading: LineReading) -> None:
        if reading == self.reading and self._kind.whole_text == reading.label and self.shown:
            return
        self.reading = reading
        label = reading.label
        self._kind.set_role("small_strong", _TONES.get(reading.kind))
        self._kind.set_whole_text(label)
        self._kind.setVisible(bool(label))
        self._details.set_whole_text(reading.offer or reading.details or ("" if label else SIGNS))
        self._warning.set_whole_text(
            " ".join(part for part in (reading.unknown_text, reading.warnings) if part)
        )
        self._warning.setVisible(bool(self._warning.whole_text))
        said = "   ".join(part for part in (reading.lacks, reading.vague) if part)
        self._below.set_whole_text(said or _hint(reading))
        self._show_offer()
        self.changed.emit()

    def _show_offer(self) -> None:
        self.offer.setVisible(bool(self.offer_text))
        if self.offer_text:
            self.offer.set_text(self.offer_text)

    def _keep_room(self) -> None:
        # Two lines and the button beside them; the same whether anything is said or not.
        self.setMinimumHeight(self._theme.px(58))

    def _give_person(self, name: str, role: str, is_here: bool) -> None:  # noqa: FBT001 - a signal's argument
        typed = self._asked
        self._close()
        self.person_given.emit(typed, name, role, is_here)

    def _close(self) -> None:
        self._asking.hide()
        self._words.show()
        self.closed.emit()


class _PersonAsked(QFrame):
    """Who it is, asked for in place."""

    given = Signal(str, str, bool)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.setAccessibleName("Add person")
        self.name, self.role = LineEdit(placeholder="Name"), LineEdit(placeholder="Role")
        self.role.setAccessibleName("Role")
        self.here = CheckBox(theme, "Is here")
        self.add = Button(theme, "Add", "primary", name="Add person")
        leave = Button(theme, "Close", "quiet")
        self.setLayout(
            across(
                self.name,
                self.role,
                down(None, self.here, None, spacing=0),
                self.add,
                leave,
                spacing=8,
                stretched=0,
            )
        )
        self.name.returnPressed.connect(self._add)
        self.role.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        leave.clicked.connect(self.closed)

    def ask(self, typed: str) -> None:
        """Ask for the name of whom the line calls so."""
        self.name.clear()
        self.role.clear()
        self.here.setChecked(False)
        self.name.setPlaceholderText(f"Name of “{typed}”")
        self.name.setAccessibleName(f"Name of “{typed}”")
        self.show()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; the line stays as typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        name = self.name.text().strip()
        if name:
            self.given.emit(name, self.role.text().strip(), self.here.isChecked())
        else:
            self.name.setFocus()


def _hint(reading: LineReading) -> str:
    if reading.offer:
        return "It stays a note unless you take it"
    if NOBODYS_WORDS in reading.warnings:
        return "It stays a note until then"
    return "Enter takes it. Alt N leaves it a note" if reading.label else _WHAT_SIGNS_DO
