"""Carries news of saving from the store's thread to the window's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.saving_feed import SavingNews


class SavingBridge(QObject):
    """Sends `told` with SavingNews in the window's thread."""

    told = Signal(object)
    _heard = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Begin to listen."""
        super().__init__(parent)
        self._heard.connect(self.told, Qt.ConnectionType.QueuedConnection)
        self._stop = desk.listen_saving(self._hear)

    def stop(self) -> None:
        """Listen no more."""
        self._stop()

    def _hear(self, news: SavingNews) -> None:
        self._heard.emit(news)
