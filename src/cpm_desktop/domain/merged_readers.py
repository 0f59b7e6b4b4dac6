"""Who may read what two sides changed apart: what one side opened is not opened for what the other wrote, unasked.

A detail such as `audience` is a gate before the thing that it stands on, and before what hangs on that thing. Where one
side opened the gate and the other changed what lies behind it, neither of them ever let these readers see this: so a
merge asks. Rule: after.copy-for-each-reader.
"""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from cpm_desktop.domain.aggregate import entities_of, shelves
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Audience, Capture, Outcome, Position, Sharing, View
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.codec import Plain, Row, to_plain
from cpm_desktop.domain.entity import Aggregate, Entity
from cpm_desktop.domain.meeting import GivenReason, Paper, ReadBackMark
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit

_PLACE = "position"
AS_ONE: Mapping[str, tuple[str, ...]] = {
    Paper.kind: ("file_hash", "file_name", "size", "audience", "state"),
}
"""Details that stand or fall together, by kind; the first names the question, and is what the others are about."""
_HANGING = frozenset(cls.kind for cls in (Position, Outcome, ReadBackMark, GivenReason))
_WHO = frozenset(("name", "role", "role_id", "agency", "is_child", "is_party", "parental_responsibility")) | {
    "contact_restriction"
}


@dataclass(frozen=True, slots=True)
class _Gate:
    """What a detail lets people read.

    Attributes:
        order: its values, each letting more people read than those before; of any other, each may let more.
        before: the details behind it; None for all of the thing.
        hanging: kinds of what else lies behind it, where it names the thing.
    """

    order: tuple[Plain, ...] = ()
    before: frozenset[str] | None = None
    hanging: frozenset[str] = _HANGING

    def opens(self, value: Plain, was: Plain) -> bool:
        """Tell whether a value may let somebody read whom the other does not."""
        if value in self.order and was in self.order:
            return self.order.index(value) > self.order.index(was)
        return value != was


_COPIES = _Gate((CopyKind.NONE.value, CopyKind.UNDECIDED.value), _WHO, frozenset())
_GATES: Mapping[str, _Gate] = {
    "audience": _Gate((Audience.FILE_ONLY.value, Audience.PROFESSIONALS.value, Audience.EVERYONE.value)),
    "sharing": _Gate(tuple(each.value for each in Sharing)),
    "is_prepared": _Gate((True, False)),
    "is_on_other_copies": _Gate((False, True)),
    "is_participation_note_shared": _Gate(
        (False, True), frozenset(("participation", "participation_note")), frozenset()
    ),
    "copy_kind": _COPIES,
    "includes_advice": _Gate((None, False, True)),
    "sections": _Gate(),
    "withdrawn_on": _Gate(),
    "is_child": _Gate((True, False), frozenset(("name",)), frozenset((View.kind,))),
    "for_child": _Gate(),
    "item": _Gate(),
    "child_id": _Gate(),
    "of": _Gate(),
    "of_item": _Gate(),
    "disagreement": _Gate(),
}


@dataclass(frozen=True, slots=True)
class Touched:
    """What one side changed or put in, as far as it matters to who may read the rest.

    Attributes:
        changed: ids of what it changed or put in.
        named: texts in these that may be the id of something else, with the kinds of what they stand in.
    """

    changed: frozenset[str]
    named: frozenset[tuple[str, str]]

    def hangs_on(self, identifier: str, kinds: Collection[str] = _HANGING) -> bool:
        """Tell whether something of these kinds that hangs on a thing was changed or put in."""
        return any((identifier, kind) in self.named for kind in kinds)

    def is_behind(self, limit: ReadingLimit) -> bool:
        """Tell whether anything that a limit may keep from somebody was changed or put in."""
        if limit.of_kind == Attendee.kind:  # who may be named, and told of, anywhere
            return bool(self.changed)
        return limit.of in self.changed or self.hangs_on(limit.of)


def touched(base: Aggregate, side: Aggregate, kinds: Collection[str]) -> Touched:
    """Return what a side changed or put in since both had the same, limits left aside."""
    changed: set[str] = set()
    named: set[tuple[str, str]] = set()
    for kind in shelves(type(side)):
        if kind not in kinds or kind == ReadingLimit.kind:
            continue
        before = {entity.id: entity for entity in entities_of(base, kind)}
        for entity in entities_of(side, kind):
            was = before.get(entity.id)
            if was is None or dataclasses.replace(entity, position=was.position) != was:
                changed.add(entity.id)
                named |= {(text, kind) for text in _texts(entity)}
    return Touched(frozenset(changed), frozenset(named))


def _texts(entity: Entity) -> Iterator[str]:
    """Yield what may be the id of something that an entity hangs on; a reason's key names it between points."""
    yield from entity.id.split(".")
    for value in to_plain(entity).values():
        if isinstance(value, str):
            yield value


def opened_apart(
    base: Row, mine: Row, theirs: Row, touched_here: Touched, touched_there: Touched
) -> Iterator[str]:
    """Yield the details of a thing by which one side let more people read it than the other, who changed it, did."""
    identifier = str(base["id"])
    for name in base.keys() & _GATES.keys():
        gate = _GATES[name]
        for opening, other, there in ((mine, theirs, touched_there), (theirs, mine, touched_here)):
            if opening[name] == base[name] or not gate.opens(opening[name], other[name]):
                continue
            behind = (base.keys() if gate.before is None else gate.before & base.keys()) - {name, _PLACE}
            is_changed = any(other[each] not in (base[each], opening[each]) for each in behind)
            if is_changed or there.hangs_on(identifier, gate.hanging):
                yield name
                break


def parted(kind: str, base: Row, mine: Row, theirs: Row) -> tuple[str, ...]:
    """Return the details that have to stand as one side has them: one changed what they are about, the other them.

    Of a paper: the file on one side, and on the other the file too, whose copies have it inside, or if it is there.
    """
    together = AS_ONE.get(kind, ())
    if not together:
        return ()
    leading, told = together[0], ("file_hash", "audience", "state")
    if mine[leading] == theirs[leading]:
        return ()
    is_here, is_there = (any(side[name] != base[name] for name in told) for side in (mine, theirs))
    return together if is_here and is_there else ()


def loosens(limit: ReadingLimit | None, was: ReadingLimit) -> bool:
    """Tell whether a limit may let somebody read whom it kept off before; None where it was lifted."""
    if limit is None:
        return True
    is_as_tight = was.limit in (limit.limit, LimitKind.NAMED) or (
        limit.limit is LimitKind.FILE and was.limit is not LimitKind.ADDRESS
    )
    return not is_as_tight or not set(was.not_for) <= set(limit.not_for)


def holds_others(entity: Entity) -> bool:
    """Tell whether what hangs on something is kept from people with it, and stands open without it."""
    return isinstance(entity, Capture)
