"""What was backed up when and where, what went wrong, a backup now, and a second place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.record_safety import (
    backup_standing,
    is_set_by_policy,
    second_place,
    set_second_place,
)
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.safety.backup_bridge import BackupBridge
from cpm_desktop.ui.safety.restore_dialog import RestoreDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QHBoxLayout

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

_ABOUT = (
    "A copy is made each day, when a meeting is closed, when a record is signed, and before every upgrade. Each is "
    "encrypted like the records, opened again and checked. Older ones are thinned out: days, then weeks, then months."
)


class BackupsCard(Panel):
    """`trouble` is sent with what went wrong when a button was pressed, `replaced` once the records must be locked."""

    trouble = Signal(object)
    replaced = Signal()

    def __init__(self, theme: Theme, desk: Desk, background: Background) -> None:
        """Show how the backups stand."""
        super().__init__("panel")
        self.setAccessibleName("Backups")
        self._theme, self._desk, self._background = theme, desk, background
        self.choose_folder: Callable[[], str] = lambda: QFileDialog.getExistingDirectory(
            self, "A second place for backups"
        )
        self.message = Message(theme, "danger")
        self.message.hide()
        self._last, self._where = Label("", "small_strong", wraps=True), Label("", "small", wraps=True)
        self._second = Label("", "small", wraps=True)
        self.now_button = Button(theme, "Back up now", icon="archive")
        self.second_button = Button(theme, "Second place…", icon="hard-drive")
        self.no_second_button = Button(theme, "No second place", icon="x")
        buttons = FlowLayout()
        for button in (self.now_button, self.second_button, self.no_second_button):
            buttons.addWidget(button)
        self.restore_button = Button(theme, "Restore from a backup…", icon="history")
        buttons.addWidget(self.restore_button)
        self.add(
            down(
                Label("Backups", "h3"),
                Label(_ABOUT, "cell2", wraps=True),
                self.message,
                self._line("archive", self._last),
                self._line("folder", self._where),
                self._line("hard-drive", self._second),
                buttons,
                spacing=10,
                margins=(20, 16, 20, 16),
            )
        )
        self.now_button.clicked.connect(self.back_up)
        self.second_button.clicked.connect(self.choose_second)
        self.no_second_button.clicked.connect(lambda: self._set_second(None))
        self.restore_button.clicked.connect(self.restore)
        self._bridge = BackupBridge(desk, self)
        self._bridge.changed.connect(self.refresh)
        self.refresh()

    @property
    def told(self) -> str:
        """All that is said of the backups."""
        return f"{self._last.text()} {self._where.text()} {self._second.text()}"

    def refresh(self) -> None:
        """Show how they stand now."""
        standing = backup_standing(self._desk)
        self._last.setText(standing.last)
        self._where.setText(f"They lie in {standing.where}" if standing.where else "")
        self._second.setText(standing.second)
        self.now_button.setEnabled(bool(standing.where))
        is_set = is_set_by_policy(self._desk)
        self.second_button.setVisible(not is_set)
        self.no_second_button.setVisible(not is_set and second_place(self._desk) is not None)
        is_new = bool(standing.problem) and self.message.accessibleName() != standing.problem
        if standing.problem:
            self.message.show_message("danger", standing.problem)
        self.message.setVisible(bool(standing.problem))
        if is_new:
            self.message.say()

    def back_up(self) -> None:
        """Make a backup at once."""
        if self._desk.backups is not None:
            self._desk.backups.start(when_quiet=False)
            self.refresh()

    def choose_second(self) -> None:
        """Ask for a folder on another disk."""
        chosen = self.choose_folder()
        if chosen:
            self._set_second(Path(chosen))

    def restore(self) -> None:
        """Look into a backup and choose what to take from it."""
        dialog = RestoreDialog(self._theme, self._desk, self._background, self.window())
        dialog.replaced.connect(self.replaced)
        dialog.open()

    def retire(self) -> None:
        """Listen no more."""
        self._bridge.stop()

    def _set_second(self, folder: Path | None) -> None:
        try:
            set_second_place(self._desk, folder)
        except CarePlanningError as error:
            self.trouble.emit(error)
            return
        self.refresh()
        if folder is not None:
            self.back_up()

    def _line(self, icon: str, label: Label) -> QHBoxLayout:
        return across(at_top(IconLabel(self._theme, icon, "text2", 16)), label, spacing=10, stretched=1)
