"""Fields to type in. Their own undo is off.

Ctrl+Z is the application's, which also undoes what stands in a field. A field claims such keys before any shortcut is
asked, and hands them on when they are pressed: `event` is not overridden, for each letter comes as six events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QTextCursor
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QWidget

from cpm_desktop.ui.kit.clean_text import clean_pasted

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData, QRect
    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPaintEvent, QShowEvent

    from cpm_desktop.ui.kit.doubtful_words import Span, WordMarks
    from cpm_desktop.ui.kit.theme import Theme

_UNDO_NAMES = ("edit-undo", "edit-redo")
_FIRST_OTHER_KEY = int(Qt.Key.Key_Escape)  # the keys that write have lower numbers
_IN_WINDOW = Qt.ShortcutContext.WindowShortcut
_OF_UNDO = (int(Qt.Key.Key_Z), int(Qt.Key.Key_Y))  # the letters of Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z


class LineEdit(QLineEdit):
    """One line of text. `textEdited` tells what the person typed, `text()` gives it; `left` when the keyboard goes.

    What is typed into one that `is_secret` is remembered nowhere.
    """

    left = Signal()
    is_secret = False

    def __init__(
        self, text: str = "", *, placeholder: str = "", is_large: bool = False, is_prose: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`is_large` is 44 pixels high with text of 18, for a screen with one field.

        `is_prose` takes sentences, whose spelling is looked at; other lines hold names, places and numbers.
        """
        super().__init__(text, parent)
        self.is_prose = is_prose
        self._marks: WordMarks | None = None
        self._typed_at = -1
        if is_prose:
            self.textEdited.connect(lambda _text: self._note_typing(self.cursorPosition()))
        self.setPlaceholderText(placeholder)
        self.setProperty("kit", "large" if is_large else "line")

    @property
    def marks(self) -> WordMarks | None:
        """What marks its doubtful words; None while nothing does."""
        return self._marks

    def show_marks(self, marks: WordMarks | None) -> None:
        """Mark doubtful words from now on, or none."""
        self._marks = marks
        self.update()

    def as_widget(self) -> QWidget:
        """Return the field itself, to whoever knows it only as one with words."""
        return self

    def doubtful_words(self) -> tuple[Span, ...]:
        """Return where its doubtful words stand."""
        if self._marks is None:
            return ()
        from cpm_desktop.ui.kit.doubtful_words import spans_in  # noqa: PLC0415 - after the first window

        return spans_in(self._marks.words, self.text())

    @property
    def place(self) -> int:
        """Where the cursor stands, or a selection ends."""
        return self.selectionEnd() if self.hasSelectedText() else self.cursorPosition()

    def words_between(self, span: Span) -> str:
        """Return a stretch of the text."""
        return self.text()[span[0] : span[1]]

    def choose_span(self, span: Span) -> None:
        """Select a stretch of the text."""
        self.setSelection(span[0], span[1] - span[0])

    def replace_span(self, span: Span, words: str) -> None:
        """Put other words in place of a stretch, as if they were typed."""
        self.choose_span(span)
        self.insert(words)
        self.textEdited.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave undo and redo to the application."""
        if _may_be_left(event.key()) and _is_undo(event):
            hand_on(self, event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the waves under its doubtful words."""
        super().paintEvent(event)
        if self._marks is not None:
            if self._typed_at != self.cursorPosition():
                self._typed_at = -1  # the word that was being typed is left
            from cpm_desktop.ui.kit.doubtful_words import underline_line  # noqa: PLC0415 - after the first window

            underline_line(self, self._marks, is_typing=self._typed_at >= 0 and self.hasFocus())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu without undo and redo; on a doubtful word, what may have been meant stands first."""
        is_mouse = event.reason() == event.Reason.Mouse
        place = self.cursorPositionAt(event.pos()) if is_mouse else self.place
        _show_menu(self, self.createStandardContextMenu(), event, place)

    def _note_typing(self, place: int) -> None:
        self._typed_at = place


class PlainEditor(QPlainTextEdit):
    """Several lines of plain text; Tab goes to the next field.

    `text` gives exactly what was typed, non-breaking spaces included. `edited` is sent when the person, not
    the program, changed it, `left` when the keyboard goes elsewhere. With `lines` set it is that many lines
    high; `grows_to` lets it grow with its text.
    """

    edited = Signal()
    left = Signal()
    is_secret = False

    def __init__(
        self, theme: Theme, text: str = "", *, lines: int = 0, grows_to: int = 0, placeholder: str = "",
        is_notes: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`is_notes` is the larger, unframed look of what was said.

        Without `lines` it takes the room there is.
        """
        super().__init__(parent)
        self._theme, self._lines, self._grows_to, self._is_loading = theme, lines, grows_to, False
        self._marks: WordMarks | None = None
        self._underline: Callable[[QPlainTextEdit, QRect, WordMarks, int], bool] | None = None
        self._typed_at, self._is_letter, self._is_typed, self._is_clean = -1, False, False, False
        self.setProperty("kit", "notes" if is_notes else "text")
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setPlaceholderText(placeholder)
        self._document, self._lines_there = self.document(), 0
        self.textChanged.connect(self._follow)  # and no other signal that comes with each letter
        if lines:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        theme.changed.connect(self._cover_what_is_behind)
        self.load(text)
        self._fit()

    @property
    def text(self) -> str:
        """The text as typed, lines parted by line feeds."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def load(self, text: str) -> None:
        """Put another text in its place by program: `edited` is not sent.

        The cursor keeps its place in the words: what stands behind it stays behind it, if it is still there.
        """
        if text == self.text:
            return
        cursor = self.textCursor()
        place, before = cursor.position(), self.document().characterCount()
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        behind = cursor.selectedText()
        self._is_loading = True
        self.setPlainText(text)
        self._is_loading = False
        after = self.document().characterCount()
        if place and self.document().toRawText().endswith(behind):
            place += after - before
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(place, after - 1)))
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave undo and redo to the application."""
        if _may_be_left(event.key()) and self._is_left(event):
            hand_on(self, event)
            return
        letter = event.text()
        self._is_letter = letter.isalpha() and letter.isascii()
        super().keyPressEvent(event)
        self._is_letter = False

    def _is_left(self, event: QKeyEvent) -> bool:
        """Tell whether a key is not this field's."""
        return _is_undo(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste and drop bring words only."""
        self.insertPlainText(clean_pasted(source.text()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu without undo and redo; on a doubtful word, what may have been meant stands first."""
        is_mouse = event.reason() == event.Reason.Mouse
        place = self.cursorForPosition(event.pos()).position() if is_mouse else self.place
        _show_menu(self, self.createStandardContextMenu(), event, place)

    @property
    def marks(self) -> WordMarks | None:
        """What marks its doubtful words; None while nothing does."""
        return self._marks

    def show_marks(self, marks: WordMarks | None) -> None:
        """Mark doubtful words from now on, or none."""
        # after the first window; and once, not with every letter
        from cpm_desktop.ui.kit.doubtful_words import underline_editor  # noqa: PLC0415 - as said above

        self._marks, self._underline, self._is_clean = marks, underline_editor, False
        self.viewport().update()

    def as_widget(self) -> QWidget:
        """Return the field itself, to whoever knows it only as one with words."""
        return self

    def doubtful_words(self) -> tuple[Span, ...]:
        """Return where its doubtful words stand."""
        if self._marks is None:
            return ()
        from cpm_desktop.ui.kit.doubtful_words import spans_of_document  # noqa: PLC0415 - after the first window

        return tuple(spans_of_document(self, self._marks.words))

    @property
    def place(self) -> int:
        """Where the cursor stands, or a selection ends."""
        return self.textCursor().selectionEnd()

    def words_between(self, span: Span) -> str:
        """Return a stretch of the text."""
        return self._cursor_over(span).selectedText()

    def choose_span(self, span: Span) -> None:
        """Select a stretch of the text and bring it into view."""
        self.setTextCursor(self._cursor_over(span))
        self.ensureCursorVisible()

    def replace_span(self, span: Span, words: str) -> None:
        """Put other words in place of a stretch, as if they were typed."""
        cursor = self._cursor_over(span)
        cursor.insertText(words)
        self.setTextCursor(cursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the waves under its doubtful words."""
        super().paintEvent(event)
        is_typed, self._is_typed = self._is_typed, False
        if self._underline is None or self._marks is None or (is_typed and self._is_clean):
            return
        if self._typed_at >= 0 and self.textCursor().position() != self._typed_at:
            self._leave_word()
        self._is_clean = self._underline(self, event.rect(), self._marks, self._typed_at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever leaves the field leaves the word that was being typed."""
        super().focusOutEvent(event)
        self._leave_word()
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """So many lines of another font are higher or lower: the sheet's own comes with the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The style is settled now."""
        super().showEvent(event)
        self._cover_what_is_behind()

    def _cover_what_is_behind(self) -> None:
        # Else every panel behind the field is painted again with each key. A change of style takes it back.
        self.viewport().setAutoFillBackground(True)

    def sizeHint(self) -> QSize:
        """As many lines as asked for."""
        return QSize(super().sizeHint().width(), self._height()) if self._lines else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Two lines, or as many as asked for."""
        return QSize(self._theme.px(80), self._height() if self._lines else self._theme.px(56))

    def _follow(self) -> None:
        if self._grows_to and (lines := self._document.lineCount()) != self._lines_there:
            self._lines_there = lines
            self._fit()
        if self._is_loading:
            self._is_clean = False
            return
        self._is_typed = True
        if self._is_clean and self._is_letter and self._typed_at >= 0:
            self._typed_at += 1  # one letter more of a word that is passed over: there is nothing to look at
        else:
            self._typed_at, self._is_clean = self.textCursor().position(), False
        self.edited.emit()

    def _leave_word(self) -> None:
        if self._typed_at >= 0:
            self._typed_at, self._is_clean = -1, False
            if self._marks is not None:
                self.viewport().update()

    def _cursor_over(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _fit(self) -> None:
        if self._lines and (height := self._height()) != self.minimumHeight():
            self.setFixedHeight(height)

    def _height(self) -> int:
        lines = max(self._lines, min(self._grows_to, round(self.document().size().height())))
        return lines * self.fontMetrics().lineSpacing() + self._theme.px(4) + 12


def hand_on(field: QWidget, event: QKeyEvent) -> None:
    """Have the window do what it does with a key that a field has claimed."""
    event.ignore()
    wanted = QKeySequence(event.keyCombination())
    window = field.window()
    for action in window.findChildren(QAction):
        owner = action.parent()
        if not isinstance(owner, QWidget) or not owner.isVisible() or owner.window() is not window:
            continue
        if action.isEnabled() and action.shortcutContext() == _IN_WINDOW and wanted in action.shortcuts():
            event.accept()
            action.trigger()
            break


def _may_be_left(key: int) -> bool:
    """Tell quickly whether a key may be one that is handed on: this is asked with each letter."""
    return key >= _FIRST_OTHER_KEY or key in _OF_UNDO


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def _show_menu(field: LineEdit | PlainEditor, menu: QMenu, event: QContextMenuEvent, place: int) -> None:
    for action in menu.actions():
        if action.objectName() in _UNDO_NAMES:
            menu.removeAction(action)
    first = next(iter(menu.actions()), None)
    if first is not None and first.isSeparator():
        menu.removeAction(first)
    if field.marks is not None:
        from cpm_desktop.ui.kit.word_menu import offer_words  # noqa: PLC0415 - after the first window

        offer_words(field, menu, place)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
