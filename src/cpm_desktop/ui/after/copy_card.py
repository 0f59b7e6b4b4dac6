"""One person's copy in the list: who, how it stands, and the button that marks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.typography import NO_BREAK, short_day_text, weekday_name
from cpm_desktop.services.copy_list import decide_copy, mark_sent
from cpm_desktop.ui.after.copy_forms import USUAL_CHANNEL, CopyForm, SentForm
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button, icon_button
from cpm_desktop.ui.kit.labels import ElidedLabel, IconLabel, Label

if TYPE_CHECKING:
    import datetime as dt

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.copy_list import CopyLine
    from cpm_desktop.ui.kit.theme import Theme

_SHARES = (27, 34, 21, 38)
_BUTTON_WIDTH = 100  # pixels at 100 %


class CopyCard(QFrame):
    """`asked` is sent with what is wanted of the copy ("read", "save", "check", "left out") and the attendee id."""

    asked = Signal(str, str)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, line: CopyLine) -> None:
        """Show a line."""
        super().__init__()
        self.setProperty("kit", "row_ruled")
        self._theme, self._desk, self._id, self.line = theme, desk, meeting_id, line
        self._form: SentForm | CopyForm | None = None
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
        self.setLayout(down(row, self._forms, spacing=0))
        self.setAccessibleName(f"{line.name}: {words}")

    @property
    def form(self) -> SentForm | CopyForm | None:
        """The form that is open below the row; None while none is."""
        return self._form

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

    def _fit(self) -> None:
        self._button_box.setFixedWidth(self._theme.px(_BUTTON_WIDTH))

    def _made_button(self) -> Button:
        plan, name = self.line.plan, self.line.name
        if plan.copy_kind in (CopyKind.NONE, CopyKind.UNDECIDED):
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
        has_copy = self.line.plan.copy_kind not in (CopyKind.NONE, CopyKind.UNDECIDED)
        if has_copy:
            for words, what in (
                ("Read this copy", "read"),
                ("Save this copy…", "save"),
                ("What is left out?", "left out"),
                ("Check the signature", "check"),
            ):
                action = menu.addAction(words)
                action.triggered.connect(
                    lambda _checked=False, what=what: self.asked.emit(what, self.line.attendee_id)
                )
            menu.addSeparator()
        menu.addAction("Which copy…").triggered.connect(self.decide)
        return menu

    def _open_menu(self) -> None:
        corner = self.more_button.rect().bottomLeft()
        self._menu.popup(self.more_button.mapToGlobal(corner))

    def _open(self, form: SentForm | CopyForm) -> None:
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
            raise
        self._close()
        return True


def _about(line: CopyLine) -> str:
    left = (
        f"{line.withheld} {'passage' if line.withheld == 1 else 'passages'} left out" if line.withheld else ""
    )
    return " · ".join(part for part in (line.role, left) if part)


def _standing(line: CopyLine) -> tuple[str, str, str]:
    plan = line.plan
    if plan.sent_on is not None:
        return "circle-check", "good", "Told" if plan.copy_kind is CopyKind.CHILD else "Sent"
    if plan.copy_kind is CopyKind.NONE:
        return "circle-minus", "text3", "Withheld" if plan.reason else "No reason"
    if plan.copy_kind is CopyKind.UNDECIDED:
        return "circle-alert", "warn", "Not decided"
    return "circle", "control", "Not told" if plan.copy_kind is CopyKind.CHILD else "Not sent"


def _detail(line: CopyLine) -> str:
    plan = line.plan
    if plan.sent_on is not None:
        day = f"{weekday_name(plan.sent_on)[:3]}{NO_BREAK}{short_day_text(plan.sent_on)}"
        return ", ".join(part for part in (day, plan.channel) if part)
    if plan.copy_kind in (CopyKind.NONE, CopyKind.UNDECIDED):
        return plan.reason
    return USUAL_CHANNEL.get(plan.copy_kind, "")
