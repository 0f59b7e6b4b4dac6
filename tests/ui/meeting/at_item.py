"""Going through the agenda, with all of an item on the screen."""

from cpm_desktop.ui.meeting.meeting_page import MeetingPage


def go_to(page: MeetingPage, item: str) -> None:
    """Go to an item, and do not wait for the turns in which the rest of it is shown."""
    page.go_to(item)
    page.item_pane.finish_showing()


def step(page: MeetingPage, distance: int) -> None:
    """Go along the agenda, and do not wait either."""
    page.step(distance)
    page.item_pane.finish_showing()
