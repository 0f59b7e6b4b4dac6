"""Clearing a filed record: exactly what goes, what stays and why; done only once that is ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.services.clearing import clear_record, copies_in_words
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.unlock.working import Working

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.clearing import ClearingStanding
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running

_PROOF = (
    "The proof: case number, kind and day of the meeting, the record’s fingerprint, who signed it, when it was loaded "
    "and noted and by whom, that you cleared it, and the numbers of its signed files. No word of the case, no name of "
    "a child."
)
_NOT_TICKED = "Tick the box first: look the record up in {system}, then clear it here."


class ClearDialog(DialogShell):
    """`accepted` is sent once everything is cleared and the person has read what became of the backups."""

    def __init__(
        self, theme: Theme, desk: Desk, background: Background, standing: ClearingStanding, parent: QWidget
    ) -> None:
        """Nothing is done yet."""
        super().__init__(
            theme,
            "Clear the record from this computer",
            agree="Clear the record",
            is_dangerous=True,
            width=620,
            parent=parent,
        )
        self._desk, self._background, self._id = desk, background, standing.meeting_id
        self._running: Running[str] | None = None
        self._system = desk.authority().case_system
        self._is_done = False
        number = f" as {standing.case_number}" if standing.case_number else ""
        self._lists = down(
            Label("This cannot be undone. Nobody can bring the record back from here.", "strong", wraps=True),
            self._list(theme, "What is cleared", "eraser", (*standing.goes, copies_in_words(desk))),
            self._list(theme, "What stays here", "file-check", (_PROOF, *_kept(standing.stays))),
            spacing=14,
        )
        self.content.addLayout(self._lists)
        self.seen = CheckBox(
            theme,
            f"I have opened the record in {self._system} and it is complete",
            detail=f"It is found there{number}.",
        )
        self.working, self.message = Working(theme), Message(theme, "danger")
        self.message.hide()
        for part in (self.seen, self.working, self.message):
            self.content.addWidget(part)

    @property
    def is_done(self) -> bool:
        """Whether the record is cleared."""
        return self._is_done

    def accept(self) -> None:
        """Begin, if it is ticked; once it is done, close."""
        if self._running is not None:
            return
        if self._is_done:
            super().accept()
        elif not self.seen.isChecked():
            self.message.tell_problem(_NOT_TICKED.format(system=self._system))
            self.seen.setFocus()
        else:
            self._begin()

    def reject(self) -> None:
        """Close; what is being cleared is cleared to its end."""
        if self._running is None:
            if self._is_done:
                super().accept()
            else:
                super().reject()

    def _begin(self) -> None:
        self.message.hide()
        self.agree_button.setEnabled(False)
        self.dismiss_button.setEnabled(False)
        self.seen.setEnabled(False)
        self.working.begin("Clearing the record")
        there = self._background.on_window_thread
        self._running = self._background.run(
            lambda running: clear_record(self._desk, self._id, there, running.report),
            self._show_done,
            self._fail,
            self.working.show_progress,
        )

    def _show_done(self, said: str) -> None:
        self._end()
        self.message.show_message("good", "The record is cleared from this computer", said)
        self._show_end()

    def _fail(self, error: CarePlanningError) -> None:
        self._end()
        if self._desk.meeting(self._id).value.cleared:
            self.message.show_message(
                "warn",
                "The record is cleared; its backups are not yet",
                f"{error.sentence} It goes on when the records are next opened.",
            )
            self._show_end()
            return
        self.message.tell_problem(error.sentence)
        self.agree_button.setEnabled(True)
        self.seen.setEnabled(True)

    def _show_end(self) -> None:
        self._is_done = True
        self.seen.hide()
        self.dismiss_button.hide()
        self.agree_button.set_text("Done")
        self.agree_button.setEnabled(True)
        self.agree_button.setFocus()
        self.message.show()
        self.message.say()

    def _end(self) -> None:
        self._running = None
        self.working.end()
        self.dismiss_button.setEnabled(True)

    def _list(self, theme: Theme, heading: str, icon: str, lines: tuple[str, ...]) -> QVBoxLayout:
        rows = [
            across(
                at_top(IconLabel(theme, icon, "text2", 15)),
                Label(line, "cell", wraps=True),
                spacing=9,
                stretched=1,
            )
            for line in lines
        ]
        return down(Label(heading, "h3"), *rows, spacing=6)


def _kept(stays: tuple[str, ...]) -> tuple[str, ...]:
    if not stays:
        return ()
    return (f"For later meetings, until they need it no more: {', '.join(stays)}.",)
