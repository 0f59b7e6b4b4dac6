"""A store as large as they get: many children with all their meetings, every row in the tables it belongs to.

One child's file and one meeting go in by the application's own way; SQL multiplies them, their lists included.
What is left out is the journal of each meeting, which no list reads.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Table

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Action, Decision, Note
from cpm_desktop.domain.child import Child, ChildFile, EarlierMeeting, Person, Review
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.meeting import Meeting, MeetingFacts, Stage
from cpm_desktop.domain.revision import NO_REVISION
from cpm_desktop.storage.changing import Pen, enter_creation
from cpm_desktop.storage.journal_tables import AGGREGATE
from cpm_desktop.storage.projection_tables import CHILD_SUMMARY, MEETING_LINE, OPEN_FOLLOW_UP, OPEN_ITEM
from cpm_desktop.storage.tables import ENTITY_TABLES

TODAY: Final = dt.date(2026, 11, 20)
CHILD_ID: Final = "model-child"
MEETING_ID: Final = "model-meeting"
_FORM: Final = "cla-standard"
_OPEN_AT_END = 2  # meetings of each child that are not wholly handed over
_NOTES, _PEOPLE, _ACTIONS, _DECISIONS = 14, 8, 5, 3  # thirty things in a meeting
_DUE = "date(n.date, '+' || (7 * substr(m.id, 8)) || ' days')"  # SQL: a week, two weeks … after the meeting
_SAID = (
    "{name} has settled at school since half-term and goes swimming on Tuesdays. The carer would like to know who "
    "pays for the kit; the social worker will ask and tell her this month. No one disagreed ({number})."
)


@dataclass(frozen=True, slots=True)
class Extent:
    """How large the store is.

    Attributes:
        children: how many children.
        meetings: how many meetings each of them has had.
    """

    children: int = 1000
    meetings: int = 40


def child_id(number: int) -> str:
    """Return the id of a child, counted from 0."""
    return f"child-{number:04}"


def meeting_id(child: int, number: int) -> str:
    """Return the id of a child's meeting, both counted from 0."""
    return f"{child_id(child)}-meeting-{number:02}"


def fill(connection: Connection, extent: Extent, sequence: int, writer: str) -> None:
    """Fill a store.

    Args:
        connection: in a transaction.
        extent: how much of everything.
        sequence: the last of the journal.
        writer: whose journal it is.
    """
    pen = Pen(writer, lambda: dt.datetime.combine(TODAY, dt.time(9), tzinfo=dt.UTC))
    revision = NO_REVISION.next_for(writer)
    enter_creation(connection, pen, sequence + 1, _file(revision))
    enter_creation(connection, pen, sequence + 2, _meeting(revision))
    connection.exec_driver_sql("CREATE TEMP TABLE new_child (id TEXT, number INTEGER)")
    connection.exec_driver_sql(
        "CREATE TEMP TABLE new_meeting (id TEXT, child_id TEXT, stage TEXT, date TEXT, is_pending INTEGER)"
    )
    numbers = range(extent.children)
    connection.exec_driver_sql(
        "INSERT INTO new_child VALUES (?, ?)", [(child_id(number), number) for number in numbers]
    )
    connection.exec_driver_sql(
        "INSERT INTO new_meeting VALUES (?, ?, ?, ?, ?)",
        [_new_meeting(child, number, extent) for child in numbers for number in range(extent.meetings)],
    )
    _multiply(connection)
    connection.exec_driver_sql("DROP TABLE new_child")
    connection.exec_driver_sql("DROP TABLE new_meeting")


def _new_meeting(child: int, number: int, extent: Extent) -> tuple[str, str, str, str, int]:
    left = extent.meetings - 1 - number
    stage = Stage.PREPARED if left == 0 else Stage.SIGNED
    day = TODAY + dt.timedelta(days=3 + child % 20) if left == 0 else TODAY - dt.timedelta(days=left * 42)
    return (
        meeting_id(child, number),
        child_id(child),
        stage.value,
        day.isoformat(),
        int(left < _OPEN_AT_END),
    )


def _multiply(connection: Connection) -> None:
    name = "'Child ' || n.number || ' Avery'"
    each_child = {"aggregate_id": "n.id", "child_id": "n.id"}
    _copy(connection, AGGREGATE, f"id = '{CHILD_ID}'", "new_child", {"id": "n.id", "child_id": "n.id"})
    meeting = {"id": "n.id", "child_id": "n.child_id"}
    _copy(connection, AGGREGATE, f"id = '{MEETING_ID}'", "new_meeting", meeting)
    for kind, table in ENTITY_TABLES.items():
        own = {"id": "n.id", "name": name} if kind == Child.kind else {}
        _copy(connection, table, f"aggregate_id = '{CHILD_ID}'", "new_child", {**each_child, **own})
        own = {}
        if kind == MeetingFacts.kind:
            own = {**meeting, "stage": "n.stage", "date": "n.date"}
        elif kind in (Action.kind, Decision.kind):
            own = {"id": "m.id || '-' || n.id"}  # these are followed through all meetings by their ids
        _copy(
            connection,
            table,
            f"aggregate_id = '{MEETING_ID}'",
            "new_meeting",
            {"aggregate_id": "n.id", **own},
        )
    _copy(
        connection,
        CHILD_SUMMARY,
        f"child_id = '{CHILD_ID}'",
        "new_child",
        {"child_id": "n.id", "name": name},
    )
    line = {**meeting, "stage": "n.stage", "date": "n.date", "is_pending": "n.is_pending"}
    _copy(connection, MEETING_LINE, f"id = '{MEETING_ID}'", "new_meeting", line)
    follow_up = {"meeting_id": "n.id", "child_id": "n.child_id", "held_on": "n.date"}
    pending = "(SELECT * FROM new_meeting WHERE is_pending = 1)"
    _copy(connection, OPEN_FOLLOW_UP, f"meeting_id = '{MEETING_ID}'", pending, follow_up)
    item = {"child_id": "n.child_id", "id": "m.id || '-' || n.id", "is_open": "n.is_pending"}
    born = {"born_id": "n.id", "born_date": "n.date", "due": _DUE}
    _copy(connection, OPEN_ITEM, f"born_id = '{MEETING_ID}'", "new_meeting", {**item, **born})


def _copy(connection: Connection, table: Table, where: str, each: str, changed: dict[str, str]) -> None:
    """Copy the model's rows of a table once for each row `n` of another; `changed` gives columns anew by SQL."""
    columns = [column.name for column in table.columns]
    values = ", ".join(changed.get(column, f'm."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    for statement in (
        f'CREATE TEMP TABLE model AS SELECT * FROM "{table.name}" WHERE {where}',  # noqa: S608 - our own names
        f'INSERT INTO "{table.name}" ({names}) SELECT {values} FROM {each} n CROSS JOIN model m',  # noqa: S608
        "DROP TABLE model",
    ):
        connection.exec_driver_sql(statement)


def _file(revision: object) -> ChildFile:
    return ChildFile(
        id=CHILD_ID,
        revision=revision,  # type: ignore[arg-type]  # a Revision
        child=Child(
            id=CHILD_ID,
            position=1,
            name="Kai Avery",
            case_number="A-1234",
            legal_status="Care order (section 31)",
            date_of_birth=dt.date(2014, 3, 9),
            looked_after_since=dt.date(2022, 1, 12),
            social_worker="person-2",
        ),
        people=tuple(
            Person(id=f"person-{number}", position=number, name=f"Person {number} Field", role="Teacher")
            for number in range(1, 9)
        ),
        reviews=(
            Review(id="review-1", position=1, number=1, date=dt.date(2026, 3, 10)),
            Review(id="review-2", position=2, number=2, date=dt.date(2026, 9, 8)),
            Review(id="review-3", position=3, number=3, date=dt.date(2027, 3, 8), is_planned=True),
        ),
        earlier_meetings=tuple(
            EarlierMeeting(id=f"earlier-{number}", position=number, form_id=_FORM, date=day)
            for number, day in enumerate((dt.date(2026, 9, 22), dt.date(2026, 10, 27)), start=1)
        ),
    )


def _meeting(revision: object) -> Meeting:
    at = dt.datetime(2026, 11, 3, 14, 30, tzinfo=dt.UTC)
    ids = range(1, 100)
    facts = MeetingFacts(
        id=MEETING_ID, child_id=CHILD_ID, form_id=_FORM, form_hash="f" * 64, date=TODAY, venue="Room 2"
    )
    return Meeting(
        id=MEETING_ID,
        revision=revision,  # type: ignore[arg-type]  # a Revision
        facts=facts,
        attendees=tuple(
            Attendee(id=f"attendee-{i}", position=i, name=f"Person {i} Field", role="Teacher")
            for i in ids[:_PEOPLE]
        ),
        notes=tuple(
            Note(id=f"note-{i}", position=i, item="education", at=at, text=_SAID.format(name="Kai", number=i))
            for i in ids[:_NOTES]
        ),
        actions=tuple(
            Action(
                id=f"action-{i}",
                position=i,
                item="education",
                at=at,
                text=f"Ask about the kit, part {i}",
                owner="Person 2 Field",
                due=dt.date(2026, 12, 1),
                made_on=TODAY,
            )
            for i in ids[:_ACTIONS]
        ),
        decisions=tuple(
            Decision(id=f"decision-{i}", position=i, item="contact", at=at, text="Swimming goes on")
            for i in ids[:_DECISIONS]
        ),
        follow_ups=(
            FollowUp(id="follow-up-1", text="Authorise: more hours", rule="chair.decision-authority"),
        ),
    )
