"""One person's copy in the list: who, how it stands, and the button that marks it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.handover import CopyPlan
from cpm_desktop.domain.typography import NO_BREAK, short_day_text, weekday_name
from cpm_desktop.services.copy_list import decide_copy, mark_sent
from cpm_desktop.services.permitting import (
    decide_advice,
    permissions_for,
    record_permission,
    withdraw_permission,
)
from cpm_desktop.ui.after.copy_forms import USUAL_CHANNEL, CopyForm, SentForm
from cpm_desktop.ui.after.permission_form import PermissionForm
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down, frame
from cpm_desktop.ui.kit.buttons import Button, icon_button
from cpm_desktop.ui.kit.choices import Choice, SegmentControl
from cpm_desktop.ui.kit.labels import ElidedLabel, IconLabel, Label

if TYPE_CHECKING:
    import datetime as dt

    from cpm_desktop.services.copy_list import CopyLine
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_SHARES = (30, 32, 21, 37)
_BUTTON_WIDTH = 100  # pixels at 100 %
_NO_COPY = (CopyKind.NONE, CopyKind.UNDECIDED)
_IN, _OUT, _OPEN = "in", "out", "open"


class CopyCard(QFrame):
    """`asked` is sent with what is wanted of the copy and the attendee id.

    That is "read", "save", "word", "again", "limit", "check" or "left out".
    """

    asked = Signal(str, str)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, line: CopyLine) -> None:
        """Show a line."""
        super().__init__()
        self.setProperty("kit", "row_ruled")
        self._theme, self._desk, self._id, self.line = theme, desk, meeting_id, line
        self._form: SentForm | CopyForm | PermissionForm | None = None
        self._forms = QVBoxLayout()
        self.button = self._made_button()
        self.more_button = icon_button(theme, "ellipsis", f"More about {line.name}’s copy")
        self._menu = self._made_menu()
        self.more_button.clicked.connect(self._open_menu)
        self._button_box = QWidget()
        self._button_box.setLayout(across(None, self.button))
        theme.changed.connect(self._fit)
        self._fit()
        icon, tone, words = _standing(line)
        state = Label(words, "strong" if line.plan.sent_on is None else "cell2")
        row = across(
            ElidedLabel(line.name, "cell"),
            ElidedLabel(_about(line), "small"),
            across(IconLabel(theme, icon, tone, 16), state, None, spacing=7),
            ElidedLabel(_detail(line), "small"),
            self._button_box,
            self.more_button,
            spacing=10,
            margins=(16, 2, 8, 2),
        )
        for place, share in enumerate(_SHARES):
            row.setStretch(place, share)
        self.advice = self._made_advice()
        self.setLayout(down(row, *self._below(), self._forms, spacing=0))
        self.setAccessibleName(f"{line.name}: {words}")
        self.setAccessibleDescription(", ".join(filter(None, (_about(line), _detail(line)))))

    def takes(self, line: CopyLine) -> bool:
        """Take what the line says now and stay, where only the advice was decided; say whether it could."""
        if line == self.line:
            return True
        if self.advice is None or line.plan.includes_advice is None or _shown(line) != _shown(self.line):
            return False
        self.line = line
        self.advice.choose(_IN if line.plan.includes_advice else _OUT)
        if _OPEN in self.advice.keys:
            self.advice.drop(_OPEN)
        return True

    @property
    def form(self) -> SentForm | CopyForm | PermissionForm | None:
        """The form that is open below the row; None while none is."""
        return self._form

    @property
    def told(self) -> str:
        """All that the row says of the copy."""
        return ", ".join(
            filter(None, (self.line.name, _about(self.line), _standing(self.line)[2], _detail(self.line)))
        )

    def mark(self) -> None:
        """Ask when and how it was sent."""
        form = SentForm(self._theme, self._desk, self._id, self.line.plan)
        form.saved.connect(self._sent)
        form.taken_back.connect(
            lambda: self._try(lambda: mark_sent(self._desk, self._id, self.line.attendee_id, None))
        )
        self._open(form)

    def decide(self) -> None:
        """Ask which copy this person gets."""
        form = CopyForm(self._theme, self.line.plan)
        form.saved.connect(self._decided)
        self._open(form)

    def permit(self) -> None:
        """Ask by whose leave this person may have a limited record."""
        form = PermissionForm(self._theme, self._desk, self._id, self.line.name)
        form.saved.connect(lambda _given: self._permitted(form))
        self._open(form)

    def _below(self) -> list[QWidget]:
        """Return what stands under the row: why they may not have it, or whether the advice is in their copy."""
        if self.line.refusal:
            why, _, how = self.line.refusal.partition(". ")
            text = Label(f"{why.rstrip('.')}.", "small", wraps=True)
            text.setAccessibleDescription(how)
            line = across(
                at_top(IconLabel(self._theme, "shield-check", "warn", 15)), text, spacing=8, stretched=1
            )
            return [frame("clear", _indented(line))]
        return [frame("clear", _indented(self._advice_line()))] if self.advice is not None else []

    def _made_advice(self) -> SegmentControl | None:
        if not self.line.asks_about_advice:
            return None
        plan = self.line.plan
        chosen = {True: _IN, False: _OUT, None: _OPEN}[plan.includes_advice]
        choices = [Choice(_IN, "In this copy"), Choice(_OUT, "Left out")]
        if plan.includes_advice is None:
            choices.insert(0, Choice(_OPEN, "Not decided"))
        control = SegmentControl(f"Legal advice in {self.line.name}’s copy", choices, chosen)
        control.chosen.connect(self._decide_advice)
        return control

    def _advice_line(self) -> QHBoxLayout:
        return across(Label("Legal advice", "small"), self.advice, None, spacing=10)

    def _decide_advice(self, key: str) -> None:
        if key != _OPEN:
            decide_advice(self._desk, self._id, self.line.attendee_id, is_included=key == _IN)

    def _permitted(self, form: PermissionForm) -> None:
        if form.names_nothing():
            form.show_problem("Tick at least one section, or permit everything but the advice.")
            return
        try:
            record_permission(self._desk, self._id, self.line.attendee_id, form.given())
        except CarePlanningError as error:
            form.show_problem(error.sentence)
            return
        announce(self, f"{self.line.name}: permission recorded")

    def _withdraw(self) -> None:
        for permission in permissions_for(self._desk.meeting(self._id).value, self.line.attendee_id):
            withdraw_permission(self._desk, self._id, permission.id)

    def _fit(self) -> None:
        self._button_box.setFixedWidth(self._theme.px(_BUTTON_WIDTH))

    def _made_button(self) -> Button:
        plan, name = self.line.plan, self.line.name
        if self.line.refusal:
            button = Button(self._theme, "Permit…", "mini")
            button.setAccessibleName(f"Permit a copy for {name}")
            button.clicked.connect(self.permit)
            return button
        if plan.copy_kind in _NO_COPY:
            button = Button(self._theme, "Decide", "mini")
            button.setAccessibleName(f"Decide which copy {name} gets")
            button.clicked.connect(self.decide)
            return button
        words = "Mark told" if plan.copy_kind is CopyKind.CHILD else "Mark sent"
        if plan.sent_on is None:
            button = Button(self._theme, words, "mini")
        else:
            words = "Change"
            button = Button(self._theme, words, "link")
        button.setAccessibleName(f"{words}: {name}")
        button.clicked.connect(self.mark)
        return button

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        has_copy = not self.line.refusal and self.line.plan.copy_kind not in _NO_COPY
        if has_copy:
            for words, what in (
                ("Read this copy", "read"),
                ("Save this copy…", "save"),
                ("Save as Word…", "word"),
                ("Make this copy again, with a new number", "again"),
                ("Who may read what…", "limit"),
                ("What is left out?", "left out"),
                ("Check the signature", "check"),
            ):
                action = menu.addAction(words)
                action.triggered.connect(
                    lambda _checked=False, what=what: self.asked.emit(what, self.line.attendee_id)
                )
            menu.addSeparator()
        if self.line.refusal:
            menu.addAction("Record a permission…").triggered.connect(self.permit)
            return menu
        menu.addAction("Which copy…").triggered.connect(self.decide)
        stands = [
            each
            for each in permissions_for(self._desk.meeting(self._id).value, self.line.attendee_id)
            if each.withdrawn_on is None
        ]
        if stands:
            menu.addAction("Take the permission back").triggered.connect(self._withdraw)
        return menu

    def _open_menu(self) -> None:
        corner = self.more_button.rect().bottomLeft()
        self._menu.popup(self.more_button.mapToGlobal(corner))

    def _open(self, form: SentForm | CopyForm | PermissionForm) -> None:
        self._close()
        form.left.connect(self._leave)
        self._form = form
        self._forms.addWidget(form)
        form.show()
        form.setFocus()

    def _close(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _leave(self) -> None:
        self._close()
        self.button.setFocus()

    def _sent(self, day: dt.date, channel: str) -> None:
        if self._try(lambda: mark_sent(self._desk, self._id, self.line.attendee_id, day, channel)):
            announce(self, f"{self.line.name}: sent")

    def _decided(self, kind: CopyKind, reason: str) -> None:
        self._try(lambda: decide_copy(self._desk, self._id, self.line.attendee_id, kind, reason))

    def _try(self, doing: object) -> bool:
        try:
            doing()  # type: ignore[operator]  # the functions above
        except CarePlanningError as error:
            if isinstance(self._form, CopyForm):
                self._form.reason_field.show_error(error.sentence)
                return False
            if isinstance(self._form, SentForm):
                self._form.show_problem(error.sentence)
                return False
            raise
        self._close()
        return True


def _indented(layout: QHBoxLayout) -> QHBoxLayout:
    layout.setContentsMargins(16, 0, 16, 8)
    return layout


def _about(line: CopyLine) -> str:
    left = (
        f"{line.withheld} {'passage' if line.withheld == 1 else 'passages'} left out" if line.withheld else ""
    )
    changed = "changed since it was sent: make it again" if line.is_outdated else ""
    return " · ".join(part for part in (changed, line.role, left) if part)


def _shown(line: CopyLine) -> tuple[object, ...]:
    """What the card shows beside what was decided on the advice."""
    bare = replace(line, plan=CopyPlan(id=line.plan.id), includes_advice=False)
    plan = line.plan
    return bare, plan.copy_kind, plan.reason, plan.sent_on, plan.channel


def _standing(line: CopyLine) -> tuple[str, str, str]:
    plan = line.plan
    if line.refusal:
        return "circle-minus", "warn", "May not have it"
    if plan.sent_on is not None:
        return "circle-check", "good", "Told" if plan.copy_kind is CopyKind.CHILD else "Sent"
    if plan.copy_kind is CopyKind.NONE:
        return "circle-minus", "text3", "Withheld" if plan.reason else "No reason"
    if plan.copy_kind is CopyKind.UNDECIDED:
        return "circle-alert", "warn", "Not decided"
    return "circle", "control", "Not told" if plan.copy_kind is CopyKind.CHILD else "Not sent"


def _detail(line: CopyLine) -> str:
    plan = line.plan
    if line.refusal:
        return ""
    if plan.sent_on is not None:
        day = f"{weekday_name(plan.sent_on)[:3]}{NO_BREAK}{short_day_text(plan.sent_on)}"
        sent = f"copy{NO_BREAK}{plan.sent_number}" if plan.sent_number else ""
        newer = _made(line) if line.document is None or line.document.number != plan.sent_number else ""
        return ", ".join(part for part in (day, plan.channel, sent, newer) if part)
    if plan.copy_kind in (CopyKind.NONE, CopyKind.UNDECIDED):
        return plan.reason
    return ", ".join(part for part in (USUAL_CHANNEL.get(plan.copy_kind, ""), _made(line)) if part)


def _made(line: CopyLine) -> str:
    """Return which copy stands ready; empty where none was made of what they may see now."""
    return f"copy{NO_BREAK}{line.document.number} is ready" if line.document is not None else ""
