"""The two small forms of a copy's row: when and how it was sent, and which copy somebody gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.date_reading import date_reader
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.domain.handover import CopyPlan
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

CHANNELS = ("secure e-mail", "by hand", "by post", "told in person", "read out", "portal")
USUAL_CHANNEL = {
    CopyKind.PROFESSIONAL: "secure e-mail",
    CopyKind.FAMILY: "by hand",
    CopyKind.CHILD: "told in person",
}
COPY_WORDS = {
    CopyKind.PROFESSIONAL: "Full record",
    CopyKind.FAMILY: "Family copy",
    CopyKind.CHILD: "Child’s copy",
    CopyKind.NONE: "No copy",
}


class RowForm(QWidget):
    """A form below a row; Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SentForm(RowForm):
    """`saved` is sent with the day and the channel, `taken_back` where it was not sent after all."""

    saved = Signal(object, str)
    taken_back = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, plan: CopyPlan) -> None:
        """Filled with what is known, else with today and the usual way."""
        super().__init__()
        self.day = DayField(theme, "On", date_reader(desk, meeting_id, is_looking_back=True))
        self.day.set_typed(day_text(plan.sent_on or desk.today()))
        channel = plan.channel or USUAL_CHANNEL.get(plan.copy_kind, CHANNELS[0])
        options = [Option(words, words) for words in dict.fromkeys((channel, *CHANNELS))]
        self.channel = Select(theme, options, channel)
        self.save_button = Button(theme, "Save", "primary")
        self.save_button.clicked.connect(self._save)
        cancel = Button(theme, "Cancel", "link")
        cancel.clicked.connect(self.left)
        buttons = [self.save_button, cancel]
        if plan.sent_on is not None:
            back = Button(theme, "Not sent after all", "link")
            back.clicked.connect(self.taken_back)
            buttons.insert(1, back)
        fields = across(self.day, Field(theme, "How", self.channel), spacing=12)
        self.problem = Message(theme, "danger")
        self.problem.hide()
        self.setLayout(down(fields, self.problem, across(*buttons, None), spacing=8, margins=(16, 4, 16, 12)))
        self.setFocusProxy(self.save_button)

    def show_problem(self, sentence: str) -> None:
        """Say why it cannot be sent yet."""
        self.problem.show_message("danger", sentence)
        self.problem.show()
        self.problem.say(is_urgent=True)

    def _save(self) -> None:
        if not self.day.check(missing="Say when it was sent."):
            day: dt.date | None = self.day.value
            self.saved.emit(day, self.channel.chosen_key)


class CopyForm(RowForm):
    """`saved` is sent with the kind of copy and the reason."""

    saved = Signal(object, str)

    def __init__(self, theme: Theme, plan: CopyPlan) -> None:
        """Filled with what was decided."""
        super().__init__()
        options = [Option(kind.value, words) for kind, words in COPY_WORDS.items()]
        self.kind = Select(theme, options, plan.copy_kind.value)
        self.reason = LineEdit(plan.reason, is_prose=True)
        self.reason_field = Field(
            theme,
            "Reason",
            self.reason,
            hint="Needed where no copy is given; it stands on the file copy only.",
        )
        self.save_button = Button(theme, "Save", "primary")
        self.save_button.clicked.connect(
            lambda: self.saved.emit(CopyKind(self.kind.chosen_key), self.reason.text())
        )
        cancel = Button(theme, "Cancel", "link")
        cancel.clicked.connect(self.left)
        fields = across(Field(theme, "Which copy", self.kind), self.reason_field, spacing=12)
        self.setLayout(
            down(fields, across(self.save_button, cancel, None), spacing=8, margins=(16, 4, 16, 12))
        )
        self.setFocusProxy(self.kind)
