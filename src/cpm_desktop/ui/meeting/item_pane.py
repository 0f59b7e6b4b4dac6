"""The open item: everything that is asked and said under it, in one scrolling column, and what it still lacks."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from cpm_desktop.domain.captures import Note, Outcome
from cpm_desktop.domain.changes import touched_kinds
from cpm_desktop.domain.forms import CheckKind, ItemPart, QuestionKind
from cpm_desktop.domain.meeting import AgendaProgress, Answer, CarriedItem, ItemState, NextMeeting, Stage
from cpm_desktop.domain.situation import EARLIER_ANSWER
from cpm_desktop.domain.typography import short_day_text
from cpm_desktop.services.care_team import name_member, names_care_team
from cpm_desktop.services.date_reading import date_reader, readers_by_looks
from cpm_desktop.services.earlier_meetings import earlier_meetings
from cpm_desktop.services.holding import called_of, item_shown_next, missing, place_of_carried, title_of
from cpm_desktop.services.item_work import (
    answer,
    discuss_after_all,
    leave_out,
    next_meeting_of,
    note_no_disagreement,
    note_no_unmet_need,
    outcome_of,
    participants_of,
    questions_of,
    review_carried,
    set_next_meeting,
    set_participation,
)
from cpm_desktop.services.prepared_words import confirm_prepared, is_confirmed
from cpm_desktop.services.rule_source import sourced_rule
from cpm_desktop.services.siblings import children_at
from cpm_desktop.services.soft_checks import soft_checks
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.kit.pieces import Pieces
from cpm_desktop.ui.kit.question_editors import QuestionGround, QuestionsCard
from cpm_desktop.ui.kit.selects import Option
from cpm_desktop.ui.meeting.care_team_card import CareTeamCard
from cpm_desktop.ui.meeting.carried_card import CarriedCard
from cpm_desktop.ui.meeting.item_foot import ItemFoot
from cpm_desktop.ui.meeting.item_head import ItemHead, PreparedCard, PromptsCard
from cpm_desktop.ui.meeting.next_meeting_card import NextMeetingCard
from cpm_desktop.ui.meeting.notes_card import NotesCard
from cpm_desktop.ui.meeting.participation_card import ParticipationCard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from cpm_desktop.domain.changes import Patch
    from cpm_desktop.domain.forms import AgendaItem
    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.domain.readiness import Debt
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.holding import AgendaLine
    from cpm_desktop.services.item_work import AskedQuestion
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.meeting.note_line import NoteEditor

_LOW = 400  # pixels at 100 % text
_LEAST_SEEN = 84  # of the notes, pixels at 100 % text: a line being written, and the one before
_DEBTS_AFTER = 120  # milliseconds after a change; several changes at once are looked at once
_DEBTS_AFTER_TYPING = 1000  # milliseconds: whoever types on in a note wants the next letter, and no advice


class ItemPane(QFrame):
    """The middle of the live meeting. `mend_pressed` is sent with the debt whose button was pressed."""

    mend_pressed = Signal(object)

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, attempt: Callable[[Callable[[], object]], bool]
    ) -> None:
        """`attempt` does something and tells what goes wrong."""
        super().__init__()
        self._theme, self._desk, self._meeting_id, self._attempt = theme, desk, meeting_id, attempt
        self._item: AgendaItem | None = None
        self._debt: Debt | None = None
        self.setProperty("kit", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Agenda item")
        self._read, self._readers = date_reader(desk, meeting_id), readers_by_looks(desk, meeting_id)
        self.head = ItemHead(theme)
        self.prepared, self.prompts = PreparedCard(theme), PromptsCard(theme)
        self.participation, self.carried = ParticipationCard(theme), CarriedCard(theme)
        self.care_team = CareTeamCard(theme)
        self.notes = NotesCard(theme, desk, meeting_id, attempt)
        self.questions = QuestionsCard(theme)
        self.next_meeting = NextMeetingCard(theme, self._read)
        self.foot = ItemFoot(theme)
        self.nudge = Message(theme, "warn")
        self.nudge.hide()
        self.nudge.button_pressed.connect(self._press_nudge)
        self._is_reading = False
        self.notes.reading.changed.connect(self._show_reading)
        content = QWidget()
        above = (self.prompts, self.prepared, self.participation, self.care_team, self.carried)
        below = (self.next_meeting, self.notes, self.questions, self.foot)
        column = down(*above, *below, spacing=10, margins=(0, 0, 4, 4))
        column.setStretchFactor(self.notes, 1)
        content.setLayout(column)
        self.scrolling = Scroll(content, "The item")
        self.setLayout(
            down(self.head, self.scrolling, self.nudge, spacing=10, margins=(28, 18, 24, 16), stretched=1)
        )
        self._timer = pause_timer(self, _DEBTS_AFTER, self.show_missing)
        self._rest = Pieces(self)
        self._connect()
        theme.changed.connect(self._make_compact)

    @property
    def item_id(self) -> str:
        """The item that is shown; empty before the first."""
        return self._item.id if self._item is not None else ""

    def show_item(self, item: AgendaItem) -> None:
        """Show an item from its top: what is typed in at once, all else at the next turns, so that no key waits."""
        self.flush()
        self._item = item
        self.notes.show_item(item.id)
        meeting = self._meeting
        called = called_of(self._desk, meeting)
        purpose = item.purpose.replace("{child}", called)
        self.head.show_item(title_of(item, called), purpose, "", is_advice=item.is_advice)
        rules = [rule for one in item.rules if (rule := sourced_rule(self._desk, one)) is not None]
        self.prompts.show_prompts([prompt.replace("{child}", called) for prompt in item.prompts], rules)
        self.foot.fold()
        self.questions.clear_questions()
        for card in (self.participation, self.care_team, self.carried, self.next_meeting):
            card.hide()  # until it is this item's
        self._show_prepared()
        self._show_foot()
        self._show_next()
        self.scrolling.verticalScrollBar().setValue(0)
        self._rest.begin(self._show_people, self._show_carried, self._show_questions, self._show_close)

    @property
    def is_whole(self) -> bool:
        """Whether all of the item is shown."""
        return self._rest.are_done

    def finish_showing(self) -> None:
        """Show now what is still to be shown of the item."""
        self._rest.finish()

    def follow(self, patch: Patch) -> None:
        """Show what changed under the item; what it lacks is looked at a moment later."""
        if self._item is None:
            return
        self._rest.finish()
        self.notes.follow(patch)
        kinds = touched_kinds(patch)
        if kinds & {Answer.kind, "attendee", "attendance_event", "meeting_facts", "child"}:
            self._show_questions()
        if kinds & {Outcome.kind, CarriedItem.kind}:
            self._show_carried()
        if "attendee" in kinds:
            self._show_people()
        if kinds & {"attendance_event", "attendee"}:
            self.notes.show_people()
        if kinds & {AgendaProgress.kind, "note", "meeting_facts"}:
            self._show_foot()
            self._show_next()
        self._show_prepared()
        if NextMeeting.kind in kinds:
            self.next_meeting.show_next(next_meeting_of(self._meeting))
        self._timer.start(_DEBTS_AFTER_TYPING if kinds == {Note.kind} else _DEBTS_AFTER)

    def flush(self) -> None:
        """Keep what is typed now."""
        parts = (self.notes, self.questions, self.carried, self.participation, self.care_team)
        for part in (*parts, self.next_meeting, self.foot):
            part.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window leaves out what is only told."""
        super().resizeEvent(event)
        self._make_compact()

    def confirm_prepared(self) -> None:
        """Take what was prepared for the item as said in the room; nothing where nothing was."""
        if self.prepared.can_confirm:
            self.prepared.confirmed.emit()

    def settle(self) -> None:
        """Stop the timer: the page goes."""
        self._timer.stop()
        self._rest.drop()

    def show_missing(self) -> None:
        """Show the ticks, and the first thing the item lacks."""
        if self._item is None:
            return
        meeting = self._meeting
        self.head.show_checks(soft_checks(self._desk, meeting, self._item))
        owed = missing(self._desk, meeting, self._item.id)
        self._debt = owed[0] if owed else None
        if self._is_reading:
            return
        if self._debt is None:
            self.nudge.hide()
            return
        title = title_of(self._item, called_of(self._desk, meeting))
        count = len(owed)
        heading = f"One thing left on {title}" if count == 1 else f"{count} things left on {title}"
        if self._debt.is_advice:
            heading = "Could be plainer"
        sentence = f"{self._debt.sentence} You can carry on and fix it later."
        self.nudge.show_message("warn", heading, sentence, self._debt.mend.value)
        self.nudge.show()

    def press_mend(self) -> None:
        """Go to what mends the first thing the item lacks."""
        self._rest.finish()
        if self._debt is not None:
            self.mend_pressed.emit(self._debt)

    @property
    def _is_low(self) -> bool:
        return self.height() / self._theme.text_factor < _LOW

    def _make_compact(self) -> None:
        self.scrolling.setMinimumHeight(self._theme.px(_LEAST_SEEN))
        self.head.set_compact(is_compact=self._is_low)

    def _press_nudge(self) -> None:
        if self._is_reading:
            self.notes.take_reading()
        else:
            self.press_mend()

    def _show_reading(self) -> None:
        """In a low window, show how the line is understood in the place of what is left: below it nobody sees it."""
        line = self.notes.reading
        is_reading = self._is_low and line.is_busy
        if is_reading:
            self.nudge.show_message("info", line.heading, line.below, line.offer_text)
            self.nudge.show()
        elif self._is_reading:
            self._timer.start(_DEBTS_AFTER)
        self._is_reading = is_reading

    @property
    def _meeting(self) -> Meeting:
        return self._desk.meeting(self._meeting_id).value

    def _show_people(self) -> None:
        self._show_participation()
        self._show_care_team()

    def _show_close(self) -> None:
        """Show what only the end of a meeting asks, and what the item lacks."""
        is_close = self._item is not None and self._item.part is ItemPart.CLOSE
        self.next_meeting.setVisible(is_close)
        if is_close:
            self.next_meeting.show_next(next_meeting_of(self._meeting))
        self.show_missing()

    def show_time(self, lines: Sequence[AgendaLine], ends: str = "") -> None:
        """Show how long the item has been open, beside when the meeting ends where that is told nowhere else."""
        line = next((one for one in lines if one.item.id == self.item_id), None)
        if line is not None:
            minutes = round(line.seconds / 60)
            words = f"Item {line.number} of {len(lines)} · {minutes} of {line.item.minutes} min"
            self.head.show_time(f"{words} · {ends}" if ends else words, line.seconds, line.item.minutes)

    def _show_next(self) -> None:
        meeting = self._meeting
        following = item_shown_next(self._desk, meeting, self.item_id)
        title = title_of(following, called_of(self._desk, meeting)) if following is not None else ""
        self.head.show_next(title, can_park=meeting.facts.stage is Stage.LIVE)

    def _show_prepared(self) -> None:
        progress = self._meeting.progress_of(self.item_id)
        by = f" by {progress.prepared_by}" if progress.prepared_by else ""
        day = f" on {short_day_text(progress.prepared_on)}" if progress.prepared_on else ""
        is_said = bool(progress.prepared_note) and is_confirmed(self._meeting, self.item_id)
        heading = f"Prepared{by}{day}{', said in the room' if is_said else ''}"
        self.prepared.show_note(heading, progress.prepared_note, is_confirmed=is_said)

    def _show_participation(self) -> None:
        part = self._item.part if self._item is not None else ItemPart.DISCUSSION
        wants_child, wants_family = part is ItemPart.CHILD_VIEWS, part is ItemPart.FAMILY_VIEWS
        people = [
            person
            for person in participants_of(self._desk, self._meeting)
            if (person.is_child and wants_child) or (not person.is_child and wants_family)
        ]
        self.participation.show_people(people)

    def _show_care_team(self) -> None:
        meeting, item = self._meeting, self._item
        is_here = item is not None and names_care_team(self._desk.form_of(meeting), item)
        people = [person for person in meeting.attendees if person.name]
        self.care_team.show_people(people if is_here else [])

    def _show_carried(self) -> None:
        meeting = self._meeting
        is_here = self.item_id == place_of_carried(self._desk, meeting)
        # An earlier answer stands beside the question that asks it again.
        carried = [thing for thing in meeting.carried if is_here and thing.what != EARLIER_ANSWER]
        outcomes = {thing.id: outcome_of(meeting, thing.id) for thing in carried}
        several = dict(children_at(meeting))
        several |= {"": several[meeting.facts.child_id]} if several else {}
        self.carried.show_carried(carried, outcomes, self._read, self._desk.today(), several)

    def _show_questions(self) -> None:
        if self._item is None:
            return
        people = [Option(person.id, person.name) for person in self._meeting.attendees if person.name]
        asked = questions_of(self._desk, self._meeting, self._item)
        ground = QuestionGround(
            read=self._read,
            people=people,
            meetings=self._earlier_meetings(asked),
            rule=functools.partial(sourced_rule, self._desk),
            detail=self._role_in_team,
            readers=self._readers,
        )
        self.questions.show_questions(asked, ground)

    def _role_in_team(self, subject: str) -> str:
        person = self._meeting.attendee(subject)
        return person.care_team_role if person is not None and person.is_care_team_member else ""

    def _earlier_meetings(self, asked: tuple[AskedQuestion, ...]) -> list[Option]:
        if not any(one.question.kind is QuestionKind.MEETING for one in asked):
            return []
        return [Option(words, words) for words in earlier_meetings(self._desk, self._meeting)]

    def _show_foot(self) -> None:
        item, meeting = self._item, self._meeting
        if item is None:
            return
        asked = {check.kind for check in self._desk.form_of(meeting).checks}
        progress = meeting.progress_of(item.id)
        is_out = progress.state is ItemState.NOT_DISCUSSED
        self.foot.show_item(
            asks_disagreement=CheckKind.DISAGREEMENT_ASKED in asked and item.part is ItemPart.DISAGREEMENTS,
            asks_unmet_need=CheckKind.UNMET_NEED_ASKED in asked and item.part is ItemPart.UNMET_NEEDS,
            no_disagreement=progress.no_disagreement_at is not None,
            no_unmet_need=progress.no_unmet_need_at is not None,
            left_out_because=progress.reason if is_out else None,
        )

    def _connect(self) -> None:
        desk, meeting_id = self._desk, self._meeting_id
        self.notes.cursor_moved.connect(self._keep_in_sight)
        self.prepared.confirmed.connect(self._do(self._confirm_prepared))
        self.questions.answered.connect(
            lambda question, who, value: self._attempt(
                lambda: answer(desk, meeting_id, self.item_id, question, value, who)
            )
        )
        self.questions.noted.connect(
            lambda question, who, value, note: self._attempt(
                lambda: answer(desk, meeting_id, self.item_id, question, value, who, note=note)
            )
        )
        self.participation.said.connect(
            lambda who, how, note: self._attempt(lambda: set_participation(desk, meeting_id, who, how, note))
        )
        self.care_team.said.connect(
            lambda who, role, is_member: self._attempt(
                lambda: name_member(desk, meeting_id, who, role, is_member=is_member)
            )
        )
        self.carried.said.connect(self._review)
        self.next_meeting.said.connect(
            lambda wanted: self._attempt(lambda: set_next_meeting(desk, meeting_id, wanted))
        )
        self.foot.no_disagreement_ticked.connect(
            lambda is_none: self._attempt(
                lambda: note_no_disagreement(desk, meeting_id, self.item_id, is_none=is_none)
            )
        )
        self.foot.no_unmet_need_ticked.connect(
            lambda is_none: self._attempt(
                lambda: note_no_unmet_need(desk, meeting_id, self.item_id, is_none=is_none)
            )
        )
        self.foot.left_out.connect(
            lambda reason: self._attempt(lambda: leave_out(desk, meeting_id, self.item_id, reason))
        )
        self.foot.taken_up.connect(self._do(lambda: discuss_after_all(desk, meeting_id, self.item_id)))

    def _confirm_prepared(self) -> None:
        taken = confirm_prepared(self._desk, self._meeting_id, self.item_id)
        if taken:
            announce(self, f"Said in the room: {', '.join(taken)} added")

    def _keep_in_sight(self, editor: NoteEditor) -> None:
        content = self.scrolling.widget()
        if editor.hasFocus() and content is not None:
            place = editor.mapTo(content, editor.cursorRect().center())
            self.scrolling.ensureVisible(place.x(), place.y(), 0, self._theme.px(40))

    def _do(self, doing: Callable[[], object]) -> Callable[[], None]:
        def do() -> None:
            self._attempt(doing)

        return do

    def _review(self, of_item: str, status: object, note: str, new_due: object, goes_to: str) -> None:
        self._attempt(
            lambda: review_carried(
                self._desk,
                self._meeting_id,
                of_item,
                status=status,  # type: ignore[arg-type]  # signals carry it as an object
                note=note,
                new_due=new_due,  # type: ignore[arg-type]  # the same
                escalated_to=goes_to,
            )
        )
