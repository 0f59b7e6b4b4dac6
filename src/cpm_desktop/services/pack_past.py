"""What two laptops last had in common of an aggregate, found in the journal of the one or the other."""

import dataclasses
import json
from typing import TypeVar

from cpm_desktop.domain.changes import Patch, inverse, patched
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.journal import Entry, EntryKind, canonical_json
from cpm_desktop.domain.pack_commands import TakeChanges
from cpm_desktop.domain.packs import Packed, PackedLine, packed_kinds
from cpm_desktop.domain.revision import Revision
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.refusals import UnknownContent

A = TypeVar("A", bound=Aggregate)
_MOST_LINES = 900  # that a pack takes along of each; the rest of the past stays in the journal it came from
_MOST_CHANGES = 1_800
_WHOLE_PAST = 1_000_000
_LONGEST_TEXT, _LONGEST_LABEL = 20_000, 200
_HANDED_OVER = "pack.handed-over."


def lines_of(desk: Desk, value: Aggregate) -> tuple[PackedLine, ...]:
    """Return the lines of the journal about an aggregate since it was first handed over, for a pack to take along.

    None the first time: words that were taken out before never leave the laptop.
    """
    since = _first_handed_over(desk, value.id)
    if since is None:
        return ()
    kinds = packed_kinds(type(value))
    lines: list[PackedLine] = []
    changes = 0
    newest = desk.wait(desk.store.past_of(value.id, _MOST_LINES))
    for past in reversed(newest):
        patch: Patch = () if past.entry is None else past.entry.patch
        kept = tuple(change for change in patch if change.kind in kinds)
        changes += len(kept)
        is_end = (
            past.entry is None or past.revision == since or changes > _MOST_CHANGES or _has_long_text(kept)
        )
        label = past.label if past.label.isprintable() and len(past.label) <= _LONGEST_LABEL else "change"
        lines.append(
            PackedLine(revision=past.revision, at=past.at, label=label, patch=() if is_end else kept)
        )
        if is_end:
            break
    return tuple(reversed(lines))


def note_handed_over(desk: Desk, value: Aggregate) -> None:
    """Note, outside the journal, at which revision an aggregate was first handed over."""
    if _first_handed_over(desk, value.id) is None:
        told = canonical_json(dict(value.revision.to_plain())).encode()
        desk.wait(desk.store.put_secrets({_HANDED_OVER + value.id: told}))


def _first_handed_over(desk: Desk, identifier: str) -> Revision | None:
    try:
        told = desk.wait(desk.store.get_secret(_HANDED_OVER + identifier))
    except UnknownContent:
        return None
    return Revision.from_plain(json.loads(told))


def common_value(desk: Desk, mine: A, theirs: Packed[A]) -> A | None:
    """Return the newest value that both laptops had; None where the journals do not reach back to it."""
    here = _newest_known(mine, _own_lines(desk, mine), theirs.value.revision)
    there = _newest_known(theirs.value, theirs.lines, mine.revision)
    if here is None or (there is not None and there.revision.includes(here.revision)):
        return there
    return here


def was_taken_back(desk: Desk, identifier: str, pack_id: str) -> bool:
    """Tell whether what was taken from a pack was undone here, and not done again."""
    is_back = False
    for past in desk.wait(desk.store.past_of(identifier, _WHOLE_PAST)):
        if past.entry is not None and _is_taking(past.entry, pack_id):
            is_back = past.entry.entry_kind is EntryKind.UNDONE
    return is_back


def value_before_taking(desk: Desk, mine: A, pack_id: str) -> A | None:
    """Return an aggregate as it stood before a pack was first taken; None where the journal does not reach back."""
    lines = desk.wait(desk.store.past_of(mine.id, _WHOLE_PAST))
    first = next(place for place, past in enumerate(lines) if past.entry and _is_taking(past.entry, pack_id))
    value = mine
    for past in reversed(lines[first:]):
        if past.entry is None:
            return None
        value = patched(value, inverse(past.entry.patch))
    return value


def _is_taking(entry: Entry, pack_id: str) -> bool:
    return isinstance(entry.command, TakeChanges) and entry.command.pack == pack_id


def _own_lines(desk: Desk, value: Aggregate) -> tuple[PackedLine, ...]:
    lines: list[PackedLine] = []
    whole = desk.wait(desk.store.past_of(value.id, _WHOLE_PAST))
    for past in reversed(whole):
        patch: Patch = () if past.entry is None else past.entry.patch
        lines.append(PackedLine(revision=past.revision, at=past.at, label="", patch=patch))
        if past.entry is None:
            break
    return tuple(reversed(lines))


def _newest_known(value: A, lines: tuple[PackedLine, ...], known: Revision) -> A | None:
    """Go back from a value, line by line, to the newest that another revision includes."""
    if known.includes(value.revision):
        return value
    if not lines or lines[-1].revision != value.revision:
        return None
    for place in range(len(lines) - 1, 0, -1):
        before = lines[place - 1].revision
        try:
            value = patched(value, inverse(lines[place].patch))
        except CarePlanningError:
            return None
        value = dataclasses.replace(value, revision=before)
        if known.includes(before):
            return value
    return None


def _has_long_text(patch: Patch) -> bool:
    return any(len(repr(change)) > _LONGEST_TEXT for change in patch)
