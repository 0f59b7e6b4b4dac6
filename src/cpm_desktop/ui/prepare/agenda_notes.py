"""The whole agenda on one page: each item with the note that was written for it, one note open at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.typography import short_day_text
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty, frame
from cpm_desktop.ui.kit.avatar import Avatar
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import ElidedLabel, IconLabel, Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.styling import set_variant
from cpm_desktop.ui.kit.tags import Tag
from cpm_desktop.ui.kit.text_fields import PlainEditor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from cpm_desktop.domain.meeting import AgendaProgress, CarriedItem
    from cpm_desktop.services.holding import AgendaLine
    from cpm_desktop.ui.kit.theme import Theme

_CARRIED_ICONS = {"action": ("clipboard-check", "action"), "unmet need": ("puzzle", "unmet_need")}
_TIMES = {0: "New", 1: "Carried once", 2: "Carried twice"}
_DRIFTS_FROM = 2
_EXAMPLE = (
    "A line such as “@PN book the dentist by 18 Dec” is proposed: an action once it was said in the room."
)


class AgendaNote(QFrame):
    """An item with its note. `typed` is sent with the item and the note when typing pauses."""

    typed = Signal(str, str)
    open_asked = Signal(str)

    def __init__(self, theme: Theme, line: AgendaLine) -> None:
        """Show an item, closed."""
        super().__init__()
        self._theme, self.item_id, self._number, self._title = theme, line.item.id, "", ""
        self.setProperty("kit", "row_ruled")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._note = ""
        self._avatar = Avatar(theme, self._number, size=26)
        self._by = Label("", "micro")
        self.open_button = link_button(theme, "Add a note", icon="plus")
        self.open_button.clicked.connect(lambda: self.open_asked.emit(self.item_id))
        self._name, self._minutes = Label("", "strong"), Label("", "micro")
        head = across(self._name, self._minutes, None, self._by, self.open_button, spacing=8)
        self._words = Label("", "cell2", wraps=True)
        self.editor = PlainEditor(theme, lines=2, grows_to=12)
        self.editor.setPlaceholderText(_EXAMPLE)
        self._settling = Settling(self)
        self._settling.watch(self.editor, self.editor.edited)
        self._settling.settled.connect(self._tell)
        self.below = QVBoxLayout()
        self.below.setSpacing(4)
        column = down(head, self._words, self.editor, self.below, spacing=4)
        self.setLayout(across(at_top(self._avatar), column, spacing=14, margins=(16, 9, 18, 9), stretched=1))
        self.editor.hide()
        self.show_line(line)

    def show_line(self, line: AgendaLine) -> None:
        """Show where the item stands, what it is called and how long it takes; what is being typed stays."""
        self._number, self._title = str(line.number), line.title
        self._name.setText(line.title)
        self._minutes.setText(f"{line.item.minutes} min")
        self.editor.setAccessibleName(f"Note for {line.title}")
        self._show_state()

    def show_note(self, progress: AgendaProgress) -> None:
        """Show the note as it is kept; what is being typed stays."""
        self._note = progress.prepared_note
        day = short_day_text(progress.prepared_on) if progress.prepared_on else ""
        writer = progress.prepared_by.split()[0] if progress.prepared_by.split() else ""
        has_note = bool(self._note.strip())
        self._by.setText(", ".join(part for part in (writer, day) if part) if has_note else "")
        self._words.setText(self._note)
        if not self._settling.is_waiting:
            self.editor.load(self._note)
        self._show_state()

    def set_open(self, *, is_open: bool) -> None:
        """Open the note for typing, or close it, keeping what was typed."""
        if not is_open:
            self.flush()
        self.editor.setVisible(is_open)
        set_variant(self, "row_selected" if is_open else "row_ruled")
        self._show_state()
        if is_open:
            self.editor.setFocus()
            cursor = self.editor.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.editor.setTextCursor(cursor)

    def reveal(self) -> None:
        """Have the note opened: something was found in it."""
        self.open_asked.emit(self.item_id)

    def flush(self) -> None:
        """Have what is typed kept now."""
        self._settling.flush()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pressing anywhere on the item opens its note."""
        super().mousePressEvent(event)
        if self.editor.isHidden():
            self.open_asked.emit(self.item_id)

    def _show_state(self) -> None:
        is_open, has_note = not self.editor.isHidden(), bool(self._note.strip())
        self._avatar.show_mark(self._number, tone="accent" if is_open else "plain")
        self._words.setVisible(has_note and not is_open)
        self.open_button.setVisible(not is_open)
        self.open_button.set_text("Edit" if has_note else "Add a note")
        self.open_button.set_icon("pencil" if has_note else "plus")
        verb = "Edit the note for" if has_note else "Add a note to"
        self.open_button.setAccessibleName(f"{self.open_button.plain_text}: {verb} {self._title}")

    def _tell(self) -> None:
        self.typed.emit(self.item_id, self.editor.text)


class AgendaNotes(Panel):
    """All items. `typed` is sent with item and note; one note is open at a time."""

    typed = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_agenda`."""
        super().__init__("panel_active")
        self._theme = theme
        self.setAccessibleName("Agenda and notes")
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.add(self._column)
        self.items: dict[str, AgendaNote] = {}

    def show_agenda(self, lines: Sequence[AgendaLine], notes: dict[str, AgendaProgress]) -> None:
        """Show the items; where they are the same, only what changed."""
        keep_rows(self._column, self.items, {line.item.id: line for line in lines}, self._made)
        for line in lines:
            self.items[line.item.id].show_line(line)
            self.items[line.item.id].show_note(notes[line.item.id])

    def show_carried(self, item_id: str, carried: Sequence[CarriedItem]) -> None:
        """Show inside an item what it will find brought over by itself."""
        item = self.items.get(item_id)
        if item is None:
            return
        empty(item.below)
        if carried:
            item.below.addWidget(carried_box(self._theme, carried))

    def open_item(self, item_id: str) -> None:
        """Open one item's note and close the others."""
        for identifier, item in self.items.items():
            if identifier != item_id and not item.editor.isHidden():
                item.set_open(is_open=False)
        if item_id in self.items:
            self.items[item_id].set_open(is_open=True)

    def open_next(self) -> str:
        """Open the note after the one that is open, or the first without one; empty at the end."""
        identifiers = list(self.items)
        here = next((one for one, item in self.items.items() if not item.editor.isHidden()), "")
        place = identifiers.index(here) + 1 if here else 0
        if place >= len(identifiers):
            return ""
        self.open_item(identifiers[place])
        return identifiers[place]

    def flush(self) -> None:
        """Have what is typed kept now."""
        for item in tuple(self.items.values()):
            item.flush()

    def _made(self, line: AgendaLine) -> AgendaNote:
        item = AgendaNote(self._theme, line)
        item.typed.connect(self.typed)
        item.open_asked.connect(self.open_item)
        return item


def carried_box(theme: Theme, carried: Sequence[CarriedItem]) -> QWidget:
    """Return a box with a line for each thing that is open from before."""
    column = QVBoxLayout()
    column.setContentsMargins(12, 8, 10, 8)
    column.setSpacing(4)
    for thing in carried:
        icon, tone = _CARRIED_ICONS.get(thing.what, ("git-fork", "accent"))
        due = f"due {short_day_text(thing.due)}" if thing.due is not None else ""
        about = ", ".join(part for part in (thing.owner, due) if part)
        times = _TIMES.get(thing.carried, f"Carried {thing.carried} times")
        look, mark = ("warn", "repeat") if thing.carried >= _DRIFTS_FROM else ("plain", "repeat")
        tag = Tag(theme, look, mark, times if thing.what in _CARRIED_ICONS else "To confirm")  # type: ignore[arg-type]  # both are tones
        words = ElidedLabel(thing.text, "cell")
        row = across(IconLabel(theme, icon, tone, 16), words, Label(about, "micro"), tag, spacing=8)
        row.setStretch(1, 1)
        column.addLayout(row)
    return frame("sunken", column)
