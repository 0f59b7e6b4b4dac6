"""Carries the news of backups from whichever thread they come on to the window's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
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
