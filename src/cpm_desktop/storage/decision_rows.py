"""Decisions of earlier meetings of a child, which a later one may have to hear of."""

import datetime as dt
from typing import Final

from sqlalchemy import Connection, select

from cpm_desktop.domain.captures import Audience, Decision
from cpm_desktop.domain.child import EarlierMeeting
from cpm_desktop.domain.listing import EarlierDecision
from cpm_desktop.domain.meeting import MeetingFacts, Stage
from cpm_desktop.storage.journal_tables import AGGREGATE
from cpm_desktop.storage.tables import ENTITY_TABLES

_HELD: Final = (Stage.LIVE, Stage.ENDED, Stage.SIGNED)


def read_decisions_since(
    connection: Connection, child_id: str, since: dt.date
) -> tuple[EarlierDecision, ...]:
    """Decisions of meetings held on a day or later, here or elsewhere, by the meeting's day."""
    found = [*_of_meetings(connection, child_id, since), *_on_file(connection, child_id, since)]
    return tuple(sorted(found, key=lambda decision: (decision.date or dt.date.min, decision.meeting_id)))


def _of_meetings(connection: Connection, child_id: str, since: dt.date) -> list[EarlierDecision]:
    facts, decision = ENTITY_TABLES[MeetingFacts.kind], ENTITY_TABLES[Decision.kind]
    statement = (
        select(
            *(decision.c.id, decision.c.text, decision.c.reason, decision.c.audience),
            *(facts.c.aggregate_id, facts.c.form_id, facts.c.title, facts.c.date, facts.c.stage),
        )
        .select_from(AGGREGATE)
        .join(facts, facts.c.aggregate_id == AGGREGATE.c.id)
        .join(decision, decision.c.aggregate_id == AGGREGATE.c.id)
        .where(
            AGGREGATE.c.child_id == child_id,
            facts.c.date >= since.isoformat(),
            facts.c.stage.in_([stage.value for stage in _HELD]),
        )
        .order_by(decision.c.position)
    )
    return [
        EarlierDecision(
            id=row.id,
            text=row.text,
            reason=row.reason,
            meeting_id=row.aggregate_id,
            form_id=row.form_id,
            title=row.title,
            date=dt.date.fromisoformat(row.date),
            is_draft=row.stage == Stage.LIVE.value,
            audience=Audience(row.audience),
        )
        for row in connection.execute(statement)
    ]


def _on_file(connection: Connection, child_id: str, since: dt.date) -> list[EarlierDecision]:
    earlier, decision = ENTITY_TABLES[EarlierMeeting.kind], ENTITY_TABLES[Decision.kind]
    is_born_there = (earlier.c.aggregate_id == decision.c.aggregate_id) & (earlier.c.id == decision.c.born_in)
    statement = (
        select(
            *(decision.c.id, decision.c.text, decision.c.reason, decision.c.audience, decision.c.born_in),
            *(earlier.c.form_id, earlier.c.title, earlier.c.date),
        )
        .select_from(decision)
        .join(earlier, is_born_there)
        .where(decision.c.aggregate_id == child_id, earlier.c.date >= since.isoformat())
        .order_by(decision.c.position)
    )
    return [
        EarlierDecision(
            id=row.id,
            text=row.text,
            reason=row.reason,
            meeting_id=row.born_in,
            form_id=row.form_id,
            title=row.title,
            date=dt.date.fromisoformat(row.date),
            audience=Audience(row.audience),
        )
        for row in connection.execute(statement)
    ]
