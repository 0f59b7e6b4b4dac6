"""What can stand on the child's copy, line by line: a tick, the original, and the words for the child beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from cpm_desktop.services.childs_copy import hint_for
from cpm_desktop.ui.kit.arranging import across, at_top, down, frame
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from cpm_desktop.domain.reading_age import ReadingHint
    from cpm_desktop.services.childs_copy import ChildsCopyDraft, ChildsCopyLine
    from cpm_desktop.ui.kit.theme import Theme

_NOTES = "What people talked about"
_MOST_WORDS = 6  # long words that are named


class ChildsCopyEntry(QFrame):
    """One line. `ticked` is sent when it is to stand on the copy or not, `written` with the words."""

    ticked = Signal(bool)
    written = Signal(str)

    def __init__(self, theme: Theme, line: ChildsCopyLine) -> None:
        """Show a line."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.line = line
        self.box = CheckBox(theme, " ".join(line.original.split()))
        self.box.setAccessibleName(f"On the child’s copy: {line.original}")
        self.editor = PlainEditor(theme, line.words, lines=2, grows_to=12)
        self.editor.setAccessibleName(f"In words for the child, in place of: {line.original}")
        self.hint = Label("", "micro", wraps=True)
        self._settling = Settling(self)
        self._settling.watch(self.editor, self.editor.edited)
        self._settling.settled.connect(lambda: self.written.emit(self.editor.text))
        self.editor.edited.connect(self._show_hint)
        self.box.clicked.connect(self.ticked)
        words = frame("clear", down(self.editor, self.hint, spacing=3))
        self._words = words
        self.setLayout(across(down(self.box, None, spacing=0), at_top(words), spacing=14))
        layout = self.layout()
        if layout is not None:
            for place in (0, 1):
                layout.setStretch(place, 1)  # type: ignore[attr-defined]  # `across` makes a box
        self.show_line(line)

    def show_line(self, line: ChildsCopyLine) -> None:
        """Show how a line stands; what is being typed stays."""
        self.line = line
        self.box.setChecked(line.is_ticked)
        self._words.setVisible(line.is_ticked or self.editor.hasFocus())
        if not self._settling.is_waiting and self.editor.text != line.words:
            self.editor.load(line.words)
        self._show_hint()

    def flush(self) -> None:
        """Have what was typed kept now."""
        self._settling.flush()

    def _show_hint(self) -> None:
        text = told_hint(hint_for(self.editor.text), is_line=True)
        self.hint.setText(text)
        self.editor.setAccessibleDescription(text)


class ChildsCopyLines(QWidget):
    """All lines under their headings; what was said stands behind a link until something of it is ticked."""

    ticked = Signal(str, str, bool)
    written = Signal(str, str, str)

    def __init__(self, theme: Theme, draft: ChildsCopyDraft) -> None:
        """Show a draft."""
        super().__init__()
        self.rows: dict[str, ChildsCopyEntry] = {}
        parts: list[QWidget] = []
        if draft.said:
            parts.append(Label("What you told us", "h3"))
            said = (f"“{words}” – these words stand as they were said." for words in draft.said)
            parts += [Label(each, "body", wraps=True) for each in said]
        heading = ""
        for line in (each for each in draft.lines if each.section != _NOTES):
            if line.section != heading:
                heading = line.section
                parts.append(Label(heading, "h3"))
            parts.append(self._made(theme, line))
        notes = [line for line in draft.lines if line.section == _NOTES]
        self.notes_button = link_button(theme, f"{_NOTES}: {len(notes)} notes")
        self.notes_button.clicked.connect(self.turn_notes)
        self.notes = frame("clear", down(*(self._made(theme, line) for line in notes), spacing=10))
        self.notes.setVisible(any(line.is_ticked for line in notes))
        self.notes_button.setVisible(bool(notes))
        self.setLayout(
            down(*parts, across(self.notes_button, None), self.notes, None, spacing=10, margins=(0, 0, 10, 0))
        )

    def turn_notes(self) -> None:
        """Show what was said, or hide it again."""
        self.notes.setVisible(self.notes.isHidden())

    def flush(self) -> None:
        """Have everything kept that was typed."""
        for row in self.rows.values():
            row.flush()

    def _made(self, theme: Theme, line: ChildsCopyLine) -> ChildsCopyEntry:
        row = self.rows[line.id] = ChildsCopyEntry(theme, line)
        row.ticked.connect(partial(self.ticked.emit, line.kind, line.id))
        row.written.connect(partial(self.written.emit, line.kind, line.id))
        return row


def told_hint(hint: ReadingHint, *, is_line: bool = False) -> str:
    """Return what a hint says in a sentence or two; empty where there is nothing to say."""
    parts = []
    if hint.age is not None and not is_line:
        parts.append(f"Reads as for about {hint.age} years old.")
    if hint.long_sentences:
        count = len(hint.long_sentences)
        parts.append("One long sentence." if count == 1 else f"{count} long sentences.")
    if hint.long_words:
        named = ", ".join(hint.long_words[:_MOST_WORDS])
        more = " …" if len(hint.long_words) > _MOST_WORDS else ""
        parts.append(f"Long words: {named}{more}")
    return " ".join(parts)
