"""What the timeline draws and says of meetings that were held, and of those that were not."""

import datetime as dt

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from cpm_desktop.services.child_timeline import Timeline, TimelineEntry, TimelineKind
from cpm_desktop.ui.child.timeline_view import TimelineView
from cpm_desktop.ui.kit.theme import Theme

HELD, CALLED_OFF = dt.date(2026, 9, 22), dt.date(2026, 11, 10)


def test_a_cancelled_meeting_is_neither_drawn_nor_spoken_as_one_that_was_held(
    qtbot: QtBot, theme: Theme
) -> None:
    view = TimelineView(theme)
    qtbot.addWidget(view)
    view.resize(700, 152)
    entries = (
        TimelineEntry(on=HELD, kind=TimelineKind.MEETING, label="Standard", detail="22 Sept"),
        TimelineEntry(
            on=CALLED_OFF, kind=TimelineKind.CANCELLED, label="Standard", detail="10 Nov, cancelled"
        ),
    )
    view.show_timeline(Timeline(entries, ()), dt.date(2026, 11, 25))
    assert "Standard, 10 Nov, cancelled" in view.accessibleDescription()
    drawn = view.grab().toImage()
    beside = theme.px(8)  # within the mark, beside its shape
    grounds = [
        drawn.pixelColor(QPoint(round(view._x_of(entry.on)) + beside, theme.px(84))) for entry in entries
    ]
    assert grounds[0] == theme.colour("good")
    assert grounds[1] == theme.colour("surface")
