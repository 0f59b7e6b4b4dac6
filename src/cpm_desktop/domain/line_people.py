"""Whom a typed line names: initials, first or whole names, and roles ("SW", "Mum"), with "@" or without."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.forms import RoleName
from cpm_desktop.domain.naming import first_name, has_title, initials_among
from cpm_desktop.domain.roles import find_role
from cpm_desktop.domain.text import fold
from cpm_desktop.domain.typography import listed

_JOINS = r"\s*(?:[,/+&]|\band\b)\s*|\s+(?=@)"
_AT_FIRST = re.compile(r"@((?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s+[^\W\d_][\w'’-]*|[^\s,@/+&()]+)")
_JOIN = re.compile(_JOINS)
_BARE = re.compile(r"[^\W\d_][\w'’-]*")
_AFTER = re.compile(r"\s*(?:[:,]|\s[-–—])?(?:\s+|$|(?=[)\]]))")
_WORD = re.compile(r"[^\s,@/+&()\[\]]+")
_ENDS = ".:;"
_STANDS_ALONE = re.compile(r"(?=[\s,:;.)/&+]|$)")
_MOST_INITIALS = 3
# "@home he sleeps well" is where, not who.
_PLACES = frozenset(
    {"home", "school", "nursery", "college", "work", "clinic", "court", "hospital", "contact", "placement"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """People named in a stretch of a line.

    Attributes:
        names: what was typed for each, without "@"; the name itself where all of it was typed.
        end: where the stretch ends in the line.
    """

    names: tuple[str, ...]
    end: int


class Around:
    """The people at a meeting and around the child, to be found by what is typed for them."""

    def __init__(self, people: Sequence[Person], roles: Mapping[str, RoleName] | None = None) -> None:
        """`roles` are those of the procedure, by id, for "@SW" and "Mum"."""
        self._people = tuple(people)
        self._roles = roles or {}
        self._initials = initials_among(self._people)
        self._known: dict[str, tuple[Person, ...]] = {}  # each word of a line is looked for several times

    def find(self, typed: str) -> Person | None:
        """Find whom it means; accents may be left out, and two who fit are nobody."""
        fitting = self.meant(typed)
        return fitting[0] if len(fitting) == 1 else None

    def meant(self, typed: str) -> tuple[Person, ...]:
        """Return everybody whom it may mean: one where it is clear, none where nobody is called so."""
        wanted = " ".join(typed.rstrip(".:;").split())
        found = self._named(wanted)
        return found or tuple(self._by_part(fold(wanted)))

    def initials(self, person: Person) -> str:
        """Return somebody's initials as they are written."""
        return self._initials[person.id]

    def like_initials(self, person: Person) -> tuple[tuple[str, str], ...]:
        """Return initials and name of the others whose initials differ from a person's in the number alone."""
        own = self._initials[person.id].rstrip("0123456789")
        others = ((self._initials[one.id], one.name) for one in self._people if one.id != person.id)
        return tuple((letters, name) for letters, name in others if letters.rstrip("0123456789") == own)

    def is_initials(self, typed: str) -> bool:
        """Tell whether it is somebody's initials as they are written."""
        return typed in self._initials.values()

    def at_signed(self, line: str, at: int) -> Named | None:
        """Return the people named with "@" from there on: "@PN", "@Priya Nair", "@PN, @JO", "@PN and JO", "@PN/JO"."""
        word, first = _AT_FIRST.match(line, at), self._one_signed(line, at)
        if word is None or first is None or word[1] in _PLACES:
            return None
        (name,), end = first.names, first.end
        names, known = [name], name.partition(".")[0]
        if "." in name.rstrip(".") and self.is_initials(known):
            # "@PN.ring": a full stop where the space was meant.
            return Named((known,), end - len(name) + len(known) + 1)
        while (more := self._one_more(line, end)) is not None:
            names.append(more.names[0])
            end = more.end
        after = _AFTER.match(line, end)
        if after is None:
            return None
        return Named(tuple(names), after.end())

    def plain(self, line: str, at: int) -> Named | None:
        """Return known people named without "@" from there on: "PN", "Priya and Joy", "Social worker"."""
        names: list[str] = []
        end = at
        while (found := self._plain_name(line, end)) is not None:
            names.append(line[end:found].strip())
            joined = _JOIN.match(line, found)
            if joined is None or self._plain_name(line, joined.end()) is None:
                return Named(tuple(names), found)
            end = joined.end()
        return None

    def who(self, names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """Return the ids of those who are known, what was typed for those who are not, and all as one text."""
        ids, unknown, owners = [], [], []
        for name in names:
            person = self.find(name)
            if person is None:
                unknown.append(name)
                owners.append(name)
            elif person.id not in ids:
                ids.append(person.id)
                owners.append(person.name)
        return tuple(ids), tuple(unknown), listed(owners)

    def _one_signed(self, line: str, at: int) -> Named | None:
        """Return who is named with "@" there: a whole name that is known, or else one word."""
        word = _AT_FIRST.match(line, at)
        if word is None:
            return None
        return self._whole_name(line, word.start(1)) or Named((word[1],), word.end())

    def _whole_name(self, line: str, at: int) -> Named | None:
        """Return whose name of two words and more stands there, word for word; the longest one."""
        words: list[re.Match[str]] = []
        for word in _WORD.finditer(line, at, at + 120):
            if (line[words[-1].end() : word.start()] not in {" ", "\t"}) if words else word.start() != at:
                break
            words.append(word)
        for person in sorted(self._people, key=lambda one: -len(one.name)):
            for name in (person.name.split(), _without_title(person.name)):
                typed = words[: len(name)]
                if len(name) > 1 and len(typed) == len(name) and _is_typed([one[0] for one in typed], name):
                    return Named((person.name,), typed[-1].end())
        return None

    def _one_more(self, line: str, end: int) -> Named | None:
        joined = _JOIN.match(line, end)
        if joined is None:
            return None
        signed = self._one_signed(line, joined.end())
        if signed is not None:
            return signed
        is_listed = not joined.group().strip().startswith(",")
        whole = self._whole_name(line, joined.end()) if is_listed else None
        if whole is not None:
            return whole
        bare = _BARE.match(line, joined.end())
        if bare is None or _STANDS_ALONE.match(line, bare.end()) is None:
            return None
        # After a comma a first name may begin what they are to do: "@PN, Kai needs shoes".
        if self.is_initials(bare.group()) or (
            is_listed and bare.group()[0].isupper() and self._is_one(bare.group())
        ):
            return Named((bare.group(),), bare.end())
        return None

    def _plain_name(self, line: str, at: int) -> int | None:
        """Return where a known name ends that begins there; the longest one."""
        words = list(_BARE.finditer(line, at, at + 80))[:4]
        if not words or words[0].start() != at:
            return None
        for last in reversed(words):
            typed = line[at : last.end()]
            if _STANDS_ALONE.match(line, last.end()) is None or "\n" in typed:
                continue
            if self.is_initials(typed) or (not _is_short(typed) and self._is_one(typed)):
                if last is not words[0] and self._begins_with_somebody(typed):
                    continue  # "PN ask Mum" is something that PN does
                return last.end()
            if _is_short(typed) and typed.isupper() and len(self._by_role(typed)) == 1:
                return last.end()
        return None

    def _begins_with_somebody(self, typed: str) -> bool:
        """Tell whether words that are nobody's name begin with somebody, so that only their end is a role."""
        is_name = any(self._whole(folded(typed), folded) for folded in (str.casefold, fold))
        return not is_name and bool(self._called(typed.split(maxsplit=1)[0]))

    def _called(self, word: str) -> list[Person]:
        return [
            person
            for person in self._people
            if self._initials[person.id] == word or fold(person.name.partition(" ")[0]) == fold(word)
        ]

    def _named(self, wanted: str) -> tuple[Person, ...]:
        """Return those who are called so without a sign, too: a last name alone may be any word."""
        if wanted not in self._known:
            self._known[wanted] = next((tuple(stage) for stage in self._stages(wanted) if stage), ())
        return self._known[wanted] if wanted else ()

    def _is_one(self, typed: str) -> bool:
        return len(self._named(" ".join(typed.rstrip(".:;").split()))) == 1

    def _by_part(self, wanted: str) -> list[Person]:
        """Return those of whose names it is a part: "Nair", or "Siew" of Dr Siew Lee."""
        return [person for person in self._people if len(wanted) > 1 and wanted in fold(person.name).split()]

    def _stages(self, wanted: str) -> Iterator[list[Person]]:
        """Yield those who fit, ever more loosely: "Jo" is who is called so before it is Joy Okafor, who is JO."""
        yield [person for person in self._people if self._initials[person.id] == wanted]
        yield [person for person in self._people if wanted == person.name.partition(" ")[0]]
        for folded in (str.casefold, fold):
            yield self._short(folded(wanted), folded)
            yield self._whole(folded(wanted), folded)
        yield self._by_role(wanted)

    def _short(self, wanted: str, folded: Callable[[str], str]) -> list[Person]:
        return [
            person
            for person in self._people
            if wanted in (folded(self._initials[person.id]), folded(person.name.partition(" ")[0]))
        ]

    def _whole(self, wanted: str, folded: Callable[[str], str]) -> list[Person]:
        return [
            person
            for person in self._people
            if wanted in (folded(person.name), folded(first_name(person.name)))
        ]

    def _by_role(self, typed: str) -> list[Person]:
        role = find_role(self._roles, typed)
        wanted = typed.casefold()
        return [
            person
            for person in self._people
            if (role and person.role_id == role) or (person.role and person.role.casefold() == wanted)
        ]


def _without_title(name: str) -> list[str]:
    return name.split()[1:] if has_title(name) else []


def _is_typed(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether words are a name; "Jack may" is Jack, who may do something, and not Jack May."""
    *_, last = typed
    if typed[0][0].isupper() and name[-1][0].isupper() and not last[0].isupper():
        return False
    return all(
        fold(one.rstrip(_ENDS)) == fold(other.rstrip(_ENDS)) for one, other in zip(typed, name, strict=True)
    )


def _is_short(typed: str) -> bool:
    return len(typed) <= _MOST_INITIALS and typed.isupper()
