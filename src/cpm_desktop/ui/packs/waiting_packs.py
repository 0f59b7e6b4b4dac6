"""Packs whose files were opened, as by a double click: each waits until it can be looked into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpm_desktop.ui.shell.workspace import Workspace

_IN_MEETING: Final = (
    "The pack was not opened: a meeting is open. Go back to the caseload, and open it with “Open a pack…” in "
    "the menu."
)


class WaitingPacks(QObject):
    """They wait until the records are unlocked, and then for each other and for any dialog that is open."""

    def __init__(self, shown: Callable[[], Workspace | None], parent: QObject) -> None:
        """`shown` gives what is shown while the records are open."""
        super().__init__(parent)
        self._shown = shown
        self._files: list[Path] = []
        self._open: tuple[Path, QDialog] | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Those that wait, in the order in which they came."""
        return tuple(self._files)

    def add(self, file: Path) -> None:
        """Look into a pack now, or as soon as that can be done."""
        self._files.append(file)
        self.look()

    def look(self) -> None:
        """Look into the next where nothing is in the way; over a meeting none is opened, and that is told."""
        workspace = self._shown()
        if workspace is None or not self._files:
            return
        over = QApplication.activeModalWidget()
        if isinstance(over, QDialog):  # what is typed there would be lost with its page
            over.finished.connect(self._look_soon)
            return
        file = self._files.pop(0)
        dialog = workspace.packs.open_file(file)
        if dialog is None:
            self._files.clear()
            workspace.tell(_IN_MEETING)
        else:
            self._open = file, dialog
            self.look()

    def put_back(self) -> None:
        """Have the one whose dialog is open wait again: the records are about to lock."""
        if self._open is not None and isValid(self._open[1]) and self._open[1].isVisible():
            file, dialog = self._open
            self._files.insert(0, file)
            dialog.reject()
        self._open = None

    def _look_soon(self) -> None:
        QTimer.singleShot(0, self, self.look)
