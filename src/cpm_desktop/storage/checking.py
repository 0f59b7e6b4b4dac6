"""The check of a whole store: the journal rebuilds the tables, and its chain of hashes is whole."""

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select

from cpm_desktop.domain.aggregate import AGGREGATES
from cpm_desktop.domain.caseload import meeting_line, open_follow_ups
from cpm_desktop.domain.changes import patched
from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.clearing_commands import ClearRecord
from cpm_desktop.domain.creation import created
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.revision import Revision
from cpm_desktop.storage.aggregate_rows import read_aggregate
from cpm_desktop.storage.caseload_rows import (
    compute_child_summary,
    read_follow_ups_of,
    read_meetings_of,
    read_summary,
)
from cpm_desktop.storage.journal_rows import (
    START_OF_CHAIN,
    chain_hash,
    entry_of,
    journal_rows,
    payload_hash,
)
from cpm_desktop.storage.journal_tables import AGGREGATE
from cpm_desktop.storage.open_item_rows import compute_open_items, read_open_items


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreReport:
    """What the check of a store found.

    Attributes:
        entries: lines of the journal.
        aggregates: children's files, meetings and the workplace.
        erased: lines whose content was erased; what they built cannot be compared.
        faults: what does not fit, as plain sentences without anything of a person's.
        chain_head: SHA-256 (hex) over the whole journal.
        journal_faults: how many of the faults are the journal's own: nothing can be made anew from it then.
    """

    entries: int
    aggregates: int
    erased: int
    faults: tuple[str, ...]
    chain_head: str
    journal_faults: int = 0

    def is_whole(self) -> bool:
        """Tell whether everything fits."""
        return not self.faults


@dataclass(slots=True)
class JournalWalk:
    """The journal followed from its beginning: what it rebuilds, and what does not fit.

    Attributes:
        connection: to the store.
        rebuilt: aggregates as the journal says they are, by id, with the revision that its last line about each tells.
        unbuildable: ids of those of which something was erased, or cannot be carried out.
        faults: what does not fit, as sentences.
        entries: lines so far.
        erased: lines whose content was erased.
        head: the chain's newest hash.
    """

    connection: Connection
    rebuilt: dict[str, Aggregate] = field(default_factory=dict)
    unbuildable: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    entries: int = 0
    erased: int = 0
    head: bytes = START_OF_CHAIN


def follow_journal(connection: Connection) -> JournalWalk:
    """Follow the journal's chain from its beginning, and carry out again what it holds."""
    check, revisions = JournalWalk(connection), dict[str, str]()
    for row in journal_rows(connection):
        _follow_chain(check, row)
        _rebuild(check, row)
        revisions[row.aggregate_id] = row.revision
    for identifier, rebuilt in check.rebuilt.items():
        check.rebuilt[identifier] = dataclasses.replace(
            rebuilt, revision=_read_revision(revisions[identifier])
        )
    return check


def check_store(connection: Connection) -> StoreReport:
    """Follow the journal from its beginning and compare with the tables."""
    check = follow_journal(connection)
    own_faults = len(check.faults)
    kept = connection.execute(select(AGGREGATE.c.id, AGGREGATE.c.name)).all()
    classes = {cls.name: cls for cls in AGGREGATES}
    for identifier, name in kept:
        _compare(check, identifier, classes[name])
    for identifier in check.rebuilt.keys() - {identifier for identifier, _ in kept}:
        check.faults.append(
            f"{check.rebuilt[identifier].name} {identifier} is in the journal and not in the tables."
        )
    return StoreReport(
        entries=check.entries,
        aggregates=len(kept),
        erased=check.erased,
        faults=tuple(check.faults),
        chain_head=check.head.hex(),
        journal_faults=own_faults,
    )


def _follow_chain(check: JournalWalk, row: Row[Any]) -> None:
    line = dict(row._mapping)  # noqa: SLF001  # a row's columns by name have no other door
    check.entries += 1
    if chain_hash(line, check.head) != line["chain_hash"]:
        check.faults.append(f"Line {row.sequence} of the journal does not follow from the lines before it.")
    check.head = line["chain_hash"]
    if row.payload is None:
        check.erased += 1
    elif payload_hash(row.salt, row.payload) != row.payload_hash:
        check.faults.append(f"What line {row.sequence} of the journal holds was changed.")


def _rebuild(check: JournalWalk, row: Row[Any]) -> None:
    identifier = row.aggregate_id
    if row.payload is None:
        check.unbuildable.add(identifier)
    begins_anew = row.command_kind == ClearRecord.kind and row.payload is not None
    if begins_anew:  # what came before was cleared, and all that is left stands in this line
        check.unbuildable.discard(identifier)
    if identifier in check.unbuildable:
        return
    try:
        patch = entry_of(row.payload).patch
        before = None if begins_anew else check.rebuilt.get(identifier)
        classes = {cls.name: cls for cls in AGGREGATES}
        after = patched(before, patch) if before else created(classes[row.aggregate_name], identifier, patch)
    except (CarePlanningError, KeyError, TypeError, ValueError):
        check.faults.append(f"Line {row.sequence} of the journal cannot be carried out.")
        check.unbuildable.add(identifier)
        return
    check.rebuilt[identifier] = after


def _compare(check: JournalWalk, identifier: str, cls: type[Aggregate]) -> None:
    try:
        kept = read_aggregate(check.connection, cls, identifier)
    except (CarePlanningError, KeyError, TypeError, ValueError, IndexError):
        check.faults.append(f"{cls.name} {identifier} cannot be read.")
        return
    if identifier not in check.unbuildable:
        rebuilt = check.rebuilt.get(identifier)
        if rebuilt != kept:
            check.faults.append(f"{cls.name} {identifier} is not what the journal says.")
    if not _is_listed_rightly(check.connection, kept):
        check.faults.append(f"The lists do not show {cls.name} {identifier} as it is.")


def _read_revision(text: str) -> Revision:
    try:
        return Revision.from_plain(json.loads(text))
    except (
        AttributeError,
        TypeError,
        ValueError,
    ):  # the line was changed, which its place in the chain tells
        return Revision()


def _is_listed_rightly(connection: Connection, kept: Aggregate) -> bool:
    match kept:
        case Meeting():
            following = set(read_follow_ups_of(connection, kept.id)) == set(open_follow_ups(kept))
            return following and meeting_line(kept) in read_meetings_of(connection, kept.facts.child_id)
        case ChildFile():
            items = compute_open_items(connection, kept.id)
            return set(items) == set(read_open_items(connection, kept.id)) and compute_child_summary(
                connection, kept.id
            ) == read_summary(connection, kept.id)
        case _:
            return True
