"""Two edits of one text made apart: together where they are in different places, else for a person to settle."""

import itertools
import re
from difflib import SequenceMatcher
from typing import Final

_WORD: Final = re.compile(r"\w+|\s+|[^\w\s]")
_MOST: Final = 250_000  # pairs of words that are compared; beyond that the whole stretch counts as one edit

Edit = tuple[int, int, str]
"""From and to where a text is replaced (in code points), and by what."""


def merged_text(base: str, mine: str, theirs: str) -> str | None:
    """Return a text with both sides' edits; None where both edited the same place.

    It is the same whichever side is called mine. Nothing that either typed is missing from it, and only what one of
    them took out is gone.
    """
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    joined = sorted({*_edits(base, mine), *_edits(base, theirs)})
    for (_, end, _), (start, _, _) in itertools.pairwise(joined):
        if start <= end:  # edits that touch are one place: nobody can say which comes first
            return None
    parts, at = [], 0
    for start, end, words in joined:
        parts += [base[at:start], words]
        at = end
    return "".join((*parts, base[at:]))


def _edits(base: str, other: str) -> list[Edit]:
    start, limit = 0, min(len(base), len(other))
    while start < limit and base[start] == other[start]:
        start += 1
    tail = 0
    while tail < limit - start and base[-1 - tail] == other[-1 - tail]:
        tail += 1
    was, now = base[start : len(base) - tail], other[start : len(other) - tail]
    before, after = _WORD.findall(was), _WORD.findall(now)
    if not before or not after or len(before) * len(after) > _MOST:
        return [(start, start + len(was), now)]
    places = _places(before, start)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        (places[i1], places[i2], "".join(after[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _places(words: list[str], start: int) -> list[int]:
    places = [start]
    for word in words:
        places.append(places[-1] + len(word))
    return places
