from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from cpm_desktop.ui.room.room_window import RoomWindow
from tests.ui.meeting.conftest import child_id, clock, desk, half_held, meeting_id, page, workspace

__all__ = ["child_id", "clock", "desk", "half_held", "meeting_id", "page", "workspace"]


@pytest.fixture(autouse=True)
def _room_view_closed(qapp: QApplication) -> Iterator[None]:
    """Close what the test opened; the window of the application goes before it."""
    assert qapp is not None
    yield
    for window in QApplication.topLevelWidgets():
        if isinstance(window, RoomWindow):
            window.close()
