"""Key presses as they are written down and counted: letters of a British keyboard, and chords."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_SHIFTED: Final = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZ!"£$%^&*()_+{}:@~|<>?')


@dataclass(frozen=True, slots=True)
class Words:
    """Letters that have to stand in the record as they are.

    Attributes:
        text: typed on a British keyboard.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """Letters that say what the words are, whose, by when, or that join them.

    Attributes:
        text: typed on a British keyboard.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Chord:
    """Keys pressed together, the last one perhaps several times while the others are held.

    Attributes:
        keys: parted by "+": "Ctrl+Shift+Return".
        times: how often the last key is pressed.
    """

    keys: str
    times: int = 1

    @property
    def held(self) -> tuple[str, ...]:
        """The keys held down."""
        return tuple(self.keys.split("+")[:-1])

    @property
    def key(self) -> str:
        """The key pressed while they are."""
        return self.keys.split("+")[-1]


Stroke = Words | Said | Chord


def is_shifted(letter: str) -> bool:
    """Tell whether a letter takes Shift on a British keyboard."""
    return letter in _SHIFTED


def presses_of(stroke: Stroke) -> int:
    """Count the keys that go down: a letter is one, a letter with Shift two, a chord as many as it has keys."""
    if isinstance(stroke, Chord):
        return len(stroke.held) + stroke.times
    return sum(1 + is_shifted(letter) for letter in stroke.text)


def count(strokes: Iterable[Stroke]) -> int:
    """Count the keys that go down."""
    return sum(map(presses_of, strokes))


def words_in(strokes: Iterable[Stroke]) -> int:
    """Count the keys that go down for the words that have to stand in the record."""
    return sum(presses_of(stroke) for stroke in strokes if isinstance(stroke, Words))
