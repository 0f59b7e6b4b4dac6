"""The live meeting: people above, the agenda at the left, the open item in the middle, quick capture at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Disclosure, Position, View
from cpm_desktop.domain.changes import touched_kinds
from cpm_desktop.domain.meeting import (
    AgendaEntry,
    AgendaProgress,
    Answer,
    ItemVisit,
    MeetingFacts,
    Stage,
)
from cpm_desktop.domain.typography import time_text
from cpm_desktop.services.attending import in_the_room
from cpm_desktop.services.childs_words import childs_words
from cpm_desktop.services.holding import (
    agenda_items,
    agenda_lines,
    called_of,
    elapsed,
    move_to,
    page_mark,
    projected_end,
    title_of,
)
from cpm_desktop.services.item_work import go_to_next, park
from cpm_desktop.services.shaping_agenda import add_line, can_shape
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.choices import Choice, SegmentControl
from cpm_desktop.ui.kit.panels import Rest
from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.meeting.add_line import AddLine
from cpm_desktop.ui.meeting.agenda_rail import AgendaRail, AgendaSelect
from cpm_desktop.ui.meeting.attending_bar import AttendingBar
from cpm_desktop.ui.meeting.capture_panel import CAPTURE_KINDS, CapturePanel
from cpm_desktop.ui.meeting.childs_words_line import ChildsWordsLine
from cpm_desktop.ui.meeting.coming_back import details_of, go_back_to
from cpm_desktop.ui.meeting.disclosure_panel import DisclosurePanel
from cpm_desktop.ui.meeting.doings import offer_doings
from cpm_desktop.ui.meeting.item_pane import ItemPane
from cpm_desktop.ui.meeting.leaving_strip import LeavingStrip
from cpm_desktop.ui.meeting.marking_banner import MarkingBanner
from cpm_desktop.ui.meeting.meeting_header import header_of
from cpm_desktop.ui.meeting.mending import mend
from cpm_desktop.ui.meeting.palette_finds import found_in
from cpm_desktop.ui.meeting.room_feed import RoomFeed
from cpm_desktop.ui.meeting.who_may_read import WhoMayRead
from cpm_desktop.ui.shell.folded_tabs import keep_tab, tab_for
from cpm_desktop.ui.shell.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.forms import AgendaItem
    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.domain.meeting_texts import MeetingText
    from cpm_desktop.domain.readiness import Debt
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Edited, Editing
    from cpm_desktop.services.holding import AgendaLine
    from cpm_desktop.ui.shell.finding import PaletteEntry
    from cpm_desktop.ui.shell.navigator import Navigator

_FOLDS_BELOW = 1150  # pixels at 100 % text
_ROOMY_FROM = 1400
_LOW = 450
_TICK = 1000  # milliseconds
_SLOW_TICKS = 10  # so many ticks between looks at the time of items


class MeetingPage(Page):
    """A meeting while it is held. It opens where the meeting stands, also after a restart."""

    names_other_children = False

    def __init__(self, desk: Desk, navigator: Navigator, meeting_id: str) -> None:
        """Open on a meeting that was started."""
        super().__init__(desk, navigator)
        self.meeting_id = meeting_id
        self._ticks = 0
        self._is_folded: bool | None = None
        self.attending = AttendingBar(self.theme, desk, meeting_id, self.attempt)
        self.strip, self.arrivals = self.attending.strip, self.attending.arrivals
        self.add_person, self.roles = self.attending.add_person, self.attending.roles
        self.add_line, self.marking = AddLine(self.theme), MarkingBanner(self.theme)
        self.childs_words, self.leaving = (
            ChildsWordsLine(self.theme),
            LeavingStrip(self.theme, desk, meeting_id),
        )
        self._shows_room = False
        self._agenda_timer = pause_timer(
            self, 0, self._show_agenda
        )  # several changes at once are shown at once
        self.who_may_read = WhoMayRead(self, self, meeting_id)
        self.disclosure = DisclosurePanel(self.theme, desk, meeting_id)
        self.rail = AgendaRail(self.theme)
        self.item_pane = ItemPane(self.theme, desk, meeting_id, self.attempt)
        self.capture = CapturePanel(self.theme, desk, meeting_id)
        self.room = RoomFeed(self, meeting_id, self.capture, self._show_header)
        self.agenda_select = AgendaSelect(self.theme)
        self._tabs = SegmentControl(
            "What is shown", [Choice("item", "The item"), Choice("capture", "Quick capture")]
        )
        self._fold_bar = frame(
            "strip", across(self.agenda_select, self._tabs, spacing=12, margins=(16, 6, 16, 6), stretched=0)
        )
        self._fold_bar.setAccessibleName("Agenda and panes")
        body = Rest()
        self._body = QHBoxLayout(body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self.rail)
        self._body.addWidget(self.item_pane, 1)
        self._body.addWidget(self.capture)
        opening = (self.add_line, self.disclosure, self.who_may_read.strip, self._fold_bar, self.leaving)
        above = (self.room.strip, self.marking, self.attending, self.childs_words, *opening)
        column = down(*above, body, spacing=0)
        column.setStretch(len(above), 1)
        self.setLayout(column)
        self._connect()
        offer_doings(self, can_shape=can_shape(desk, self._meeting))
        self.watch(desk.meeting(meeting_id), self._follow)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self.theme.changed.connect(self._fold)
        self._show_current()
        self.item_pane.finish_showing()  # nobody types yet
        self.refresh()

    # What the shell asks.

    def panes(self) -> Sequence[QWidget]:
        """People, what is restricted while it is open, agenda, item, quick capture."""
        return (
            self.strip,
            self.arrivals,
            self.disclosure,
            self.who_may_read.strip,
            self._fold_bar,
            self.rail,
            self.item_pane,
            self.capture,
        )

    def hints(self) -> Sequence[str]:
        """The keys used most."""
        return ("F6 move between panes", "Ctrl Enter next item", "Alt 1–6 capture", "Alt V whose words")

    def finds(self) -> Sequence[PaletteEntry]:
        """People, items of the agenda, the child's other meetings."""
        return found_in(self)

    def editing(self) -> Editing[Meeting]:
        """Undo and redo work on the meeting."""
        return self.desk.meeting(self.meeting_id)

    def refresh(self) -> None:
        """Show people, agenda, time and header as they are now."""
        self._show_people()
        self._show_agenda()
        self._show_header()
        self._fold()

    def show_text(self, where: MeetingText) -> None:
        """Look at the item, and open what was captured; the meeting itself stays where it is."""
        if where.item and where.item != self.item_pane.item_id:
            self.item_pane.notes.end_line()
            self.leave()
            self._show_item(where.item)
        if where.kind in CAPTURE_KINDS and where.kind != Position.kind:
            self.show_capture()
            self.capture.edit(where.kind, where.id, where.field)
        else:
            self.show_capture(is_shown=False)

    def leave(self) -> None:
        """Keep everything that is being typed."""
        self.item_pane.flush()
        self.capture.flush()
        self.disclosure.flush()

    left_details, come_back = details_of, go_back_to

    def press_primary(self) -> None:
        """Go to the close."""
        self.item_pane.notes.end_line()
        self.leave()
        self.navigator.open_close(self.meeting_id)

    def go_back(self) -> None:
        """From a meeting that has ended, back to its close."""
        if self._has_ended:
            self.press_primary()
        else:
            super().go_back()

    def retire(self) -> None:
        """Stop clock and listeners."""
        self._clock.stop()
        self._agenda_timer.stop()
        self.room.retire()
        self.who_may_read.let_go()
        self.item_pane.settle()
        self.capture.settle()
        super().retire()

    # Going through the agenda.

    def go_to(self, item: str) -> None:
        """Go to an item; where the meeting is not live, only look at it."""
        self.item_pane.notes.end_line()
        self.leave()
        left = self.item_pane.item_id
        if self._meeting.facts.stage is Stage.LIVE:
            self.attempt(lambda: move_to(self.desk, self.meeting_id, item))
            self._ask_about(left)
        if self.item_pane.item_id != item:
            self._show_item(item)

    def go_next(self) -> None:
        """Go to the item that comes next; at the end, to the close."""
        self.item_pane.notes.end_line()
        self.leave()
        before = self.item_pane.item_id
        if self._has_ended:  # it is only looked at
            if not self.step(1):
                self.press_primary()
            return
        if not self.attempt(lambda: go_to_next(self.desk, self.meeting_id)):
            return
        if self.item_pane.item_id == before:
            self.press_primary()
        else:
            self._ask_about(before)

    def step(self, distance: int) -> bool:
        """Go along the agenda in its order; tell whether there was an item."""
        identifiers = [item.id for item in self._items]
        here = self.item_pane.item_id
        place = identifiers.index(here) + distance if here in identifiers else 0
        is_there = 0 <= place < len(identifiers)
        if is_there:
            self.go_to(identifiers[place])
        return is_there

    def park_item(self) -> None:
        """Park the open item and go on."""
        self.item_pane.notes.end_line()
        self.leave()
        item = self.item_pane.item_id
        if self.attempt(lambda: park(self.desk, self.meeting_id, item)):
            announce(self, "Parked for later")

    # People and captures.

    def begin_disclosure(self) -> None:
        """Write down a new allegation or disclosure, restricted from its first word; calm, beside the meeting."""
        self.disclosure.begin()

    def ask_line(self) -> None:
        """Ask for a new line of an agenda that no form sets."""
        if can_shape(self.desk, self._meeting):
            self.add_line.ask()

    def show_capture(self, *, is_shown: bool = True) -> None:
        """In a narrow window, show quick capture in place of the item, or the item again."""
        if self._is_folded:
            self._tabs.choose("capture" if is_shown else "item")
            self._show_tab()
            if is_shown:
                self.capture.form.focus()

    def capture_as(self, key: str) -> None:
        """Go to quick capture with the form of a kind."""
        self.show_capture()
        self.capture.choose(key)

    def capture_left(self, item: str, kind: str) -> None:
        """Go back to an item that was left, and capture something under it."""
        self.go_to(item)
        self.leaving.settle()  # the one that was open meanwhile is asked about when it is left for good
        self.capture_as(kind)

    def capture_childs_words(self) -> None:
        """Write down what the child says, in their own words."""
        self.show_capture()
        child = next((person.id for person in self._meeting.attendees if person.is_child), "")
        self.capture.record_view(child)

    def turn_room(self) -> None:
        """Show who was in the room for the open item, and for each item after; or show it no more."""
        self._shows_room = not self._shows_room
        self._show_room()
        announce(self, self.item_pane.head.people or "Shown no more")

    def focus_agenda(self) -> None:
        """Move the keyboard to the agenda: the rail, or the line it folds to."""
        wanted = self.agenda_select if self._is_folded else self.rail.steps
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Inside.

    @property
    def _meeting(self) -> Meeting:
        return self.desk.meeting(self.meeting_id).value

    @property
    def _has_ended(self) -> bool:
        return self._meeting.facts.stage is Stage.ENDED

    @property
    def _items(self) -> tuple[AgendaItem, ...]:
        return agenda_items(self.desk, self._meeting)

    def _connect(self) -> None:
        self.strip.restricted_pressed.connect(self.begin_disclosure)
        self.arrivals.turned.connect(self._make_room)
        self.leaving.wanted.connect(self.capture_left)
        self.childs_words.opened.connect(lambda view: self.capture.edit(View.kind, view))
        self.disclosure.opened.connect(self.room.hide)
        self.item_pane.next_meeting.list_asked.connect(self.room.open_action_list)
        self.disclosure.closed.connect(self.item_pane.notes.focus_new)
        self.add_line.added.connect(self._add_line)
        self.rail.add_pressed.connect(self.ask_line)
        self.rail.opened.connect(self.go_to)
        self.agenda_select.chosen.connect(self.go_to)
        self._tabs.chosen.connect(lambda key: keep_tab(self, "meeting", key))
        self._tabs.chosen.connect(lambda _key: self._show_tab())
        self.item_pane.head.next_pressed.connect(self.go_next)
        self.item_pane.head.park_pressed.connect(self.park_item)
        self.item_pane.mend_pressed.connect(self._mend)
        self.capture.keys.chosen.connect(lambda _key: self.show_capture())

    def _follow(self, edited: Edited) -> None:
        kinds = touched_kinds(edited.patch)
        current = self._meeting.facts.current_item
        is_other = MeetingFacts.kind in kinds and bool(current) and current != self.item_pane.item_id
        if is_other:
            self._show_item(current)  # with all that changed
        else:
            self.item_pane.follow(edited.patch)
            self.capture.follow(edited.patch)
        if MeetingFacts.kind in kinds:
            self._show_header()
        if kinds & {*CAPTURE_KINDS, AgendaProgress.kind}:
            self.leaving.follow(self.item_pane.item_id)
        if Answer.kind in kinds:
            self.attending.follow_answers()
        self.room.follow(edited.patch)
        self.who_may_read.follow()
        if Disclosure.kind in kinds:
            self.disclosure.refresh()
        if kinds & {Attendee.kind, "attendance_event", MeetingFacts.kind}:
            self._show_people()
        elif View.kind in kinds:
            self._show_childs_words()
        if kinds & _AGENDA_KINDS and not is_other:
            self._show_agenda()
        elif kinds & CAPTURE_KINDS:
            self._agenda_timer.start()  # only its counts

    def _show_current(self) -> None:
        current = self._meeting.facts.current_item or next((item.id for item in self._items), "")
        if current:
            self._show_item(current)

    def _show_item(self, identifier: str) -> None:
        item = next((one for one in self._items if one.id == identifier), None)
        if item is None:
            return
        had_focus = self.item_pane.isAncestorOf(QApplication.focusWidget() or self)
        self.item_pane.show_item(item)
        title = title_of(item, called_of(self.desk, self._meeting))
        self.capture.show_item(item.id, title)
        self._agenda_timer.start()
        self._show_room()
        if had_focus:
            self.item_pane.notes.focus_new()
        announce(self, title)

    def _make_room(self, is_asked: bool) -> None:  # noqa: FBT001 - a signal hands it over
        """In a low window the line of who arrives or leaves takes the room of what else stands above the item."""
        gives = is_asked and self.height() / self.theme.text_factor < _LOW
        self.childs_words.give_way(gives=gives)
        self.leaving.give_way(gives=gives)

    def _ask_about(self, left: str) -> None:
        self.leaving.ask_about(left, self.item_pane.item_id)

    def _show_childs_words(self) -> None:
        self.childs_words.show_words(childs_words(self.desk, self._meeting))

    def _show_room(self) -> None:
        there = in_the_room(self.desk, self._meeting, self.item_pane.item_id) if self._shows_room else ()
        names = ", ".join(f"{one.name} ({one.detail})" if one.detail else one.name for one in there)
        told = f"In the room for this item: {names or 'nobody yet'}" if self._shows_room else ""
        self.item_pane.head.show_people(told)

    def _show_people(self) -> None:
        meeting = self._meeting
        self._show_room()
        self._show_childs_words()
        self.attending.refresh()
        self.marking.show_mark(page_mark(self.desk, meeting))

    def _show_agenda(self) -> None:
        lines = agenda_lines(self.desk, self._meeting)
        self.rail.show_agenda(lines, can_add=can_shape(self.desk, self._meeting))
        self.agenda_select.show_agenda(lines, self.item_pane.item_id)
        self._show_time(lines)

    def _show_time(self, lines: Sequence[AgendaLine]) -> None:
        meeting = self._meeting
        spent = int(elapsed(self.desk, meeting).total_seconds() // 60)
        planned = sum(line.item.minutes for line in lines)
        end = self.desk.local(meeting.facts.ended_at or projected_end(self.desk, meeting))
        ends = f"{'ended' if self._has_ended else 'ends'} {time_text(end)}"
        self.rail.show_time(spent, planned, ends)
        self.item_pane.show_time(lines, ends if self._is_folded else "")  # else the rail tells it

    def _show_header(self) -> None:
        self.set_header(header_of(self.desk, self._meeting, self.room.state))

    def _tick(self) -> None:
        if not self.isVisible():
            return
        self._ticks += 1
        self._show_header()
        if self._ticks % _SLOW_TICKS == 0:
            self._show_agenda()

    def _add_line(self, title: str) -> None:
        here = self.item_pane.item_id
        made: list[str] = []
        if self.attempt(lambda: made.append(add_line(self.desk, self.meeting_id, title, after=here))):
            self.go_to(made[0])

    def _mend(self, debt: Debt) -> None:
        self.attempt(lambda: mend(self, debt))

    def _fold(self) -> None:
        effective = self.width() / self.theme.text_factor
        is_folded = effective < _FOLDS_BELOW
        is_roomy = effective >= _ROOMY_FROM
        self.rail.set_width(276 if is_roomy else 258)
        self.capture.set_width(None if is_folded else 372 if is_roomy else 346)
        if is_folded and not self._is_folded:  # what somebody types in stays in view
            self._tabs.choose(tab_for(self, "meeting", {"item": self.item_pane, "capture": self.capture}))
        self._is_folded = is_folded
        self._fold_bar.setVisible(is_folded)
        self.rail.setVisible(not is_folded)
        self._show_tab()

    def _show_tab(self) -> None:
        is_capture = bool(self._is_folded) and self._tabs.chosen_key == "capture"
        self.item_pane.setVisible(not is_capture)
        self.capture.setVisible(is_capture or not self._is_folded)
        self._body.setStretchFactor(self.capture, 1 if is_capture else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins in the empty note."""
        super().showEvent(event)
        self.room.find_display()
        if not self.isAncestorOf(QApplication.focusWidget() or self):
            if self.item_pane.isVisibleTo(self):
                self.item_pane.notes.focus_new()
            else:
                self.capture.form.focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold and unfold with the width."""
        super().resizeEvent(event)
        self._fold()


_AGENDA_KINDS = {
    MeetingFacts.kind,
    AgendaProgress.kind,
    AgendaEntry.kind,
    ItemVisit.kind,
    Answer.kind,
    Attendee.kind,
    "attendance_event",
}
