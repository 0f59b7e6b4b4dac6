"""Short names for papers that stay in the room: first names, with an initial where two are alike."""

from collections import Counter
from collections.abc import Iterable

_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev", "revd", "sir", "dame", "pc", "sgt"}
)


def first_name(name: str) -> str:
    """Return a first name, without a title before it."""
    words = [word for word in name.split() if word.rstrip(".").casefold() not in _TITLES]
    return words[0] if words else name


def has_title(name: str) -> bool:
    """Tell whether a name begins with a title."""
    return name.split(" ", 1)[0].rstrip(".").casefold() in _TITLES


def first_names(names: Iterable[str]) -> dict[str, str]:
    """Return for each whole name the shortest that tells it from the others."""
    whole = [name for name in dict.fromkeys(names) if name]
    counts = Counter(first_name(name).casefold() for name in whole)
    short = {
        name: first_name(name) if counts[first_name(name).casefold()] == 1 else _with_initial(name)
        for name in whole
    }
    clashes = Counter(short.values())
    return {name: text if clashes[text] == 1 else name for name, text in short.items()}


def _with_initial(name: str) -> str:
    last = name.rsplit(maxsplit=1)[-1]
    first = first_name(name)
    return f"{first} {last[0]}" if last.casefold() != first.casefold() else name
