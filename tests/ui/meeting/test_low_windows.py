"""A small screen at 200 % text: what opens above the item never cuts off the item, and what is typed in is in sight."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.ui.kit.theme import Appearance, Scheme
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Workspace
from tests.ui.shown_window import show_with_keyboard

HEADER_TO_STATUS_BAR = 768


@pytest.fixture
def low(workspace: Workspace, half_held: MeetingPage, qtbot: QtBot) -> MeetingPage:
    workspace.window().resize(1366, HEADER_TO_STATUS_BAR)
    show_with_keyboard(qtbot, workspace.window())
    workspace.theme.choose(Appearance(Scheme.LIGHT, 2.0, high_contrast=False))
    return half_held


def seen_of(widget: QWidget, workspace: Workspace) -> int:
    """Return how many pixels of its height are not scrolled out of sight."""
    room = workspace._room
    area = QRect(widget.mapTo(room, QPoint(0, 0)), widget.size())
    return max(area.intersected(room.rect()).height(), 0)


def test_the_window_never_needs_more_than_a_small_screen(workspace: Workspace, low: MeetingPage) -> None:
    low.begin_disclosure()
    assert workspace.minimumSizeHint().height() <= HEADER_TO_STATUS_BAR


def test_what_opens_above_the_item_stands_in_full_and_the_page_scrolls(
    workspace: Workspace, low: MeetingPage, qtbot: QtBot
) -> None:
    low.begin_disclosure()
    words = low.disclosure.form.fields["words"]
    qtbot.waitUntil(lambda: low.height() > workspace.height())
    qtbot.waitUntil(lambda: seen_of(words, workspace) == words.height())
    assert words.height() >= words.minimumSizeHint().height()


def test_the_note_that_takes_the_keyboard_is_scrolled_into_sight(
    workspace: Workspace, low: MeetingPage, qtbot: QtBot
) -> None:
    low.begin_disclosure()
    scrolling = low.item_pane.scrolling
    qtbot.waitUntil(lambda: seen_of(scrolling, workspace) == 0)
    low.item_pane.notes.focus_new()
    qtbot.waitUntil(lambda: seen_of(scrolling, workspace) == scrolling.height())


def test_the_head_of_the_item_is_short_as_soon_as_the_text_is_large(low: MeetingPage) -> None:
    assert low.item_pane.head._purpose.isHidden()


def test_no_scroll_bar_stands_beside_another_in_quick_capture(
    workspace: Workspace, half_held: MeetingPage, qtbot: QtBot
) -> None:
    workspace.window().resize(1366, 700)
    show_with_keyboard(qtbot, workspace.window())
    workspace.theme.choose(Appearance(Scheme.LIGHT, 1.0, high_contrast=False))
    workspace.show_error(CarePlanningError("The second screen is gone, so the room view was closed."))
    scrolls = half_held.capture.findChildren(QScrollArea)
    for kind in ("action", "view", "recommendation", "different_view", "decision", "unmet_need", "view"):
        half_held.capture_as(kind)
        qtbot.waitUntil(lambda: sum(each.verticalScrollBar().isVisible() for each in scrolls) == 1)
        qtbot.waitUntil(lambda: not any(each.horizontalScrollBar().isVisible() for each in scrolls))
    workspace.window().resize(1366, 1400)
    qtbot.waitUntil(lambda: not half_held.capture._scroll.verticalScrollBar().isVisible())
