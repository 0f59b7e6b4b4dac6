"""What became of an action, an unmet need or a proposal between meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from cpm_desktop.domain.captures import Status
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.child_overview import close_item
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.error_summary import ErrorSummary
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.selects import Option
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.kit.tick_boxes import RadioGroup

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.child_overview import OpenItemLine
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

STATUSES = {
    "action": (
        (Status.DONE, "Done"),
        (Status.IN_PROGRESS, "In progress"),
        (Status.NOT_DONE, "Not done"),
        (Status.NO_LONGER_NEEDED, "No longer needed"),
    ),
    "unmet need": (
        (Status.MET, "Met"),
        (Status.STILL_UNMET, "Still unmet"),
        (Status.NO_LONGER_NEEDED, "No longer needed"),
    ),
    "proposal": (
        (Status.AGREED_AT_REVIEW, "Agreed at the review"),
        (Status.NOT_AGREED_AT_REVIEW, "Not agreed at the review"),
        (Status.AWAITING_REVIEW, "Awaiting the review"),
    ),
}


class OutcomeDialog(DialogShell):
    """Records an outcome on the child's file. `editing` is sent when the thing itself is to be edited."""

    editing = Signal()

    def __init__(
        self, desk: Desk, theme: Theme, child_id: str, what: str, item: OpenItemLine, parent: QWidget
    ) -> None:  # fmt: skip
        """`what` is "action", "unmet need" or "proposal"."""
        super().__init__(theme, "What became of it", agree="Keep", width=520, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._child_id, self._item = desk, child_id, item
        self.add_sentence(item.text)
        self.errors = ErrorSummary(theme)
        self.content.addWidget(self.errors)
        options = [Option(status.value, text) for status, text in STATUSES[what]]
        self.status = RadioGroup(theme, "What became of it", options, options[0].key)
        self.content.addWidget(self.status)
        self._note = PlainEditor(theme, lines=3)
        self.note = Field(theme, "What happened, or why not", self._note, hint="The next meeting reads it.")
        self.content.addWidget(self.note)
        if item.is_on_file:
            edit = Button(theme, "Edit the wording…", icon="pencil")
            edit.clicked.connect(self._edit)
            self.content.addWidget(edit, 0, Qt.AlignmentFlag.AlignLeft)

    def accept(self) -> None:
        """Record it and close."""
        try:
            status = Status(self.status.chosen_key)
            close_item(self._desk, self._child_id, self._item.id, status, self._note.text)
        except CarePlanningError as error:
            self.errors.show_errors([(error.sentence, self.note)])
            return
        super().accept()

    def set_note(self, text: str) -> None:
        """Put a note in as if it had been typed."""
        self._note.load(text)

    def _edit(self) -> None:
        super().reject()
        self.editing.emit()
