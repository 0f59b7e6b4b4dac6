"""Lines that tell an address, or how to reach somebody: those stand on the file copy only (after.copy-for-each-reader).

What is known of the child and the people is looked for as it stands there: a house with its street, a postcode, an
e-mail address, a telephone number. An address that is not among them is not found.
"""

import re
from collections.abc import Iterable, Iterator

from cpm_desktop.domain.aggregate import all_entities
from cpm_desktop.domain.captures import Audience, Capture, Disclosure
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting
from cpm_desktop.domain.reading_limits import LimitKind, limit_on
from cpm_desktop.domain.text import fold
from cpm_desktop.domain.what_it_says import all_typed

_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b")
_HOUSE = re.compile(r"^(?:flat |apartment )?\d+[a-z]?[ ,]+\w[\w ]+")
_NO_DIGIT = re.compile(r"\D")
_NO_LETTER = re.compile(r"[\W_]+")
_LAST_DIGITS = 9  # of a telephone number, whether it begins with 0 or a country's number
_ON_FILE_ALONE = frozenset({LimitKind.FILE, LimitKind.ADDRESS})


def lines_telling_addresses(meeting: Meeting) -> tuple[Entity, ...]:
    """Return the lines and answers that tell an address or a way to reach somebody, and may be read by others."""
    whole, numbers = _known(meeting)
    if not (whole or numbers):
        return ()
    return tuple(thing for thing in _readable(meeting) if _tells(all_typed(meeting, thing), whole, numbers))


def _known(meeting: Meeting) -> tuple[frozenset[str], frozenset[str]]:
    """Return texts as they would be written, without spaces, and telephone numbers as digits alone."""
    addresses = [child.placement_address for child in meeting.children]
    addresses += [person.address for person in meeting.attendees]
    whole = set(_written(addresses))
    numbers: set[str] = set()
    for person in meeting.attendees:
        whole |= {_tight(fold(person.email))} if "@" in person.email else set()
        digits = _NO_DIGIT.sub("", person.telephone)[-_LAST_DIGITS:]
        numbers |= {digits} if len(digits) == _LAST_DIGITS else set()
    return frozenset(whole), frozenset(numbers)


def tells_one_of(addresses: Iterable[str], text: str) -> bool:
    """Tell whether a text tells one of these addresses, however it is parted: house and street, or the postcode."""
    bare = _NO_LETTER.sub("", fold(text))
    return any(_NO_LETTER.sub("", known) in bare for known in _written(addresses))


def _written(addresses: Iterable[str]) -> frozenset[str]:
    """Return addresses as they would be written, without spaces."""
    whole: set[str] = set()
    for address in addresses:
        plain = fold(address)
        whole |= {_tight(found) for found in _POSTCODE.findall(plain)}
        house = _HOUSE.match(plain.split("\n")[0].split(",")[0].strip())
        whole |= {_tight(house.group())} if house is not None else set()
    return frozenset(whole)


def _readable(meeting: Meeting) -> Iterator[Entity]:
    for entity in all_entities(meeting):
        if not isinstance(entity, Capture | Answer | CarriedItem) or isinstance(entity, Disclosure):
            continue
        limit = limit_on(meeting.limits, entity.kind, entity.id)
        is_open = getattr(entity, "audience", Audience.EVERYONE) is not Audience.FILE_ONLY
        if is_open and (limit is None or limit.limit not in _ON_FILE_ALONE):
            yield entity


def _tells(typed: str, whole: frozenset[str], numbers: frozenset[str]) -> bool:
    text = fold(typed)
    tight = _tight(text)
    if any(known in tight for known in whole):
        return True
    digits = _NO_DIGIT.sub("", text) if numbers else ""
    return any(known in digits for known in numbers)


def _tight(text: str) -> str:
    return "".join(text.split())
