"""What people are called in running text and in shorthand: first names and initials that do not clash."""

from collections.abc import Iterable, Sequence
from itertools import count

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.people import initials_of

_TITLES = frozenset(
    {
        "dr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "prof",
        "professor",
        "rev",
        "revd",
        "reverend",
        "sir",
        "dame",
        "judge",
    }
)


def has_title(name: str) -> bool:
    """Tell whether a name begins with a title ("Dr Siew Lee")."""
    return name.partition(" ")[0].rstrip(".").casefold() in _TITLES


def first_name(name: str) -> str:
    """Return the name a person is called by: the first one; with a title, title and last name."""
    parts = name.split()
    if not parts:
        return ""
    if has_title(name) and len(parts) > 1:
        return f"{parts[0]} {parts[-1]}"
    return parts[0]


def called_among(name: str, people: Iterable[Person]) -> str:
    """Return a person's first name, or the whole name where somebody else shares the first."""
    short = first_name(name)
    sharing = {person.name for person in people if first_name(person.name).casefold() == short.casefold()}
    return short if len(sharing | {name}) == 1 else name


def initials_among(people: Sequence[Person]) -> dict[str, str]:
    """Return initials for each person, by id; where they clash the later ones get a number: JS, JS2.

    Initials set by hand go first and are kept as they are. Titles do not count: Dr Siew Lee is SL.
    """
    given = {person.id: person.initials for person in people if person.initials}
    taken = {initials.casefold() for initials in given.values()}
    found = dict(given)
    for person in people:
        if person.id in found:
            continue
        made = _made_initials(person)
        wanted = next(
            initials
            for number in count(1)
            if (initials := made if number == 1 else f"{made}{number}").casefold() not in taken
        )
        taken.add(wanted.casefold())
        found[person.id] = wanted
    return found


def _made_initials(person: Person) -> str:
    bare = person.name.partition(" ")[2] if has_title(person.name) else person.name
    letters = "".join(part[0] for part in bare.split() if part[0].isalpha()).upper()
    return letters or initials_of(person) or "X"
