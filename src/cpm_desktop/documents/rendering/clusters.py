"""Text as a reader counts it: characters with their marks, and a stand-in for what cannot be printed."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from cpm_desktop.documents.rendering.typefaces import is_ignorable

SPACES = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
"""Spaces at which a line may end, as they stand in a set of a regular expression."""
_SPACE = re.compile(f"[{SPACES}]")
_UNCHECKED = 8192  # characters
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_OVERRIDES = {0x202D, 0x202E}
_HANGUL_MEDIAL_AND_FINAL = range(0x1160, 0x1200)


def split_clusters(text: str, check: Callable[[], None] = lambda: None) -> list[str]:
    """Split text into characters, each with what belongs to it; `check` is called now and then."""
    if text.isascii():
        return list(text)
    clusters: list[str] = []
    start = 0
    for place in range(1, len(text)):
        if place % _UNCHECKED == 0:
            check()
        if not _extends(text[place - 1], place - start, text[place]):
            clusters.append(text[start:place])
            start = place
    clusters.append(text[start:])
    return clusters


def _extends(before: str, count: int, character: str) -> bool:
    """Tell whether a character belongs to those before it, `count` of them, of which the last is `before`."""
    if character.isascii():
        return False
    if count == 1 and before.isspace():
        return _is_mark(character)
    return (
        _joins(character)
        or before == _JOINER
        or (ord(character) in _FLAG_LETTERS and count == 1 and ord(before) in _FLAG_LETTERS)
    )


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


@lru_cache(maxsize=4096)
def _joins(character: str) -> bool:
    code = ord(character)
    is_part = code in _SKIN_TONES or code in _HANGUL_MEDIAL_AND_FINAL
    return is_part or _is_mark(character) or is_ignorable(character)


def is_control(character: str) -> bool:
    """Tell whether a character must be shown by its number: it controls, turns text round, has no meaning."""
    code = ord(character)
    if code in _OVERRIDES:
        return True
    return unicodedata.category(character) in {"Cc", "Cs", "Cn", "Co"}


def is_simple(character: str) -> bool:
    """Tell whether a character stands by itself whatever comes before it, and is no control."""
    code = ord(character)
    is_joining = _joins(character) or code in _FLAG_LETTERS
    return not is_joining and not is_control(character)


def is_space(text: str) -> bool:
    """Tell whether text begins with a space at which a line may end."""
    return _SPACE.match(text) is not None


def stand_in(character: str) -> str:
    """Return what is printed for a character that cannot be: its number."""
    return f"[U+{ord(character):04X}]"


def split_lines(text: str) -> list[str]:
    """Split text at its line ends, whichever way they are written."""
    for end in ("\r\n", "\r", "\u2028", "\u2029"):
        if end in text:
            text = text.replace(end, "\n")
    return text.split("\n")
