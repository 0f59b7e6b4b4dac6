"""Short names for papers that stay in the room: first names, with an initial where two are alike."""

from collections import Counter
from collections.abc import Iterable

from cpm_desktop.domain.naming import first_name


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
    return f"{first} {last[0]}" if not first.casefold().endswith(last.casefold()) else name
