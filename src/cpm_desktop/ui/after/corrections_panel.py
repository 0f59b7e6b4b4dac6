"""Requests to correct the signed record: taken down, answered, and added to it as signed addenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.handover import Reply
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.corrections import (
    answer_request,
    correction_lines,
    last_day_for_corrections,
    request_correction,
)
from cpm_desktop.ui.after.copy_forms import RowForm
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.choices import Choice, SegmentControl
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.corrections import CorrectionLine
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_REPLIES = {Reply.CORRECTED: "Corrected", Reply.NOTED: "Noted", Reply.REFUSED: "Not corrected"}
_ASKED = "What is to be corrected, and how it should read"
_ANSWERED = "The answer, as the addendum says it"


class RequestForm(RowForm):
    """What is said to be wrong, and who says so; and, for a request that is there, the answer."""

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__()
        self.request_id = ""
        self.text, self.by = PlainEditor(theme, lines=3, grows_to=8), LineEdit()
        self.reply = SegmentControl("The answer", [Choice(key.value, text) for key, text in _REPLIES.items()])
        self._text_field = Field(theme, _ASKED, self.text)
        self._by_field = Field(theme, "Who asks", self.by)
        self._problem = Message(theme, "danger")
        self._problem.hide()
        self.save_button = Button(theme, "Take it down", "primary")
        cancel = Button(theme, "Cancel", "link")
        cancel.clicked.connect(self.left)
        self.setLayout(
            down(
                across(self.reply, None),
                self._text_field,
                self._by_field,
                self._problem,
                across(self.save_button, cancel, None),
                spacing=8,
                margins=(16, 4, 16, 12),
            )
        )
        self.setFocusProxy(self.text)

    def opened_for(self) -> str:
        """Return the request that is answered; empty for a new one."""
        return self.request_id

    def open_for(self, key: str) -> None:
        """Begin the same again after a lock."""
        self.ask(key)

    def ask(self, request_id: str = "") -> None:
        """Begin a new request, or the answer to one."""
        self.request_id, is_answer = request_id, bool(request_id)
        self.text.load("")
        self.by.clear()
        self.reply.choose_none()
        self.reply.setVisible(is_answer)
        self._by_field.setVisible(not is_answer)
        words = _ANSWERED if is_answer else _ASKED
        self._text_field.label.setText(words)
        self.text.setAccessibleName(words)
        self.save_button.set_text("Keep the answer" if is_answer else "Take it down")
        self.show_problem("")
        self.show()
        self.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say what is missing; empty takes it away."""
        self._problem.tell_problem(sentence)


class CorrectionsPanel(QFrame):
    """`sign_asked` and `save_asked` are sent with a request's id."""

    sign_asked = Signal(str)
    save_asked = Signal(str)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Empty until `show_requests`."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("Requests for correction")
        self._theme, self._desk, self._id = theme, desk, meeting_id
        self._shown: tuple[object, ...] | None = None
        self.rows: list[QFrame] = []
        self.buttons: dict[str, list[Button]] = {}
        self.add_button = link_button(theme, "Take down a request", icon="plus")
        self.add_button.clicked.connect(self.add)
        self._head = SectionHead("Requests for correction", self.add_button, count="")
        self.window_note = Label("", "small", wraps=True)
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        self.form = RequestForm(theme)
        self.form.hide()
        self.form.left.connect(self._leave)
        self.form.save_button.clicked.connect(self._save)
        head = down(self._head, self.window_note, spacing=4, margins=(16, 9, 16, 5))
        self.setLayout(down(head, self.form, self._box, spacing=0, margins=(0, 0, 0, 6)))

    def show_requests(self) -> None:
        """Show the requests, how each stands, and until when one may be made."""
        lines, last = correction_lines(self._desk, self._id), last_day_for_corrections(self._desk, self._id)
        if (lines, last) == self._shown:
            return
        self._shown = (lines, last)
        days = self._desk.authority().correction_days
        until = f"until {day_text(last)}" if last is not None else "from the day the last copy is sent"
        self.window_note.setText(f"A correction may be asked for within {days} working days: {until}.")
        self._head.set_count(len(lines) or None)
        for row in self.rows:
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.buttons = {}
        self.rows = [self._made_row(line) for line in lines]
        for row in self.rows:
            self._box.addWidget(row)
            row.show()

    def add(self) -> None:
        """Take down a request."""
        self.form.ask()

    def _made_row(self, line: CorrectionLine) -> QFrame:
        row = QFrame()
        row.setProperty("kit", "row_ruled")
        request, meta = line.request, _standing(line)
        texts = [Label(request.text, "cell", wraps=True)]
        if request.words:
            texts.append(Label(f"{_REPLIES[request.reply]}: {request.words}", "cell2", wraps=True))
        texts.append(Label(meta, "small", wraps=True))
        buttons = self.buttons[request.id] = self._row_buttons(line)
        icon = "clock" if request.is_open() else "file-pen"
        mark = at_top(IconLabel(self._theme, icon, "text2", 16))
        about = down(*texts, spacing=1)
        row.setLayout(across(mark, about, *buttons, spacing=8, margins=(16, 5, 10, 5), stretched=1))
        row.setAccessibleName(f"{request.text}: {meta}")
        return row

    def _row_buttons(self, line: CorrectionLine) -> list[Button]:
        request = line.request
        wanted: list[tuple[str, Callable[[], object]]] = [("Answer…", lambda: self.form.ask(request.id))]
        if line.addendum is not None:
            wanted = [("Save the addendum…", lambda: self.save_asked.emit(request.id))]
        elif not request.is_open():
            wanted = [
                ("Change the answer…", lambda: self.form.ask(request.id)),
                ("Sign the addendum…", lambda: self.sign_asked.emit(request.id)),
            ]
        made = []
        for text, doing in wanted:
            button = Button(self._theme, text, "mini")
            button.setAccessibleName(f"{text.rstrip('…')}: {request.by}")
            button.clicked.connect(doing)
            made.append(button)
        return made

    def _save(self) -> None:
        form = self.form
        try:
            if form.request_id:
                reply = Reply(form.reply.chosen_key) if form.reply.chosen_key else Reply.WAITING
                answer_request(self._desk, self._id, form.request_id, reply, form.text.text)
            else:
                request_correction(self._desk, self._id, form.text.text, form.by.text())
        except CarePlanningError as error:
            form.show_problem(error.sentence)
            return
        self._leave()

    def _leave(self) -> None:
        self.form.hide()
        self.add_button.setFocus()


def _standing(line: CorrectionLine) -> str:
    """Say who asked when, whether in time, and how it stands."""
    request = line.request
    asked = day_text(request.asked_on) if request.asked_on is not None else ""
    days = "1 day" if line.days_open == 1 else f"{line.days_open} days"
    answered = f"waits for {days}" if line.days_open else "waits since today"
    if request.answered_on is not None:
        answered = f"answered {day_text(request.answered_on)}"
    parts = (
        request.by,
        f"asked {asked}" if asked else "",
        "after the window" if line.is_late else "",
        answered,
        "addendum signed" if line.addendum is not None else "",
    )
    return " · ".join(part for part in parts if part)
