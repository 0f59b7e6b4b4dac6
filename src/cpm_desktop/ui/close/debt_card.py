"""One thing that the record owes: its sentence, its place, and one button that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import PREPARATION, WAIVER
from cpm_desktop.domain.readiness import Mend
from cpm_desktop.services.closing import give_reason
from cpm_desktop.services.mend_fields import MendField, MendKind, field_for
from cpm_desktop.services.mending import mend
from cpm_desktop.ui.close.mend_editor import MendEditor, MendForm
from cpm_desktop.ui.close.why_rule import why_rule
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty
from cpm_desktop.ui.kit.avatar import Avatar
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.domain.readiness import Debt
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.mending import Value
    from cpm_desktop.ui.kit.theme import Theme

# What was asked before the meeting is answered where it is listed; no item of the agenda asks it.
_NOT_ON_AGENDA = frozenset({PREPARATION, WAIVER})
_ICONS = {
    MendKind.DATE: "calendar",
    MendKind.TIME: "clock",
    MendKind.TEXT: "pencil",
    MendKind.CHOICE: "list-checks",
    MendKind.CHOICES: "list-checks",
    MendKind.MOMENT: "clock",
    MendKind.PRESS: "check",
}


class DebtCard(QFrame):
    """A debt in the list. `going` is sent when the person wants to go to its place in the meeting."""

    going = Signal(object)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, debt: Debt) -> None:
        """Show a debt."""
        super().__init__()
        self.setProperty("kit", "row_ruled")
        self._theme, self._desk, self._id, self.debt = theme, desk, meeting_id, debt
        self._badge = QVBoxLayout()
        self._number = 0
        self._error = Label("", "danger", wraps=True)
        self._error.hide()
        self._opener: Button | None = None
        self._reason_link: Button | None = None
        self._typed: dict[str, str] = {}  # in fields that were left unsaved, by what they ask
        self._place = QVBoxLayout()
        self._place.setSpacing(6)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, spacing=4)
        for button in self._made_buttons():
            flow.addWidget(button)
        self.why = why_rule(theme, desk, debt.rule, debt.sentence)
        if self.why is not None:
            flow.addWidget(self.why.link)
        self._detail = Label(debt.detail, "micro", wraps=True)
        if not debt.detail:  # shown before it stands in the card it would be a window of its own
            self._detail.hide()
        self._sentence = Label(debt.sentence, "h4", wraps=True)
        words = down(self._sentence, self._detail, spacing=1)
        body = (
            down(words, self.why, self._place, self._error, self._buttons, spacing=6)
            if self.why
            else down(words, self._place, self._error, self._buttons, spacing=6)
        )
        self.setLayout(across(self._badge, body, spacing=12, margins=(20, 11, 20, 12), stretched=1))
        self._editor: MendForm | None = None
        self.setAccessibleName(debt.sentence)

    @property
    def editor(self) -> MendEditor | None:
        """The field that is open; None while none is, or something else than one field."""
        return self._editor if isinstance(self._editor, MendEditor) else None

    @property
    def form(self) -> MendForm | None:
        """What is open to be filled in; None while nothing is."""
        return self._editor

    def show_debt(self, debt: Debt) -> None:
        """Say the same debt in other words: its count may have changed."""
        if debt == self.debt:
            return
        before, self.debt = self.debt.sentence, debt
        self._sentence.setText(debt.sentence)
        self._detail.setText(debt.detail)
        self._detail.setVisible(bool(debt.detail))
        self.setAccessibleName(debt.sentence)
        for button in self.findChildren(Button):
            button.setAccessibleName(button.accessibleName().replace(before, debt.sentence))

    def set_number(self, number: int) -> None:
        """Count it in the list."""
        if number == self._number:
            return
        self._number = number
        empty(self._badge)
        self._badge.addLayout(at_top(Avatar(self._theme, str(number), tone="danger", size=24)))

    def first_button(self) -> QWidget:
        """What the keyboard goes to when it comes to this debt."""
        if self._editor is not None:
            return self._editor
        return self._buttons.findChildren(Button)[0]

    def open_field(self, *, takes_focus: bool = True) -> None:
        """Open the field that settles it."""
        self._open(
            self._field, "Save reason" if self._is_reason() else "Save", self._mend, takes_focus=takes_focus
        )

    def open_reason(self) -> None:
        """Open the field for a reason that stands in its place."""
        field = MendField(MendKind.TEXT, "Reason, as it will stand in the file copy")
        self._open(field, "Save reason", self._reason)
        if self._reason_link is not None:
            self._reason_link.hide()

    def _made_buttons(self) -> list[Button]:
        debt, theme = self.debt, self._theme
        field = self._field = field_for(self._desk, self._id, debt)
        made: list[Button] = []
        if field.kind is MendKind.YES_NO:
            is_officer = debt.place.field == "officer_needed"
            yes = Button(theme, "Yes, make a task" if is_officer else "Yes", "mini", name="")
            no = Button(theme, "No", "mini")
            yes.clicked.connect(lambda: self._mend(True))
            no.clicked.connect(lambda: self._mend(False))
            for button in (yes, no):
                button.setAccessibleName(f"{button.plain_text}: {debt.sentence}")
            made += [yes, no]
        elif field.kind is MendKind.PRESS:
            button = self._button(debt.mend.value, "check")
            button.clicked.connect(lambda: self._mend("yes"))
            made.append(button)
        elif field.kind is not MendKind.GO:
            self._opener = button = self._button(self._words(), _ICONS[field.kind])
            button.clicked.connect(self.open_field)
            made.append(button)
        return made + self._links(is_only=not made)

    def _links(self, *, is_only: bool) -> list[Button]:
        debt = self.debt
        is_read_back = debt.mend is Mend.READ_BACK
        links = []
        is_on_agenda = bool(debt.place.item) and debt.place.item not in _NOT_ON_AGENDA
        if is_only or is_on_agenda or is_read_back:
            words = "Go to the read-back" if is_read_back else "Go there"
            go = self._button(words, "arrow-right") if is_only else link_button(self._theme, words)
            go.setAccessibleName(f"{words}: {debt.sentence}")
            go.clicked.connect(lambda: self.going.emit(self.debt))
            links.append(go)
        if debt.can_be_reasoned and not self._is_reason():
            give = link_button(self._theme, "Give a reason")
            give.setAccessibleName(f"Give a reason: {debt.sentence}")
            give.clicked.connect(self.open_reason)
            self._reason_link = give
            links.append(give)
        return links

    def _button(self, words: str, icon: str) -> Button:
        button = Button(self._theme, words, "mini", icon=icon)
        button.setAccessibleName(f"{words}: {self.debt.sentence}")
        return button

    def _words(self) -> str:
        return "Write the reason" if self.debt.mend is Mend.LEAVE_OUT else self.debt.mend.value

    def _is_reason(self) -> bool:
        return self.debt.mend is Mend.LEAVE_OUT or (
            self.debt.mend is Mend.ADD_REASON and self._field.label.startswith("Reason")
        )

    def _open(self, field: MendField, words: str, saving: object, *, takes_focus: bool = True) -> None:
        editor = MendEditor(self._theme, self._desk, self._id, field, words)
        editor.load(self._typed.get(field.label, ""))
        self.place_form(editor, saving, takes_focus=takes_focus)

    def place_form(self, editor: MendForm, saving: object, *, takes_focus: bool = True) -> None:
        """Open something to be filled in below the debt; `saving` is called with what was entered."""
        self._close_field()
        editor.saved.connect(saving)
        editor.left.connect(self._leave_field)
        self._place.addWidget(editor)
        editor.show()
        self._editor = editor
        if self._opener is not None:
            self._opener.hide()
        if takes_focus:
            editor.setFocus()

    def _close_field(self) -> None:
        if self._editor is not None:
            if isinstance(self._editor, MendEditor):
                self._typed[self._editor.asked] = self._editor.typed
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        for button in (self._opener, self._reason_link):
            if button is not None:
                button.show()

    def _leave_field(self) -> None:
        self._close_field()
        self.first_button().setFocus()

    def _mend(self, value: Value) -> None:
        self.settle(lambda: mend(self._desk, self._id, self.debt, value))

    def _reason(self, value: Value) -> None:
        self.settle(lambda: give_reason(self._desk, self._id, self.debt, str(value)))

    def settle(self, doing: Callable[[], object]) -> None:
        """Do what settles the debt; what goes wrong is said beside the field."""
        try:
            doing()
        except CarePlanningError as error:
            if self._editor is not None:
                self._editor.show_error(error.sentence)
            else:
                self._error.setText(error.sentence)
                self._error.show()
