"""A plain hint on a new passphrase: how long it is, how strong, and what is wrong with it."""

import re
from dataclasses import dataclass
from enum import IntEnum

from cpm_desktop.domain.errors import CarePlanningError

LEAST_LETTERS = 12
_WORDS_WANTED = 4
_LONG_ENOUGH_WITHOUT_WORDS = 20
_LEAST_DIFFERENT = 6  # letters; "aaaaaaaaaaaa" is twelve letters and no passphrase
_DATE = re.compile(r"(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_GUESSED_FIRST = (
    "password",
    "passphrase",
    "letmein",
    "qwerty",
    "12345",
    "abcdef",
    "welcome",
    "administrator",
)


class PassphraseRefused(CarePlanningError):
    """The passphrase does not open the records; another try costs nothing."""


class Strength(IntEnum):
    """How long somebody would have to guess."""

    NONE = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3
    STRONG = 4


_STRENGTH_WORDS = {
    Strength.NONE: "",
    Strength.WEAK: "Too easy to guess",
    Strength.FAIR: "Could be longer",
    Strength.GOOD: "Good",
    Strength.STRONG: "Strong",
}


@dataclass(frozen=True, slots=True)
class PassphraseAdvice:
    """What is said about a passphrase while it is typed.

    Attributes:
        words: how many words it has.
        letters: how many letters and spaces.
        strength: 0 (nothing typed) to 4.
        is_long_enough: it may be used.
        sentence: "Strong · 4 words, 23 letters and spaces".
        checks: what makes a good one, and whether this one does it.
    """

    words: int
    letters: int
    strength: Strength
    is_long_enough: bool
    sentence: str
    checks: tuple[tuple[str, bool], ...]


def passphrase_advice(text: str, name: str = "") -> PassphraseAdvice:
    """Return the hint on a passphrase.

    Args:
        text: as typed.
        name: of the person, which should not stand in it.
    """
    words = [word for word in re.split(r"[\s\-_.,]+", text) if word]
    letters = len(text)
    is_own = not _holds_name(text, name) and not _DATE.search(text) and not _is_guessed_first(text)
    has_words = len({word.casefold() for word in words}) >= _WORDS_WANTED
    is_varied = len(set(text.casefold())) >= _LEAST_DIFFERENT
    is_long_enough = letters >= LEAST_LETTERS and is_varied and not _is_guessed_first(text)
    strength = _strength(
        letters, is_own=is_own, has_words=has_words, is_varied=is_varied, is_long_enough=is_long_enough
    )
    return PassphraseAdvice(
        words=len(words),
        letters=letters,
        strength=strength,
        is_long_enough=is_long_enough,
        sentence=_sentence(strength, len(words), letters),
        checks=(
            ("Four words or more, or twenty letters", has_words or letters >= _LONG_ENOUGH_WITHOUT_WORDS),
            ("Not a name, not a date, not used anywhere else", bool(text) and is_own),
        ),
    )


def _strength(
    letters: int, *, is_own: bool, has_words: bool, is_varied: bool, is_long_enough: bool
) -> Strength:
    if not letters:
        return Strength.NONE
    if not is_long_enough:
        return Strength.WEAK
    points = sum((has_words, letters >= _LONG_ENOUGH_WITHOUT_WORDS, is_own and is_varied))
    return Strength(min(1 + points, Strength.STRONG))


def _sentence(strength: Strength, words: int, letters: int) -> str:
    if strength is Strength.NONE:
        return "At least 12 letters and spaces; four words are easy to remember."
    count = (
        f"{words} word{'' if words == 1 else 's'}, {letters} letter{'' if letters == 1 else 's'} and spaces"
    )
    return f"{_STRENGTH_WORDS[strength]} · {count}"


def _holds_name(text: str, name: str) -> bool:
    folded = text.casefold()
    return any(len(part) > 2 and part.casefold() in folded for part in name.split())  # noqa: PLR2004 - "de", "Ó"


def _is_guessed_first(text: str) -> bool:
    folded = "".join(text.casefold().split())
    left = folded
    for guess in _GUESSED_FIRST:
        left = left.replace(guess, "")
    return bool(folded) and len(left) < len(folded) and len(left) < LEAST_LETTERS // 2
