"""Finds what is meant by a few letters: beginnings of words, initials, and any part of a word last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpm_desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cpm_desktop.ui.shell.acts import Act

MOST_OF_A_GROUP = 40
"""More of a group than a person would read; the rest is found by more letters."""

_LEAST_RUN = 2  # letters; a single one begins too many words to be taken for initials


@dataclass(frozen=True)
class PaletteEntry:
    """Something to do or to go to; `keys` are its shortcut as people read it, `group` its heading."""

    text: str
    run: Callable[[], object]
    detail: str = ""
    keys: str = ""
    icon: str = "command"
    group: str = ""


@dataclass(frozen=True)
class FoundGroup:
    """What was found under one heading; `more` is how many of them are left out."""

    name: str
    entries: tuple[PaletteEntry, ...]
    more: int = 0


def entry_of(act: Act) -> PaletteEntry:
    """Return an act as the palette shows it."""
    return PaletteEntry(act.text, act.run, keys=act.key, icon=act.icon, group=act.group)


class Finder:
    """Looks through entries; their words are made ready once, so that each letter typed is answered at once."""

    def __init__(self, entries: Iterable[PaletteEntry]) -> None:
        """Entries of a group stand together, groups in the order in which they come first."""
        self._prepared = [_Prepared(entry) for entry in entries]

    def find(self, typed: str) -> tuple[FoundGroup, ...]:
        """Return what is meant, the likeliest group first; everything for no letters, in its own order."""
        wanted = fold(typed).split()
        grouped: dict[str, list[tuple[int, PaletteEntry]]] = {}
        for prepared in self._prepared:
            rank = prepared.rank(wanted)
            if rank is not None:
                grouped.setdefault(prepared.entry.group, []).append((rank, prepared.entry))
        for held in grouped.values():
            held.sort(key=lambda pair: pair[0])
        likeliest = sorted(grouped.items(), key=lambda pair: pair[1][0][0])
        return tuple(_group(name, [entry for _, entry in held]) for name, held in likeliest)


class _Prepared:
    """An entry with its words as they are compared."""

    __slots__ = ("_all_words", "_initials", "_text", "_words", "entry")

    def __init__(self, entry: PaletteEntry) -> None:
        self.entry = entry
        self._text = fold(entry.text)
        self._words = _words_of(self._text)
        self._all_words = (*self._words, *_words_of(fold(entry.detail)))
        self._initials = "".join(word[0] for word in self._words)

    def rank(self, wanted: Sequence[str]) -> int | None:
        """Return how likely the entry is meant, 0 the likeliest; None where it is not."""
        if not wanted:
            return 0
        together, words, every = "".join(wanted), self._words, self._all_words
        fits: tuple[Callable[[], bool], ...] = (
            lambda: self._text.startswith(" ".join(wanted)),
            lambda: self._initials.startswith(together) or _in_order(wanted, words),
            lambda: all(any(word.startswith(part) for word in every) for part in wanted),
            lambda: len(together) >= _LEAST_RUN and _runs(together, words),
            lambda: all(any(part in word for word in every) for part in wanted),
        )
        return next((rank for rank, is_fit in enumerate(fits) if is_fit()), None)


def _group(name: str, entries: list[PaletteEntry]) -> FoundGroup:
    return FoundGroup(name, tuple(entries[:MOST_OF_A_GROUP]), max(0, len(entries) - MOST_OF_A_GROUP))


def _words_of(folded: str) -> tuple[str, ...]:
    apart = "".join(letter if letter.isalnum() or letter == "'" else " " for letter in folded)
    return tuple(word for word in (part.strip("'") for part in apart.split()) if word)


def _in_order(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether the parts begin words one after the other: "ma pa" in "Mark as paid"."""
    rest = iter(words)
    return all(any(word.startswith(part) for word in rest) for part in wanted)


def _runs(letters: str, words: Sequence[str]) -> bool:
    """Tell whether letters run from word beginning to word beginning: "parkit" in "Park this item"."""
    if not letters:
        return True
    for place, word in enumerate(words):
        shared = 0
        while shared < min(len(word), len(letters)) and word[shared] == letters[shared]:
            shared += 1
        if any(_runs(letters[length:], words[place + 1 :]) for length in range(shared, 0, -1)):
            return True
    return False
