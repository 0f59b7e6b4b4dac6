"""Carries news of saving from the store's thread to the window's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cpm_desktop.domain.errors import CarePlanningError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from cpm_desktop.domain.listing import Saved
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.saving_feed import SavingNews


class SavingBridge(QObject):
    """Sends `told` with SavingNews, and `refused` with an error, in the window's thread."""

    told = Signal(object)
    refused = Signal(object)
    _heard = Signal(object)
    _failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Begin to listen."""
        super().__init__(parent)
        self._heard.connect(self.told, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self.refused, Qt.ConnectionType.QueuedConnection)
        self._stop = desk.listen_saving(self._hear)

    def watch(self, saved: Future[Saved]) -> None:
        """Send `refused` if a change on its way to the disk is refused there for good."""
        saved.add_done_callback(self._look)

    def stop(self) -> None:
        """Listen no more."""
        self._stop()

    def _look(self, saved: Future[Saved]) -> None:
        error = saved.exception() if not saved.cancelled() else None
        if isinstance(error, CarePlanningError):
            self._failed.emit(error)

    def _hear(self, news: SavingNews) -> None:
        self._heard.emit(news)
