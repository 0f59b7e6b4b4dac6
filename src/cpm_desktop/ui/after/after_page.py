"""The page after the signature: the record as each reader gets it, and handing it over."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from cpm_desktop.domain.changes import touched_kinds
from cpm_desktop.domain.copies_progress import DISTRIBUTE
from cpm_desktop.domain.distribution import is_limited, who_permits
from cpm_desktop.domain.forms import Reach
from cpm_desktop.domain.handover import SignedDocument, SigningStep
from cpm_desktop.domain.papers.kind_name import in_running_text
from cpm_desktop.domain.reader import PrivilegedRecord
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.services.addendum import addendum_for, addition_of, signed_addenda
from cpm_desktop.services.caseload import called_short
from cpm_desktop.services.checking import Checked, check_copy
from cpm_desktop.services.handing_over import (
    export,
    handover,
    signed_copy,
)
from cpm_desktop.services.holding import child_of
from cpm_desktop.services.left_out import said_left_out
from cpm_desktop.services.other_papers import PaperKind
from cpm_desktop.services.report_copy import report_copies, signed_report_copy
from cpm_desktop.services.signing import SigningRun
from cpm_desktop.ui.after.addendum_dialog import AddendumDialog
from cpm_desktop.ui.after.beside_copies import BesideCopies
from cpm_desktop.ui.after.comments_panel import CommentsPanel
from cpm_desktop.ui.after.copies_panel import CopiesPanel
from cpm_desktop.ui.after.corrections_panel import CorrectionsPanel
from cpm_desktop.ui.after.deadline_banner import DeadlineBanner
from cpm_desktop.ui.after.filing_panel import FilingPanel
from cpm_desktop.ui.after.follow_ups_panel import FollowUpsPanel
from cpm_desktop.ui.after.left_out_dialog import LeftOutDialog
from cpm_desktop.ui.after.reading_pane import FILE, ReadingPane
from cpm_desktop.ui.after.releases_panel import ReleasesPanel
from cpm_desktop.ui.after.signatures_panel import SignaturesPanel
from cpm_desktop.ui.after.since_signed_panel import SinceSignedPanel
from cpm_desktop.ui.clearing.clearing_panel import ClearingPanel
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.choices import Choice, SegmentControl
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.kit.tags import Tag
from cpm_desktop.ui.readers.readers_aside import CHANGES_COPIES, ReadersAside
from cpm_desktop.ui.shell.child_meetings import other_meetings
from cpm_desktop.ui.shell.folded_tabs import keep_tab, tab_for
from cpm_desktop.ui.shell.page import Header, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.domain.forms import MarkedCopy
    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Edited, Editing
    from cpm_desktop.ui.kit.messages import MessageTone
    from cpm_desktop.ui.shell.background import Running
    from cpm_desktop.ui.shell.finding import PaletteEntry
    from cpm_desktop.ui.shell.navigator import Navigator

_PREVIEW_WIDTH = 576
_NARROW = 1120  # pixels at 100 %: below, one pane at a time
_RULE = "after.distribute-5-days"
_REACH = {
    Reach.EVERYBODY: "",
    Reach.NOT_PARTIES: "Parents, the child and any other party get no copy, nor a list of what is in it.",
    Reach.AUTHORITY: "Nobody from outside the authority gets a copy.",
}


class AfterPage(Page):
    """Reads, saves, marks and files; the record itself can no longer change."""

    def __init__(self, desk: Desk, navigator: Navigator, meeting_id: str) -> None:
        """Open on a signed meeting."""
        super().__init__(desk, navigator)
        self.meeting_id = meeting_id
        self._editing = desk.meeting(meeting_id)
        self._running: list[Running[object]] = []
        self._pages = 0
        self.choose_folder: Callable[[str], str] = lambda title: QFileDialog.getExistingDirectory(self, title)
        background = navigator.background
        self.reading = ReadingPane(self.theme, desk, meeting_id, background)
        self.reading.opened.connect(self._note_pages)
        self.beside = BesideCopies(self, meeting_id, self.reading, self)
        self.readers = ReadersAside(self, meeting_id)
        self.copies = CopiesPanel(self.theme, desk, meeting_id)
        self.copies.asked.connect(lambda what, person: self._do(what, (person,)))
        self.copies.group_asked.connect(self._do)
        self.banner = DeadlineBanner(self.theme, desk, self._rule())
        self.limited = Message(self.theme, "warn", icon="lock")
        self.since_signed = SinceSignedPanel(self.theme, desk, meeting_id)
        self.follow_ups = FollowUpsPanel(self.theme, desk, meeting_id)
        self.releases = ReleasesPanel(self.theme, desk, meeting_id)
        self.comments = CommentsPanel(self.theme, desk, meeting_id)
        self.follow_ups.letters_asked.connect(lambda: self.beside.show_papers(PaperKind.LETTER))
        self.comments.sign_asked.connect(self.sign_addendum)
        self.comments.save_asked.connect(self.save_addendum)
        self.corrections = CorrectionsPanel(self.theme, desk, meeting_id)
        self.corrections.sign_asked.connect(self.sign_addendum)
        self.corrections.save_asked.connect(self.save_addendum)
        self.signatures = SignaturesPanel(self.theme, desk, meeting_id, background)
        self.signatures.told.connect(self.tell)
        self.signatures.countersigned.connect(lambda: self.reading.read_as(FILE))
        self.filing = FilingPanel(self.theme, desk, meeting_id)
        self.clearing = ClearingPanel(self, meeting_id)
        self.notice = Message(self.theme, "info")
        self.notice.hide()
        self._list = self._made_list()
        self._tabs = SegmentControl(
            "What is shown", [Choice("list", "Hand over"), Choice("reading", "Read")], "list"
        )
        self._is_narrow = False
        self._tabs.chosen.connect(lambda key: keep_tab(self, "after", key))
        self._tabs.chosen.connect(lambda _key: self._fold())
        self._tab_row = across(self._tabs, None)
        panes = across(self.reading, self._list, spacing=0, stretched=1)
        self.setLayout(down(self._tab_row, panes, spacing=0, stretched=1))
        self.watch(self._editing, self._note_edit)
        self.theme.changed.connect(self._fold)
        self._offer_all()

    def panes(self) -> Sequence[QWidget]:
        """Return the record and the list."""
        return (self.reading, self._list)

    def hints(self) -> Sequence[str]:
        """Return the keys of this page."""
        return ("F6 move between panes", "Ctrl Shift C copy case note", "Page Down next page")

    def finds(self) -> Sequence[PaletteEntry]:
        """The child's other meetings."""
        return other_meetings(self.desk, self.navigator, self.meeting_id)

    def editing(self) -> Editing[Meeting]:
        """Return the meeting: marks can be undone, the record can not."""
        return self._editing

    def refresh(self) -> None:
        """Show how everything stands; a signing that was interrupted goes on."""
        self._show_all()
        self._fold()
        if any(signing.step is not SigningStep.FINISHED for signing in self._editing.value.signings):
            self._finish_signing()
        else:
            self.reading.read_as(self.reading.reader or FILE)

    def retire(self) -> None:
        """Stop what runs and let go of the preview."""
        for running in self._running:
            running.cancel()
        self.signatures.retire()
        self.reading.retire()
        self.beside.let_go()
        self.readers.let_go()
        super().retire()

    def press_primary(self) -> None:
        """Save everybody's copy and the file copy to a folder."""
        people = [
            key
            for key, row in self.copies.rows.items()
            if self._has_copy(row.line.plan.copy_kind.value) and not row.line.refusal
        ]
        self.save(("", *people))

    def go_back(self) -> None:
        """Go to the child's file."""
        self.navigator.open_child(self._editing.value.facts.child_id)

    def save(self, people: tuple[str, ...]) -> None:
        """Save copies to a folder that the person chooses; "" is the file copy."""
        words = "the copy" if len(people) == 1 else f"{len(people)} copies"
        folder = self.choose_folder(f"Save {words} to a folder")
        if not folder:
            return
        self.tell("info", f"Saving {words} …")
        to, there = Path(folder), self.navigator.background.on_window_thread

        def work(running: Running[object]) -> object:
            names = []
            for person in people:
                if running.should_stop():
                    break
                names.append(
                    export(self.desk, signed_copy(self.desk, self.meeting_id, person, there), to).name
                )
            if "" in people:  # whoever files the record files what was added to it
                addenda = there(lambda: signed_addenda(self._editing.value))
                names += [export(self.desk, addendum, to).name for addendum in addenda]
            return names

        self.run_aside(work, lambda names: self._tell_saved(names, to))

    def make_again(self, person: str) -> None:
        """Make somebody’s copy once more, with a number of its own, and show it."""
        there = self.navigator.background.on_window_thread
        self.run_aside(
            lambda _running: signed_copy(self.desk, self.meeting_id, person, there, is_again=True),
            lambda _document: self._do("read", (person,)),
        )

    def tell(self, tone: MessageTone, heading: str, sentence: str = "") -> None:
        """Say something above the list."""
        self.notice.show_message(tone, heading, sentence)
        self.notice.show()
        self.notice.say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold to one pane where there is no room for two."""
        super().resizeEvent(event)
        self._fold()

    def _made_list(self) -> QFrame:
        self._signed = Tag(self.theme, "good", "badge-check", "Signed")
        check = Button(self.theme, "Check the signature", "quiet", icon="shield-check")
        check.clicked.connect(lambda: self._do("check", ("",)))
        reports = [self._made_report_button(copy) for copy in report_copies(self.desk, self.meeting_id)]
        others = Button(self.theme, "Papers…", "quiet", icon="clipboard-list")
        others.setAccessibleName("Other papers of this meeting")
        others.clicked.connect(lambda: self.beside.show_papers(PaperKind.ACTION_LIST))
        head = across(Label("Hand over", "h1"), self._signed, None, *reports, others, check, spacing=10)
        content = QWidget()
        content.setLayout(
            down(
                head,
                self.notice,
                self.limited,
                self.banner,
                self.copies,
                self.since_signed,
                self.beside.printed,
                self.follow_ups,
                self.filing,
                self.releases,
                self.signatures,
                self.corrections,
                self.comments,
                self.clearing,
                None,
                spacing=12,
                margins=(24, 14, 24, 16),
            )
        )
        box = QFrame()
        box.setProperty("kit", "rail_right")
        box.setAccessibleName("Hand over")
        self._scroll = Scroll(content, "Hand over")
        box.setLayout(down(self._scroll, spacing=0))
        return box

    def _made_report_button(self, copy: MarkedCopy) -> Button:
        button = Button(self.theme, f"{copy.title}…", "quiet", icon="file-check")
        button.setAccessibleName(f"Save the copy for: {copy.title}")
        button.clicked.connect(lambda: self.save_report_copy(copy.id))
        return button

    def save_report_copy(self, copy_id: str) -> None:
        """Save the copy for a purpose, such as the child permanence report (after.adoption-cpr)."""
        folder = self.choose_folder("Save the copy to a folder")
        there = self.navigator.background.on_window_thread
        if folder:
            self.run_aside(
                lambda _running: [
                    export(
                        self.desk,
                        signed_report_copy(self.desk, self.meeting_id, copy_id, there),
                        Path(folder),
                    ).name
                ],
                lambda names: self._tell_saved(names, Path(folder)),
            )

    def sign_addendum(self, comment_id: str) -> None:
        """Sign the addendum of a manager's comment or an answered request (record.manager-oversight)."""
        comment = addition_of(self._editing.value, comment_id)
        if comment is None:
            return
        background = self.navigator.background
        dialog = AddendumDialog(self.theme, self.desk, self.meeting_id, comment, background, self)
        dialog.accepted.connect(lambda: self.tell("good", "The addendum is signed and kept with the record."))
        dialog.open()

    def save_addendum(self, comment_id: str) -> None:
        """Save the signed addendum to a folder."""
        document = addendum_for(self._editing.value, comment_id)
        folder = self.choose_folder("Save the addendum to a folder") if document is not None else ""
        if document is not None and folder:
            self.run_aside(
                lambda _running: [export(self.desk, document, Path(folder)).name],
                lambda names: self._tell_saved(names, Path(folder)),
            )

    def _offer_all(self) -> None:
        for copy in report_copies(self.desk, self.meeting_id):
            self.offer(f"Save the copy for: {copy.title}…", partial(self.save_report_copy, copy.id))
        self.offer("Add a follow-up", self.follow_ups.add)
        self.offer("Add a manager’s comment", self.comments.add)
        self.offer("Take down a request for correction", self.corrections.add)
        self.offer("Save all copies", self.press_primary, "Ctrl+S")
        self.offer("Copy the case note", self.filing.copy_case_note, "Ctrl+Shift+C")
        self.offer("Copy the file’s name", self.filing.copy_name.click)
        self.offer("Countersign…", self.signatures.countersign)
        self.offer("Check the signature", lambda: self._do("check", ("",)))
        self.beside.offer_all()
        self.readers.offer_all()
        self.offer("Next page", self.reading.view.go_forward)
        self.offer("Previous page", self.reading.view.go_back)
        self.clearing.offer_all()

    def _do(self, what: str, people: tuple[str, ...]) -> None:
        there = self.navigator.background.on_window_thread
        if what == "read":
            self._tabs.choose("reading")
            self._fold()
            self.reading.read_as(people[0])
        elif what == "save":
            self.attempt(lambda: self.save(people))
        elif what == "word":
            self.attempt(lambda: self.beside.save_as_word(people[0]))
        elif what == "limit":
            self.readers.limit_readers()
        elif what == "write":
            self.attempt(self.readers.childs_copy.show)
        elif what == "again":
            self.make_again(people[0])
        elif what == "left out":
            self._show_left_out(people)
        elif what == "check":
            self.run_aside(
                lambda _running: check_copy(self.desk, self.meeting_id, people[0], there), self._tell_verdict
            )

    def _show_left_out(self, people: tuple[str, ...]) -> None:
        meeting = self._editing.value
        try:
            parts = [
                (person.name, said_left_out(self.desk, self.meeting_id, person.id))
                for each in people
                if (person := meeting.attendee(each)) is not None
            ]
        except PrivilegedRecord as error:
            self._fail(error)
            return
        LeftOutDialog(self.theme, parts, self).open()

    def run_aside(
        self, work: Callable[[Running[object]], object], on_done: Callable[[object], object]
    ) -> None:
        """Do some work off the window's thread; what goes wrong is told above the list."""
        self._running = [each for each in self._running if each.thread_of_work.is_alive()]
        self._running.append(self.navigator.background.run(work, on_done, self._fail))

    def _fail(self, error: CarePlanningError) -> None:
        self.notice.tell_problem(error.sentence)

    def _tell_saved(self, names: object, folder: Path) -> None:
        count = len(names) if isinstance(names, list) else 0
        words = "1 copy is saved" if count == 1 else f"{count} copies are saved"
        self.tell("good", words, f"In {folder}. Mark each one when it is sent.")

    def _tell_verdict(self, said: object) -> None:
        if isinstance(said, Checked):
            self.tell("good" if said.is_valid else "danger", said.answer, said.details)

    def _finish_signing(self) -> None:
        self.tell("warn", "Signing was interrupted", "It goes on now, with the same time and signature.")
        run = SigningRun(self.desk, self.meeting_id, self.navigator.background.on_window_thread)
        self.run_aside(lambda running: run.resume(running.report), lambda _document: self._finished())

    def _finished(self) -> None:
        self.notice.hide()
        self.reading.read_as(FILE)

    def _note_pages(self, pages: int) -> None:
        if self.reading.reader == FILE:
            self._pages = pages
            self._show_header()

    def _note_edit(self, edited: Edited) -> None:
        self._show_all()
        self.beside.follow(edited.patch)
        self.readers.follow(edited.patch)
        shown = self.copies.rows.get(self.reading.reader)
        if shown is not None and shown.line.refusal:  # what was shown may no longer be had
            self.reading.read_as(FILE)
        elif shown is not None and self._is_shown_anew(touched_kinds(edited.patch)):
            self.reading.read_as(self.reading.reader)

    def _is_shown_anew(self, touched: frozenset[str]) -> bool:
        """Tell whether the copy that is read may be another now, or has been made."""
        newest = next(reversed(self._editing.value.documents), None)
        is_made = newest is not None and newest.recipient == self.reading.reader and bool(self.reading.shown)
        is_newly_made = SignedDocument.kind in touched and is_made and not self.reading.is_signed
        return is_newly_made or (bool(touched & CHANGES_COPIES) and not self.reading.holds())

    def _show_all(self) -> None:
        standing = handover(self.desk, self.meeting_id)
        self.banner.show_distribution(standing.distribution, self._within(), standing.missing)
        self._show_limits()
        self.copies.show_groups()
        self.since_signed.show_lines()
        self.beside.show_printed()
        self.follow_ups.show_lines()
        self.releases.show_things()
        self.signatures.show_signatures()
        self.corrections.show_requests()
        self.comments.show_comments()
        needed = self._editing.value.facts.officer_needed is True
        self.filing.show_handover(standing, officer_needed=needed)
        self.clearing.show_standing()
        signing = next(iter(self._editing.value.signings), None)
        if signing is not None and signing.signed_at is not None:
            at = time_text(self.desk.local(signing.signed_at))
            self._signed.show_state("good", "badge-check", f"Signed {at} by {signing.signer}")
        self._show_header()

    def _show_limits(self) -> None:
        """Say at the top that not everybody may have this record, and by whose leave they may."""
        form = self.desk.form_of(self._editing.value)
        who = who_permits(form, self.desk.procedure.roles)
        self.limited.show_message(
            "warn",
            form.distribution.page_mark or "This record does not go to everybody",
            f"{_REACH[form.distribution.reach]} Leave is given by {who}, for one named person each.",
        )
        self.limited.setVisible(is_limited(form))

    def _rule(self) -> str:
        deadline = self.desk.form_of(self._editing.value).deadline(DISTRIBUTE)
        return deadline.rule if deadline is not None else _RULE

    def _within(self) -> str:
        deadline = self.desk.form_of(self._editing.value).deadline(DISTRIBUTE)
        return f"{deadline.days} {deadline.day_kind.value} days from the meeting" if deadline else ""

    def _show_header(self) -> None:
        meeting = self._editing.value
        form, child = self.desk.form_of(meeting), child_of(self.desk, meeting)
        short = called_short(child.name, child.called())
        count = f"{self._pages} pages" if self._pages > 1 else "1 page" if self._pages else ""
        parts = (
            day_text(meeting.facts.date) if meeting.facts.date else "",
            count,
            "signed, can no longer change",
        )
        self.set_header(
            Header(
                title=f"Minutes: {in_running_text(form.short_name)} – {short}",
                subtitle=" · ".join(part for part in parts if part),
                back=short,
                primary="Save all copies…",
            )
        )

    def _fold(self) -> None:
        is_narrow = self.width() < self.theme.px(_NARROW)
        if is_narrow and not self._is_narrow:
            self._tabs.choose(tab_for(self, "after", {"list": self._list, "reading": self.reading}))
        self._is_narrow = is_narrow
        self._tabs.setVisible(is_narrow)
        self._tab_row.setContentsMargins(*((24, 12, 24, 8) if is_narrow else (0, 0, 0, 0)))
        chosen = self._tabs.chosen_key
        self.reading.setVisible(not is_narrow or chosen == "reading")
        self._list.setVisible(not is_narrow or chosen == "list")
        if is_narrow:
            self.reading.setMinimumWidth(0)
            self.reading.setMaximumWidth(16_777_215)
        else:
            self.reading.setFixedWidth(min(self.theme.px(_PREVIEW_WIDTH), self.width() * 2 // 5))

    @staticmethod
    def _has_copy(kind: str) -> bool:
        return kind not in ("none", "undecided")
