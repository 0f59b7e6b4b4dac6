"""What was said: the notes under an item in the order in which they were taken, and always an empty one to begin."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout

from cpm_desktop.domain.attendance import AttendanceEvent, Presence
from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.changes import Added, touched_kinds
from cpm_desktop.domain.commands import Withdraw
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.reading_limits import ReadingLimit
from cpm_desktop.services.capturing import add_named, turn_note
from cpm_desktop.services.discussing import notes_kept, notes_of, speaker_of, speakers, split_paragraphs
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.line_reading import LineReading, reading_of
from cpm_desktop.services.preparing import known_or_guest
from cpm_desktop.services.siblings import child_behind, children_at
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.kit.styling import set_variant
from cpm_desktop.ui.meeting.about import AboutChooser
from cpm_desktop.ui.meeting.note_line import NoteLine
from cpm_desktop.ui.meeting.reading_line import ReadingLine
from cpm_desktop.ui.meeting.speaker_menu import SpeakerMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QMouseEvent

    from cpm_desktop.domain.changes import Patch
    from cpm_desktop.domain.typed_line import TypedLine
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.discussing import Speaker
    from cpm_desktop.ui.kit.theme import Theme

_MOST_PILLS = 5
_KEPT_BY = frozenset({Note.kind, AttendanceEvent.kind, ReadingLimit.kind})
_GONE = frozenset({Presence.LEFT.value, Presence.ASKED_OUT.value})
_SIGHT_AFTER = 15  # milliseconds from a key until the page scrolls after the cursor


class NotesCard(Panel):
    """The notes of one item. Alt+V says whose words the note with the keyboard is; Alt+N goes to the empty one."""

    cursor_moved = Signal(object)

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, attempt: Callable[[Callable[[], object]], bool]
    ) -> None:
        """Empty until `show_item`. `attempt` does something and tells what goes wrong."""
        super().__init__("panel_active")
        self._theme, self._desk, self._meeting_id, self._attempt = theme, desk, meeting_id, attempt
        self._item = ""
        self._rows: list[NoteLine] = []
        self._active: NoteLine | None = None
        self._spoke_before = ""
        self._pills = SpeakerPills(theme)
        self._pills.chosen.connect(self.choose_speaker)
        self._pills.more_pressed.connect(self.open_speakers)
        self.setAccessibleName("What was said")
        self._title = Label("What was said", "small_strong")
        whose = Label("Whose words?", "small")
        bar = across(self._title, 6, whose, self._pills, margins=(16, 8, 12, 8), spacing=10, stretched=3)
        self.add_row(bar, look="row")
        self._children = dict(children_at(desk.meeting(meeting_id).value))
        self.about = AboutChooser(tuple(self._children.items()))
        self.about.chosen.connect(self.choose_about)
        self._about_row = self.add_row(across(self.about, None, margins=(16, 0, 12, 8)), look="row")
        self._body = _Body()
        self._body.pressed.connect(self.focus_new)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(12, 12, 16, 12)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._body.setMinimumHeight(theme.px(150))
        self.add(self._body, stretch=1)
        self.reading = ReadingLine(theme, self._read)
        self.reading.taken.connect(self._take_offer)
        self.reading.person_given.connect(self._add_named)
        self.reading.closed.connect(lambda: self._current.editor.setFocus(Qt.FocusReason.OtherFocusReason))
        self._offering = ""
        # After the letter is painted: nothing is to come before that.
        self._sight = pause_timer(self, _SIGHT_AFTER, lambda: self.cursor_moved.emit(self._current.editor))
        self.add_row(across(self.reading, stretched=0), look="row_ruled")

    @property
    def rows(self) -> tuple[NoteLine, ...]:
        """The notes as they stand, the empty one last."""
        return tuple(self._rows)

    def show_item(self, item: str) -> None:
        """Show the notes of an item. The lines are those of the item before: only what is too few or many is made."""
        self.flush()
        self._active, self._item = None, item
        self._offering = ""
        self.reading.clear()  # what was offered was about the item before
        meeting = self._desk.meeting(self._meeting_id).value
        notes = notes_of(meeting, item)
        lines, draft = self._rows[:-1], self._rows[-1] if self._rows else None
        for row in lines[len(notes) :]:
            row.hide()
            row.deleteLater()
        self._rows = [*lines[: len(notes)], *([draft] if draft is not None else [])]
        for place, note in enumerate(notes):
            if place >= len(lines):
                self._insert(place, note)
                continue
            self._rows[place].show_note(note.id, speaker_of(meeting, note.speaker), note.text)
            self._show_about(self._rows[place], note.child_id)
        if draft is None:
            self._add_draft()
        else:
            draft.show_note("", speaker_of(meeting, ""), "")
        self._show_about(self._rows[-1], "")
        self._number()
        self._show_kept()
        self.show_people()

    def show_people(self) -> None:
        """Show who is here now as speakers."""
        several = bool(children_at(self._desk.meeting(self._meeting_id).value))
        self.about.setVisible(several)
        self._about_row.setVisible(several)
        people = speakers(self._desk.meeting(self._meeting_id).value)
        self._pills.show_speakers(people, self._current.speaker.attendee_id)
        self.about.choose(self._current.child_id)

    def follow(self, patch: Patch) -> None:
        """Show what changed in the notes, leaving alone what somebody types in."""
        self._let_speaker_go(patch)
        if touched_kinds(patch) & _KEPT_BY:
            self._show_kept()
        touched = {change.id for change in patch if change.kind == Note.kind}
        if not touched:
            return
        meeting = self._desk.meeting(self._meeting_id).value
        notes = notes_of(meeting, self._item)
        there = {note.id for note in notes}
        for gone in [line for line in self._rows if line.note_id and line.note_id not in there]:
            self._drop(gone)
        shown = {row.note_id: row for row in self._rows}
        for place, note in enumerate(notes):
            row = shown.get(note.id)
            if row is None:
                self._insert(place, note)
                continue
            if note.id not in touched:
                continue
            row.editor.load(note.text)
            if row.speaker.attendee_id != note.speaker:
                row.show_speaker(speaker_of(meeting, note.speaker))
            self._show_about(row, note.child_id)
        self._choose_current()

    def _let_speaker_go(self, patch: Patch) -> None:
        """The next words are nobody's who has just left the room, unless they were begun before."""
        draft = self._rows[-1] if self._rows else None
        if draft is None or draft.editor.text or not draft.speaker.attendee_id:
            return
        gone = {
            str(change.values["who"])
            for change in patch
            if isinstance(change, Added)
            and change.kind == AttendanceEvent.kind
            and change.values["presence"] in _GONE
        }
        if draft.speaker.attendee_id in gone:
            draft.show_speaker(speaker_of(self._desk.meeting(self._meeting_id).value, ""))
            self._choose_current()

    def flush(self) -> None:
        """Have what is typed kept now."""
        for row in tuple(self._rows):
            row.flush()

    def focus_new(self) -> None:
        """Move the keyboard to the empty note; what stands in it is kept first, as a note."""
        self._rows[-1].flush()
        self._rows[-1].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_speaker(self, attendee_id: str) -> None:
        """Say whose words the note with the keyboard is; the keyboard goes back to it."""
        row = self._current
        meeting = self._desk.meeting(self._meeting_id).value
        spoke = row.speaker.attendee_id
        if spoke != attendee_id:
            self._spoke_before = spoke
        row.show_speaker(speaker_of(meeting, attendee_id))
        child = child_behind(self._desk, meeting, attendee_id)
        # A child's words are about that child unless somebody says otherwise, and only they are.
        is_from_before = spoke != attendee_id and row.child_id == child_behind(self._desk, meeting, spoke)
        if child or is_from_before:
            self._show_about(row, child)
        row.flush()
        if row.note_id:
            self._keep(row)
        self._choose_current()
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"Said by {row.speaker.name}")

    def choose_about(self, child_id: str) -> None:
        """Say which of several children the note with the keyboard is about; empty for all."""
        row = self._current
        self._show_about(row, child_id)
        row.flush()
        if row.note_id:
            self._keep(row)
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        called = self._children.get(child_id, "")
        announce(self, f"About {called} only" if called else "About all children")

    def open_speakers(self) -> None:
        """Offer everybody as speaker of the note with the keyboard, each with a digit."""
        open_now = QApplication.activePopupWidget()
        if isinstance(open_now, SpeakerMenu):  # the key was pressed a second time
            open_now.take_before()
            return
        meeting = self._desk.meeting(self._meeting_id).value
        menu = SpeakerMenu(speakers(meeting), meeting.attendees, self._spoke_before, self)
        menu.chosen.connect(self.choose_speaker)
        menu.popup(self._pills.mapToGlobal(QPoint(0, self._pills.height())))

    def choose_last_speaker(self) -> None:
        """Go back to who spoke before, as two people talk in turn."""
        self.choose_speaker(self._spoke_before)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees is not scrolled."""
        super().hideEvent(event)
        self._sight.stop()

    @property
    def _current(self) -> NoteLine:
        return self._active if self._active is not None else self._rows[-1]

    def _show_about(self, row: NoteLine, child_id: str) -> None:
        row.show_about(child_id, self._children.get(child_id, ""))

    def _show_kept(self) -> None:
        told = notes_kept(self._desk.meeting(self._meeting_id).value, self._item)
        for row in self._rows:
            row.show_kept(told.get(row.note_id, ""))

    def note_with_keyboard(self) -> str:
        """Return the id of the note with the keyboard, kept first; in the empty one, of the note before it."""
        row = self._current
        row.flush()
        if not row.note_id and row in self._rows:
            row = self._rows[max(self._rows.index(row) - 1, 0)]
        return row.note_id

    def _choose_current(self) -> None:
        self._pills.choose(self._current.speaker.attendee_id)
        self.about.choose(self._current.child_id)

    def _insert(self, place: int, note: Note | None) -> NoteLine:
        meeting = self._desk.meeting(self._meeting_id).value
        if note is not None:
            row = NoteLine(
                self._theme, note.id, speaker_of(meeting, note.speaker), note.text, split_paragraphs
            )
            self._show_about(row, note.child_id)
        else:
            before = self._rows[-1] if self._rows else None
            speaker = before.speaker.attendee_id if before is not None else ""
            row = NoteLine(self._theme, "", speaker_of(meeting, speaker), "", split_paragraphs)
            self._show_about(row, before.child_id if before is not None else "")
            row.editor.setPlaceholderText("Type what is said. Enter begins the next note.")
        row.settled.connect(lambda: self._keep(row))
        row.editor.ended.connect(lambda: self._end(row))
        row.editor.entered.connect(lambda: self._enter(row))
        row.editor.pasted.connect(lambda parts: self._paste(row, parts))
        row.editor.cursorPositionChanged.connect(self._sight.start)
        row.editor.edited.connect(lambda: self._read_along(row))
        row.editor.stepped.connect(lambda step: self._step(row, step))
        row.tag.clicked.connect(lambda: self._offer_for(row))
        self._rows.insert(place, row)
        self._column.insertWidget(place, row)
        self._number()
        return row

    def _number(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.show_number(number)

    def _add_draft(self) -> None:
        self._insert(len(self._rows), None)

    def _drop(self, row: NoteLine) -> None:
        had_focus = row.editor.hasFocus()
        self._rows.remove(row)
        self._number()
        if self._active is row:
            self._active = None
        row.blockSignals(True)
        row.hide()
        row.deleteLater()
        if not self._rows or self._rows[-1].note_id:
            self._add_draft()
        if had_focus:
            self.focus_new()

    def _keep(self, row: NoteLine) -> None:
        text, editing = row.editor.text, self._desk.meeting(self._meeting_id)
        speaker = row.speaker.attendee_id
        if row.note_id:
            held = next((note for note in editing.value.notes if note.id == row.note_id), None)
            if held is not None and not text.strip() and not row.editor.hasFocus():
                editing.perform(Withdraw(entity_kind=Note.kind, id=held.id))
            elif held is not None:
                keep(editing, dataclasses.replace(held, text=text, speaker=speaker, child_id=row.child_id))
        elif text.strip():
            row.note_id = new_identifier()
            row.editor.setPlaceholderText("")
            row.show_speaker(row.speaker)
            self._add_draft()
            note = Note(id=row.note_id, item=self._item, speaker=speaker, text=text, at=self._desk.now())
            keep(editing, dataclasses.replace(note, child_id=row.child_id))

    def end_line(self) -> None:
        """End the lines that were begun as Enter does: going on must not leave as a note what reads as more."""
        for row in [each for each in self._rows if each.is_begun]:
            row.is_begun = False
            row.flush()
            self._turn(row)

    def _end(self, row: NoteLine) -> None:
        row.is_begun = False
        row.flush()
        if not (row.note_id or row.editor.text.strip()):
            return
        note_id = row.note_id
        if not self._turn(row):
            self.reading.look_at(row.editor.text)
            self._offering = note_id
        self.focus_new()

    def _turn(self, row: NoteLine) -> bool:
        """Make a note what its sign says; tell whether it had one."""
        if not row.note_id or "\n" in row.editor.text.strip():
            return False
        line = turn_note(self._desk, self._meeting_id, row.note_id)
        if line is not None:
            self._tell_turned(line)
        return line is not None

    def take_reading(self) -> None:
        """Take what the line is offered as, or say who is named in it."""
        self.reading.take()

    def _take_offer(self) -> None:
        row = self._current
        row.flush()
        line = turn_note(self._desk, self._meeting_id, row.note_id or self._offering, is_offer=True)
        if line is not None:
            self._tell_turned(line)
        self.focus_new()

    def _tell_turned(self, line: TypedLine) -> None:
        self._offering = ""
        self.reading.clear()
        announce(self, f"{line.kind.value.capitalize()} added. Ctrl Z makes it a note again")

    def _read(self, text: str) -> LineReading:
        speaker = self._current.speaker.attendee_id
        return reading_of(self._desk, self._meeting_id, text, self._item, speaker)

    def _typed_now(self) -> str:
        return self._current.editor.text

    def _read_along(self, row: NoteLine) -> None:
        row.is_begun = True
        if row is (self._active or self._rows[-1]):
            self._offering = ""
            self.reading.follow(self._typed_now)

    def _add_named(self, typed: str, name: str, role: str, is_here: bool) -> None:  # noqa: FBT001 - a signal's
        guest = known_or_guest(self._desk, self._meeting_id, "", name, role)
        if self._attempt(lambda: add_named(self._desk, self._meeting_id, typed, guest, is_here=is_here)):
            announce(self, f"{name} added")
        self.reading.look_at(self._current.editor.text)

    def _enter(self, row: NoteLine) -> None:
        if row is not self._current and row.note_id:  # what is offered is about the note with the keyboard
            self._offering = ""
            self.reading.look_at(row.editor.text)
        self._active = row
        self._choose_current()
        self.cursor_moved.emit(row.editor)

    def _paste(self, row: NoteLine, parts: tuple[str, ...]) -> None:
        row.flush()
        for part in parts:
            draft = self._rows[-1]
            draft.show_speaker(row.speaker)
            self._show_about(draft, row.child_id)
            draft.editor.load(part)
            self._keep(draft)
        announce(self, f"Pasted as {len(parts) + 1} notes")
        self.focus_new()

    def _step(self, row: NoteLine, step: int) -> None:
        place = self._rows.index(row) + step
        if 0 <= place < len(self._rows):
            self._rows[place].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_for(self, row: NoteLine) -> None:
        self._active = row
        self.open_speakers()


class SpeakerPills(QFrame):
    """The likeliest speakers beside each other, and everybody behind "More". One Tab stop."""

    chosen = Signal(str)
    more_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_speakers`."""
        super().__init__()
        self._theme = theme
        self.setProperty("kit", "clear")
        self.setAccessibleName("Whose words")
        self._buttons: dict[str, Button] = {}
        self._people: tuple[Speaker, ...] = ()
        self._flow = FlowLayout(spacing=6)
        self._more = Button(theme, "All  Alt V", "link", name="All: whose words")
        self._more.tell_keys("Alt+V")
        self._more.clicked.connect(self.more_pressed)
        self.setLayout(across(self._flow, spacing=6, stretched=0))

    def show_speakers(self, people: tuple[Speaker, ...], chosen: str) -> None:
        """Offer the child, those who are here, and the discussion."""
        likely = (
            *[each for each in people if each.is_here and each.attendee_id][: _MOST_PILLS - 1],
            people[-1],
        )
        if likely != self._people:
            self._people = likely
            for old in self._buttons.values():
                self._flow.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._flow.removeWidget(self._more)
            self._buttons = {each.attendee_id: self._pill(each) for each in likely}
            self._flow.addWidget(self._more)
        self.choose(chosen)

    def choose(self, attendee_id: str) -> None:
        """Mark who is chosen."""
        for who, button in self._buttons.items():
            is_chosen = who == attendee_id
            button.setAccessibleDescription("Chosen" if is_chosen else "")
            set_variant(button, "pill_chosen" if is_chosen else "pill")

    def _pill(self, speaker: Speaker) -> Button:
        button = Button(self._theme, speaker.short, "pill", name=speaker.name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.chosen.emit(speaker.attendee_id))
        self._flow.addWidget(button)
        return button


class _Body(QFrame):
    """Pressing the empty room below the notes goes to the new one."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kit", "clear")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.pressed.emit()
