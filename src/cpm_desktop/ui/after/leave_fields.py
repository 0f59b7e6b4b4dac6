"""What is entered of a permission: who gave it, when, why, and whether the legal adviser was consulted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cpm_desktop.domain.distribution import CHAIR
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.date_reading import date_reader
from cpm_desktop.services.permitting import GivenLeave, who_may_permit
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.choices import YesNo
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class LeaveFields(QWidget):
    """`changed` is sent when who gave it is chosen, so that the name is asked for where it is not known."""

    changed = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Filled with today; who gave it is chosen among those who may."""
        super().__init__()
        roles = [Option(key, name) for key, name in who_may_permit(desk, meeting_id)]
        self.role = Select(theme, roles)
        self.role.chosen.connect(lambda _key: self._follow())
        self.by = LineEdit()
        self.by_field = Field(theme, "Their name", self.by)
        self.day = DayField(theme, "On", date_reader(desk, meeting_id, is_looking_back=True))
        self.day.set_typed(day_text(desk.today()))
        self.why = LineEdit(is_prose=True)
        self.why_field = Field(theme, "Why", self.why)
        self.adviser = YesNo("Was the legal adviser consulted?")
        first = across(Field(theme, "Permitted by", self.role), self.by_field, self.day, spacing=12)
        adviser = Field(theme, "Was the legal adviser consulted?", self.adviser)
        self.setLayout(down(first, across(self.why_field, adviser, spacing=12, stretched=0), spacing=8))
        self._follow()

    def given(self) -> GivenLeave:
        """Return what was entered; what is missing is told when it is recorded."""
        return GivenLeave(
            role=self.role.chosen_key,
            by=self.by.text(),
            on=self.day.value,
            why=self.why.text(),
            adviser_consulted=self.adviser.answer,
        )

    def _follow(self) -> None:
        self.by_field.setVisible(self.role.chosen_key != CHAIR)
        self.changed.emit()
