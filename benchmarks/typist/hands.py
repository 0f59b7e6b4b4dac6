"""The typist’s hands: keys pressed where the keyboard is; a letter’s way to the screen beside a bare field’s."""

import random
import time
from array import array
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from benchmarks.typist.script import Press, Stroke
from benchmarks.typist.stalls import WindowPulse
from benchmarks.window_life import NotPainted, Paints, live

if TYPE_CHECKING:
    from collections.abc import Callable

_LETTERS_A_WORD: Final = 5
_MEASURED: Final = 4  # one letter in so many is typed into the bare field, too
_UNEVEN: Final = (0.5, 1.5)  # nobody types like a clock
_HALF: Final = 0.5
_TURNS: Final = 3  # of the event loop after a chord: what it changed, the layout of that, its painting

_HELD: Final = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


class NotTaken(AssertionError):
    """A key was pressed and nothing came of it."""


class Hands:
    """Presses the strokes of a script in one window, at a pace or as fast as they are taken.

    Attributes:
        product: seconds from a letter to its painting, of the letters that were measured.
        floor: the same letters into a bare text field, in the same moments.
        chords: seconds from a chord or a key that writes nothing until the window has followed and is painted.
        letters: how many letters were typed.
    """

    def __init__(self, window: QWidget, pulse: WindowPulse, words_a_minute: float | None) -> None:
        """Without a pace, each key follows when the one before was painted."""
        self._window, self._pulse = window, pulse
        self._between = 60 / (words_a_minute * _LETTERS_A_WORD) if words_a_minute else 0.0
        self._chance = random.Random(7)  # noqa: S311 - a rhythm, no secret
        self.product, self.floor, self.chords, self.letters = array("d"), array("d"), array("d"), 0
        self._bare = _bare_field()
        self._bare_paints = Paints(self._bare.viewport())
        self._watched: tuple[QWidget | None, Paints | None] = (None, None)
        self._due = time.monotonic()

    def type(self, strokes: tuple[Stroke, ...]) -> None:
        """Press strokes one after another."""
        self._bare.clear()
        for stroke in strokes:
            if stroke.press is not None:
                self._wait()
                self._press(stroke.press)
            else:
                self._type_letter(stroke.letter)

    def close(self) -> None:
        """Put the bare field away."""
        self._bare.close()

    def _press(self, press: Press) -> None:
        *held, key = press.value.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= _HELD[name]
        began = time.perf_counter()
        QTest.keyClick(QApplication.focusWidget() or self._window, Qt.Key[f"Key_{key}"], modifiers)
        for _ in range(_TURNS):
            live()
        self.chords.append(time.perf_counter() - began)

    def _type_letter(self, letter: str) -> None:
        is_measured = (self.letters + 1) % _MEASURED == 0
        is_floor_first = (self.letters + 1) % (2 * _MEASURED) == 0  # whoever comes second finds things warm
        if is_measured and is_floor_first:
            self._type_floor(letter)
        self._wait(_HALF if is_measured else 1.0)
        took = self._type_into_product(letter)
        if is_measured:
            self.product.append(took)
        if is_measured and not is_floor_first:
            self._type_floor(letter)

    def _type_floor(self, letter: str) -> None:
        self._wait(_HALF)  # at a pace each of the two comes out of the same stillness
        self.floor.append(self._until_painted(self._bare, self._bare_paints, letter))

    def _type_into_product(self, letter: str) -> float:
        field = QApplication.focusWidget()
        if field is None:
            message = f"nothing has the keyboard at “{letter}”"
            raise NotTaken(message)
        self.letters += 1
        return self._until_painted(field, self._paints_of(field), letter)

    def _until_painted(self, field: QWidget, paints: Paints, letter: str) -> float:
        try:
            return paints.seconds_until_painted(lambda: QTest.keyClicks(field, letter))
        except NotPainted as error:
            message = f"“{letter}” in {type(field).__name__} “{field.accessibleName()}”: {error}"
            raise NotTaken(message) from error

    def _paints_of(self, field: QWidget) -> Paints:
        watched, paints = self._watched
        if watched is not field or paints is None:
            viewport: Callable[[], QWidget] | None = getattr(field, "viewport", None)
            painted = viewport() if viewport is not None else field
            there = [each for each in painted.children() if isinstance(each, Paints)]
            paints = there[0] if there else Paints(painted)  # a second one would make each letter slower
            self._watched = (field, paints)
            self._match_floor(painted)
        return paints

    def _match_floor(self, painted: QWidget) -> None:
        """Have the bare field write in the same letters, in lines of the same width."""
        if self._bare.font() == painted.font() and self._bare.viewport().width() == painted.width():
            return
        self._bare.setFont(painted.font())
        frame = self._bare.width() - self._bare.viewport().width()
        self._bare.resize(painted.width() + frame, self._bare.height())
        live()  # what follows is measured

    def _wait(self, part: float = 1.0) -> None:
        """Let the window live until the next key is due, or a part of that time."""
        if not self._between:
            return
        self._due = max(self._due, time.monotonic() - 1) + part * self._between * self._chance.uniform(
            *_UNEVEN
        )
        while (left := self._due - time.monotonic()) > 0:
            live(max(0.001, left))


def _bare_field() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setUndoRedoEnabled(False)  # its memory is not the product's
    field.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    field.setFont(QApplication.font())
    field.resize(900, 600)
    field.move(0, 0)
    field.show()
    return field
