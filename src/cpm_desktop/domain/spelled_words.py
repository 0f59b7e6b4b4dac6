"""The words of a text that spelling looks at: no initials, dates, codes, addresses or abbreviations."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A run of what can hang together; what it is (a date, a code, an address, words) is decided of the whole run.
_RUN = re.compile(r"[^\s\[\](){}“”\"„«»<>…—–,;:!?|*=+~…]+")
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"  # each perhaps with marks of its own, as in Yoruba
_PART = re.compile(f"{_LETTERS}(?:[’']{_LETTERS})*")
_FOREIGN = re.compile(r"[^\u0000-\u036f\u1e00-\u1eff\u2019]")  # no Latin letter: another language's word
_NO_WORDS = re.compile(r"[@#/\\_\d&%£$€^]|\w\.\w|\.\.\.")
_MOST_LETTERS = 60  # no word is longer; what is can only be a code
_LEAST_IN_COMPOUND = 3  # "re-engage", "co-opted", "pre-birth": what stands before the hyphen is no word alone
_APOSTROPHE = "'"


@dataclass(frozen=True, slots=True)
class SpelledWord:
    """A word in a text.

    Attributes:
        start: its place, counted in code points.
        end: behind its last letter.
        text: as written, with a plain apostrophe and composed letters.
    """

    start: int
    end: int
    text: str


def spelled_words(text: str) -> Iterator[SpelledWord]:
    """Yield the words that spelling looks at, in order."""
    for place, run in runs_of(text):
        for word in words_of_run(run):
            yield SpelledWord(place + word.start, place + word.end, word.text)


def runs_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield what hangs together in a text, with its place in code points; each can be looked at by itself."""
    return ((run.start(), run.group()) for run in _RUN.finditer(text))


def words_of_run(run: str) -> Iterator[SpelledWord]:
    """Yield the words of one run of `runs_of`, counted from its beginning."""
    if _NO_WORDS.search(run.rstrip(".")):
        return
    for found in _PART.finditer(run):
        word = found.group()
        least = _LEAST_IN_COMPOUND if len(word) < len(run.rstrip(".'’")) else 1
        if least < len(word) <= _MOST_LETTERS and not _is_passed_over(word):
            yield SpelledWord(found.start(), found.end(), _plain(word))


def without_possessive(word: str) -> str:
    """Return a word without the 's (or, after an s, the apostrophe) of what belongs to it."""
    lower = word.casefold()
    return word[:-2] if lower.endswith("'s") else word[:-1] if lower.endswith("s'") else word


def name_words(names: Iterable[str]) -> frozenset[str]:
    """Return the single words of names, as they are written."""
    return frozenset(word.text for name in names for word in spelled_words(name))


def accepts(known: frozenset[str], word: str) -> bool:
    """Tell whether a list of words has a word: as listed, all in capitals, or with a capital to begin a sentence."""
    for each in (word, without_possessive(word)):
        if each in known or (each[:1].isupper() and each[:1].lower() + each[1:] in known):
            return True
        if each.isupper() and (each.capitalize() in known or each.lower() in known):
            return True
    return False


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace("’", _APOSTROPHE))


def _is_passed_over(word: str) -> bool:
    """Tell whether it is in another script, or in capitals, perhaps with a small s for several: CAMHS, IROs."""
    if _FOREIGN.search(word):
        return True
    stem = word.removesuffix("s") if word != "As" else word
    return stem.isupper()
