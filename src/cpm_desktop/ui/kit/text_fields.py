"""Fields to type in. Their own undo is off.

Ctrl+Z is the application's, which also undoes what stands in a field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QWidget

from cpm_desktop.ui.kit.clean_text import clean_pasted

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QContextMenuEvent

    from cpm_desktop.ui.kit.theme import Theme

_UNDO_NAMES = ("edit-undo", "edit-redo")


class LineEdit(QLineEdit):
    """One line of text. `textEdited` tells what the person typed, `text()` gives it."""

    def __init__(
        self, text: str = "", *, placeholder: str = "", is_large: bool = False, parent: QWidget | None = None
    ) -> None:
        """`is_large` is 44 pixels high with text of 18, for a screen with one field."""
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.setProperty("kit", "large" if is_large else "line")

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the application."""
        if _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu without undo and redo."""
        _show_menu(self.createStandardContextMenu(), event)


class PlainEditor(QPlainTextEdit):
    """Several lines of plain text; Tab goes to the next field.

    `text` gives exactly what was typed, non-breaking spaces included. `edited` is sent when the person, not
    the program, changed it. With `lines` set it is that many lines high; `grows_to` lets it grow with its
    text.
    """

    edited = Signal()

    def __init__(
        self, theme: Theme, text: str = "", *, lines: int = 0, grows_to: int = 0, placeholder: str = "",
        is_notes: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`is_notes` is the larger, unframed look of what was said.

        Without `lines` it takes the room there is.
        """
        super().__init__(parent)
        self._theme, self._lines, self._grows_to, self._is_loading = theme, lines, grows_to, False
        self.setProperty("kit", "notes" if is_notes else "text")
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setPlaceholderText(placeholder)
        self.textChanged.connect(self._follow)
        if lines:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self.load(text)
        self._fit()

    @property
    def text(self) -> str:
        """The text as typed, lines parted by line feeds."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def load(self, text: str) -> None:
        """Put another text in its place by program: `edited` is not sent.

        The cursor keeps its place if it can.
        """
        if text == self.text:
            return
        place = self.textCursor().position()
        self._is_loading = True
        self.setPlainText(text)
        self._is_loading = False
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the application."""
        if isinstance(event, QKeyEvent) and self._is_left(event):
            event.ignore()
            return False
        return super().event(event)

    def _is_left(self, event: QKeyEvent) -> bool:
        """Tell whether a key is not this field's."""
        return _is_undo(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste and drop bring words only."""
        self.insertPlainText(clean_pasted(source.text()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu without undo and redo."""
        _show_menu(self.createStandardContextMenu(), event)

    def sizeHint(self) -> QSize:
        """As many lines as asked for."""
        return QSize(super().sizeHint().width(), self._height()) if self._lines else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Two lines, or as many as asked for."""
        return QSize(self._theme.px(80), self._height() if self._lines else self._theme.px(56))

    def _follow(self) -> None:
        if self._grows_to:
            self._fit()
        if not self._is_loading:
            self.edited.emit()

    def _fit(self) -> None:
        if self._lines:
            self.setFixedHeight(self._height())

    def _height(self) -> int:
        lines = max(self._lines, min(self._grows_to, round(self.document().size().height())))
        return lines * self.fontMetrics().lineSpacing() + self._theme.px(4) + 12


def _is_undo(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.type() not in {
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
    }:
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def _show_menu(menu: QMenu, event: QContextMenuEvent) -> None:
    for action in menu.actions():
        if action.objectName() in _UNDO_NAMES:
            menu.removeAction(action)
    first = next(iter(menu.actions()), None)
    if first is not None and first.isSeparator():
        menu.removeAction(first)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
