"""Carries the news of backups from whichever thread they come on to the window's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk


class BackupBridge(QObject):
    """`changed` is sent on the window's thread."""

    changed = Signal()
    _came = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Listen until `stop`."""
        super().__init__(parent)
        self._came.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._stop = desk.backups.listen(self._pass_on) if desk.backups is not None else None

    def stop(self) -> None:
        """Listen no more."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _pass_on(self, _news: object) -> None:
        self._came.emit()


class BackupTrouble(BackupBridge):
    """Tells once of each thing that went wrong with a backup, wherever in the window the person is."""

    def __init__(self, desk: Desk, parent: QObject, tell: Callable[[str], object]) -> None:
        """`tell` says a sentence above the page."""
        super().__init__(desk, parent)
        self._desk, self._tell, self._told = desk, tell, ""
        self.changed.connect(self._look)

    def _look(self) -> None:
        if self._desk.backups is None:
            return
        news = self._desk.backups.news
        problem = " ".join(part for part in (news.problem, news.second_problem) if part)
        if problem and problem != self._told:
            self._tell(problem)
        self._told = problem
