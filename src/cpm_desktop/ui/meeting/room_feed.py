"""Feeds the room view from the live meeting: only what is complete, and nothing once the page is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cpm_desktop.domain.attendance import AttendanceEvent, Attendee
from cpm_desktop.domain.changes import touched_kinds
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import AgendaEntry, AgendaProgress, Answer, MeetingFacts
from cpm_desktop.services.other_papers import PaperKind
from cpm_desktop.services.room_view import room_view
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.meeting.capture_panel import CAPTURE_KINDS
from cpm_desktop.ui.papers.annexes_dialog import OpenAnnexes
from cpm_desktop.ui.papers.papers_dialog import OpenPapers
from cpm_desktop.ui.room.action_list_dialog import OpenList
from cpm_desktop.ui.room.room_display import RoomState, display_of
from cpm_desktop.ui.room.room_strip import OPEN_KEYS, RoomStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.changes import Patch
    from cpm_desktop.services.room_view import RoomView
    from cpm_desktop.ui.meeting.capture_panel import CapturePanel
    from cpm_desktop.ui.room.room_display import RoomDisplay
    from cpm_desktop.ui.shell.page import Page

_CLOSED = f"The room view is closed. {OPEN_KEYS} opens it."
_DRAWN_AFTER = 200  # milliseconds after a change; several changes at once are shown at once
_KINDS = CAPTURE_KINDS | {
    MeetingFacts.kind,
    AgendaProgress.kind,
    AgendaEntry.kind,
    Answer.kind,
    Attendee.kind,
    AttendanceEvent.kind,
}


class RoomFeed(QObject):
    """Opens, hides and closes the room view for a page, and brings it up to date as things are completed."""

    def __init__(
        self, page: Page, meeting_id: str, capture: CapturePanel, tell_state: Callable[[], object]
    ) -> None:
        """Closed at first; `tell_state` is called when the state of the room view changes."""
        super().__init__(page)
        self._page, self._id, self._capture, self._tell_state = page, meeting_id, capture, tell_state
        self._held: RoomDisplay | None = None
        self._last: RoomView | None = None
        self._list, self.papers = OpenList(page, meeting_id), OpenPapers(page, meeting_id)
        self.annexes = OpenAnnexes(page, meeting_id)
        self.strip = RoomStrip(page.theme)
        self.strip.turn_pressed.connect(self.turn)
        self.strip.close_pressed.connect(self.turn_open)
        self._timer = pause_timer(self, _DRAWN_AFTER, self._bring_up_to_date)
        capture.form_ended.connect(self._wait_a_moment)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._note_focus)

    @property
    def state(self) -> RoomState:
        """What the room has before its eyes."""
        return self._held.state if self._held is not None else RoomState.CLOSED

    def find_display(self) -> RoomDisplay:
        """Take over the room view of the window, hidden as it is, when the page has come into it."""
        if self._held is None:
            self._held = display_of(self._page, self._page.theme)
            self._held.changed.connect(self._note_state)
            self._held.turn_asked.connect(self.turn)
            self._note_state()
        return self._held

    def turn_open(self) -> None:
        """Open the room view, or close it.

        Raises:
            PrivilegedRecord: somebody in the room may not have this record.
        """
        if self.state is RoomState.CLOSED:
            self._show()
        else:
            self.find_display().close()

    def turn(self) -> None:
        """Hide everything at once, or show it again; where the room view is closed, say so."""
        if self.state is RoomState.SHOWING:
            self.hide()
        elif self.state is RoomState.HIDDEN:
            self._page.attempt(self._show)
        else:
            self._page.navigator.tell(_CLOSED)

    def open_action_list(self) -> None:
        """Look at the action list that people take from the room, save it, print it; the meeting goes on."""
        self._page.leave()
        self._list.show()

    def open_papers(self) -> None:
        """Look at the other papers of the meeting: attendance sheet, agenda, slips about unmet needs."""
        self._page.leave()
        self.papers.show(PaperKind.ATTENDANCE)

    def open_annexes(self) -> None:
        """Attach a file to the record, and say for whom it is; the meeting goes on."""
        self._page.leave()
        self.annexes.show()

    def hide(self) -> None:
        """Hide everything at once."""
        self._timer.stop()
        if self._held is not None:
            self._held.hide()

    def follow(self, patch: Patch) -> None:
        """Bring it up to date a moment after a change."""
        self.annexes.follow()
        if touched_kinds(patch) & _KINDS:
            self._wait_a_moment()
            self._list.follow()
            self.papers.follow(patch)

    def retire(self) -> None:
        """Hide everything: the page goes."""
        self.hide()
        self._list.let_go()
        self.papers.let_go()
        self.annexes.let_go()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._note_focus)
        if self._held is not None:
            self._held.changed.disconnect(self._note_state)
            self._held.turn_asked.disconnect(self.turn)
            self._held = None

    def _show(self) -> None:
        view = self._view()
        self.find_display().show_view(view)

    def _view(self) -> RoomView:
        self._last = room_view(self._page.desk, self._id, self._unfinished(), self._last)
        return self._last

    def _unfinished(self) -> frozenset[str]:
        """Return what is being written: what a form holds, until the keyboard has gone elsewhere on the page."""
        focus = QApplication.focusWidget()
        is_elsewhere = focus is not None and self._page.isAncestorOf(focus) and not self._is_in_form(focus)
        form = self._capture.form
        is_written = bool(form.entity_id) and (form.is_waiting or not is_elsewhere)
        return frozenset({form.entity_id}) if is_written else frozenset()

    def _is_in_form(self, widget: QWidget) -> bool:
        return self._capture.isAncestorOf(widget)

    def _note_focus(self, _old: QWidget | None, _new: QWidget | None) -> None:
        self._wait_a_moment()

    def _wait_a_moment(self) -> None:
        if self.state is RoomState.SHOWING:
            self._timer.start()

    def _bring_up_to_date(self) -> None:
        if self.state is not RoomState.SHOWING:
            return
        try:
            view = self._view()
        except CarePlanningError as error:  # somebody came in who may not have the record
            self.hide()
            self._page.navigator.show_error(error)
            return
        self.find_display().show_view(view)

    def _note_state(self) -> None:
        if self.state is RoomState.CLOSED:
            self._last = None
        else:
            self._page.navigator.hide_error(_CLOSED)
        was = self.strip.told
        self.strip.show_state(self.state)
        if self.strip.told != was:
            announce(self._page, self.strip.told)
        self._tell_state()
