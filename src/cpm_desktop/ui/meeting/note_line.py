"""One note: who said it, in the margin, and what was said. Enter ends it, Shift+Enter breaks the line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy

from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.clean_text import clean_pasted
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import PlainEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from cpm_desktop.services.discussing import Speaker
    from cpm_desktop.ui.kit.theme import Theme

_MOST_LINES = 4000
_ROOM = 6  # pixels around the text
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class NoteEditor(PlainEditor):
    """Grows with its text and never scrolls by itself."""

    ended = Signal()
    entered = Signal()
    pasted = Signal(tuple)
    stepped = Signal(int)

    def __init__(self, theme: Theme, text: str, split: Callable[[str], tuple[str, ...]]) -> None:
        """`split` parts a pasted text into notes."""
        self._heights: list[float] = []
        self._measured_for = (0, 0, 0)
        self._changed, self._has_several = (0, 0), False
        super().__init__(theme, text, lines=1, grows_to=_MOST_LINES, is_notes=True)
        self.setProperty("kit", "note")
        self.document().blockCountChanged.connect(self._note_count)
        self._note_count(self.document().blockCount())  # of what it was made with
        self._split = split
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _is_left(self, event: QKeyEvent) -> bool:
        """Ctrl with an arrow key is the page's too: it goes from item to item."""
        return _is_item_key(event) or super()._is_left(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the note; arrow keys leave it at its first and last line."""
        key = event.key()
        is_enter = key in _ENTER
        if not is_enter and key not in _UP_AND_DOWN:
            super().keyPressEvent(event)
        elif is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.ended.emit()
        elif is_enter and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
        elif is_enter:
            event.ignore()
        elif not event.modifiers():
            before = self.textCursor().position()
            super().keyPressEvent(event)
            if self.textCursor().position() == before:
                self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A pasted text of several paragraphs becomes several notes."""
        parts = self._split(clean_pasted(source.text()))
        if len(parts) < 2:
            super().insertFromMimeData(source)
            return
        self.insertPlainText(parts[0])
        self.pasted.emit(parts[1:])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.entered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _note_count(self, count: int) -> None:
        if (count > 1) != self._has_several:  # what changed in a note of one paragraph need not be told
            self._has_several = count > 1
            told = self.document().contentsChange
            (told.connect if self._has_several else told.disconnect)(self._note_edit)

    def _note_edit(self, position: int, removed: int, added: int) -> None:  # noqa: ARG002 - the document's
        document = self.document()
        first, last = document.findBlock(position), document.findBlock(position + added)
        final = last.blockNumber() if last.isValid() else document.blockCount() - 1
        self._changed = min(self._changed[0], first.blockNumber()), max(self._changed[1], final)

    def _height(self) -> int:
        """Work out the height of the text; after a key only that of the paragraphs that changed."""
        spacing, count = self.fontMetrics().lineSpacing(), self.document().blockCount()
        measured_for = (count, self.viewport().width(), spacing)
        first, last = self._changed
        if measured_for != self._measured_for:
            self._measured_for, self._heights = measured_for, [0.0] * count
            first, last = 0, count - 1
        elif not self._has_several:
            first, last = 0, 0
        # The document counts lines it has not laid out yet as one; asked for its place, each block is laid out.
        layout, block = self.document().documentLayout(), self.document().findBlockByNumber(first)
        for number in range(first, last + 1):
            self._heights[number] = layout.blockBoundingRect(block).height()
            block = block.next()
        self._changed = (count, -1)
        return max(math.ceil(sum(self._heights)), spacing) + _ROOM


class SpeakerTag(QAbstractButton):
    """Whose words stand beside it: a small tag at the right of the margin. Pressing it offers other speakers."""

    def __init__(self, theme: Theme, speaker: Speaker) -> None:
        """Shows one speaker."""
        super().__init__()
        self._theme, self._speaker = theme, speaker
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+V does the same from the keyboard
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_speaker(speaker)
        theme.changed.connect(self.updateGeometry)

    def show_speaker(self, speaker: Speaker) -> None:
        """Show another speaker."""
        self._speaker = speaker
        self.setAccessibleName(f"Said by {speaker.name}. Change")
        self.update()

    def sizeHint(self) -> QSize:
        """The width of the margin."""
        return QSize(self._theme.px(84), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw the tag."""
        theme, tone = self._theme, self._speaker.tone
        font = theme.font(12, QFont.Weight.DemiBold)
        room = self.width() - theme.px(14)
        text = QFontMetrics(font).elidedText(self._speaker.short, Qt.TextElideMode.ElideRight, room)
        width = QFontMetrics(font).horizontalAdvance(text) + theme.px(14)
        height = theme.px(20)
        box = QRectF(self.width() - width, (self.height() - height) / 2, width, height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("text") if theme.is_high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_tint" if tone == "accent" else "canvas"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(theme.colour("accent" if tone == "accent" else "text2"))
        painter.setFont(font)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()


class NoteLine(QFrame):
    """A note with its speaker. `settled` is sent when typing pauses or the note is left.

    `note_id` is empty while nothing was typed in it; `is_begun` from its first letter until its line is ended.
    """

    settled = Signal()

    def __init__(
        self, theme: Theme, note_id: str, speaker: Speaker, text: str, split: Callable[[str], tuple[str, ...]]
    ) -> None:
        """Show a note, or an empty one to begin."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.note_id, self.speaker, self._number = note_id, speaker, 0
        self.child_id = ""
        self.is_begun = False
        self.about = Label("", "micro_strong", tone="accent")
        self.about.hide()
        self.kept = Label("", "micro_strong", tone="warn")
        self.kept.hide()
        self.tag = SpeakerTag(theme, speaker)
        self.editor = NoteEditor(theme, text, split)
        self._settling = Settling(self)
        self._settling.watch(self.editor, self.editor.edited)
        self._settling.settled.connect(self.settled)
        self.setLayout(
            across(
                at_top(self.tag), down(self.about, self.editor, self.kept, spacing=0), spacing=6, stretched=1
            )
        )
        self.show_speaker(speaker)

    def show_note(self, note_id: str, speaker: Speaker, text: str) -> None:
        """Show another note; what was typed before has been kept."""
        self.note_id, self.is_begun = note_id, False
        self.editor.load(text)
        self.show_speaker(speaker)

    def show_speaker(self, speaker: Speaker) -> None:
        """Show whose words they are."""
        self.speaker = speaker
        self.tag.show_speaker(speaker)
        self._name()

    def show_number(self, number: int) -> None:
        """Tell which of the item's notes it is, counted from 1, to those who hear it."""
        if number != self._number:
            self._number = number
            self._name()

    def show_about(self, child_id: str, called: str) -> None:
        """Show which of several children it is about; none where it is about all of them."""
        self.child_id = child_id
        self.about.setText(f"{called} only" if called else "")
        self.about.setVisible(bool(called))
        self._describe()

    def show_kept(self, told: str) -> None:
        """Show whom it is kept from, in words; nothing where everybody who gets a copy reads it."""
        if told != self.kept.text():
            self.kept.setText(told)
            self.kept.setVisible(bool(told))
            self._describe()

    def flush(self) -> None:
        """Have what was typed kept now."""
        self._settling.flush()

    def _describe(self) -> None:
        about = f"About {self.about.text()}" if self.about.text() else ""
        self.editor.setAccessibleDescription(". ".join(filter(None, (about, self.kept.text()))))

    def _name(self) -> None:
        what = f"Note {self._number}" if self.note_id else "New note"
        self.editor.setAccessibleName(f"{what}, {self.speaker.name}")


def _is_item_key(event: QKeyEvent) -> bool:
    is_arrow_or_enter = event.key() in _UP_AND_DOWN + _ENTER
    return is_arrow_or_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
