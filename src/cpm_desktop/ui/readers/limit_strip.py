"""Above the item: who may read what was just typed, or anything else said. Nothing modal; Esc puts it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Strip
from cpm_desktop.ui.kit.selects import Option, SearchSelect
from cpm_desktop.ui.readers.limit_form import LimitForm

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.services.limited_things import LimitedThing, Limiting
    from cpm_desktop.ui.kit.theme import Theme

_HEADING = "Who may read it"
_LONGEST = 90  # letters of a line in the list


class LimitStrip(Strip):
    """`closed` is sent when it is put away."""

    closed = Signal()

    def __init__(self, theme: Theme, limiting: Limiting) -> None:
        """Hidden until `open_on`."""
        super().__init__(_HEADING)
        self._limiting = limiting
        self.form = LimitForm(theme, limiting, is_named_above=True)
        self.form.saved.connect(self.put_away)
        self.what = SearchSelect(theme, placeholder="Search a line, an answer or a person")
        self.what.setAccessibleName("What it is about")
        self.what.chosen.connect(self._choose)
        self.done_button = Button(theme, "Put away")
        self.done_button.clicked.connect(self.put_away)
        head = across(
            IconLabel(theme, "eye-off", "text2", 17),
            Label(_HEADING, "strong"),
            self.what,
            self.done_button,
            spacing=10,
            stretched=2,
        )
        self.setLayout(down(head, self.form, spacing=8, margins=(20, 10, 16, 12)))
        self.hide()

    def open_on(self, kind: str, identifier: str) -> None:
        """Open on one thing; on the first that there is where this one is not there."""
        things = self._limiting.things()
        if not things:
            announce(self, "Nothing is written yet that could be kept from a reader.")
            return
        keys = {_key(thing.kind, thing.id): thing for thing in things}
        wanted = _key(kind, identifier)
        chosen = wanted if wanted in keys else next(iter(keys))
        self.what.set_options([Option(key, _line(thing)) for key, thing in keys.items()])
        self.what.choose(chosen)
        self._show(chosen)
        self.show()
        entry = self.form.whom.entry()
        if entry is not None:
            entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        announce(self, f"{_HEADING}: {keys[chosen].words}")

    def put_away(self) -> None:
        """Take it off the screen."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away; nothing is set."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _choose(self, key: str) -> None:
        if key:
            self._show(key)

    def _show(self, key: str) -> None:
        kind, _, identifier = key.partition(" ")
        try:
            self.form.show_thing(kind, identifier)
        except CarePlanningError:  # it was taken back meanwhile
            self.put_away()


def _key(kind: str, identifier: str) -> str:
    return f"{kind} {identifier}"


def _line(thing: LimitedThing) -> str:
    words = " ".join(thing.words.split())
    shown = f"{words[:_LONGEST]} …" if len(words) > _LONGEST else words
    mark = f" ({thing.told})" if thing.told else ""
    return f"{thing.noun[:1].upper()}{thing.noun[1:]}: {shown}{mark}"
