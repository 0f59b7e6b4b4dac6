"""The record that a meeting is not required: decided, signed, and told to each agency that contributed."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.roles import is_of_authority
from cpm_desktop.domain.typography import day_text
from cpm_desktop.domain.waiver import deciders_in_words
from cpm_desktop.services.caseload import called_short
from cpm_desktop.services.date_reading import date_reader, readers_by_looks
from cpm_desktop.services.handing_over import document_for, export, handover
from cpm_desktop.services.holding import child_of
from cpm_desktop.services.item_work import AskedQuestion, waiver_questions
from cpm_desktop.services.other_papers import PaperKind
from cpm_desktop.services.rule_source import sourced_rule
from cpm_desktop.services.sending_notices import mark_notice_sent, notice_lines, save_notices
from cpm_desktop.services.waiving import (
    add_contributor,
    add_decider,
    answer_waiver,
    barred_options,
    change_waiver,
    decide,
    meeting_instead,
    notice_of,
    owes,
    set_contributed,
    set_decider,
    set_notice_reasoning,
)
from cpm_desktop.ui.after.filing_panel import FilingPanel
from cpm_desktop.ui.close.sign_dialog import SignDialog
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.kit.private_clipboard import copy_privately
from cpm_desktop.ui.kit.question_editors import QuestionGround
from cpm_desktop.ui.kit.selects import Option
from cpm_desktop.ui.papers.papers_dialog import OpenPapers
from cpm_desktop.ui.prepare.questions_box import QuestionsBox
from cpm_desktop.ui.prepare.waiver_parts import AgenciesCard, DeciderDialog, DecisionCard
from cpm_desktop.ui.shell.page import Header, Page

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Editing
    from cpm_desktop.ui.shell.navigator import Navigator

_WIDEST = 880  # pixels at 100 %


class WaiverPage(Page):
    """Asks the form's questions of the waiver; once signed, the notices are saved and their sending is noted."""

    def __init__(self, desk: Desk, navigator: Navigator, meeting_id: str) -> None:
        """Open on a record that a meeting is not required."""
        super().__init__(desk, navigator)
        self.meeting_id = meeting_id
        theme, waiver = self.theme, desk.form_of(self._meeting).waiver
        self._rule = functools.partial(sourced_rule, desk)
        self._read = date_reader(desk, meeting_id, is_looking_back=True)
        who = deciders_in_words(waiver, desk.procedure.roles) if waiver is not None else ""
        self.decision = DecisionCard(theme, self._read, who, self._rule(waiver.rule if waiver else ""))
        self.questions = QuestionsBox(theme, "Why no meeting is required")
        self.agencies = AgenciesCard(theme, self._rule(waiver.notice_rule if waiver else ""))
        self.standing, self.barred = Message(theme, "warn"), Message(theme, "warn")
        self.filing = FilingPanel(theme, desk, meeting_id)
        self.save_record = Button(theme, "Save the record…", icon="download")
        self.instead = link_button(theme, "Prepare the meeting after all", icon="calendar-plus")
        self.dialog: SignDialog | None = None
        self.papers = OpenPapers(self, meeting_id)
        self.look_button = Button(theme, "Look at the notices…", icon="file-text")
        self._lay()
        self._connect()
        self.watch(desk.meeting(meeting_id), lambda _edited: self.refresh())
        self.refresh()

    def panes(self) -> Sequence[QWidget]:
        """The decision, the questions, the agencies."""
        return (self.decision, self.questions, self.agencies)

    def hints(self) -> Sequence[str]:
        """The keys of this page."""
        return ("F6 move between panes", "Ctrl Shift S sign")

    def editing(self) -> Editing[Meeting]:
        """Undo and redo work on the record."""
        return self.desk.meeting(self.meeting_id)

    def refresh(self) -> None:
        """Show everything as it is now."""
        meeting, roles = self._meeting, self.desk.procedure.roles
        facts, is_signed = meeting.facts, meeting.facts.stage is Stage.SIGNED
        own = [one for one in meeting.attendees if is_of_authority(one, roles)]
        people = [Option(one.id, ", ".join(part for part in (one.name, one.role) if part)) for one in own]
        self.decision.show_decision(
            people, facts.chair, facts.date, facts.challenge_text, is_open=not is_signed
        )
        self._show_questions(is_signed=is_signed)
        self.agencies.show_agencies(notice_lines(self.desk, self.meeting_id), is_signed=is_signed)
        self.filing.setVisible(is_signed)
        self.save_record.setVisible(is_signed)
        self.look_button.setVisible(is_signed)
        self.instead.setVisible(not is_signed)
        if is_signed:
            self.filing.show_handover(handover(self.desk, self.meeting_id), officer_needed=False)
        self._show_standing(is_signed=is_signed)
        self._show_header(is_signed=is_signed)

    def leave(self) -> None:
        """Keep everything that is being typed."""
        for part in (self.decision, self.questions, self.agencies):
            part.flush()

    def retire(self) -> None:
        """Stop signing where nothing is locked yet."""
        if self.dialog is not None:
            self.dialog.abandon()
        self.papers.let_go()
        super().retire()

    def press_primary(self) -> None:
        """Sign the record; once it is signed, save the notices."""
        self.leave()
        if self._meeting.facts.stage is Stage.SIGNED:
            self.save_notices()
            return
        decide(self.desk, self.meeting_id)
        dialog = SignDialog(self.theme, self.desk, self.meeting_id, self.navigator.background, self)
        dialog.signed.connect(lambda: announce(self, "Signed. Save the notices and send them."))
        self.dialog = dialog
        dialog.open()

    def go_back(self) -> None:
        """Go to the child's file."""
        self.navigator.open_child(self._meeting.facts.child_id)

    def save_notices(self) -> None:
        """Ask for a folder and save the notice to each agency there, as a PDF and as text."""
        folder = QFileDialog.getExistingDirectory(self, "Save the notices in", str(Path.home()))
        if folder:
            self.save_notices_to(Path(folder))

    def save_notices_to(self, folder: Path) -> None:
        """Save the notices in a folder."""
        made: list[Path] = []
        if self.attempt(lambda: made.extend(save_notices(self.desk, self.meeting_id, folder))):
            announce(self, f"{len(made)} files are saved in {folder.name}. Note each notice when it is sent.")

    def look_at_notices(self) -> None:
        """Look at the notices, save each as PDF or Word, or print it."""
        self.papers.show(PaperKind.NOTICE)

    def save_the_record(self) -> None:
        """Ask for a folder and save the signed record there."""
        folder = QFileDialog.getExistingDirectory(self, "Save the record in", str(Path.home()))
        if folder:
            self.save_record_to(Path(folder))

    def save_record_to(self, folder: Path) -> None:
        """Save the signed record in a folder."""
        document = document_for(self._meeting, "")
        if document is not None and self.attempt(lambda: export(self.desk, document, folder)):
            announce(self, f"{document.file_name} is saved in {folder.name}")

    @opens_again
    def name_decider(self) -> DeciderDialog:
        """Open the dialog that names somebody of the authority who is not around the child."""
        names = [role.name for role in self.desk.procedure.roles.values() if role.grade]
        dialog = DeciderDialog(self.theme, names, self)
        dialog.chosen.connect(
            lambda name, role: self.attempt(lambda: add_decider(self.desk, self.meeting_id, name, role))
        )
        dialog.open()
        return dialog

    def prepare_instead(self) -> None:
        """Prepare the meeting after all."""
        self.leave()
        meeting_id = meeting_instead(self.desk, self.meeting_id, self._because())
        self.navigator.open_prepare(meeting_id)

    # Inside.

    @property
    def _meeting(self) -> Meeting:
        return self.desk.meeting(self.meeting_id).value

    def _because(self) -> str:
        """Return what bars a ground now, as the reason for meeting again."""
        notes = [asked.note for asked in waiver_questions(self.desk, self._meeting) if asked.note.strip()]
        said = tuple(barred_options(self.desk, self._meeting).values())
        return next((note for note in notes if said), next(iter(said), ""))

    def _show_questions(self, *, is_signed: bool) -> None:
        meeting = self._meeting
        barred = barred_options(self.desk, meeting)
        asked = [_without_barred(one, barred) for one in waiver_questions(self.desk, meeting)]
        people = [Option(one.id, one.name) for one in meeting.attendees if one.name]
        readers = readers_by_looks(self.desk, self.meeting_id)
        ground = QuestionGround(self._read, people, (), self._rule, readers=readers)
        self.questions.show_questions(asked, ground)
        self.questions.card.setEnabled(not is_signed)

    def _show_standing(self, *, is_signed: bool) -> None:
        if is_signed:
            self.standing.show_message(
                "good",
                "Signed",
                "The record is for the child’s file. Send each agency its notice, and note the day.",
            )
            return
        owed = owes(self.desk, self.meeting_id)
        if owed:
            heading = "One thing is missing" if len(owed) == 1 else f"{len(owed)} things are missing"
            self.standing.show_message("warn", heading, "\n".join(owed))
        else:
            self.standing.show_message("good", "Nothing is missing", "The record can be signed.")

    def _show_header(self, *, is_signed: bool) -> None:
        facts, child = self._meeting.facts, child_of(self.desk, self._meeting)
        called = called_short(child.name, child.called()) if child.name else "Unborn child"
        when = f"Decided {day_text(facts.date)}" if facts.date is not None else "No day yet"
        primary = "Save the notices…" if is_signed else "Sign the record…"
        self.set_header(Header(f"{facts.title} – {called}", when, back=called, primary=primary))

    def _tell_barred(self, said: Sequence[str]) -> None:
        self.barred.setVisible(bool(said))
        if said:
            self.barred.show_message("warn", "A ground was taken out", " ".join(said), "Prepare the meeting")
            self.barred.say()

    def _answer(self, question: str, _subject: str, value: str, note: str | None = None) -> None:
        said: list[str] = []
        if self.attempt(
            lambda: said.extend(answer_waiver(self.desk, self.meeting_id, question, value, note=note))
        ):
            self._tell_barred(said)

    def _set_day(self, day: dt.date | None) -> None:
        facts = dataclasses.replace(self._meeting.facts, date=day)
        self.attempt(lambda: change_waiver(self.desk, self.meeting_id, facts))

    def _set_challenge(self, words: str) -> None:
        facts = dataclasses.replace(self._meeting.facts, challenge_text=words)
        self.attempt(lambda: change_waiver(self.desk, self.meeting_id, facts))

    def _mark_sent(self, who: str, is_sent: bool) -> None:  # noqa: FBT001 - a Qt slot
        day = self.desk.today() if is_sent else None
        self.attempt(lambda: mark_notice_sent(self.desk, self.meeting_id, who, day))
        self.refresh()

    def _copy_notice(self, who: str) -> None:
        copy_privately(notice_of(self.desk, self.meeting_id, who))
        announce(self, "The notice is copied as text.")

    def _decide_by(self, who: str) -> None:
        self.attempt(lambda: set_decider(self.desk, self.meeting_id, who))
        self.refresh()

    def _lay(self) -> None:
        self.barred.hide()
        parts = (
            self.standing,
            self.decision,
            self.questions,
            self.barred,
            self.agencies,
            self.filing,
            across(self.look_button, self.save_record, self.instead, None, spacing=8),
        )
        inner = QWidget()
        inner.setLayout(down(*parts, None, spacing=12))
        self._inner = inner
        holder = QWidget()
        middle = across(None, inner, None, margins=(24, 16, 24, 16), stretched=1)
        for side in (
            0,
            2,
        ):  # the record takes the room up to its greatest width; only what is left is the sides'
            middle.setStretch(side, 0)
        holder.setLayout(middle)
        self.setLayout(down(Scroll(holder, "Meeting not required"), spacing=0))
        self.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._inner.setMaximumWidth(self.theme.px(_WIDEST))

    def _connect(self) -> None:
        desk, meeting_id = self.desk, self.meeting_id
        self.decision.decided.connect(self._decide_by)
        self.decision.dated.connect(self._set_day)
        self.decision.challenged.connect(self._set_challenge)
        self.decision.other_pressed.connect(self.name_decider)
        self.questions.card.answered.connect(self._answer)
        self.questions.card.noted.connect(self._answer)
        self.agencies.reasoned.connect(
            lambda who, words: self.attempt(lambda: set_notice_reasoning(desk, meeting_id, who, words))
        )
        self.agencies.left_out.connect(
            lambda who: self.attempt(lambda: set_contributed(desk, meeting_id, who, has_contributed=False))
        )
        self.agencies.added.connect(
            lambda agency, name: self.attempt(lambda: add_contributor(desk, meeting_id, agency, name))
        )
        self.agencies.sent.connect(self._mark_sent)
        self.agencies.copy_pressed.connect(self._copy_notice)
        self.look_button.clicked.connect(lambda: self.attempt(self.look_at_notices))
        self.save_record.clicked.connect(lambda: self.attempt(self.save_the_record))
        self.instead.clicked.connect(lambda: self.attempt(self.prepare_instead))
        self.barred.button_pressed.connect(lambda: self.attempt(self.prepare_instead))
        self.offer("Sign the record", self.press_primary, "Ctrl+Shift+S")
        self.offer("Prepare the meeting after all", self.prepare_instead)
        self.offer("Look at the notices…", self.look_at_notices, "Ctrl+P")


def _without_barred(asked: AskedQuestion, barred: dict[tuple[str, str], str]) -> AskedQuestion:
    """Leave out the options that are not offered, but for one that is chosen still."""
    question = asked.question
    chosen = asked.value.split("\n")
    options = tuple(
        option for option in question.options if (question.id, option[0]) not in barred or option[0] in chosen
    )
    if options == question.options:
        return asked
    return dataclasses.replace(asked, question=dataclasses.replace(question, options=options))
