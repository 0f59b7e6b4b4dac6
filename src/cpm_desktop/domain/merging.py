"""Two versions of an aggregate that were changed apart, put together against what they had in common.

What one side alone changed is taken. Where both changed the same, both values are kept side by side until a person
says which stands: a merge never chooses, and what was not chosen stays in the command and so in the journal. Nor does
it let anybody read more of a thing than the side whose words are kept had said, without a person being asked.
"""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from cpm_desktop.domain.aggregate import entities_of, shelves, with_entities
from cpm_desktop.domain.codec import Plain, Row, from_plain, to_plain
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.legal_holds import LegalHold
from cpm_desktop.domain.merged_readers import Touched, holds_others, loosens, opened_apart, parted, touched
from cpm_desktop.domain.reading_limits import ReadingLimit
from cpm_desktop.domain.text_merging import merged_text

A = TypeVar("A", bound=Aggregate)
_WHOLE = ""
_PLACE = "position"
PROSE = frozenset(
    (
        *(
            "text",
            "words",
            "says",
            "about",
            "need",
            "why",
            "reason",
            "note",
            "meanwhile",
            "purpose",
            "measure",
        ),
        *("goes_on", "told", "next_step", "prepared_note", "participation_note", "access_needs"),
        *("challenge_text", "manager_discussion", "validity_reason", "extra_because", "reconvened_because"),
        *("contact_restriction", "copy_reason", "sharing_reason", "none_because", "closed_because"),
    )
)
"""Details in which people write sentences; any other text is a name, or stands for something, and is never joined."""
GUARDED = frozenset((ReadingLimit.kind, LegalHold.kind))
"""What keeps something from somebody, or from being cleared: once it stands here it is never changed without asking."""
_FOLLOWS = {
    "owner_id": "owner",
    "role_id": "role",
    "due_words": "due",
}
# The first says the same as the second in another way, or is about it, and goes with it.


class Side(StrEnum):
    """Whose value stands."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both sides changed, each in their own way.

    Attributes:
        kind: of the entity.
        id: of the entity.
        field: the detail; empty where one side took out what the other changed.
        base: the value both began with; None where there was none.
        mine: the value here; None where it was taken out here.
        theirs: the value there; None where it was taken out there.
    """

    kind: str
    id: str
    field: str
    base: Plain
    mine: Plain
    theirs: Plain

    @property
    def key(self) -> str:
        """What a choice about it is kept by."""
        return f"{self.kind}/{self.id}/{self.field}"

    def to_row(self) -> Row:
        """Return it as JSON."""
        return {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}

    @classmethod
    def from_row(cls, row: Row) -> "Conflict":
        """Read it from JSON."""
        kind, identifier, name = (str(row[each]) for each in ("kind", "id", "field"))
        return cls(kind, identifier, name, row["base"], row["mine"], row["theirs"])

    def allows_both(self) -> bool:
        """Tell whether both values can stand, one below the other: sentences that people wrote can."""
        return self.field in PROSE and bool(self.mine) and bool(self.theirs)


@dataclass(frozen=True, slots=True)
class Merging(Generic[A]):
    """What comes of putting two versions together.

    Attributes:
        value: both sides' changes; where they conflict, mine.
        conflicts: what a person has to settle.
    """

    value: A
    conflicts: tuple[Conflict, ...]


@dataclass(slots=True)
class _Merge:
    choices: Mapping[str, Side]
    here: Touched
    there: Touched
    conflicts: list[Conflict] = field(default_factory=list)

    def side_of(self, conflict: Conflict) -> Side:
        return self.choices.get(conflict.key, Side.MINE)

    def settled(self, conflict: Conflict) -> Plain:
        self.conflicts.append(conflict)
        match self.side_of(conflict):
            case Side.THEIRS:
                return conflict.theirs
            case Side.BOTH if conflict.allows_both():
                return "\n".join(sorted((str(conflict.mine), str(conflict.theirs))))
            case _:
                return conflict.mine


def merge(
    base: A, mine: A, theirs: A, kinds: Collection[str], choices: Mapping[str, Side] | None = None
) -> Merging[A]:
    """Put two versions together.

    Args:
        base: what both began with.
        mine: as it stands here.
        theirs: as it stands there.
        kinds: the kinds of entity that are put together; of the others, mine stand.
        choices: what a person said, by the keys of conflicts; mine stand where nothing was said.
    """
    merging = _Merge(choices or {}, touched(base, mine, kinds), touched(base, theirs, kinds))
    value = mine
    for kind in shelves(type(mine)):
        if kind in kinds:
            value = with_entities(value, kind, tuple(_entities(merging, kind, base, mine, theirs)))
    return Merging(value, tuple(merging.conflicts))


def _entities(
    merging: _Merge, kind: str, base: Aggregate, mine: Aggregate, theirs: Aggregate
) -> Iterator[Entity]:
    before, here, there = (
        {entity.id: entity for entity in entities_of(each, kind)} for each in (base, mine, theirs)
    )
    for identifier in dict.fromkeys((*here, *there)):
        entity = _entity(merging, before.get(identifier), here.get(identifier), there.get(identifier))
        if entity is not None:
            yield entity


def _entity(
    merging: _Merge, base: Entity | None, mine: Entity | None, theirs: Entity | None
) -> Entity | None:
    if mine is not None and mine.kind in GUARDED:
        return _guarded(merging, base, mine, theirs)
    if mine is not None and theirs is not None:
        return _fields(merging, base or type(mine)(id=mine.id), mine, theirs, is_new=base is None)
    one = mine or theirs
    if one is None or base is None:
        return one
    beside = merging.here if theirs is None else merging.there
    if _without_place(one) == _without_place(base) and not _is_needed(one, beside):
        return None  # the other side took out what this one left alone
    return _whole(merging, base, mine, theirs)


def _is_needed(entity: Entity, beside: Touched) -> bool:
    """Tell whether something that was taken out elsewhere still keeps from people what was changed or put in here."""
    if isinstance(entity, ReadingLimit):
        return beside.is_behind(entity)
    return holds_others(entity) and beside.hangs_on(entity.id)


def _guarded(merging: _Merge, base: Entity | None, mine: Entity, theirs: Entity | None) -> Entity | None:
    """Keep what stands here, unless they changed it, or wrote behind it as it was, and a person here agrees."""
    before, there = (None if each is None else _without_place(each) for each in (base, theirs))
    is_theirs_behind = (
        isinstance(mine, ReadingLimit)
        and isinstance(theirs, ReadingLimit)
        and loosens(mine, theirs)
        and merging.there.is_behind(theirs)
    )
    if there == _without_place(mine) or (there == before and not is_theirs_behind):
        return mine
    return _whole(merging, base, mine, theirs)


def _whole(merging: _Merge, base: Entity | None, mine: Entity | None, theirs: Entity | None) -> Entity | None:
    """Have a person say which of the two stands, or whether it does."""
    one = mine or theirs
    if one is None:  # pragma: no cover - who asks has one of the two; a type cannot say so
        return None
    was, here, there = (None if each is None else _plain(each) for each in (base, mine, theirs))
    stands = merging.settled(Conflict(one.kind, one.id, _WHOLE, was, here, there))
    return from_plain(type(one), stands) if isinstance(stands, dict) else None


def _fields(merging: _Merge, base: Entity, mine: Entity, theirs: Entity, *, is_new: bool) -> Entity:
    if mine == theirs:
        return mine
    before, here, there = to_plain(base), to_plain(mine), to_plain(theirs)
    values = _as_one(merging, mine.kind, before, here, there, is_new=is_new)
    sides: dict[str, Side] = {}
    opened = frozenset(opened_apart(before, here, there, merging.here, merging.there))
    apart = [name for name in before if name not in values]
    for name in sorted(apart, key=_FOLLOWS.__contains__):
        was, one, other = before[name], here[name], there[name]
        if (side := sides.get(_FOLLOWS.get(name, ""))) is not None:
            values[name] = other if side is Side.THEIRS else one
        elif one == other or (other == was and name not in opened):
            values[name] = one
        elif one == was and name not in opened:
            values[name] = other
        elif name == _PLACE:
            values[name] = min(int(str(one)), int(str(other)))  # the order of a list is nothing to ask about
        else:
            text = merged_text(str(was), str(one), str(other)) if name in PROSE and was else None
            conflict = Conflict(mine.kind, mine.id, name, None if is_new else was, one, other)
            if text is None:
                sides[name] = merging.side_of(conflict)
            values[name] = merging.settled(conflict) if text is None else text
    return from_plain(type(mine), values)


def _as_one(
    merging: _Merge, kind: str, before: Row, here: Row, there: Row, *, is_new: bool
) -> dict[str, Plain]:
    """Return the details that only stand together, from the side that a person says; none where nothing parts them."""
    names = parted(kind, before, here, there)
    if not names:
        return {}
    was, one, other = ({name: row[name] for name in names} for row in (before, here, there))
    asked = Conflict(kind, str(here["id"]), names[0], None if is_new else dict(was), dict(one), dict(other))
    stands = merging.settled(asked)
    return stands if isinstance(stands, dict) else one


def _plain(entity: Entity) -> Plain:
    return dict(to_plain(entity))


def _without_place(entity: Entity) -> Entity:
    return dataclasses.replace(entity, position=0)
