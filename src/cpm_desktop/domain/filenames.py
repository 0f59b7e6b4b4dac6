"""Names of files by the authority's pattern: plain letters, safe on Windows, never a person's name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from cpm_desktop.domain.blanks import fill_blanks

LONGEST = 80  # with its ending; leaves room for the folder within the 260 letters of older systems
_UNSAFE = re.compile(r"[^A-Za-z0-9 ._-]+")
_WORD = re.compile(r"[A-Za-z0-9]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
# Letters that fall apart into no plain letter and a mark.
_PLAIN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "–": "-",
        "—": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
    }
)
_NOT_OF_PEOPLE = frozenset({"date", "kind"})
_SHORTEST_NAME = 2
_NAME_INSIDE_WORD = 4  # shorter names stand inside too many words to be looked for there


def plain_letters(text: str) -> str:
    """Return text in ASCII: marks fall away, letters of other scripts too."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return apart.encode("ascii", "ignore").decode()


def safe_stem(text: str, longest: int = LONGEST, otherwise: str = "Minutes") -> str:
    """Return text as the first part of a file's name on any system.

    Args:
        text: any text.
        longest: at most so many letters.
        otherwise: what stands where nothing is left.
    """
    kept = " ".join(_UNSAFE.sub(" ", plain_letters(text)).split())
    stem = kept.lstrip(" .-_")[:longest].rstrip(" .")
    if not _WORD.search(stem):
        return otherwise
    if stem.partition(".")[0].strip().casefold() in _DEVICES:
        return f"{otherwise} {stem}"[:longest].rstrip(" .")
    return stem


def file_name(
    pattern: str,
    values: Mapping[str, str],
    names: Iterable[str],
    *,
    qualifier: str = "",
    ending: str = ".pdf",
) -> str:
    """Return a file's name by a pattern.

    What the values hold of a person's name is taken out, even where a case number was made of it; date and kind come
    from elsewhere and stay (after.file-and-case-note).

    Args:
        pattern: with named blanks in braces.
        values: for the blanks; a date as ISO 8601.
        names: of everybody around the child, the child first.
        qualifier: what tells copies apart ("family copy 2"); never a name.
        ending: with its full stop.
    """
    people = list(names)
    safe = {
        blank: value if blank in _NOT_OF_PEOPLE else without_names(value, people)
        for blank, value in values.items()
    }
    tail = f" {qualifier}" if qualifier else ""
    stem = safe_stem(fill_blanks(pattern, safe), LONGEST - len(tail) - len(ending))
    return f"{stem}{tail}{ending}"


def without_names(text: str, names: Iterable[str]) -> str:
    """Return text without any word that is, or holds, a part of a person's name."""
    parts = set(_name_parts(names))
    inside = sorted((part for part in parts if len(part) >= _NAME_INSIDE_WORD), key=len, reverse=True)

    def kept(found: re.Match[str]) -> str:
        word = plain_letters(found.group()).casefold()
        return "" if word in parts or any(part in word for part in inside) else found.group()

    return re.sub(r"[^\W_]+", kept, unicodedata.normalize("NFC", text))


def numbered_apart(name: str, taken: Iterable[str]) -> str:
    """Return the name, or with a number before its ending where it is taken; letter case does not tell apart."""
    held = {other.casefold() for other in taken}
    if name.casefold() not in held:
        return name
    stem, dot, ending = name.rpartition(".")
    number = 2
    while True:
        tail = f" {number}{dot}{ending}"
        other = stem[: LONGEST - len(tail)].rstrip(" .") + tail
        if other.casefold() not in held:
            return other
        number += 1


def _name_parts(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for part in _LETTERS.findall(unicodedata.normalize("NFC", name)):
            plain = plain_letters(part).casefold()
            if len(plain) >= _SHORTEST_NAME:
                yield plain
