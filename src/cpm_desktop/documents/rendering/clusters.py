"""Text as a reader counts it: characters with their marks, and a stand-in for what cannot be printed."""

import re
import unicodedata

from cpm_desktop.documents.rendering.typefaces import is_ignorable

SPACES = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
"""Spaces at which a line may end, as they stand in a set of a regular expression."""
_SPACE = re.compile(f"[{SPACES}]")
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_OVERRIDES = {0x202D, 0x202E}
_HANGUL_MEDIAL_AND_FINAL = range(0x1160, 0x1200)


def split_clusters(text: str) -> list[str]:
    """Split text into characters, each with what belongs to it."""
    if text.isascii():
        return list(text)
    clusters: list[str] = []
    for character in text:
        if clusters and _extends(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _extends(cluster: str, character: str) -> bool:
    if character.isascii():
        return False
    code = ord(character)
    if cluster.isspace() and unicodedata.category(character)[0] != "M":
        return False
    return (
        unicodedata.category(character)[0] == "M"
        or is_ignorable(character)
        or cluster[-1] == _JOINER
        or code in _SKIN_TONES
        or code in _HANGUL_MEDIAL_AND_FINAL
        or (code in _FLAG_LETTERS and len(cluster) == 1 and ord(cluster) in _FLAG_LETTERS)
    )


def is_control(character: str) -> bool:
    """Tell whether a character must be shown by its number: it controls, turns text round, has no meaning."""
    code = ord(character)
    if code in _OVERRIDES:
        return True
    return unicodedata.category(character) in {"Cc", "Cs", "Cn", "Co"}


def is_simple(character: str) -> bool:
    """Tell whether a character stands by itself whatever comes before it, and is no control."""
    code = ord(character)
    is_joining = (
        unicodedata.category(character)[0] == "M"
        or is_ignorable(character)
        or code in _SKIN_TONES
        or code in _FLAG_LETTERS
        or code in _HANGUL_MEDIAL_AND_FINAL
    )
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
