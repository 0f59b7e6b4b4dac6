"""Legal holds on a child's records: which stand, setting one with its reason, lifting one with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.legal_holding import holds_of, lift_hold, place_hold
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.legal_holds import LegalHold
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_ABOUT = (
    "While a hold stands, nothing of these records is cleared from this computer, whatever days have passed: for a "
    "court, an inquiry, a complaint or a request to see the file. Who set it and who lifted it stays on the file."
)
_ALL, _THIS = "all", "this"
_NONE = ListEntry("", "No hold was ever set.", is_heading=True)


class HoldsDialog(DialogShell):
    """Sets a hold with the filled button; the one that is chosen in the list is lifted."""

    def __init__(self, theme: Theme, desk: Desk, child_id: str, meeting_id: str, parent: QWidget) -> None:
        """`meeting_id` is the record that is shown; empty where it is the child's file."""
        super().__init__(
            theme, "Legal holds", agree="Set the hold", dismiss="Close", width=600, parent=parent
        )
        self._desk, self._child_id, self._meeting_id = desk, child_id, meeting_id
        self.add_sentence(_ABOUT)
        self.list = RowList(theme, "Holds on the child’s records")
        self.list.setMinimumHeight(theme.px(150))
        self.content.addWidget(self.list, 1)
        self.why = LineEdit("", placeholder="Who asked for it, and for what", is_prose=True)
        self._why = Field(theme, "Why", self.why, access_key="y")
        is_cleared = bool(meeting_id) and bool(desk.meeting(meeting_id).value.cleared)
        options = [Option(_ALL, "All records of this child")]
        if meeting_id and not is_cleared:
            options.append(Option(_THIS, "This record only"))
        self.which = Select(theme, options, _ALL)
        self.content.addWidget(Field(theme, "Hold", self.which))
        self.content.addWidget(self._why)
        self.lift_button = Button(theme, "Lift the chosen hold", icon="door-open")
        self.lift_button.clicked.connect(self.lift)
        self.content.addLayout(across(self.lift_button, None))
        self._show()

    def accept(self) -> None:
        """Set a hold; the dialog stays, and shows it."""
        meeting_id = self._meeting_id if self.which.chosen_key == _THIS else ""
        self._do(
            lambda: place_hold(self._desk, self._child_id, self.why.text(), meeting_id), "The hold is set."
        )

    def lift(self) -> None:
        """Lift the hold that is chosen, with the reason that is written."""
        key = self.list.current_key
        self._do(lambda: lift_hold(self._desk, self._child_id, key, self.why.text()), "The hold is lifted.")

    def _do(self, doing: Callable[[], object], said: str) -> None:
        try:
            doing()
        except CarePlanningError as error:
            self._why.show_error(error.sentence)
            self.why.setFocus()
            return
        self._why.show_error("")
        self.why.setText("")
        self._show()
        announce(self, said)

    def _show(self) -> None:
        holds = holds_of(self._desk, self._child_id)
        self.list.set_rows([_entry(hold, self._meeting_id) for hold in holds] or [_NONE])
        standing = [hold.id for hold in holds if hold.stands()]
        if standing:
            self.list.choose(standing[0])
        self.lift_button.setVisible(bool(standing))


def _entry(hold: LegalHold, meeting_id: str) -> ListEntry:
    of = (
        "all records"
        if not hold.meeting_id
        else "this record"
        if hold.meeting_id == meeting_id
        else "one record"
    )
    placed = day_text(hold.placed_on) if hold.placed_on else ""
    detail = f"On {of}, set {placed} by {hold.placed_by}"
    if hold.lifted_on is not None:
        detail += f"; lifted {day_text(hold.lifted_on)} by {hold.lifted_by}: {hold.lifted_because}"
    return ListEntry(
        hold.id,
        hold.why,
        detail,
        trailing="stands" if hold.stands() else "lifted",
        icon="gavel" if hold.stands() else "door-open",
    )
