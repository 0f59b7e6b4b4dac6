"""A different view that stands: what about, who holds what in their words, and how it goes on."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.domain.captures import Audience, Disagreement, Position
from cpm_desktop.domain.commands import Withdraw
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.services.keeping import keep
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.choices import YesNo
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.selects import Option, SearchSelect
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.meeting.capture_form import CaptureForm

if TYPE_CHECKING:
    from cpm_desktop.domain.captures import Capture
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class DifferentViewForm(CaptureForm):
    """Different views (record.unresolved-disagreement). Each position is kept as its words are typed."""

    noun = "different view"

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Begin empty, with room for one position."""
        super().__init__(theme, desk, meeting_id)
        self._about = self.text("about", "What it is about", "w", lines=1)
        self._rows: list[_PositionFields] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.box.addLayout(self._column)
        another = link_button(theme, "Add another position", icon="plus")
        another.clicked.connect(self._add_and_go)
        self.box.addLayout(across(another, None))
        self._resolved = YesNo("Resolved in the meeting?")
        self._resolved.chosen.connect(self.keep_now)
        self.fields["is_resolved"] = self._resolved.button("yes")
        self.box.addLayout(across(Label("Resolved in the meeting?", "small"), self._resolved, stretched=1))
        self._goes_on = self.text("goes_on", "How it goes on", "h", lines=1)
        self._audience = self.audience_select()
        self._plain = self.text("for_child", "In words for the child", "", is_laid=False)
        plain = self.labelled["for_child"]
        self.add_more(Field(theme, "Who may read it", self._audience), plain)

    def blank(self, identifier: str) -> Capture:
        """Return an empty different view."""
        return Disagreement(id=identifier)

    def words(self) -> str:
        """It is there once it says what about, or somebody's words."""
        return self._about.text + "".join(row.words.text for row in self._rows)

    def values(self) -> dict[str, Any]:
        """Read the fields; positions are entities of their own."""
        return {
            "about": self._about.text,
            "is_resolved": self._resolved.answer,
            "goes_on": self._goes_on.text,
            "audience": Audience(self._audience.chosen_key),
            "for_child": self._plain.text,
        }

    def fill(self, entity: Capture | None) -> None:
        """Show a different view with its positions."""
        different = entity if isinstance(entity, Disagreement) else Disagreement(id="")
        self._about.load(different.about)
        self._goes_on.load(different.goes_on)
        self._resolved.show_answer(different.is_resolved)
        self._audience.choose(different.audience.value)
        self._plain.load(different.for_child)
        self._show_positions()

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed, in a position too, that is not kept yet."""
        return super().is_waiting or any(row.settling.is_waiting for row in self._rows)

    def write(self, held: Capture) -> None:
        """Keep the view and its positions."""
        super().write(held)
        editing = self.desk.meeting(self.meeting_id)
        for row in self._rows:
            known = next((one for one in editing.value.positions if one.id == row.position_id), None)
            says, who = row.words.text, row.who.chosen_key
            if known is not None:
                keep(editing, dataclasses.replace(known, who=who, says=says))
            elif says.strip() or who:
                keep(editing, Position(id=row.position_id, disagreement=self.entity_id, who=who, says=says))

    def end(self) -> bool:
        """Finish; with the view its positions go where it has no words."""
        was = self.entity_id
        is_there = super().end()
        if was and not is_there:
            editing = self.desk.meeting(self.meeting_id)
            for position in editing.value.positions:
                if position.disagreement == was:
                    editing.perform(Withdraw(entity_kind=Position.kind, id=position.id))
        return is_there

    def _show_positions(self) -> None:
        held = [
            one for one in self.meeting.positions if self.entity_id and one.disagreement == self.entity_id
        ]
        known = [row.position_id for row in self._rows]
        if self._rows and (not self.entity_id or [one.id for one in held] != known[: len(held)]):
            first, *others = self._rows
            for row in others:
                row.hide()
                row.deleteLater()
            first.position_id = held[0].id if held else new_identifier()
            first.show_position(Position(id=first.position_id), self.people())
            self._rows = [first]
        for place, position in enumerate(held):
            if place >= len(self._rows):
                self._add_row(position.id)
            self._rows[place].show_position(position, self.people())
        if not self._rows:
            self._add_row(new_identifier())

    def _add_row(self, position_id: str) -> _PositionFields:
        row = _PositionFields(self.theme, position_id, len(self._rows) + 1)
        row.show_position(Position(id=position_id), self.people())
        row.settled.connect(self.keep_now)
        self._rows.append(row)
        self._column.addWidget(row)
        self.fields["positions"] = self._rows[0].who
        return row

    def _add_and_go(self) -> None:
        self._add_row(new_identifier()).who.setFocus()

    def flush(self) -> None:
        """Keep what is typed in any field."""
        super().flush()
        for row in self._rows:
            row.settling.flush()


class _PositionFields(QFrame):
    """One person's position."""

    settled = Signal()

    def __init__(self, theme: Theme, position_id: str, number: int) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.position_id = position_id
        self.who = SearchSelect(theme, placeholder="Name")
        self.words = PlainEditor(theme, lines=2, grows_to=5)
        self.settling = Settling(self)
        self.settling.watch(self.words, self.words.edited)
        self.settling.settled.connect(self.settled)
        self.who.chosen.connect(self.settled)
        keys = ("o", "s") if number == 1 else ("", "")
        who = Field(theme, "Who", self.who, access_key=keys[0])
        words = Field(theme, "Says, in their words", self.words, access_key=keys[1])
        self.setLayout(down(who, words, spacing=6))

    def show_position(self, position: Position, people: list[Option]) -> None:
        """Show who holds what."""
        self.who.set_options(people, position.who)
        self.words.load(position.says)
