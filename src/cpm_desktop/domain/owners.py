"""Whose an action is where its owner is several people: "Priya Nair and Dana Avery"."""

import re
from collections.abc import Collection

_JOINED = re.compile(r",\s+|\s+and\s+")


def owner_names(owner: str, people: Collection[str]) -> list[str]:
    """Return the names in an owner, one or several.

    Args:
        owner: as the action names it.
        people: whole names of those known; where none of them is in it ("Housing and Finance"), it stays whole.
    """
    if owner in people:
        return [owner]
    names = _JOINED.split(owner)
    return names if any(name in people for name in names) else [owner]
