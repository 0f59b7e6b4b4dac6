"""The blanks of a quick phrase, "[like this]": where they stand, and which of a text are still to fill."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_BLANK = re.compile(r"\[([^\[\]\n]+)\]")


@dataclass(frozen=True, slots=True)
class PhraseBlank:
    """A blank in a text.

    Attributes:
        start: where its bracket opens, counted in code points.
        end: behind the bracket that closes it.
        words: what stands between the brackets.
    """

    start: int
    end: int
    words: str


def phrase_blanks(text: str) -> tuple[PhraseBlank, ...]:
    """Return the blanks of a text in order."""
    return tuple(PhraseBlank(found.start(), found.end(), found.group(1)) for found in _BLANK.finditer(text))


def known_blanks(phrases: Iterable[str]) -> frozenset[str]:
    """Return what the blanks of some phrases say, folded, to tell them from brackets that somebody typed."""
    return frozenset(blank.words.casefold() for text in phrases for blank in phrase_blanks(text))


def unfilled_blanks(text: str, known: Collection[str]) -> tuple[PhraseBlank, ...]:
    """Return the blanks of a text that came with a phrase and are still to fill; "[sic]" is none."""
    return tuple(blank for blank in phrase_blanks(text) if blank.words.casefold() in known)
