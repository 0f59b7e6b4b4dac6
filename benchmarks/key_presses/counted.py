"""What a count shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.key_presses.strokes import Stroke, count, words_in


@dataclass(frozen=True, slots=True)
class Counted:
    """The presses of one capture.

    Attributes:
        all_presses: keys that went down.
        words: of these, for the words that have to stand in the record.
    """

    all_presses: int
    words: int

    @property
    def beyond(self) -> int:
        """Keys that say what the words are, whose, by when; that lead there and back."""
        return self.all_presses - self.words


class NotThere(AssertionError):
    """What was typed does not stand where it should."""


def pressed(strokes: Sequence[Stroke], presses: int) -> Counted:
    """Return a count of keys that really went down.

    Raises:
        NotThere: not as many went down as the strokes have.
    """
    if presses != count(strokes):
        message = f"{presses} keys went down, the strokes have {count(strokes)}"
        raise NotThere(message)
    return Counted(presses, words_in(strokes))


def counted(ways: Iterable[Sequence[Stroke]]) -> tuple[Counted, ...]:
    """Count what would be pressed, by capture."""
    return tuple(Counted(count(strokes), words_in(strokes)) for strokes in ways)
