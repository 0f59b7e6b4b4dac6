"""Who may not read one line, answer or person: whom it is for, who is left out by name, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.limited_things import LIMIT_WORDS, limits_offered
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.choices import Choice, Pills
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.one_stop import go_along, make_one_stop
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.services.limited_things import LimitedThing, Limiting
    from cpm_desktop.ui.kit.theme import Theme

EVERYBODY = "everybody"
_MOST_NAMED, _SHORT = 4, 60  # lines that are quoted, and letters of each
_LONGEST = 160  # letters of a line that are shown above the choices


class _PersonBox(CheckBox):
    """One of the people, who are one stop of Tab together; the arrow keys go from one to the next."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the people."""
        if not go_along(self, event.key()):
            super().keyPressEvent(event)


class LimitForm(QWidget):
    """`saved` is sent once a limit was set or lifted."""

    saved = Signal()

    def __init__(self, theme: Theme, limiting: Limiting, *, is_named_above: bool = False) -> None:
        """Empty until `show_thing`; what it is about is not said again where it is named above."""
        super().__init__()
        self._theme, self._limiting = theme, limiting
        self.thing: LimitedThing | None = None
        self._words = Label("", "strong", wraps=True)
        self._where = Label("", "small", wraps=True)
        self._told = Label("", "small", wraps=True)
        self.named = Message(theme, "warn")
        self.named.hide()
        self.whom = Pills("Who may read it", _choices(), EVERYBODY)
        self.people: dict[str, CheckBox] = {}
        self._flow = FlowLayout(spacing=14, lines=4)
        for person in limiting.readers():
            box = self.people[person.attendee_id] = _PersonBox(theme, person.name)
            box.setAccessibleName(f"Not for {person.name}")
            self._flow.addWidget(box)
        self._people_box = frame(
            "clear", down(Label("And not for, by name", "small_strong"), self._flow, spacing=4)
        )
        make_one_stop(self._people_box)
        self.reason = LineEdit(is_prose=True)
        self.reason_field = Field(
            theme,
            "Why",
            self.reason,
            hint="Stands on the file copy only, in its list of what others leave out.",
        )
        self.save_button = Button(theme, "Set who may read it", "primary")
        self.save_button.clicked.connect(self.save)
        self.back_button = link_button(theme, "Said before: only a slip was mended while they were out")
        self.back_button.clicked.connect(self._put_back)
        self._problem = Message(theme, "danger")
        self._problem.hide()
        self.whom.chosen.connect(self._fit_to)
        self.reason.returnPressed.connect(self.save)
        self._words.setVisible(not is_named_above)
        self._where.setVisible(not is_named_above)
        self.setLayout(
            down(
                *(self._words, self._where, self._told, self.whom, self._people_box, self.reason_field),
                *(self._problem, self.named, across(self.save_button, self.back_button, None, spacing=10)),
                spacing=8,
            )
        )
        self.setFocusProxy(self.whom)

    def show_thing(self, kind: str, identifier: str) -> None:
        """Show how one thing stands.

        Raises:
            UnknownEntity: it is not there, or no longer.
        """
        thing = self.thing = self._limiting.thing(kind, identifier)
        words = " ".join(thing.words.split())
        self._words.setText(f"{words[:_LONGEST]} …" if len(words) > _LONGEST else words)
        self._where.setText(" · ".join(part for part in (_upper(thing.noun), thing.where) if part))
        self._told.setText(f"Now: {thing.told}" if thing.told else "Now: everybody who gets a copy reads it.")
        self._show_choices(thing)
        held = thing.limit
        self.whom.choose(held.limit.value if held is not None else EVERYBODY)
        for who, box in self.people.items():
            box.setChecked(held is not None and who in held.not_for)
        self.reason.setText(held.reason if held is not None else "")
        self.back_button.setVisible(self._limiting.can_put_back(thing))
        self._problem.hide()
        self._show_named(thing)
        self._fit_to(self.whom.chosen_key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sets what is chosen, wherever in the form the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.save()
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Set the limit, or lift it."""
        if self.thing is None:
            return
        chosen, thing = self.whom.chosen_key, self.thing
        named = tuple(identifier for identifier, box in self.people.items() if box.isChecked())
        try:
            if chosen == EVERYBODY:
                self._limiting.lift(thing)
            else:
                self._limiting.keep_from(thing, LimitKind(chosen), named, self.reason.text())
        except CarePlanningError as error:
            self._problem.tell_problem(error.sentence)
            return
        self.show_thing(thing.kind, thing.id)
        announce(self, self._told.text())
        self.saved.emit()

    def _put_back(self) -> None:
        if self.thing is not None:
            self._limiting.put_back(self.thing)
            self.show_thing(self.thing.kind, self.thing.id)
            announce(self, self._told.text())
            self.saved.emit()

    def _show_named(self, thing: LimitedThing) -> None:
        """Point at the lines in which somebody who is left out is still named."""
        lines = self._limiting.still_named(thing)
        shown = "; ".join(f"“{_short(words)}”" for words in lines[:_MOST_NAMED])
        more = f" and {len(lines) - _MOST_NAMED} more" if len(lines) > _MOST_NAMED else ""
        count = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
        self.named.setVisible(bool(lines))
        if lines:
            heading = f"Still named in {count}. Decide who may read those, too."
            self.named.show_message("warn", heading, f"{shown}{more}")

    def _show_choices(self, thing: LimitedThing) -> None:
        """A person’s choices are called otherwise than a line’s."""
        for kind, words in limits_offered(thing):
            self.whom.set_text(kind.value, words)

    def _fit_to(self, chosen: str) -> None:
        is_limited = chosen != EVERYBODY
        self._people_box.setVisible(is_limited)
        self.reason_field.setVisible(is_limited)


def _choices() -> list[Choice]:
    return [
        Choice(EVERYBODY, "Everybody who gets a copy"),
        *(Choice(kind.value, words) for kind, words in LIMIT_WORDS.items()),
    ]


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return f"{plain[:_SHORT]} …" if len(plain) > _SHORT else plain


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
