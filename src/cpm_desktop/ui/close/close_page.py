"""The page on which a meeting is closed: what its record owes beside the read-back, and the way to signing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from cpm_desktop.domain.changes import touched_kinds
from cpm_desktop.domain.handover import PrintedCopy
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.papers.kind_name import in_running_text
from cpm_desktop.domain.readiness import Mend
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.services.caseload import called_short
from cpm_desktop.services.closing import end, kept_back, owed, read_back, take_up_again
from cpm_desktop.services.holding import agenda_items, child_of, elapsed, move_to
from cpm_desktop.services.reading_limits import MeetingLimits
from cpm_desktop.services.splitting import part_records
from cpm_desktop.ui.close.blanks_note import BlanksNote
from cpm_desktop.ui.close.debts_pane import DebtsPane
from cpm_desktop.ui.close.end_note import EndNote
from cpm_desktop.ui.close.prepared_note import PreparedNote
from cpm_desktop.ui.close.read_back_pane import ReadBackPane
from cpm_desktop.ui.close.read_back_screen import ReadBackScreen
from cpm_desktop.ui.close.siblings_note import SiblingsNote
from cpm_desktop.ui.close.sign_dialog import SignDialog
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.choices import Choice, SegmentControl
from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.papers.annexes_dialog import OpenAnnexes
from cpm_desktop.ui.readers.childs_copy_dialog import OpenChildsCopy
from cpm_desktop.ui.readers.limits_dialog import LimitsDialog
from cpm_desktop.ui.readers.preview_dialog import OpenPreview
from cpm_desktop.ui.room.action_list_dialog import OpenList
from cpm_desktop.ui.room.room_display import display_of
from cpm_desktop.ui.room.room_strip import RoomStrip
from cpm_desktop.ui.shell.child_meetings import other_meetings
from cpm_desktop.ui.shell.folded_tabs import keep_tab, tab_for
from cpm_desktop.ui.shell.page import Header, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.domain.readiness import Debt
    from cpm_desktop.services.closing import Owed
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Edited, Editing
    from cpm_desktop.ui.shell.finding import PaletteEntry
    from cpm_desktop.ui.shell.navigator import Navigator

_PANE_WIDTH = 560
_NARROW = 1080  # pixels at 100 %: below, one pane at a time
_MINUTE = 60_000


class ClosePage(Page):
    """Everything is committed as it is settled; signing itself happens in a dialog."""

    names_other_children = False

    def __init__(self, desk: Desk, navigator: Navigator, meeting_id: str) -> None:
        """Open on a meeting that is live or has ended."""
        super().__init__(desk, navigator)
        self.meeting_id = meeting_id
        self._editing = desk.meeting(meeting_id)
        self._owed: Owed = owed(desk, meeting_id)
        self._screen: ReadBackScreen | None = None
        self.dialog: SignDialog | None = None
        self.debts = DebtsPane(self.theme, desk, meeting_id)
        self.debts.going.connect(self._go_to)
        self.debts.back_asked.connect(self.look_back)
        self.reading = ReadBackPane(self.theme, desk, meeting_id)
        self.reading.screen_asked.connect(self.fill_the_screen)
        self.reading.list_asked.connect(self.open_action_list)
        self.action_list, self.annexes = OpenList(self, meeting_id), OpenAnnexes(self, meeting_id)
        self.preview = OpenPreview(self, meeting_id)
        self.childs_copy = OpenChildsCopy(self, meeting_id)
        self._far_keys: list[QShortcut] = []
        self._tabs = SegmentControl(
            "What is shown", [Choice("debts", "Before you sign"), Choice("reading", "Read back")], "debts"
        )
        self._tabs.chosen.connect(lambda key: keep_tab(self, "close", key))
        self._tabs.chosen.connect(lambda _key: self._fold())
        self._is_narrow = False
        self._tab_row = across(self._tabs, None, margins=(24, 12, 24, 0))
        self.siblings = SiblingsNote(self.theme, desk, meeting_id)
        self.siblings.opened.connect(self.navigator.open_close)
        self.blanks = BlanksNote(self.theme, desk, navigator, meeting_id)
        self.prepared = PreparedNote(self.theme, desk, meeting_id, self.look_back)
        self.ending = EndNote(self.theme, desk, meeting_id)
        self.ending.noted.connect(self._tell_end)
        self.room = RoomStrip(self.theme, can_show=False)
        self.setLayout(
            down(
                self.room,
                self.siblings,
                down(self.ending, self.blanks, self.prepared, margins=(24, 6, 24, 6)),
                self._tab_row,
                across(self.debts, self.reading, spacing=0, stretched=1),
                spacing=0,
                stretched=4,
            )
        )
        self._tabs.hide()
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._clock.timeout.connect(self._show_header)
        self._clock.timeout.connect(self.ending.refresh)
        self.watch(self._editing, self._note_edit)
        self.theme.changed.connect(self._fold)
        self._offer_all()

    @property
    def screen_shown(self) -> ReadBackScreen | None:
        """The read-back over the whole screen; None while it is not shown."""
        return self._screen

    def panes(self) -> Sequence[QWidget]:
        """Return both panes."""
        return (self.debts, self.reading)

    def first_stop(self) -> QWidget | None:
        """Return the first debt's button, whatever notes stand above it."""
        return self.debts.cards[0].first_button() if self.debts.cards else None

    def hints(self) -> Sequence[str]:
        """Return the keys of the read-back."""
        return ("F6 move between panes", "Alt A agreed", "Alt F fix", "Alt D does not agree")

    def finds(self) -> Sequence[PaletteEntry]:
        """The child's other meetings."""
        return other_meetings(self.desk, self.navigator, self.meeting_id)

    def editing(self) -> Editing[Meeting]:
        """Return the meeting."""
        return self._editing

    def refresh(self) -> None:
        """Show what is owed and read back now."""
        self._show_all()
        self._fold()
        self.room.follow(display_of(self, self.theme))
        self._clock.start()

    def leave(self) -> None:
        """Keep what is being written down at the read-back."""
        self.reading.card.flush()
        if self._screen is not None:
            self._screen.card.flush()

    def retire(self) -> None:
        """Stop listening, counting minutes, and signing where nothing is locked yet."""
        self._clock.stop()
        if self.dialog is not None:
            self.dialog.abandon()
        self.action_list.let_go()
        self.annexes.let_go()
        self.preview.let_go()
        self.childs_copy.let_go()
        super().retire()

    def press_primary(self) -> None:
        """End the meeting if it still runs, then sign."""
        if self._owed.debts:
            self._tabs.choose("debts")
            self._fold()
            self.debts.focus_first()
            return
        was_asked = self.ending.isVisible()
        self.ending.refresh()
        if self.ending.is_owed or self.ending.isVisible() > was_asked:  # asked only now: nobody saw it
            self.ending.time.setFocus()
            announce(self, self.ending.accessibleName(), is_urgent=True)
            return
        end(self.desk, self.meeting_id)
        # What is read and signed is one child's record; brothers and sisters have theirs from here on.
        if not self.attempt(lambda: part_records(self.desk, self.meeting_id)) or self._owed.debts:
            return
        dialog = SignDialog(self.theme, self.desk, self.meeting_id, self.navigator.background, self)
        dialog.signed.connect(lambda: self.navigator.open_after(self.meeting_id))
        self.dialog = dialog
        dialog.open()

    def go_back(self) -> None:
        """Go back to the meeting that still runs; from one that has ended, to the child."""
        facts = self._editing.value.facts
        if facts.stage is Stage.LIVE:
            self.look_back()
        else:
            self.navigator.open_child(facts.child_id)

    def look_back(self, item: str = "") -> None:
        """Look at the meeting, to mend it; one that has ended stays ended, and so does the time of its end."""
        self.navigator.open_meeting(self.meeting_id, item)

    def go_on(self) -> None:
        """Let the meeting itself go on, because people sit together again; undo takes it back."""
        take_up_again(self.desk, self.meeting_id)
        self.look_back()

    def end_meeting(self) -> None:
        """Note that the meeting is over.

        Raises:
            EndNotSaid: it was held on an earlier day.
        """
        end(self.desk, self.meeting_id)

    def _tell_end(self, sentence: str) -> None:
        self.setFocus()  # the note, which held the keyboard, is gone
        announce(self, sentence)

    def fill_the_screen(self) -> None:
        """Read back over the whole screen."""
        if not self.reading.items:
            return
        screen = ReadBackScreen(self.theme, self.desk, self.meeting_id, self)
        held = self.reading.card.item
        screen.show_items(self.reading.items, held.key if held is not None else "")
        screen.shown.connect(self.reading.go_to)
        screen.finished.connect(self._forget_screen)
        self._screen = screen
        screen.showFullScreen()
        screen.activateWindow()
        screen.card.agreed_button.setFocus()

    def open_action_list(self) -> None:
        """Look at the action list that people take from the room, save it, print it."""
        self.action_list.show()

    @opens_again
    def limit_readers(self) -> LimitsDialog:
        """Decide who may read a line, an answer or a person."""
        dialog = LimitsDialog(self.theme, MeetingLimits(self.desk, self.meeting_id), self)
        dialog.open()
        return dialog

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the first debt, or to the read-back where nothing is owed."""
        super().focusInEvent(event)
        if self.debts.cards:
            self.debts.focus_first()
        else:
            self.reading.focus_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold to one pane where there is no room for two."""
        super().resizeEvent(event)
        self._fold()

    def _offer_all(self) -> None:
        self.offer("Back to the meeting", self.look_back)
        self.offer("The meeting goes on", self.go_on)
        self.offer("End the meeting", self.end_meeting)
        self.offer("Sign the record", self.press_primary, "Ctrl+Shift+S")
        self.offer("Read back over the whole screen", self.fill_the_screen, "F11")
        self.offer("Action list for the room…", self.open_action_list, "Ctrl+P", icon="printer")
        self.offer("Annexes…", self.annexes.show, "Ctrl+Shift+X", icon="paperclip")
        self.offer("Who may read what…", self.limit_readers, "Ctrl+R", icon="eye-off")
        self.offer("Write the child’s copy…", self.childs_copy.show, "Ctrl+F2", icon="heart")
        self.offer("Read a copy as its reader gets it…", self.preview.show, "Ctrl+Shift+E", icon="eye")
        self.offer("Words that not everybody may read: show or hide", self.debts.turn_words, icon="eye")
        card = self.reading.card
        for words, doing, keys in (
            ("Agreed", card.agree, "Alt+A"), ("Fix the wording", card.fix, "Alt+F"),
            ("Does not agree", card.differ, "Alt+D"),
        ):  # fmt: skip
            # Nobody agrees to what is not in sight: there the first press only shows it.
            answer = partial(self._answer, doing, waits=words == "Agreed")
            self.offer(words, answer)
            self._far_keys.append(QShortcut(QKeySequence(keys), self, answer))

    def _answer(self, doing: Callable[[], object], *, waits: bool) -> None:
        """Note what the room says to a thing; what is read back comes into sight first."""
        is_far = self.reading.isHidden()
        if is_far:
            self._tabs.choose("reading")
            self._fold()
            self.reading.focus_current()
        if not (is_far and waits):
            doing()

    def _note_edit(self, edited: Edited) -> None:
        self._show_all()
        if touched_kinds(edited.patch) - {PrintedCopy.kind}:
            self.action_list.follow()
            self.annexes.follow()
        self.preview.follow()
        self.childs_copy.follow()

    def _show_all(self) -> None:
        self._owed = owed(self.desk, self.meeting_id)
        items = read_back(self.desk, self.meeting_id)
        self.debts.show_owed(self._owed)
        self.siblings.show_records()
        self.ending.refresh()
        self.blanks.refresh()
        self.prepared.refresh()
        self.reading.show_items(items, kept_back(self.desk, self.meeting_id))
        if self._screen is not None:
            held = self._screen.card.item
            self._screen.show_items(items, held.key if held is not None else "")
        self._show_header()

    def _show_header(self) -> None:
        meeting = self._editing.value
        facts, form = meeting.facts, self.desk.form_of(meeting)
        child = child_of(self.desk, meeting)
        chair = meeting.attendee(facts.chair)
        count = len(self._owed.debts)
        is_live = facts.stage is Stage.LIVE
        minutes = int(elapsed(self.desk, meeting).total_seconds()) // 60
        parts = (
            day_text(facts.date) if facts.date else "",
            self._times(meeting),
            f"Chair: {chair.name}" if chair is not None else "",
        )
        self.set_header(
            Header(
                title=f"Close: {in_running_text(form.short_name)} – "
                f"{called_short(child.name, child.called())}",
                subtitle=" · ".join(part for part in parts if part),
                back="Meeting" if is_live else child.called(),
                pill="Still open" if is_live else "",
                pill_time=f"{minutes} min" if is_live else "",
                primary=f"Sign: {count} {'thing' if count == 1 else 'things'} left"
                if count
                else "Sign the record…",
                can_primary=not count and facts.stage in (Stage.LIVE, Stage.ENDED),
            )
        )

    def _times(self, meeting: Meeting) -> str:
        facts = meeting.facts
        if facts.started_at is None:
            return ""
        started = time_text(self.desk.local(facts.started_at))
        ended = f" to {time_text(self.desk.local(facts.ended_at))}" if facts.ended_at else ""
        return f"{started}{ended}"

    def _fold(self) -> None:
        is_narrow = self.width() < self.theme.px(_NARROW)
        if is_narrow and not self._is_narrow:
            self._tabs.choose(tab_for(self, "close", {"debts": self.debts, "reading": self.reading}))
        self._is_narrow = is_narrow
        self._tabs.setVisible(is_narrow)
        self._tab_row.setContentsMargins(*((24, 12, 24, 0) if is_narrow else (0, 0, 0, 0)))
        chosen = self._tabs.chosen_key
        self.debts.setVisible(not is_narrow or chosen == "debts")
        self.reading.setVisible(not is_narrow or chosen == "reading")
        for key in self._far_keys:  # beside its button, the button's own access key does it
            key.setEnabled(self.reading.isHidden())
        if is_narrow:
            self.debts.setMinimumWidth(0)
            self.debts.setMaximumWidth(16_777_215)
        else:
            # Both panes shrink a little before they fold: the list of debts keeps two fifths.
            self.debts.setFixedWidth(min(self.theme.px(_PANE_WIDTH), self.width() * 2 // 5))

    def _go_to(self, debt: Debt) -> None:
        if debt.mend is Mend.READ_BACK:
            self._tabs.choose("reading")
            self._fold()
            self.reading.focus_current()
            return
        if debt.mend is Mend.SAY_WHO_MAY_READ and debt.place.field == "audience":
            LimitsDialog(self.theme, MeetingLimits(self.desk, self.meeting_id), self, debt.place.id).open()
            return
        self.attempt(lambda: self._open_item(debt))

    def _open_item(self, debt: Debt) -> None:
        meeting, item = self._editing.value, debt.place.item
        is_there = any(one.id == item for one in agenda_items(self.desk, meeting))
        if is_there and meeting.facts.stage is Stage.LIVE:
            move_to(self.desk, self.meeting_id, item)
        self.look_back(item if is_there else "")

    def _forget_screen(self) -> None:
        if self._screen is not None:
            self._screen.deleteLater()
            self._screen = None
        self.reading.focus_current()
