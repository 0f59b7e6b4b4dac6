"""A venue as it may stand in somebody's calendar: without the child's name or another guest's."""

import re
from collections.abc import Iterable

from cpm_desktop.domain.naming import has_title

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_LEAST_LETTERS = 2
UNTOLD = "The person who invites you tells you where."


def venue_without_names(venue: str, child_names: Iterable[str], guests: Iterable[str]) -> str:
    """Return a venue without the parts, in brackets or between commas, that name somebody.

    Args:
        venue: as typed: "The garden room, Fell Lane Academy (Kai's choice)".
        child_names: every name the child goes by; each of its words counts.
        guests: the other people's names; the whole name counts, and each word where something is theirs ("Joy's home").
    """
    words = [word for name in child_names for word in name.split() if len(word) >= _LEAST_LETTERS]
    patterns = [rf"(?<!\w){re.escape(word)}s?(?!\w)" for word in words]
    for name in guests:
        bare = name.partition(" ")[2] if has_title(name) else name
        if bare.strip():
            patterns.append(rf"(?<!\w){re.escape(bare)}(?!\w)")
        patterns += [rf"(?<!\w){re.escape(word)}['’]" for word in bare.split() if len(word) >= _LEAST_LETTERS]
    if not patterns:
        return venue
    naming = re.compile("|".join(patterns), re.IGNORECASE)
    if not naming.search(venue):
        return venue
    without = _BRACKETS.sub(lambda found: "" if naming.search(found.group()) else found.group(), venue)
    kept = [part.strip() for part in without.split(",") if not naming.search(part)]
    return ", ".join(part for part in kept if part) or UNTOLD
