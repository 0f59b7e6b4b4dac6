"""One thing to be done after a meeting: whose, by when, how it stands; its parts stand below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.typography import day_text, short_day_text
from cpm_desktop.services.date_reading import date_reader
from cpm_desktop.services.following_up import close_with_reason, mark_done, remove_follow_up, reopen
from cpm_desktop.ui.after.copy_forms import RowForm
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.private_clipboard import copy_privately
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.following_up import FollowUpLine
    from cpm_desktop.ui.kit.theme import Theme

_MARGINS = (16, 5, 16, 5)
_MARGINS_OF_PART = (42, 2, 16, 2)


class DoneForm(RowForm):
    """When it was done and by whom; `saved` is sent when the person agrees."""

    saved = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, line: FollowUpLine) -> None:
        """Filled with today; an authorisation asks who authorised it."""
        super().__init__()
        is_authorisation = line.follow_up.is_authorisation
        self.day = DayField(theme, "On", date_reader(desk, meeting_id, is_looking_back=True))
        self.day.set_typed(day_text(desk.today()))
        self.by = LineEdit("" if is_authorisation else desk.workplace().value.worker.name)
        words = "Authorised by (name and role)" if is_authorisation else "Done by"
        self.by_field = Field(theme, words, self.by)
        self.save_button = Button(theme, "Save", "primary")
        self.save_button.clicked.connect(self.saved)
        cancel = Button(theme, "Cancel", "link")
        cancel.clicked.connect(self.left)
        fields = across(self.by_field, self.day, spacing=12, stretched=0)
        self.setLayout(
            down(fields, across(self.save_button, cancel, None), spacing=8, margins=(42, 4, 16, 12))
        )
        self.setFocusProxy(self.by if is_authorisation else self.save_button)


class ReasonForm(RowForm):
    """Why it is closed without being done; `saved` is sent when the person agrees."""

    saved = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__()
        self.reason = LineEdit(is_prose=True)
        self.reason_field = Field(theme, "Why is it closed without being done?", self.reason)
        self.save_button = Button(theme, "Close it", "primary")
        self.save_button.clicked.connect(self.saved)
        cancel = Button(theme, "Cancel", "link")
        cancel.clicked.connect(self.left)
        self.setLayout(
            down(
                self.reason_field,
                across(self.save_button, cancel, None),
                spacing=8,
                margins=(42, 4, 16, 12),
            )
        )
        self.setFocusProxy(self.reason)


class FollowUpEntry(QFrame):
    """One thing with what can be done about it. What it changes comes back through the meeting."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, line: FollowUpLine, *, is_part: bool = False
    ) -> None:
        """Show a line; a part is set in below what it is a part of."""
        super().__init__()
        self.setProperty("kit", "row" if is_part else "row_ruled")
        self._theme, self._desk, self._id, self.line = theme, desk, meeting_id, line
        self._form: DoneForm | ReasonForm | None = None
        self._forms = QVBoxLayout()
        self._problem = Message(theme, "danger")
        self._problem.hide()
        icon, tone, words = _standing(line)
        self.buttons = self._made_buttons()
        meta = _meta(line, words)
        details = [Label(meta, "warn" if line.is_late else "small", wraps=True)] if meta else []
        text = Label(line.follow_up.text, "cell" if is_part else "strong", wraps=True)
        about = down(text, *details, *((None,) if is_part else ()), spacing=1)
        row = across(
            at_top(IconLabel(theme, icon, tone, 17)),
            about,
            *self.buttons.values(),
            spacing=8,
            margins=_MARGINS_OF_PART if is_part else _MARGINS,
            stretched=1,
        )
        self.setLayout(down(row, self._problem, self._forms, spacing=0))
        self.setAccessibleName(f"{line.follow_up.text}: {meta}" if meta else line.follow_up.text)

    @property
    def form(self) -> DoneForm | ReasonForm | None:
        """The form that is open below the row; None while none is."""
        return self._form

    def mark(self) -> None:
        """Ask when it was done and by whom."""
        form = DoneForm(self._theme, self._desk, self._id, self.line)
        form.saved.connect(lambda: self._done(form))
        self._open(form)

    def close_it(self) -> None:
        """Ask why it is closed."""
        form = ReasonForm(self._theme)
        form.saved.connect(lambda: self._closed(form))
        self._open(form)

    def _made_buttons(self) -> dict[str, Button]:
        entry, theme = self.line.follow_up, self._theme
        made: dict[str, Button] = {}
        if entry.is_open() and entry.message:
            made["copy"] = Button(theme, "Copy text", "link", icon="copy")
            made["copy"].clicked.connect(self._copy)
        if not entry.is_open():
            made["reopen"] = Button(theme, "Open again", "link")
            made["reopen"].clicked.connect(lambda: self._try(lambda: reopen(self._desk, self._id, entry.id)))
        else:
            if entry.follow_up:
                made["close"] = Button(theme, "Close…", "link")
                made["close"].clicked.connect(self.close_it)
            else:
                made["remove"] = Button(theme, "Remove", "link")
                made["remove"].clicked.connect(
                    lambda: self._try(lambda: remove_follow_up(self._desk, self._id, entry.id))
                )
            words = "Authorised…" if entry.is_authorisation else "Done…"
            made["done"] = Button(theme, words, "mini")
            made["done"].clicked.connect(self.mark)
        for button in made.values():
            button.setAccessibleName(f"{button.plain_text.rstrip('…')}: {entry.text}")
        return made

    def _copy(self) -> None:
        copy_privately(self.line.follow_up.message)
        announce(self, "The text is copied.")

    def _done(self, form: DoneForm) -> None:
        if form.day.check(missing="Say when it was done.") or form.day.value is None:
            return
        day, by = form.day.value, form.by.text()
        self._try(lambda: mark_done(self._desk, self._id, self.line.follow_up.id, day, by))

    def _closed(self, form: ReasonForm) -> None:
        reason = form.reason.text()
        self._try(lambda: close_with_reason(self._desk, self._id, self.line.follow_up.id, reason))

    def _try(self, doing: Callable[[], object]) -> None:
        try:
            doing()
        except CarePlanningError as error:
            if isinstance(self._form, DoneForm) and not self._form.by.text().strip():
                self._form.by_field.show_error(error.sentence)
            elif isinstance(self._form, ReasonForm):
                self._form.reason_field.show_error(error.sentence)
            else:
                self._problem.tell_problem(error.sentence)

    def _open(self, form: DoneForm | ReasonForm) -> None:
        self._leave()
        form.left.connect(self._leave)
        self._form = form
        self._forms.addWidget(form)
        form.show()
        form.setFocus()

    def _leave(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
            self.buttons.get("done", next(iter(self.buttons.values()))).setFocus()


def _standing(line: FollowUpLine) -> tuple[str, str, str]:
    entry = line.follow_up
    if entry.done_on is not None:
        word = "authorised" if entry.is_authorisation else "done"
        return "circle-check", "good", f"{word} {short_day_text(entry.done_on)} by {entry.done_by}"
    if entry.closed_on is not None:
        return "circle-minus", "text3", f"closed {short_day_text(entry.closed_on)}: {entry.closed_because}"
    return ("circle-alert", "danger", "overdue") if line.is_late else ("circle", "control", "")


def _meta(line: FollowUpLine, words: str) -> str:
    entry = line.follow_up
    due = f"by {day_text(entry.due)}" if entry.due is not None and entry.is_open() else ""
    return " · ".join(part for part in (entry.owner if not entry.part_of else "", due, words) if part)
