"""Decides again who gets which copy, after a placement order or an adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.copies_again import CopiesAgain, DecidedCopy, decide_copies_again
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.error_summary import ErrorSummary
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    from cpm_desktop.domain.child import Person
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_KINDS = (
    Option(CopyKind.UNDECIDED.value, "Not decided yet"),
    Option(CopyKind.PROFESSIONAL.value, "Full record"),
    Option(CopyKind.FAMILY.value, "Family copy"),
    Option(CopyKind.CHILD.value, "Child’s copy"),
    Option(CopyKind.NONE.value, "No copy"),
)


class CopyAgainLine(QWidget):
    """One person: which copy from now on, and why."""

    def __init__(self, theme: Theme, person: Person) -> None:
        """Not decided yet; what was decided before stands beside the name."""
        super().__init__()
        self.person_id = person.id
        self.copy = Select(theme, _KINDS, CopyKind.UNDECIDED.value)
        self.copy.setAccessibleName(f"Copy for {person.name}")
        self.reason = LineEdit(person.copy_reason, placeholder="Why", is_prose=True)
        self.reason.setAccessibleName(f"Why, for {person.name}")
        before = next((option.text for option in _KINDS if option.key == person.copy_kind.value), "")
        self.copy.setAccessibleDescription(f"Until now: {before}")
        role = ", ".join(part for part in (person.role, f"until now: {before.lower()}") if part)
        head = across(Label(person.name, "strong"), Label(role, "micro"), None, spacing=8)
        row = across(self.copy, self.reason, spacing=8)
        row.setStretch(0, 2)
        row.setStretch(1, 3)
        self.setLayout(down(head, row, spacing=4))

    def decided(self) -> DecidedCopy:
        """What was chosen."""
        return DecidedCopy(self.person_id, CopyKind(self.copy.chosen_key), self.reason.text())


class CopiesAgainDialog(DialogShell):
    """Everybody whose copy was decided before it happened."""

    def __init__(self, desk: Desk, theme: Theme, child_id: str, again: CopiesAgain, parent: QWidget) -> None:
        """`again` says what happened and whose copies were decided before."""
        super().__init__(theme, "Decide the copies again", agree="Keep", width=620, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._child_id = desk, child_id
        self.add_sentence(again.sentence)
        self.errors = ErrorSummary(theme)
        self.content.addWidget(self.errors)
        self.lines = [CopyAgainLine(theme, person) for person in again.people]
        self.content.addLayout(down(*self.lines, None, spacing=12), 1)
        rule = desk.rule("after.copy-for-each-reader")
        if rule is not None:
            self.content.addWidget(Why(theme, rule.says, rule.source, about="the copies"))

    def accept(self) -> None:
        """Keep all of them, or say which is not decided."""
        try:
            decide_copies_again(self._desk, self._child_id, [line.decided() for line in self.lines])
        except CarePlanningError as error:
            undecided = (line for line in self.lines if line.decided().copy_kind is CopyKind.UNDECIDED)
            unsaid = (line for line in self.lines if line.decided().copy_kind is CopyKind.NONE)
            place = next(undecided, None) or next(unsaid, self.lines[0])
            self.errors.show_errors([(error.sentence, place.copy)])
            return
        super().accept()
