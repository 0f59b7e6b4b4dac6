"""Hands a child's case to another worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.typography import NO_BREAK, long_day_text
from cpm_desktop.domain.written_dates import read_written_date
from cpm_desktop.services.case_transfer import hand_over_case, owned_actions, worker_of
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.error_summary import ErrorSummary
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.parsed_fields import DateField
from cpm_desktop.ui.kit.selects import Option, SearchSelect
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class TransferDialog(DialogShell):
    """To whom, from when, what the next worker needs to know, and whether open actions go along."""

    def __init__(self, desk: Desk, theme: Theme, child_id: str, parent: QWidget) -> None:
        """Fill in today, and who has the case."""
        super().__init__(theme, "Hand the case over", agree="Hand it over", width=560, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._child_id = desk, child_id
        before = worker_of(desk, child_id)
        has_it = f"{before} has this case now." if before else "Nobody has this case yet."
        self.add_sentence(f"{has_it} The new worker becomes the allocated social worker.")
        self.errors = ErrorSummary(theme)
        self.content.addWidget(self.errors)
        people = desk.child(child_id).value.people
        options = [Option(one.id, one.name) for one in people if not one.is_child and one.name != before]
        self.worker = SearchSelect(theme, options, is_open=True, placeholder="Name")
        self._worker = Field(theme, "New worker", self.worker, access_key="n")
        self.day = DateField(theme, "From", self._read, long_day_text, access_key="f")
        self.day.set_value(desk.today())
        self._note = PlainEditor(theme, lines=4)
        note = Field(theme, "What the new worker needs to know first", self._note, access_key="w")
        owned = len(owned_actions(desk, child_id, before)) if before else 0
        going = "open action of {} goes along" if owned == 1 else "open actions of {} go along"
        self.moves = CheckBox(theme, f"{owned} {going.format(before)}")
        self.moves.setChecked(owned > 0)
        for part in (self._worker, self.day, note, self.moves):
            self.content.addWidget(part)
        self.moves.setVisible(owned > 0)
        self.worker.setFocus()

    def set_note(self, text: str) -> None:
        """Put a note in as if it had been typed."""
        self._note.load(text)

    def accept(self) -> None:
        """Hand it over and close; what is refused is said and what was typed stays."""
        fault = self.day.check(missing="Give the day from which the new worker has the case.")
        if fault or self.day.value is None:
            self.errors.show_errors([(fault, self.day)])
            return
        try:
            hand_over_case(
                self._desk,
                self._child_id,
                self.worker.typed,
                self.day.value,
                self._note.text,
                moves_actions=self.moves.isChecked(),
            )
        except CarePlanningError as error:
            self.errors.show_errors([(error.sentence, self._worker)])
            return
        super().accept()

    def _read(self, typed: str) -> dt.date:
        return read_written_date(typed.replace(NO_BREAK, " "), self._desk.today())
