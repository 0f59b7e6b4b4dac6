"""Preparing a meeting: what is left at the left, the agenda with its notes, people and papers at the right."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from cpm_desktop.domain.attendance import Attendee, Reply
from cpm_desktop.domain.changes import touched_kinds
from cpm_desktop.domain.forms import CheckKind, ItemPart
from cpm_desktop.domain.meeting import (
    PREPARATION,
    AgendaEntry,
    AgendaProgress,
    Answer,
    GivenReason,
    MeetingFacts,
    Paper,
    Stage,
)
from cpm_desktop.domain.papers.kind_name import in_running_text
from cpm_desktop.services.carrying import brought_over
from cpm_desktop.services.date_reading import date_reader, readers_by_looks
from cpm_desktop.services.earlier_meetings import earlier_meetings
from cpm_desktop.services.getting_ready import (
    change_details,
    left_before_start,
    save_invitations,
    say_paper,
    say_paper_about,
    set_invited,
    tasks,
)
from cpm_desktop.services.held_on import planned_day_that_is_not_today, start_on_its_day
from cpm_desktop.services.holding import agenda_lines
from cpm_desktop.services.item_work import answer, preparation_questions
from cpm_desktop.services.kind_change import change_kind, kinds_it_may_become
from cpm_desktop.services.meeting_days import dates_beside, proposed_now, remarks_now, say_why_day
from cpm_desktop.services.other_papers import PaperKind
from cpm_desktop.services.preparing import (
    add_paper,
    agencies_offered,
    expected_lines,
    invite,
    known_or_guest,
    list_wanted_papers,
    note_reply,
    paper_lines,
    planned_minutes,
    roles_offered,
    set_prepared_note,
)
from cpm_desktop.services.rule_source import sourced_rule
from cpm_desktop.services.shaping_agenda import can_shape
from cpm_desktop.services.siblings import children_concerned
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame, hairline
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.choices import Choice, SegmentControl
from cpm_desktop.ui.kit.labels import ElidedLabel, Label
from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.kit.panels import Rail, Scroll
from cpm_desktop.ui.kit.question_editors import QuestionGround
from cpm_desktop.ui.kit.selects import Option
from cpm_desktop.ui.kit.why import Why
from cpm_desktop.ui.papers.annexes_dialog import OpenAnnexes
from cpm_desktop.ui.papers.papers_dialog import OpenPapers
from cpm_desktop.ui.prepare.agenda_notes import AgendaNotes
from cpm_desktop.ui.prepare.details_card import DetailsCard
from cpm_desktop.ui.prepare.going_to import found_in, go_to_task
from cpm_desktop.ui.prepare.kept_card import KeptCard
from cpm_desktop.ui.prepare.papers_card import PapersCard
from cpm_desktop.ui.prepare.people_card import NOT_INVITED, InviteDialog, PeopleCard
from cpm_desktop.ui.prepare.prepare_header import prepare_header
from cpm_desktop.ui.prepare.questions_box import QuestionsBox
from cpm_desktop.ui.prepare.ready_rail import ReadyRail
from cpm_desktop.ui.prepare.shaping import AgendaShaping
from cpm_desktop.ui.prepare.start_dialog import StartDialog
from cpm_desktop.ui.shell.folded_tabs import keep_tab, tab_for
from cpm_desktop.ui.shell.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Edited, Editing
    from cpm_desktop.ui.shell.finding import PaletteEntry
    from cpm_desktop.ui.shell.navigator import Navigator

_FOLDS_BELOW = 1150  # pixels at 100 % text
_FOLDS_AGAIN_BELOW = 760
_NO_LIMIT = 16777215  # Qt's own greatest width
_ARRANGED_BY = "prepare.arranged-by-social-worker"


class PreparePage(Page):
    """A meeting that has not started. Nothing that is missing stands in the way of starting it."""

    def __init__(self, desk: Desk, navigator: Navigator, meeting_id: str) -> None:
        """Open on a prepared meeting."""
        super().__init__(desk, navigator)
        self.meeting_id = meeting_id
        theme, meeting = self.theme, desk.meeting(meeting_id).value
        form = desk.form_of(meeting)
        self._rule = functools.partial(sourced_rule, desk)
        self._read = date_reader(desk, meeting_id)
        arranged = self._rule(_ARRANGED_BY) if _ARRANGED_BY in form.rules else None
        self.details = DetailsCard(theme, self._read, self._rule(form.chairing.rule), arranged)
        self.questions, self.agenda = QuestionsBox(theme), AgendaNotes(theme)
        self.shaping = AgendaShaping(self, meeting_id, self.agenda)
        self.kept = KeptCard(self, meeting_id)
        self.people, self.papers = PeopleCard(theme), PapersCard(theme, self._read, self._rule)
        self._kicker, self._times = Label("", "small"), Label("", "small")
        self.rail, self.taking = ReadyRail(theme), OpenPapers(self, meeting_id)
        self.annexes = OpenAnnexes(self, meeting_id)
        self.steps = self.rail.steps
        self._side = self._made_side()
        self._centre = self._made_centre()
        self._is_narrow = False
        self._tabs = SegmentControl(
            "What is shown", [Choice("agenda", "Agenda and notes"), Choice("side", "People and papers")]
        )
        self._tabs.chosen.connect(lambda key: keep_tab(self, "prepare", key))
        self._tabs.chosen.connect(lambda _key: self._show_tab())
        self._fold_bar = frame("strip", across(self._tabs, None, margins=(16, 6, 16, 6)))
        body = across(self.rail, self._centre, self._side, spacing=0, stretched=1)
        self.setLayout(down(self._fold_bar, body, spacing=0, stretched=1))
        self.details.hide()
        self._connect()
        self._offer()
        self.watch(desk.meeting(meeting_id), self._follow)
        self.theme.changed.connect(self._fold)
        self.refresh()

    # What the shell asks.

    def panes(self) -> Sequence[QWidget]:
        """Tasks, agenda, people and papers."""
        return (self.rail, self._centre, self._side)

    def hints(self) -> Sequence[str]:
        """The keys used most."""
        return ("F6 move between panes", "Ctrl Enter next note", "Ctrl P agenda and other papers")

    def finds(self) -> Sequence[PaletteEntry]:
        """People, items of the agenda, the child's other meetings."""
        return found_in(self)

    def editing(self) -> Editing[Meeting]:
        """Undo and redo work on the meeting."""
        return self.desk.meeting(self.meeting_id)

    def refresh(self) -> None:
        """Show everything as it is now."""
        self._show_details()
        self._show_questions()
        self._show_agenda()
        self._show_people()
        self._show_papers()
        self._show_tasks()
        self._fold()

    def leave(self) -> None:
        """Keep everything that is being typed."""
        self.details.flush()
        self.questions.flush()
        self.agenda.flush()
        self.shaping.flush()
        self.papers.flush()

    def retire(self) -> None:
        """Let go of the papers."""
        self.taking.let_go()
        self.annexes.let_go()
        super().retire()

    def press_primary(self) -> None:
        """Start the meeting, or go on with it; what the form asks for before it and is not there is listed first."""
        self.leave()
        is_prepared = self._meeting.facts.stage is Stage.PREPARED
        left = left_before_start(self.desk, self.meeting_id) if is_prepared else ()
        planned = planned_day_that_is_not_today(self.desk, self.meeting_id) if is_prepared else None
        if any(debt.check is CheckKind.DATES_IN_ORDER for debt in left):
            self.open_task("details")
        elif left or planned:
            days = (self.desk.today(), planned) if planned else None
            dialog = StartDialog(self.theme, left, days, self)
            dialog.accepted.connect(lambda: self.attempt(lambda: self.start_now(is_today=dialog.is_today)))
            dialog.open()
            return
        self.start_now()

    def start_now(self, *, is_today: bool = False) -> None:
        """Start the meeting whatever is left, today instead of on its planned day if so said; or go on with it."""
        if self._meeting.facts.stage is Stage.PREPARED:
            start_on_its_day(self.desk, self.meeting_id, is_today=is_today)
            announce(self, "The meeting has started")
        self.navigator.open_meeting(self.meeting_id)

    def go_back(self) -> None:
        """Go to the child's file."""
        self.navigator.open_child(self._meeting.facts.child_id)

    def open_task(self, task: str) -> None:
        """Go to where a task is done."""
        go_to_task(self, task)

    def show_centre(self) -> None:
        """Show agenda and notes, also where the window is narrow."""
        self._tabs.choose("agenda")
        self._show_tab()

    def show_side(self, part: QWidget) -> None:
        """Show people and papers, with one of them in sight."""
        self._tabs.choose("side")
        self._show_tab()
        self._side_scroll.ensureWidgetVisible(part)

    @opens_again
    def ask_invitation(self, role: str = "") -> InviteDialog:
        """Open the dialog that invites somebody, perhaps for a role; usual roles and agencies are offered."""
        known = {person.id for person in self._meeting.attendees}
        people = self.desk.child(self._meeting.facts.child_id).value.people
        options = [Option(one.id, one.name) for one in people if one.id not in known and not one.has_left]
        roles, agencies = roles_offered(self.desk, self._meeting), agencies_offered(self.desk, self._meeting)
        dialog = InviteDialog(self.theme, options, roles, agencies, self)
        dialog.role.setEditText(role if role in roles else "")
        dialog.chosen.connect(self.invite_person)
        dialog.open()
        return dialog

    def invite_person(self, person_id: str, name: str, role: str, agency: str) -> None:
        """Invite somebody of the child's network, or a guest."""
        who = known_or_guest(self.desk, self.meeting_id, person_id, name, role, agency)
        self.attempt(lambda: invite(self.desk, self.meeting_id, who))

    def show_papers(self, kind: PaperKind = PaperKind.AGENDA) -> None:
        """Look at the papers to take along: save them, as PDF or Word, or print them."""
        self.leave()
        self.taking.show(kind)

    def save_invitations(self) -> None:
        """Ask for a folder and save an invitation for each person there."""
        folder = QFileDialog.getExistingDirectory(self, "Save the invitations in", str(Path.home()))
        if folder:
            self.save_invitations_to(Path(folder))

    def save_invitations_to(self, folder: Path) -> None:
        """Save an invitation for each person in a folder."""
        self.leave()
        made: list[Path] = []
        if self.attempt(lambda: made.extend(save_invitations(self.desk, self.meeting_id, folder))):
            names = "One for each person invited; none names the child or another guest."
            self.rail.tell_saved(f"{len(made)} invitations are saved in {folder.name}", names)

    def attach(self, paper_id: str) -> None:
        """Ask for a file and attach it to a paper; it then is an annex."""
        self.annexes.ask(paper_id)

    def open_next_note(self) -> None:
        """Open the next item's note; after the last, go to the people."""
        if not self.agenda.open_next():
            self.open_task("people")

    # Inside.

    @property
    def _meeting(self) -> Meeting:
        return self.desk.meeting(self.meeting_id).value

    def _made_centre(self) -> QFrame:
        theme, form = self.theme, self.desk.form_of(self._meeting)
        next_button = Button(theme, "Next note", "primary", trailing_icon="arrow-right")
        next_button.setAccessibleDescription("Ctrl+Enter")
        next_button.clicked.connect(self.open_next_note)
        details = link_button(theme, "Date, place and chair", icon="calendar")
        details.clicked.connect(lambda: self.open_task("details"))
        rule = next(
            (found for one in form.rules if (found := sourced_rule(self.desk, one)) is not None), None
        )
        items: list[QWidget] = []
        kicker = across(self._kicker, None, self.shaping.link, details, spacing=4)
        if rule is not None:
            why = Why(theme, rule.says, rule.source, about="this agenda", has_own_link=False)
            kicker.addWidget(why.link)
            items.append(why)
        title = ElidedLabel("Agenda and notes", "h1")
        top = across(title, self._times, next_button, spacing=14, stretched=0)
        content = QWidget()
        parts = (self.details, self.questions, self.shaping.panel, self.agenda, self.kept, None)
        content.setLayout(down(*parts, spacing=10, margins=(0, 0, 4, 4)))
        self._scroll = Scroll(content, "Agenda")
        centre = QFrame()
        centre.setProperty("kit", "canvas")
        centre.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        centre.setAccessibleName("Agenda and notes")
        column = down(kicker, top, *items, self._scroll, spacing=8, margins=(24, 14, 20, 12))
        column.setStretchFactor(self._scroll, 1)
        centre.setLayout(column)
        return centre

    def _made_side(self) -> Rail:
        side = Rail(self.theme, "People and papers", 340, side="right")
        content = QWidget()
        content.setLayout(
            down(self.people, hairline(), self.papers, None, spacing=14, margins=(16, 14, 12, 14))
        )
        self._side_scroll = Scroll(content, "People and papers")
        side.setLayout(down(self._side_scroll, spacing=0))
        return side

    def _connect(self) -> None:
        desk, meeting_id = self.desk, self.meeting_id
        self.rail.opened.connect(self.open_task)
        self.rail.papers_pressed.connect(lambda kind: self.attempt(lambda: self.show_papers(PaperKind(kind))))
        self.rail.calendars_pressed.connect(lambda: self.attempt(self.save_invitations))
        self.details.said.connect(
            lambda wanted: self.attempt(lambda: change_details(desk, meeting_id, wanted))
        )
        self.details.kind_said.connect(self._make_it)
        self.details.days.taken.connect(self.details.take_day)
        self.details.days.reasoned.connect(
            lambda key, why: self.attempt(lambda: say_why_day(desk, meeting_id, key, why))
        )
        self.questions.card.answered.connect(self._answer)
        self.questions.card.noted.connect(self._answer)
        self.details.close_link.clicked.connect(self._close_details)
        self.agenda.typed.connect(
            lambda item, note: self.attempt(lambda: set_prepared_note(desk, meeting_id, item, note))
        )
        self.people.replied.connect(lambda who, key: self.attempt(lambda: self._reply(who, key)))
        self.people.invite_pressed.connect(self.ask_invitation)
        self.people.role_pressed.connect(lambda words: self.ask_invitation(words.partition(" or ")[0]))
        self.papers.said.connect(
            lambda paper, state, note, due: self.attempt(
                lambda: say_paper(desk, meeting_id, paper, state, note, due)
            )
        )
        self.papers.about_said.connect(
            lambda paper, child: self.attempt(lambda: say_paper_about(desk, meeting_id, paper, child))
        )
        self.papers.attach_pressed.connect(self.attach)
        self.papers.annexes_pressed.connect(self.annexes.show)
        self.papers.added.connect(lambda title: self.attempt(lambda: add_paper(desk, meeting_id, title)))

    def _offer(self) -> None:
        offers: tuple[tuple[str, Callable[[], object], str], ...] = (
            ("Next note", self.open_next_note, "Ctrl+Return"),
            ("Date, place and chair…", lambda: self.open_task("details"), ""),
            ("Invite somebody…", self.ask_invitation, ""),
            ("Papers", lambda: self.open_task("papers"), ""),
            ("Agenda and other papers…", self.show_papers, "Ctrl+P"),
            ("Invitations…", functools.partial(self.show_papers, PaperKind.INVITATION), ""),
            ("Attendance sheet…", functools.partial(self.show_papers, PaperKind.ATTENDANCE), ""),
            ("Save invitations for calendars…", self.save_invitations, ""),
            ("Annexes…", self.annexes.show, "Ctrl+Shift+X"),
            ("Start meeting", self.press_primary, ""),
        )
        for text, doing, keys in offers:
            self.offer(text, doing, keys)

    def _follow(self, edited: Edited) -> None:
        kinds = touched_kinds(edited.patch)
        has_answer = bool(kinds & {Answer.kind, MeetingFacts.kind})
        if has_answer or kinds & {Attendee.kind, GivenReason.kind}:
            self._show_details()
            self._show_questions()
        if has_answer or kinds & {AgendaProgress.kind, AgendaEntry.kind}:
            self._show_agenda()
        if has_answer or Attendee.kind in kinds:
            self._show_people()
        if has_answer or Paper.kind in kinds:
            self._show_papers()
        self._show_tasks()
        self.taking.follow(edited.patch)
        self.annexes.follow()

    def _show_details(self) -> None:
        meeting = self._meeting
        # Who is invited and comes for an agency stands first; anybody else is seldom meant, and can be chosen still.
        named = [one for one in meeting.attendees if one.name and not one.is_child]
        named.sort(key=lambda one: (not one.is_invited, not one.agency))
        people = [Option(one.id, one.name) for one in named]
        self.details.show_facts(meeting.facts, people)
        self.details.days.show_days(
            dates_beside(self.desk, meeting),
            proposed_now(self.desk, meeting),
            remarks_now(self.desk, meeting),
            self._rule,
        )
        form = self.desk.form_of(meeting)
        kinds = [Option(each.id, each.name) for each in (form, *kinds_it_may_become(self.desk, meeting))]
        self.details.show_kinds(kinds, form.id)
        self.set_header(prepare_header(self.desk, meeting))

    def _make_it(self, form_id: str) -> None:
        """Make it another kind of meeting, and show its agenda (kind.one-form-for-all-cla-types)."""
        if form_id == self._meeting.facts.form_id:
            return
        self.leave()
        self.attempt(lambda: change_kind(self.desk, self.meeting_id, form_id))
        self.refresh()
        announce(self, f"Now a {in_running_text(self.desk.form_of(self._meeting).name)}")

    def _show_questions(self) -> None:
        meeting = self._meeting
        people = [Option(one.id, one.name) for one in meeting.attendees if one.name]
        earlier = [Option(words, words) for words in earlier_meetings(self.desk, meeting)]
        readers = readers_by_looks(self.desk, self.meeting_id)
        ground = QuestionGround(self._read, people, earlier, self._rule, readers=readers)
        self.questions.show_questions(preparation_questions(self.desk, meeting), ground)

    def _show_papers(self) -> None:
        desk, meeting = self.desk, self._meeting
        self.papers.show_papers(paper_lines(desk, meeting), children_concerned(desk, meeting))

    def _close_details(self) -> None:
        self.details.flush()
        self.details.hide()

    def _show_agenda(self) -> None:
        meeting = self._meeting
        lines = agenda_lines(self.desk, meeting)
        self.kept.show_kept()
        self.shaping.show_agenda(can_shape=can_shape(self.desk, meeting))
        self.agenda.show_agenda(lines, {line.item.id: meeting.progress_of(line.item.id) for line in lines})
        for line in lines:
            if line.item.part is ItemPart.SINCE_LAST:
                self.agenda.show_carried(line.item.id, brought_over(self.desk, meeting))
        form, minutes = self.desk.form_of(meeting), planned_minutes(self.desk, meeting)
        self._kicker.setText(f"{form.short_name} · {'the set agenda' if form.has_set_agenda else 'agenda'}")
        ends = ""
        if meeting.facts.starts_at is not None:
            total = meeting.facts.starts_at.hour * 60 + meeting.facts.starts_at.minute + minutes
            ends = f", ends about {total // 60 % 24:02d}:{total % 60:02d}"
        self._times.setText(f"{len(lines)} items, {minutes} min{ends}")

    def _show_people(self) -> None:
        meeting = self._meeting
        self.people.show_people(meeting.attendees)
        self.people.show_expected(expected_lines(self.desk, meeting), self._rule)

    def _show_tasks(self) -> None:
        self.rail.show_tasks(tasks(self.desk, self.meeting_id))

    def _answer(self, question: str, subject: str, value: str, note: str | None = None) -> None:
        """Keep an answer; papers that it calls for are put on the list."""

        def keep() -> None:
            answer(self.desk, self.meeting_id, PREPARATION, question, value, subject, note=note)
            list_wanted_papers(self.desk, self.meeting_id)

        self.attempt(keep)

    def _reply(self, person_id: str, key: str) -> None:
        person = self._meeting.attendee(person_id)
        if person is None:
            return
        set_invited(self.desk, self.meeting_id, person, is_invited=key != NOT_INVITED)
        if key != NOT_INVITED:
            note_reply(self.desk, self.meeting_id, person_id, Reply(key))

    def _fold(self) -> None:
        effective = self.width() / self.theme.text_factor
        self.rail.setVisible(effective >= _FOLDS_BELOW)
        self._times.setVisible(effective >= _FOLDS_BELOW)
        is_narrow = effective < _FOLDS_AGAIN_BELOW
        if is_narrow and not self._is_narrow:
            self._tabs.choose(tab_for(self, "prepare", {"agenda": self._centre, "side": self._side}))
        self._is_narrow = is_narrow
        self._fold_bar.setVisible(self._is_narrow)
        if self._is_narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_NO_LIMIT)
        else:
            self._side.setFixedWidth(self.theme.px(340))
        self._show_tab()

    def _show_tab(self) -> None:
        is_side = self._is_narrow and self._tabs.chosen_key == "side"
        self._centre.setVisible(not is_side)
        self._side.setVisible(is_side or not self._is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold and unfold with the width."""
        super().resizeEvent(event)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the width it is shown with, which need not come with an event of its own."""
        super().showEvent(event)
        self._fold()
