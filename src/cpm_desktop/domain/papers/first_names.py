"""What people are called on the sheet for the room: first names, with the last initial where two share one."""

from collections import Counter
from collections.abc import Collection, Iterable

from cpm_desktop.domain.naming import first_name
from cpm_desktop.domain.owners import owner_names
from cpm_desktop.domain.typography import listed


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


def owners_by_first_name(people: Collection[str], owners: Iterable[str]) -> dict[str, str]:
    """Return for each owner of an action, who may be several people, what they are called in the room.

    Args:
        people: whole names of those who take part.
        owners: as actions name them: "Priya Nair and Dana Avery". Who is no person ("School nurse") stays whole.
    """
    parted = {owner: owner_names(owner, people) for owner in owners if owner}
    others = [name for names in parted.values() for name in names if _may_be_name(name)]
    short = first_names([*people, *others])
    return {owner: listed([short.get(name, name) for name in names]) for owner, names in parted.items()}


def _may_be_name(name: str) -> bool:
    return all(word[0].isupper() for word in name.split())


def _with_initial(name: str) -> str:
    last = name.rsplit(maxsplit=1)[-1]
    first = first_name(name)
    return f"{first} {last[0]}" if not first.casefold().endswith(last.casefold()) else name
