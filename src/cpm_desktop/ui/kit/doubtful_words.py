"""Doubtful words in fields to type in: a wave under each, never under the one that is being typed."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

    from cpm_desktop.ui.kit.theme import Theme

Span = tuple[int, int]
"""Where a word begins and ends, counted as Qt counts: in UTF-16 units."""

Mark = tuple[int, int, QRectF]
"""A word's place in its paragraph, and the box under it."""

_SPARE = (
    6  # paragraphs as they were before, kept beside those of a field: with each word typed there is one more
)
_WAVE = 2.0  # pixels at 100 % from one turn of the wave to the next
_BELOW = 1.5  # pixels below the line that letters stand on
_ASTRAL = 0xFFFF


class WordDoubts(Protocol):
    """What tells doubtful words and learns new ones."""

    def doubts(self, text: str) -> tuple[Span, ...]:
        """Return where doubtful words of a paragraph begin and end, in code points."""

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return words that may have been meant, the likeliest first."""

    def add_word(self, word: str) -> None:
        """Take a word as known from now on."""

    def ignore(self, word: str) -> None:
        """Take a word as known here."""


@dataclass(frozen=True)
class WordMarks:
    """What a field needs to mark its doubtful words.

    Attributes:
        words: tells them.
        theme: gives the colour and size of the waves.
        known: where words of paragraphs stand that were painted before, by text, width and size of text.
    """

    words: WordDoubts
    theme: Theme
    known: dict[tuple[str, tuple[int, float]], tuple[Mark, ...]] = field(default_factory=dict, compare=False)


class SpelledField(Protocol):
    """A field to write in whose doubtful words can be marked."""

    @property
    def marks(self) -> WordMarks | None:
        """What marks its doubtful words; None while nothing does."""

    def as_widget(self) -> QWidget:
        """Return the field itself."""

    def doubtful_words(self) -> tuple[Span, ...]:
        """Return where its doubtful words stand."""

    def words_between(self, span: Span) -> str:
        """Return a stretch of the text."""

    def replace_span(self, span: Span, words: str) -> None:
        """Put other words in place of a stretch, as if they were typed."""


def spans_in(doubts: WordDoubts, text: str) -> tuple[Span, ...]:
    """Return where doubtful words of a paragraph stand, as Qt counts."""
    found = doubts.doubts(text)
    if not found or text.isascii() or max(map(ord, text)) <= _ASTRAL:
        return found
    return tuple((units(text[:start]), units(text[:end])) for start, end in found)


def underline_editor(editor: QPlainTextEdit, area: QRect, marks: WordMarks, typed_at: int) -> bool:
    """Draw waves under the doubtful words that an editor shows in an area; tell whether it is known to hold none.

    Args:
        editor: has just painted its text.
        area: of its viewport, in need of painting.
        marks: tell the words and their look.
        typed_at: where the last letter was typed; the word there is passed over. -1 for none.
    """
    waves: list[QRectF] = []
    looks = (editor.viewport().width(), marks.theme.text_factor)
    is_one = editor.blockCount() == 1  # as most are: spare looking for it
    block = editor.document().firstBlock() if is_one else editor.cursorForPosition(area.topLeft()).block()
    while block.isValid():
        here = typed_at - block.position()
        found = _marks_in(block, marks, looks, here)
        if is_one and not found:
            return True
        place = editor.blockBoundingGeometry(block).translated(editor.contentOffset())
        if place.top() > area.bottom():
            break
        waves += [box.translated(place.topLeft()) for start, end, box in found if not start < here <= end]
        block = block.next()
    if waves:
        _draw(editor.viewport(), waves, marks.theme)
    return False


def underline_line(line: QLineEdit, marks: WordMarks, *, is_typing: bool) -> None:
    """Draw waves under the doubtful words of a field of one line; text from left to right only."""
    text, cursor = line.text(), line.cursorPosition()
    found = spans_in(marks.words, text)
    spans = [span for span in found if not (is_typing and span[0] < cursor <= span[1])]
    if not spans:
        return
    metrics, edge = line.fontMetrics(), line.cursorRect()
    middle = edge.center()
    here = middle.x() - metrics.horizontalAdvance(text[:cursor])
    base = middle.y() + (metrics.ascent() - metrics.descent()) / 2
    waves = []
    for start, end in spans:
        left = here + metrics.horizontalAdvance(text[:start])
        width = metrics.horizontalAdvance(text[start:end])
        box = QRectF(left, base, width, 1).intersected(QRectF(line.rect().adjusted(8, 0, -8, 0)))
        if box.width() > 0:
            waves.append(box)
    _draw(line, waves, marks.theme)


def spans_of_document(editor: QPlainTextEdit, doubts: WordDoubts) -> Iterator[Span]:
    """Yield where doubtful words of an editor stand, counted from its beginning."""
    block = editor.document().firstBlock()
    while block.isValid():
        for start, end in spans_in(doubts, block.text()):
            yield block.position() + start, block.position() + end
        block = block.next()


def _marks_in(block: QTextBlock, marks: WordMarks, looks: tuple[int, float], here: int) -> tuple[Mark, ...]:
    """Return a paragraph's marks; only of the one that changed they are worked out anew.

    Where its last word is being typed, with `here` at its end, that word is not looked at: with most letters nothing
    is worked out at all.
    """
    text = block.text()
    if here == block.length() - 1:
        text = text[: text.rfind(" ") + 1]
    key = (text, looks)
    known = marks.known.get(key)
    if known is None:
        if len(marks.known) > 2 * block.document().blockCount() + _SPARE:
            marks.known.clear()
        spans = spans_in(marks.words, text)
        known = tuple((start, end, box) for start, end in spans for box in _boxes(block, start, end))
        marks.known[key] = known
    return known


def _boxes(block: QTextBlock, start: int, end: int) -> list[QRectF]:
    """Return a flat box under each line's part of a word, from the paragraph's corner; left, width and base count."""
    layout, boxes = block.layout(), []
    while start < end:
        line = layout.lineForTextPosition(start)
        if not line.isValid():
            break
        last = min(end, line.textStart() + line.textLength())
        left, right = _x(line.cursorToX(start)), _x(line.cursorToX(last))
        boxes.append(QRectF(min(left, right), line.y() + line.ascent(), abs(right - left), 1))
        if last <= start:
            break
        start = last
    return boxes


def _x(found: object) -> float:
    """Return the place alone: PySide gives the letter's place with it."""
    return float(found[0]) if isinstance(found, tuple | list) else float(found)  # type: ignore[arg-type]  # a number then


def _draw(surface: QWidget, waves: list[QRectF], theme: Theme) -> None:
    wave = _wave(theme.hex("danger"), theme.text_factor, surface.devicePixelRatioF())
    below, height = _BELOW * theme.text_factor, wave.deviceIndependentSize().height()
    painter = QPainter(surface)
    for box in waves:
        painter.drawTiledPixmap(QRectF(box.left(), box.top() + below - height / 3, box.width(), height), wave)
    painter.end()


@functools.lru_cache(maxsize=8)
def _wave(colour: str, factor: float, ratio: float) -> QPixmap:
    """Return one turn of the wave, drawn once: laid side by side it costs a twentieth of lines drawn each time."""
    step = round(_WAVE * factor * ratio)
    pixmap = QPixmap(step * 2, step + max(2, round(2 * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.1 * factor * ratio))
    places = [QPointF(turn * step, 1 + step * (turn % 2)) for turn in range(-1, 4)]
    painter.drawPolyline(QPolygonF(places))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def units(text: str) -> int:
    """Return how long a text is as Qt counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
