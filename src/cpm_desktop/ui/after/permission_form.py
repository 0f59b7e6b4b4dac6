"""Records that one named person may have a limited record: by whom, when, why, and which sections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.services.holding import agenda_items, child_of
from cpm_desktop.ui.after.copy_forms import RowForm
from cpm_desktop.ui.after.leave_fields import LeaveFields
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.selects import Option
from cpm_desktop.ui.kit.tick_boxes import CheckBox, RadioGroup

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.permitting import GivenLeave
    from cpm_desktop.ui.kit.theme import Theme

_ALL, _SOME = "all", "some"


class PermissionForm(RowForm):
    """`saved` is sent with the leave as entered."""

    saved = Signal(object)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, name: str) -> None:
        """For one named person."""
        super().__init__()
        meeting = desk.meeting(meeting_id).value
        called = child_of(desk, meeting).called()
        items = agenda_items(desk, meeting)
        self.fields = LeaveFields(theme, desk, meeting_id)
        self.how_much = RadioGroup(
            theme,
            f"What {name} may have",
            [Option(_ALL, "Everything but the legal advice"), Option(_SOME, "Only these sections")],
            _ALL,
        )
        self.how_much.chosen.connect(lambda _key: self._follow())
        self.sections = {
            item.id: CheckBox(theme, fill_blanks(item.title, {"child": called}))
            for item in items
            if not item.is_advice
        }
        self._advice_items = tuple(item.id for item in items if item.is_advice)
        self.advice = CheckBox(theme, "The legal advice too", detail="Only where the permission names it.")
        self.advice.setVisible(bool(self._advice_items))
        self._sections = QWidget()
        self._sections.setLayout(down(*self.sections.values(), spacing=0, margins=(28, 0, 0, 0)))
        self._problem = Message(theme, "danger")
        self._problem.hide()
        self.save_button = Button(theme, "Record the permission", "primary")
        self.save_button.clicked.connect(lambda: self.saved.emit(self.given()))
        cancel = Button(theme, "Cancel", "link")
        cancel.clicked.connect(self.left)
        self.setLayout(
            down(
                Label(f"Leave for {name} alone", "strong"),
                self.fields,
                self.how_much,
                self._sections,
                self.advice,
                self._problem,
                across(self.save_button, cancel, None),
                spacing=8,
                margins=(16, 6, 16, 14),
            )
        )
        self.setFocusProxy(self.fields.role)
        self._follow()

    def given(self) -> GivenLeave:
        """Return the leave as entered."""
        is_some = self.how_much.chosen_key == _SOME
        named = tuple(key for key, box in self.sections.items() if box.isChecked())
        if self.advice.isChecked():
            named += self._advice_items
        return replace(
            self.fields.given(),
            sections=named if is_some else (),
            includes_advice=self.advice.isChecked(),
        )

    def names_nothing(self) -> bool:
        """Tell whether only some sections were meant and none was ticked."""
        is_some = self.how_much.chosen_key == _SOME
        return (
            is_some
            and not any(box.isChecked() for box in self.sections.values())
            and not self.advice.isChecked()
        )

    def show_problem(self, sentence: str) -> None:
        """Say what is missing."""
        self._problem.tell_problem(sentence)

    def _follow(self) -> None:
        self._sections.setVisible(self.how_much.chosen_key == _SOME)
