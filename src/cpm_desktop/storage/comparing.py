"""What differs between two stores: children's files and meetings that only one holds, or that are not the same."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.listing import MeetingLine
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.storage.aggregate_rows import read_aggregate
from cpm_desktop.storage.caseload_rows import read_meetings_of
from cpm_desktop.storage.journal_tables import AGGREGATE


class Differs(StrEnum):
    """How something differs in a backup from the store."""

    ONLY_THERE = "only there"
    ONLY_HERE = "only here"
    NEWER_HERE = "newer here"
    NEWER_THERE = "newer there"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not the same in both.

    Attributes:
        id: of the child's file or the meeting.
        differs: how.
        child: the child's name.
        meeting: the meeting's line in lists; None for a child's file.
    """

    id: str
    differs: Differs
    child: str
    meeting: MeetingLine | None = None


Revisions = dict[str, tuple[str, str, dict[str, int]]]
MeetingsHere = Callable[[str], Iterable[MeetingLine]]


def read_revisions(connection: Connection) -> Revisions:
    """Read kind, child and revision of every child's file and meeting, by id."""
    columns = AGGREGATE.c.id, AGGREGATE.c.name, AGGREGATE.c.child_id, AGGREGATE.c.revision
    wanted = (ChildFile.name, Meeting.name)
    rows = connection.execute(select(*columns).where(AGGREGATE.c.name.in_(wanted)).order_by(AGGREGATE.c.id))
    return {
        identifier: (name, child or "", json.loads(revision)) for identifier, name, child, revision in rows
    }


def compare(
    there: Connection, here: Revisions, names: dict[str, str], meetings_here: MeetingsHere
) -> tuple[Difference, ...]:
    """Compare an opened backup with the store.

    Args:
        there: to the backup.
        here: of the store.
        names: of the store's children, by id.
        meetings_here: reads the store's meetings of a child.

    Returns:
        What differs, by child.
    """
    others = read_revisions(there)
    found: list[Difference] = []
    for identifier in {**others, **here}:
        differs = _differs(others.get(identifier), here.get(identifier))
        if differs is None:
            continue
        kind, child_id, _ = others.get(identifier) or here[identifier]
        child = names.get(child_id) or _child_name(there, child_id, others)
        line = None
        if kind == Meeting.name:
            meetings = read_meetings_of(there, child_id) if identifier in others else meetings_here(child_id)
            line = next((one for one in meetings if one.id == identifier), None)
        found.append(Difference(identifier, differs, child, line))
    return tuple(sorted(found, key=lambda one: (one.child, one.meeting is not None, one.id)))


def _differs(
    there: tuple[str, str, dict[str, int]] | None, here: tuple[str, str, dict[str, int]] | None
) -> Differs | None:
    if here is None:
        return Differs.ONLY_THERE
    if there is None:
        return Differs.ONLY_HERE
    mine, theirs = here[2], there[2]
    if mine == theirs:
        return None
    writers = {*mine, *theirs}
    if all(mine.get(writer, 0) >= theirs.get(writer, 0) for writer in writers):
        return Differs.NEWER_HERE
    if all(mine.get(writer, 0) <= theirs.get(writer, 0) for writer in writers):
        return Differs.NEWER_THERE
    return Differs.APART


def _child_name(there: Connection, child_id: str, others: Revisions) -> str:
    if child_id not in others:
        return ""
    return read_aggregate(there, ChildFile, child_id).child.name
