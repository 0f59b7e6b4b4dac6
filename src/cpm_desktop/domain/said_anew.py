"""What follows by itself where words that stand already become others, in the same step of undo.

What is gone on with while somebody is asked to leave counts as said then, so that it stays off their copy; what
takes the place of something kept from readers is kept from them; and what the room agreed to in other words is read
back again. Rules: after.copy-for-each-reader.
"""

import dataclasses
import datetime as dt
from typing import Any

from cpm_desktop.domain.aggregate import all_entities, shelves, with_put, with_replaced, without
from cpm_desktop.domain.attendance import Presence, was_asked_out
from cpm_desktop.domain.captures import Capture, Outcome, Position
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.meeting import Answer, Meeting, ReadBackMark, ReadBackResult, Stage
from cpm_desktop.domain.read_back import WHOLE_MEETING, said_otherwise
from cpm_desktop.domain.reading_limits import ReadingLimit, limit_key, limit_on

_WHILE_OUT = "Said in part while one of them was asked to leave, in part while the other was."
# None of these is what was said: where it stands, when, and who may read it.
_ABOUT_IT = frozenset(
    {"id", "position", "item", "born_in", "child_id", "at", "audience", "for_child"}
    | {
        "is_prepared",
        "sharing",
        "sharing_reason",
        "question",
        "subject",
        "disagreement",
        "of_item",
        "made_on",
    }
)


def said_anew(before: Meeting, after: Meeting, now: dt.datetime) -> Meeting:
    """Return the meeting after a change, with what follows from it.

    Args:
        before: as it stood.
        after: as the change leaves it.
        now: when it is made (UTC).
    """
    return _to_read_again(before, _said_apart(before, _limits_go_along(before, after), now))


def _limits_go_along(before: Meeting, after: Meeting) -> Meeting:
    """What takes the place of something kept from readers, as an action that of a note, is kept from them too."""
    if not before.limits:
        return after
    held, stands = _lines(before), _lines(after)
    fresh = [thing for key, thing in stands.items() if key not in held]
    for limit in before.limits if fresh else ():
        gone = held.get((limit.of_kind, limit.of))
        if gone is None or (limit.of_kind, limit.of) in stands:
            continue
        for thing in fresh:
            if thing.item == gone.item and limit_on(after.limits, thing.kind, thing.id) is None:
                key = limit_key(thing.kind, thing.id)
                moved = dataclasses.replace(limit, id=key, of_kind=thing.kind, of=thing.id, position=0)
                after = with_put(after, moved)
    return after


def _lines(meeting: Meeting) -> dict[tuple[str, str], Capture]:
    return {(each.kind, each.id): each for each in all_entities(meeting) if isinstance(each, Capture)}


def _to_read_again(before: Meeting, after: Meeting) -> Meeting:
    """What the room agreed to is read back again where it says something else now; what was said against it stays."""
    agreed = {mark.id for mark in after.read_back if mark.result is ReadBackResult.AGREED}
    changed = said_otherwise(before, after) if agreed else frozenset()
    if changed:  # agreement to the whole was to what it held
        changed |= {WHOLE_MEETING}
    for key in changed & agreed & {mark.id for mark in before.read_back}:
        after = without(after, ReadBackMark.kind, key)
    return after


def _said_apart(before: Meeting, after: Meeting, now: dt.datetime) -> Meeting:
    if after.facts.stage is not Stage.LIVE:
        return after
    if all(event.presence is not Presence.ASKED_OUT for event in after.attendance):
        return after
    out = _out(after, now)
    for thing in _added_to(before, after) if out else ():
        after = _at_the_moment(thing, after, out, now)
    return after


def _at_the_moment(thing: Entity, meeting: Meeting, out: frozenset[str], now: dt.datetime) -> Meeting:
    """Have what was gone on with count as said now; if somebody else was out when it began, keep it from them all."""
    entry: Any = thing
    out_then = _out(meeting, entry.at) if entry.at is not None else frozenset()
    if out <= out_then:
        return meeting
    if out_then <= out:
        return with_replaced(meeting, dataclasses.replace(entry, at=now))
    # One moment cannot keep it from both, a limit that names them can.
    held = limit_on(meeting.limits, thing.kind, thing.id)
    limit = held or ReadingLimit(id=limit_key(thing.kind, thing.id), of_kind=thing.kind, of=thing.id)
    not_for = (*limit.not_for, *sorted((out | out_then).difference(limit.not_for)))
    return with_put(meeting, dataclasses.replace(limit, not_for=not_for, reason=limit.reason or _WHILE_OUT))


def _out(meeting: Meeting, moment: dt.datetime) -> frozenset[str]:
    """Return who had been asked to leave at a moment."""
    who = {event.who for event in meeting.attendance if event.presence is Presence.ASKED_OUT}
    return frozenset(each for each in who if was_asked_out(meeting.attendance, each, moment))


def _added_to(before: Meeting, after: Meeting) -> list[Entity]:
    """Return what was there before and says more now, or something else; a position counts as its different view."""
    found: dict[tuple[str, str], Entity] = {}
    for shelf in shelves(Meeting).values():
        if not issubclass(shelf.entity, Capture | Outcome | Answer | Position):
            continue
        old, new = getattr(before, shelf.field), getattr(after, shelf.field)
        if old is new:
            continue
        held = {entity.id: entity for entity in old}
        for entity in new:
            was = held.get(entity.id)
            if was is entity or (was is not None and not _says_more(was, entity)):
                continue
            if isinstance(entity, Position):
                view = next((one for one in before.disagreements if one.id == entity.disagreement), None)
                now = next((one for one in after.disagreements if one.id == entity.disagreement), None)
                if view is not None and now is not None:
                    found[now.kind, now.id] = now
            elif was is not None:
                found[entity.kind, entity.id] = entity
    return list(found.values())


def _says_more(was: Entity, entity: Entity) -> bool:
    for field in dataclasses.fields(entity):
        old, new = getattr(was, field.name), getattr(entity, field.name)
        if field.name in _ABOUT_IT or old == new:
            continue
        if not (isinstance(old, str) and isinstance(new, str) and _is_only_cut(old, new)):
            return True
    return False


def _is_only_cut(old: str, new: str) -> bool:
    """Tell whether something was only taken out of a text, in one place."""
    cut = len(old) - len(new)
    if cut <= 0:
        return False
    start = 0
    while start < len(new) and old[start] == new[start]:
        start += 1
    return old[start + cut :] == new[start:]
