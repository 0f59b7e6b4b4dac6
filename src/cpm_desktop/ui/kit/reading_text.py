"""A text of the application's own to read: headings, steps, points, keys and pictures.

Everything is put in as formatted text and never as markup. The keyboard can go through it, choose and copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import (
    QBrush,
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextListFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from cpm_desktop.ui.kit.pausing import pause_timer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.kit.theme import Theme

_SIZES = {1: 24, 2: 17}  # pixels of headings at 100 %
_BODY, _SMALL = 15, 13
_MARGIN, _WIDEST = 28, 760  # pixels at 100 %: around the text, and how wide a line may be
_PRESSED = 210  # pixels at 100 %: the room of the keys before what they do
_LINE_HEIGHT, _SINGLE = 138.0, 100.0  # per cent
_DRAWN_AFTER = 120  # milliseconds after the last change of width


class ReadingText(QTextEdit):
    """Shows what `draw` puts in, and draws it again when colours, text size or width change.

    Words are given in stretches, each with its look: "" as it is, "strong", "key".
    """

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """`name` says what is read, for a screen reader."""
        super().__init__(parent)
        self._theme = theme
        self._draw: Callable[[ReadingText], None] = lambda _text: None
        self._headings: dict[str, int] = {}
        self._drawn_at, self._is_begun = 0, False
        self.setProperty("kit", "reading")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._again = pause_timer(self, _DRAWN_AFTER, self._draw_again)
        theme.changed.connect(self._draw_again)

    def show_text(self, name: str, draw: Callable[[ReadingText], None], heading: str = "") -> None:
        """Show another text from its beginning, or from one of its headings."""
        self._draw = draw
        self.setAccessibleName(name)
        self._fill()
        self.go_to(heading)

    def go_to(self, heading: str) -> None:
        """Bring a heading to the top, with the cursor on it; the beginning for none of that name."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._headings.get(heading, 0))
        self.setTextCursor(cursor)
        QTimer.singleShot(0, self, self._bring_up)  # a window that opens has no size yet
        self._bring_up()

    # What is put in, from top to bottom.

    def add_heading(self, text: str, level: int) -> None:
        """Begin a part; level 1 is the title."""
        cursor = self._next_block(top=0 if level == 1 else 20, bottom=6, level=level)
        self._headings.setdefault(text, cursor.position())
        cursor.insertText(text, self._letters(_SIZES[level], QFont.Weight.Bold))

    def add_words(self, words: Sequence[tuple[str, str]]) -> None:
        """Add a paragraph."""
        self._insert(self._next_block(bottom=9), words)

    def add_list(self, entries: Sequence[Sequence[tuple[str, str]]], *, is_numbered: bool) -> None:
        """Add entries one below the other."""
        style = QTextListFormat()
        shape = QTextListFormat.Style
        style.setStyle(shape.ListDecimal if is_numbered else shape.ListDisc)
        style.setIndent(1)
        made = None
        for place, words in enumerate(entries):
            cursor = self._next_block(bottom=10 if place == len(entries) - 1 else 5)
            cursor.setBlockCharFormat(self._letters(_BODY))
            if made is None:
                made = cursor.createList(style)
            else:
                made.add(cursor.block())
            self._insert(cursor, words)

    def add_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Add lines of two columns: what is pressed, and what it does.

        Not as a table: Qt never ends when a screen reader asks for the text of one.
        """
        beside = min(self._theme.px(_PRESSED), self._room() * 2 // 5)
        for done, pressed in pairs:
            cursor = self._next_block(bottom=5)
            style = cursor.blockFormat()
            style.setLeftMargin(beside)
            style.setTextIndent(-beside)
            style.setTabPositions([QTextOption.Tab(beside, QTextOption.TabType.LeftTab)])
            cursor.setBlockFormat(style)
            self._insert(cursor, ((pressed, "key"), ("\t", ""), (done, "")))

    def add_picture(self, path: Path, words: str) -> None:
        """Add a picture as wide as there is room, and below it what it shows."""
        image = QImage(str(path))
        if not image.isNull():
            name = f"picture:{path.name}"
            self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
            style = QTextImageFormat()
            style.setName(name)
            width = min(self._room(), image.width())
            style.setWidth(width)
            style.setHeight(width * image.height() / image.width())
            self._next_block(top=4, bottom=2, line_height=_SINGLE).insertImage(style)
        small = self._letters(_SMALL)
        small.setForeground(QBrush(self._theme.colour("text2")))
        self._next_block(bottom=12).insertText(words, small)

    # The making of it.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures follow the width."""
        super().resizeEvent(event)
        self._fit_margin()
        if self._room() != self._drawn_at:
            self._again.start()

    def _draw_again(self) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._fill()
        bar.setValue(round(share * bar.maximum()))

    def _fill(self) -> None:
        self._again.stop()
        self._headings.clear()
        self.clear()
        self.document().setDefaultFont(self._theme.font(_BODY))
        self._drawn_at = self._room()
        self._is_begun = False
        self._draw(self)
        self._fit_margin()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _fit_margin(self) -> None:
        """Long lines are hard to read: what is wider than the widest line stays free at the right."""
        theme = self._theme
        frame = self.document().rootFrame().frameFormat()
        frame.setMargin(theme.px(_MARGIN))
        spare = self.viewport().width() - 2 * theme.px(_MARGIN) - theme.px(_WIDEST)
        frame.setRightMargin(theme.px(_MARGIN) + max(spare, 0))
        self.document().rootFrame().setFrameFormat(frame)

    def _room(self) -> int:
        theme = self._theme
        return max(min(self.viewport().width() - 2 * theme.px(_MARGIN), theme.px(_WIDEST)), theme.px(120))

    def _next_block(
        self, *, top: int = 0, bottom: int = 0, level: int = 0, line_height: float = _LINE_HEIGHT
    ) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        style = QTextBlockFormat()
        style.setTopMargin(self._theme.px(top) if top else 0)
        style.setBottomMargin(self._theme.px(bottom) if bottom else 0)
        style.setLineHeight(line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        style.setHeadingLevel(level)
        if self._is_begun:
            cursor.insertBlock(style, self._letters(_BODY))
        else:
            cursor.setBlockFormat(style)
        self._is_begun = True
        return cursor

    def _insert(self, cursor: QTextCursor, words: Sequence[tuple[str, str]]) -> None:
        for text, look in words:
            cursor.insertText(text, self._look(look))

    def _look(self, look: str) -> QTextCharFormat:
        style = self._letters(_BODY, QFont.Weight.DemiBold if look else QFont.Weight.Normal)
        if look == "key":
            style.setForeground(QBrush(self._theme.colour("accent")))
        return style

    def _letters(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFont(self._theme.font(size, weight))
        style.setForeground(QBrush(self._theme.colour("text")))
        return style

    def _bring_up(self) -> None:
        block = self.textCursor().block()
        layout = self.document().documentLayout()
        top = layout.blockBoundingRect(block).top() if block.position() else 0
        self.verticalScrollBar().setValue(round(top - self._theme.px(8)) if top else 0)
