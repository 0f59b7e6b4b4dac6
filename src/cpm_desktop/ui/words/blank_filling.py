"""Fills the blanks of a phrase that was just put in: Tab goes from one to the next, and after the last as always."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from cpm_desktop.domain.phrase_blanks import phrase_blanks
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.doubtful_words import units
from cpm_desktop.ui.kit.text_fields import PlainEditor

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.doubtful_words import Span
    from cpm_desktop.ui.words.spell_check import ProseField


class BlankFilling(QObject):
    """One phrase in one field. It ends after the last blank, with Esc, and when the field is left."""

    def __init__(self, field: ProseField, phrase: str) -> None:
        """Put the phrase where the cursor stands, in place of what is selected, and select its first blank."""
        super().__init__(field)
        self._field, self._is_over = field, False
        before = text_in(field)
        start, end = selection_of(field)
        self._left = start
        self._behind = units(before) - end  # what stands behind the phrase stays as long as it is
        field.replace_span((start, end), _apart(before, start, phrase))
        field.installEventFilter(self)
        if not self._go_on(start):
            self.end()

    @property
    def is_over(self) -> bool:
        """Whether Tab does what it does elsewhere."""
        return self._is_over

    def end(self) -> None:
        """Fill no longer; what was not filled stays as it stands."""
        if not self._is_over:
            self._is_over = True
            self._field.removeEventFilter(self)
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt hands it over
        """Take Tab while a blank is left, and Esc."""
        if isinstance(event, QFocusEvent) and event.lostFocus():
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.end()
            return False
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Tab and not event.modifiers():
            if self._go_on(selection_of(self._field)[1]):
                return True
            self.end()
        elif event.key() == Qt.Key.Key_Escape:
            start, end = selection_of(self._field)
            self._field.choose_span((end, end) if start != end else (start, start))
            self.end()
            announce(self._field, "Filling ended")
            return True
        return False

    def _go_on(self, place: int) -> bool:
        """Select the next blank of the phrase behind a place; tells whether there is one."""
        text = text_in(self._field)
        last = units(text) - self._behind
        spans = [
            (units(text[: blank.start]), units(text[: blank.end]), blank.words)
            for blank in phrase_blanks(text)
        ]
        left = [span for span in spans if max(place, self._left) <= span[0] and span[1] <= last]
        if not left:
            return False
        start, end, words = left[0]
        self._field.choose_span((start, end))
        more = f" {len(left)} to fill, Tab for the next." if len(left) > 1 else ""
        announce(self._field, f"Blank: {words}.{more}")
        return True


def text_in(field: ProseField) -> str:
    """Return what a field holds."""
    return field.text if isinstance(field, PlainEditor) else field.text()


def selection_of(field: ProseField) -> Span:
    """Return what is selected in a field; where nothing is, the cursor's place twice."""
    if isinstance(field, PlainEditor):
        cursor = field.textCursor()
        return cursor.selectionStart(), cursor.selectionEnd()
    if field.hasSelectedText():
        return field.selectionStart(), field.selectionEnd()
    return field.cursorPosition(), field.cursorPosition()


def _apart(before: str, start: int, phrase: str) -> str:
    """Put a space before a phrase that would stand against a word."""
    letter = before.encode("utf-16-le", "surrogatepass")[: start * 2].decode("utf-16-le", "ignore")[-1:]
    return phrase if not letter or letter.isspace() or letter in "“\"'‘([" else f" {phrase}"
