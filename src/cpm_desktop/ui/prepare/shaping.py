"""Shaping the agenda while it is prepared: the link that opens it, the panel, and what each press does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.services.holding import child_of
from cpm_desktop.services.shaping_agenda import (
    add_line,
    agenda_entries,
    move_line,
    remove_line,
    rename_line,
    set_minutes,
    start_again,
    title_of_line,
)
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.prepare.agenda_shaper import AgendaShaper

if TYPE_CHECKING:
    from cpm_desktop.ui.prepare.agenda_notes import AgendaNotes
    from cpm_desktop.ui.shell.page import Page


class AgendaShaping:
    """Joins the panel to the meeting of a page; both are hidden where the agenda is set."""

    def __init__(self, page: Page, meeting_id: str, notes: AgendaNotes) -> None:
        """`page` knows the desk and tells what goes wrong; `notes` give way while the agenda is shaped."""
        self._page, self._meeting_id, self._notes = page, meeting_id, notes
        desk = page.desk
        self.panel = AgendaShaper(page.theme)
        self.panel.hide()
        self.link = link_button(page.theme, "Shape the agenda", icon="list-checks")
        self.link.clicked.connect(self.open)
        self.panel.finished.connect(self.close)
        self.panel.added.connect(lambda title: page.attempt(lambda: add_line(desk, meeting_id, title)))
        self.panel.named.connect(
            lambda line, title: page.attempt(lambda: rename_line(desk, meeting_id, line, title))
        )
        self.panel.timed.connect(
            lambda line, minutes: page.attempt(lambda: set_minutes(desk, meeting_id, line, minutes))
        )
        self.panel.moved.connect(self._move)
        self.panel.removed.connect(lambda line: page.attempt(lambda: remove_line(desk, meeting_id, line)))
        self.panel.reset.connect(lambda: page.attempt(lambda: start_again(desk, meeting_id)))

    def open(self) -> None:
        """Show the panel in place of the notes."""
        self._notes.flush()
        self.panel.show()
        self._notes.hide()
        self.link.hide()
        first = next(iter(self.panel.lines.values()), None)
        (first.title if first is not None else self.panel.new_title).setFocus()

    def close(self) -> None:
        """Go back to the notes."""
        self.panel.hide()
        self._notes.show()
        self.link.show()
        self.link.setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        self.panel.flush()

    def show_agenda(self, *, can_shape: bool) -> None:
        """Show the lines as they stand."""
        self.link.setVisible(can_shape and self.panel.isHidden())
        if not can_shape:
            self.panel.hide()
            self._notes.show()
            return
        page = self._page
        meeting = page.desk.meeting(self._meeting_id).value
        called = child_of(page.desk, meeting).called()
        lines = [
            (
                line.id,
                fill_blanks(title_of_line(page.desk, self._meeting_id, line), {"child": called}),
                line.minutes,
            )
            for line in agenda_entries(page.desk, meeting)
        ]
        self.panel.show_lines(lines, is_shaped=bool(meeting.agenda_entries))

    def _move(self, line: str, by: int) -> None:
        page = self._page
        self.panel.flush()
        page.attempt(lambda: move_line(page.desk, self._meeting_id, line, by))
        self.panel.tell_moved(line)
