"""Answers, comments and releases of a child's earlier meetings, and what later ones have heard of already."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, select

from cpm_desktop.domain.captures import Outcome
from cpm_desktop.domain.earlier import (
    EarlierAnswer,
    EarlierComment,
    EarlierLimit,
    EarlierMeetingPlace,
    EarlierOutcome,
    EarlierRelease,
)
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.handover import ManagerComment, Release
from cpm_desktop.domain.meeting import Answer, CarriedItem, MeetingFacts, Stage
from cpm_desktop.domain.reading_limits import ReadingLimit
from cpm_desktop.storage.journal_tables import AGGREGATE
from cpm_desktop.storage.mapping import values_of
from cpm_desktop.storage.tables import ENTITY_TABLES

E = TypeVar("E", bound=Entity)
_FACTS: Final = ENTITY_TABLES[MeetingFacts.kind]
_PLACE: Final = ("id", "form_id", "title", "date", "is_waiver")
_OVER: Final = tuple(stage.value for stage in (Stage.ENDED, Stage.SIGNED))
_BEGUN: Final = (Stage.LIVE.value, *_OVER)


def read_answers_of(
    connection: Connection, child_id: str, questions: Collection[str]
) -> tuple[EarlierAnswer, ...]:
    """Answers that ended or signed meetings of a child gave to some questions, the latest meeting's first."""
    found = _of_meetings(connection, Answer, child_id, questions)
    return tuple(EarlierAnswer(place, answer) for place, answer in found)


def read_comments_of(connection: Connection, child_id: str) -> tuple[EarlierComment, ...]:
    """Managers' comments on finished records of a child, the latest meeting's first."""
    return tuple(
        EarlierComment(place, comment)
        for place, comment in _of_meetings(connection, ManagerComment, child_id)
    )


def read_releases_of(connection: Connection, child_id: str) -> tuple[EarlierRelease, ...]:
    """Everything that was released from isolated records of a child, the latest meeting's first."""
    return tuple(
        EarlierRelease(place, release) for place, release in _of_meetings(connection, Release, child_id)
    )


def read_limits_of(connection: Connection, child_id: str) -> tuple[EarlierLimit, ...]:
    """Limits that a child's meetings set on what they had taken over from before, the latest meeting's first."""
    found = _of_meetings(connection, ReadingLimit, child_id)
    return tuple(EarlierLimit(place, limit) for place, limit in found if limit.of_kind == CarriedItem.kind)


def read_outcomes_of(connection: Connection, child_id: str) -> tuple[EarlierOutcome, ...]:
    """What a child's meetings said had become of things from before, the latest meeting's first."""
    return tuple(EarlierOutcome(place, one) for place, one in _of_meetings(connection, Outcome, child_id))


def read_heard_of(connection: Connection, child_id: str) -> frozenset[tuple[str, str]]:
    """Meeting and thing of everything that a started meeting of a child took over from before."""
    carried = ENTITY_TABLES[CarriedItem.kind]
    statement = (
        select(carried.c.aggregate_id, carried.c.id)
        .select_from(AGGREGATE)
        .join(_FACTS, _FACTS.c.aggregate_id == AGGREGATE.c.id)
        .join(carried, carried.c.aggregate_id == AGGREGATE.c.id)
        .where(AGGREGATE.c.child_id == child_id, _FACTS.c.stage.in_(_BEGUN))
    )
    return frozenset((row[0], row[1]) for row in connection.execute(statement))


def _of_meetings(
    connection: Connection, cls: type[E], child_id: str, questions: Collection[str] = ()
) -> list[tuple[EarlierMeetingPlace, E]]:
    table = ENTITY_TABLES[cls.kind]
    columns = list(table.columns)[1:]
    statement = (
        select(
            *(_FACTS.c.aggregate_id, _FACTS.c.form_id, _FACTS.c.title, _FACTS.c.date, _FACTS.c.is_waiver),
            *columns,
        )
        .select_from(AGGREGATE)
        .join(_FACTS, _FACTS.c.aggregate_id == AGGREGATE.c.id)
        .join(table, table.c.aggregate_id == AGGREGATE.c.id)
        .where(AGGREGATE.c.child_id == child_id, _FACTS.c.stage.in_(_OVER))
        .order_by(_FACTS.c.date.desc(), _FACTS.c.started_at.desc(), _FACTS.c.aggregate_id, table.c.position)
    )
    if questions:
        statement = statement.where(table.c.question.in_(sorted(questions)))
    rows = [tuple(row) for row in connection.execute(statement).all()]
    width = len(_PLACE)
    entities = values_of(cls, [column.name for column in columns], [row[width:] for row in rows])
    return list(zip((_place(row) for row in rows), entities, strict=True))


def _place(row: tuple[Any, ...]) -> EarlierMeetingPlace:
    day = row[3]
    return EarlierMeetingPlace(
        id=row[0],
        form_id=row[1],
        title=row[2],
        date=dt.date.fromisoformat(day) if day else None,
        is_waiver=bool(row[4]),
    )
