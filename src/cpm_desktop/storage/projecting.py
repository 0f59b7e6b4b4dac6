"""Which projections a change of an aggregate touches; they are brought up to date in its own transaction."""

from typing import Final

from sqlalchemy import Connection, select

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.changes import Altered, Patch, touched_kinds
from cpm_desktop.domain.child import Child, ChildFile, EarlierMeeting, Person, Review
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.handover import CopyPlan, Filing, FollowUp, Signing
from cpm_desktop.domain.meeting import Meeting, MeetingFacts
from cpm_desktop.storage.aggregate_rows import child_of, read_aggregate
from cpm_desktop.storage.caseload_rows import (
    refresh_child_summary,
    refresh_follow_ups,
    refresh_meeting_line,
)
from cpm_desktop.storage.journal_tables import AGGREGATE
from cpm_desktop.storage.open_item_rows import affected_items, refresh_open_items
from cpm_desktop.storage.tables import PROJECTIONS

_IN_LINE: Final = frozenset(cls.kind for cls in (MeetingFacts, Attendee, CopyPlan, Filing, Signing, FollowUp))
_IN_FOLLOW_UPS: Final = frozenset(cls.kind for cls in (MeetingFacts, FollowUp))
_IN_SUMMARY: Final = frozenset(cls.kind for cls in (Child, Person, Review, EarlierMeeting, MeetingFacts))


def project_change(connection: Connection, after: Aggregate, patch: Patch) -> None:
    """Bring the lists up to date after a patch was carried into the tables."""
    child_id = child_of(after)
    kinds = touched_kinds(patch)
    if isinstance(after, Meeting) and kinds & _IN_LINE:
        refresh_meeting_line(connection, after)
    if isinstance(after, Meeting) and kinds & _IN_FOLLOW_UPS and _has_or_had_follow_ups(after, kinds):
        refresh_follow_ups(connection, after)
    former = _former_child(patch)
    if former:
        project_child(connection, former)
    if child_id is None:
        return
    affected = affected_items(connection, after.id, patch)
    is_recounted = bool(affected) and refresh_open_items(connection, child_id, affected)
    concerns_summary = _IN_SUMMARY - ({Child.kind} if isinstance(after, Meeting) else set())
    if is_recounted or kinds & concerns_summary:
        refresh_child_summary(connection, child_id)


def project_child(connection: Connection, child_id: str) -> None:
    """Bring the lists of one child up to date from everything kept about them."""
    refresh_open_items(connection, child_id)
    refresh_child_summary(connection, child_id)


def project_everything(connection: Connection) -> None:
    """Make all projections anew, as after a migration."""
    for table in PROJECTIONS:
        connection.execute(table.delete())
    for identifier in _ids_of(connection, Meeting):
        meeting = read_aggregate(connection, Meeting, identifier)
        refresh_meeting_line(connection, meeting)
        refresh_follow_ups(connection, meeting)
    for identifier in _ids_of(connection, ChildFile):
        project_child(connection, identifier)


def _has_or_had_follow_ups(meeting: Meeting, kinds: frozenset[str]) -> bool:
    return bool(meeting.follow_ups) or FollowUp.kind in kinds


def _ids_of(connection: Connection, cls: type[Aggregate]) -> list[str]:
    statement = select(AGGREGATE.c.id).where(AGGREGATE.c.name == cls.name).order_by(AGGREGATE.c.id)
    return list(connection.execute(statement).scalars())


def _former_child(patch: Patch) -> str | None:
    for change in patch:
        if isinstance(change, Altered) and (change.kind, change.field) == (MeetingFacts.kind, "child_id"):
            return str(change.before)
    return None
