"""Filed records: which may be cleared from this computer, which have to wait and why, and the proofs of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from cpm_desktop.services.clearing import clearing_standing, finish_clearing, unfinished_sentence
from cpm_desktop.services.filed_records import FiledLine, FiledState, filed_lines
from cpm_desktop.ui.clearing.clear_dialog import ClearDialog
from cpm_desktop.ui.clearing.proof_buttons import ProofButtons
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.unlock.working import Working

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running

_ABOUT = (
    "A record that is loaded into {system} and noted there may be cleared from this computer {days} days later. You "
    "are told first what goes and what stays. Nothing is cleared by itself, nor while a legal hold stands."
)
_NEVER = "Your authority has set that no filed record is cleared from this computer."
_HEADINGS = {
    FiledState.DUE: "May be cleared",
    FiledState.HELD_UP: "Have to wait",
    FiledState.WAITING: "Days not passed yet",
    FiledState.CLEARED: "Cleared",
}
_ICONS = {
    FiledState.DUE: "eraser",
    FiledState.HELD_UP: "hourglass",
    FiledState.WAITING: "clock",
    FiledState.CLEARED: "file-check",
}
_EMPTY = ListEntry("", "No record is filed yet.", is_heading=True)


class FiledRecordsDialog(DialogShell):
    """`chosen` is sent with the meeting whose page is wanted; `cleared` when the dialog closes and some were."""

    chosen = Signal(str)
    cleared = Signal()

    def __init__(self, theme: Theme, desk: Desk, background: Background, parent: QWidget) -> None:
        """Show how it stands with all of them."""
        super().__init__(
            theme, "Filed records", agree="Open the record", dismiss="Close", width=640, parent=parent
        )
        self._desk, self._background = desk, background
        self._running: Running[str] | None = None
        self._due: set[str] = set()
        self._is_cleared = False
        authority = desk.authority()
        days = authority.clear_after_days
        self.add_sentence(_ABOUT.format(system=authority.case_system, days=days) if days else _NEVER)
        self.unfinished = Message(theme, "warn")
        self.unfinished.button_pressed.connect(self.finish)
        self.working = Working(theme)
        self.list = RowList(theme, "Filed records")
        self.list.setMinimumHeight(theme.px(260))
        self.list.opened.connect(lambda _key: self.accept())
        self.list.moved_to.connect(lambda _key: self._show_doing())
        self.clear_button = Button(theme, "Clear this record…", icon="eraser", access_key="l")
        self.clear_button.clicked.connect(self.clear)
        self.proofs = ProofButtons(theme, desk, background)
        self.content.addWidget(self.unfinished)
        self.content.addWidget(self.working)
        self.content.addWidget(self.list, 1)
        self.content.addWidget(self.proofs)
        self.add_to_foot(self.clear_button)
        self._show()

    def done(self, result: int) -> None:
        """Close, and tell it if records were cleared: what is shown below may be of one of them."""
        super().done(result)
        if self._is_cleared:
            self._is_cleared = False
            self.cleared.emit()

    def accept(self) -> None:
        """Go to the record that is chosen."""
        key = self.list.current_key
        if key and self._running is None:
            super().accept()
            self.chosen.emit(key)

    def clear(self) -> ClearDialog | None:
        """Say what goes and what stays of the record that is chosen, and clear it once that is agreed to."""
        if self._running is not None or self.list.current_key not in self._due:
            return None
        standing = clearing_standing(self._desk, self.list.current_key)
        if not standing.is_offered:
            self._show()
            return None
        dialog = ClearDialog(self._theme, self._desk, self._background, standing, self)
        dialog.accepted.connect(self._show_cleared)
        dialog.open()
        return dialog

    def finish(self) -> None:
        """Finish what was begun: backups that still hold cleared records."""
        if self._running is not None:
            return
        self.working.begin("Clearing backups")
        self._running = self._background.run(
            lambda running: finish_clearing(self._desk, running.report),
            self._show_finished,
            self._fail,
            self.working.show_progress,
        )

    def reject(self) -> None:
        """Close; what is being cleared is cleared to its end."""
        if self._running is None:
            super().reject()

    def _show_cleared(self) -> None:
        self._is_cleared = True
        self._show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_doing(self) -> None:
        self.clear_button.setEnabled(self.list.current_key in self._due)

    def _show_finished(self, said: str) -> None:
        self._running = None
        self.working.end()
        self._show()
        if self.unfinished.isHidden():
            self.unfinished.show_message("good", said)
            self.unfinished.show()
        self.unfinished.say()

    def _fail(self, error: CarePlanningError) -> None:
        self._running = None
        self.working.end()
        self.unfinished.tell_problem(error.sentence)

    def _show(self) -> None:
        left = unfinished_sentence(self._desk)
        if left:
            self.unfinished.show_message("warn", "Not finished", left, "Finish clearing")
        self.unfinished.setVisible(bool(left))
        lines = filed_lines(self._desk)
        self._due = {line.meeting_id for line in lines if line.state is FiledState.DUE}
        self.list.set_rows(_rows(lines) or [_EMPTY])
        self.agree_button.setEnabled(bool(lines))
        self.proofs.setVisible(any(line.state is FiledState.CLEARED for line in lines))
        if lines:
            self.list.choose(lines[0].meeting_id)
        self.clear_button.setVisible(bool(self._due))
        self._show_doing()


def _rows(lines: tuple[FiledLine, ...]) -> list[ListEntry]:
    rows: list[ListEntry] = []
    for state, heading in _HEADINGS.items():
        held = [line for line in lines if line.state is state]
        if held:
            rows.append(ListEntry(f"heading {state}", heading, is_heading=True))
        rows += [ListEntry(line.meeting_id, line.title, line.detail, icon=_ICONS[state]) for line in held]
    return rows
