"""The page of one child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from cpm_desktop.domain.due import DueKind
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.typography import day_text, long_day_text
from cpm_desktop.services.calling_again import call_extra, cancel, reconvene
from cpm_desktop.services.caseload import called_short
from cpm_desktop.services.child_due import due_lines
from cpm_desktop.services.child_overview import overview
from cpm_desktop.services.child_records import Doing
from cpm_desktop.services.child_timeline import TimelineEntry, TimelineKind
from cpm_desktop.services.clearing_offer import offers_of_child
from cpm_desktop.services.standing_limits import FileLimits
from cpm_desktop.services.validity import abandon
from cpm_desktop.services.waiving import begin_waiver, waivable_kinds
from cpm_desktop.ui.caseload.new_meeting_dialog import NewMeetingDialog
from cpm_desktop.ui.child.again_dialog import AgainDialog
from cpm_desktop.ui.child.child_panels import ListPanel, PeoplePanel, TimelinePanel, WordsCard
from cpm_desktop.ui.child.child_rows import (
    action_rows,
    initials_of_child,
    need_rows,
    people_rows,
    proposal_rows,
    record_rows,
)
from cpm_desktop.ui.child.closed_items_dialog import ClosedItemsDialog
from cpm_desktop.ui.child.copies_again_dialog import CopiesAgainDialog
from cpm_desktop.ui.child.due_panel import DuePanel
from cpm_desktop.ui.child.file_dialogs import FileDialogs
from cpm_desktop.ui.child.file_notices import FileNotices
from cpm_desktop.ui.child.identity_strip import IdentityStrip
from cpm_desktop.ui.child.meeting_doings import MeetingDoings, asked_for
from cpm_desktop.ui.child.outcome_dialog import OutcomeDialog
from cpm_desktop.ui.child.person_search_dialog import PersonSearchDialog
from cpm_desktop.ui.child.transfer_dialog import TransferDialog
from cpm_desktop.ui.clearing.filed_records_dialog import FiledRecordsDialog
from cpm_desktop.ui.clearing.holds_dialog import HoldsDialog
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.readers.limits_dialog import LimitsDialog
from cpm_desktop.ui.shell.child_meetings import meetings_of
from cpm_desktop.ui.shell.page import Header, Page

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from cpm_desktop.domain.child import ChildFile
    from cpm_desktop.services.child_overview import ChildOverview
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Editing
    from cpm_desktop.ui.packs.hand_over_dialog import HandOverDialog
    from cpm_desktop.ui.shell.finding import PaletteEntry
    from cpm_desktop.ui.shell.navigator import Navigator

_PEOPLE_WIDTH = 340
_ROOM_FOR_COLUMNS = 1100


class ChildPage(Page):
    """Everything about one child; changes go through dialogs, and undo takes them back."""

    def __init__(self, desk: Desk, navigator: Navigator, child_id: str) -> None:
        """Open a child's file.

        Raises:
            CarePlanningError: there is no such child.
        """
        super().__init__(desk, navigator)
        self._child_id = child_id
        self._editing = desk.child(child_id)
        self._overview: ChildOverview = overview(desk, child_id)
        theme = self.theme
        self.dialogs = FileDialogs(desk, theme, child_id, self)
        self.strip = IdentityStrip(theme)
        self.timeline = TimelinePanel(theme)
        self._add_action = link_button(theme, "Add", icon="plus")
        self._add_action.setAccessibleName("Add an action")
        self._add_need = link_button(theme, "Add", icon="plus")
        self._add_need.setAccessibleName("Add an unmet need")
        self.closed_button = link_button(theme, "")
        self.actions_panel = ListPanel(
            theme, "Open actions", "No action is open.", self.closed_button, self._add_action
        )
        self.needs_panel = ListPanel(theme, "Unmet needs", "No need is unmet.", self._add_need)
        self.proposals_panel = ListPanel(theme, "Proposals to the review", "None.")
        self.due = DuePanel(theme)
        self.words = WordsCard(theme)
        self.records = ListPanel(theme, "Records", "No meeting was held or prepared here yet.")
        self.people = PeoplePanel(theme)
        self.notices, self.doings = FileNotices(theme), MeetingDoings(theme)
        self.records.add(self.doings)
        self.transfer_link = link_button(theme, "Hand the case over…", icon="user-check")
        self.search_link = link_button(theme, "Everything about one person…", icon="search")
        self.limits_link = link_button(theme, "Who may read about whom…", icon="eye-off")
        self.waiver_link = link_button(theme, "Meeting not required…", icon="file-check")
        self._lay()
        self._connect()
        self.watch(self._editing, lambda _edited: self.refresh())

    def panes(self) -> Sequence[QWidget]:
        """The strip, the timeline and the panels."""
        return (
            self.strip,
            self.timeline,
            self.actions_panel,
            self.needs_panel,
            self.proposals_panel,
            self.due,
            self.records,
            self.people,
        )

    def hints(self) -> Sequence[str]:
        """The keys of this page."""
        return ("F6 move between panes", "Ctrl N new meeting", "Alt Left caseload")

    def finds(self) -> Sequence[PaletteEntry]:
        """The child's meetings."""
        return meetings_of(self.desk, self.navigator, self._child_id)

    def editing(self) -> Editing[ChildFile]:
        """The child's file."""
        return self._editing

    def refresh(self) -> None:
        """Show the file as it is now."""
        self._overview = shown = overview(self.desk, self._child_id)
        today, called = self.desk.today(), shown.child.called()
        self.set_header(
            Header(
                called_short(shown.child.name, called) if shown.child.name else "Unborn child",
                f"Child’s file · {day_text(today)}",
                back="Caseload",
                primary=self._primary_text(),
            )
        )
        self.strip.show_child(shown, initials_of_child(shown))
        current = next((band for band in shown.timeline.periods if band.is_current), None)
        self.timeline.show_overview(shown, today, self.desk.rule(current.rule) if current else None)
        self.actions_panel.show_rows(action_rows(shown.actions))
        self.closed_button.set_text(f"See {len(shown.closed)} closed")
        self.closed_button.setVisible(bool(shown.closed))
        self.needs_panel.show_rows(need_rows(shown.needs))
        self.proposals_panel.show_rows(proposal_rows(shown.proposals))
        self.proposals_panel.setVisible(bool(shown.proposals))
        self.due.show_lines(due_lines(self.desk, self._child_id))
        self.words.show_words(shown.own_words, called)
        self.records.show_rows(record_rows(shown.records))
        self.people.show_people(people_rows(shown.people), called, shown.kept_off)
        self.notices.show_file(self._editing.value, today, len(offers_of_child(self.desk, self._child_id)))
        # Where something has to be decided first, the keyboard begins there: else a low window scrolls past it.
        self.setFocusProxy(
            self.notices.copies.button if self.notices.again is not None else self.actions_panel.list
        )
        self._show_doings()
        self.waiver_link.setVisible(bool(waivable_kinds(self.desk)))

    def press_primary(self) -> None:
        """Go on with the meeting, prepare the next one, or call one."""
        if self._overview.live is not None:
            self.navigator.open_meeting(self._overview.live.id)
        elif self._overview.planned is not None:
            self.navigator.open_prepare(self._overview.planned.id)
        else:
            self.new_meeting()

    def go_back(self) -> None:
        """To all children."""
        self.navigator.open_caseload()

    @opens_again
    def new_meeting(self) -> NewMeetingDialog:
        """Ask for kind, day and place of a new meeting."""
        child = self._overview.child
        children = [(self._child_id, child.name or child.called())]
        dialog = NewMeetingDialog(self.desk, self.theme, children, self._child_id, self)
        dialog.made.connect(self.navigator.open_prepare)
        dialog.open()
        return dialog

    def open_record(self, meeting_id: str) -> None:
        """Go to where a meeting is worked on now."""
        record = next((line for line in self._overview.records if line.meeting_id == meeting_id), None)
        if record is None:
            return
        going = {
            Stage.PREPARED: self.navigator.open_prepare,
            Stage.LIVE: self.navigator.open_meeting,
            Stage.ENDED: self.navigator.open_close,
            Stage.SIGNED: self.navigator.open_after,
        }.get(record.stage)
        if going is not None:
            going(meeting_id)

    @opens_again
    def open_item(self, what: str, item_id: str) -> OutcomeDialog | None:
        """Ask what became of something open."""
        lines = (*self._overview.actions, *self._overview.needs, *self._overview.proposals)
        item = next((line for line in lines if line.id == item_id), None)
        if item is None:
            return None
        dialog = OutcomeDialog(self.desk, self.theme, self._child_id, what, item, self)
        edit = self.dialogs.edit_unmet_need if what == "unmet need" else self.dialogs.edit_action
        dialog.editing.connect(lambda: edit(item_id))
        dialog.open()
        return dialog

    def show_closed(self) -> None:
        """Show what is settled."""
        ClosedItemsDialog(self.theme, self._overview.closed, self).open()

    @opens_again
    def do_with_meeting(self, doing: str, meeting_id: str) -> AgainDialog:
        """Ask why, then reconvene a meeting, call an extra one, cancel it or break it off; `doing` is a Doing."""
        doing = Doing(doing)
        record = next(line for line in self._overview.records if line.meeting_id == meeting_id)
        facts, desk = self.desk.meeting(meeting_id).value.facts, self.desk

        def do(reason: str, day: dt.date | None) -> str:
            if doing is Doing.RECONVENE:
                return reconvene(desk, meeting_id, reason, day)
            if doing is Doing.EXTRA:
                return call_extra(desk, self._child_id, facts.form_id, reason, day)
            (cancel if doing is Doing.CANCEL else abandon)(desk, meeting_id, reason)
            return ""

        dialog = AgainDialog(self.theme, asked_for(desk, doing, record.title), desk.today(), do, self)
        dialog.settled.connect(self._follow_doing)
        dialog.open()
        return dialog

    @opens_again
    def hand_meeting_over(self, meeting_id: str) -> HandOverDialog:
        """Hand a meeting to another laptop, in a pack."""
        from cpm_desktop.ui.packs.hand_over_dialog import HandOverDialog  # noqa: PLC0415 - rarely wanted

        dialog = HandOverDialog(self.theme, self.desk, self.navigator.background, meeting_id, self)
        dialog.open()
        return dialog

    def _press_doing(self, doing: Doing, meeting_id: str) -> None:
        if doing is Doing.HAND_OVER:
            self.hand_meeting_over(meeting_id)
        else:
            self.do_with_meeting(doing, meeting_id)

    @opens_again
    def hand_over_case(self) -> TransferDialog:
        """Hand the case to another worker."""
        dialog = TransferDialog(self.desk, self.theme, self._child_id, self)
        dialog.open()
        return dialog

    @opens_again
    def show_holds(self) -> HoldsDialog:
        """Show the legal holds on the child's records, set and lift them."""
        dialog = HoldsDialog(self.theme, self.desk, self._child_id, "", self)
        dialog.open()
        return dialog

    @opens_again
    def show_filed(self) -> FiledRecordsDialog:
        """Show all filed records, and which of them may be cleared."""
        dialog = FiledRecordsDialog(self.theme, self.desk, self.navigator.background, self)
        dialog.chosen.connect(self.navigator.open_after)
        dialog.cleared.connect(self.refresh)
        dialog.open()
        return dialog

    @opens_again
    def decide_copies_again(self) -> CopiesAgainDialog | None:
        """Decide again who gets which copy."""
        if self.notices.again is None:
            return None
        dialog = CopiesAgainDialog(self.desk, self.theme, self._child_id, self.notices.again, self)
        dialog.open()
        return dialog

    def find_person(self) -> PersonSearchDialog:
        """Find everything about one person; the one that is chosen in the list of people first."""
        return self.find_about(self._chosen_person())

    @opens_again
    def find_about(self, person_id: str) -> PersonSearchDialog:
        """Find everything about one of the people, or whoever is named then."""
        people = {person.id: person.name for person in self._editing.value.people}
        name = people.get(person_id, "")
        dialog = PersonSearchDialog(self.desk, self.theme, self.navigator.background, name, self)
        dialog.open()
        return dialog

    def limit_readers(self) -> LimitsDialog:
        """Decide who may read about one of the people, in every meeting; the one chosen in their list first."""
        return self.limit_readers_about(self._chosen_person())

    @opens_again
    def limit_readers_about(self, person_id: str) -> LimitsDialog:
        """Decide who may read about the people, in every meeting; about one of them first."""
        limiting = FileLimits(self.desk, self._child_id)
        dialog = LimitsDialog(self.theme, limiting, self, person_id, is_about_people=True)
        dialog.open()
        return dialog

    def begin_waiver(self) -> None:
        """Record that a meeting is not required."""
        kinds = waivable_kinds(self.desk)
        if kinds:
            self.navigator.open_prepare(begin_waiver(self.desk, self._child_id, kinds[0].id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the people below where three columns have no room."""
        super().resizeEvent(event)
        self._fit()

    def _chosen_person(self) -> str:
        """Return whom the keyboard is on in the list of people; empty while it is elsewhere."""
        return self.people.list.current_key if self.people.list.hasFocus() else ""

    def _show_doings(self) -> None:
        current = self.records.list.current_key
        self.doings.show_record(
            next((line for line in self._overview.records if line.meeting_id == current), None)
        )

    def _follow_doing(self, meeting_id: str) -> None:
        self.refresh()
        if meeting_id:
            self.navigator.open_prepare(meeting_id)

    def _primary_text(self) -> str:
        if self._overview.live is not None:
            return "Go on with the meeting"
        planned = self._overview.planned
        if planned is not None and planned.date is not None:
            return f"Prepare {long_day_text(planned.date).rsplit(None, 1)[0]}…"
        return "Prepare the meeting…" if planned is not None else "New meeting…"

    def _lay(self) -> None:
        left = down(self.actions_panel, self.needs_panel, self.proposals_panel, None, spacing=14)
        middle = down(self.words, self.due, self.records, None, spacing=14)
        self._people_box = QWidget()
        links = down(
            *(self.limits_link, self.transfer_link, self.search_link, self.waiver_link),
            spacing=2,
            margins=(10, 4, 0, 0),
        )
        self._people_box.setLayout(down(self.people, links, None))
        self._columns = QHBoxLayout()
        self._columns.setSpacing(14)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(middle, 1)
        self._columns.addWidget(self._people_box)
        inner = QWidget()
        inner.setLayout(
            down(self.notices, self.timeline, self._columns, None, spacing=14, margins=(20, 14, 20, 14))
        )
        self.setLayout(down(self.strip, Scroll(inner, "Child’s file"), spacing=0, stretched=1))
        self.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        is_wide = self.width() / self.theme.text_factor >= _ROOM_FOR_COLUMNS
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)
        if is_wide:
            self._people_box.setFixedWidth(self.theme.px(_PEOPLE_WIDTH))
        else:
            self._people_box.setMinimumWidth(0)
            self._people_box.setMaximumWidth(16_777_215)

    def _connect(self) -> None:
        for wanted, doing in (
            (self.strip.edit_pressed, self.dialogs.edit_child),
            (self.timeline.review_wanted, self.dialogs.edit_review),
            (self.timeline.meeting_wanted, self.dialogs.edit_earlier_meeting),
            (self._add_action.clicked, self.dialogs.edit_action),
            (self._add_need.clicked, self.dialogs.edit_unmet_need),
            (self.closed_button.clicked, self.show_closed),
            (self.people.add_button.clicked, self.dialogs.edit_person),
            (self.transfer_link.clicked, self.hand_over_case),
            (self.search_link.clicked, self.find_person),
            (self.limits_link.clicked, self.limit_readers),
            (self.waiver_link.clicked, self.begin_waiver),
            (self.notices.decide_pressed, self.decide_copies_again),
            (self.notices.holds_pressed, self.show_holds),
            (self.notices.filed_pressed, self.show_filed),
        ):
            wanted.connect(lambda _checked=False, doing=doing: doing())
        self.timeline.view.opened.connect(self._open_entry)
        self.actions_panel.list.opened.connect(lambda key: self.open_item("action", key))
        self.needs_panel.list.opened.connect(lambda key: self.open_item("unmet need", key))
        self.proposals_panel.list.opened.connect(lambda key: self.open_item("proposal", key))
        self.due.list.opened.connect(self._open_due)
        self.records.list.opened.connect(self.open_record)
        self.records.list.moved_to.connect(lambda _key: self._show_doings())
        self.doings.pressed.connect(self._press_doing)
        self.people.list.opened.connect(self.dialogs.edit_person)
        self.offer("New meeting", self.new_meeting, "Ctrl+N")
        self.offer("Edit the child’s details", self.dialogs.edit_child, "Ctrl+E")
        self.offer("Add a person", self.dialogs.edit_person)
        self.offer("Add a review", self.dialogs.edit_review)
        self.offer("Add an earlier meeting", self.dialogs.edit_earlier_meeting)
        self.offer("Add an action agreed elsewhere", self.dialogs.edit_action)
        self.offer("Add an unmet need", self.dialogs.edit_unmet_need)
        self.offer("Hand the case over…", self.hand_over_case)
        self.offer("Legal holds…", self.show_holds, icon="gavel")
        self.offer("Everything about one person…", self.find_person)
        self.offer("Who may read about whom…", self.limit_readers, "Ctrl+R", icon="eye-off")
        self.offer("Record that a meeting is not required…", self.begin_waiver)

    def _open_due(self, key: str) -> None:
        """Go to the meeting that a thing due is about, or call the one that is due."""
        line = self.due.line_of(key)
        if line is not None and line.meeting_id:
            self.open_record(line.meeting_id)
        elif line is not None and line.kind is DueKind.MEETING:
            self.new_meeting()

    def _open_entry(self, entry: TimelineEntry) -> None:
        if entry.meeting_id:
            self.open_record(entry.meeting_id)
        elif entry.kind in {TimelineKind.REVIEW, TimelineKind.PLANNED_REVIEW}:
            self.dialogs.edit_review(entry.file_id)
        elif entry.file_id:
            self.dialogs.edit_earlier_meeting(entry.file_id)
        else:
            self.dialogs.edit_child()
