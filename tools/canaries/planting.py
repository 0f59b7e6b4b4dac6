"""Meetings made at random in which every text is a word of its own, so that it can be found wherever it gets to."""

import dataclasses
import datetime as dt
import random
import re
from collections.abc import Sequence
from enum import Enum
from typing import Any, TypeVar

from cpm_desktop.domain.aggregate import shelves
from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Participation, Presence
from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Decision,
    Disagreement,
    Disclosure,
    Note,
    Outcome,
    Position,
    Sharing,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import Child, CopyKind, ParentalResponsibility
from cpm_desktop.domain.codec import field_types
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.forms import Form, Question, QuestionKind
from cpm_desktop.domain.handover import CopyPlan, FollowUp, Permission
from cpm_desktop.domain.meeting import (
    PREPARATION,
    AgendaProgress,
    Answer,
    CarriedItem,
    GivenReason,
    ItemState,
    ItemVisit,
    Meeting,
    MeetingFacts,
    NextMeeting,
    Paper,
    PaperState,
    ReadBackMark,
    Stage,
)
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key

E = TypeVar("E", bound=Entity)
LETTERS = "abcdefghijklmnoprstuvwxy"
LENGTH = 6
_WORD = re.compile(f"qz[{LETTERS}]{{{LENGTH}}}")
DAY = dt.date(2026, 11, 24)
FIRST_DAY = dt.date(2031, 1, 1)
STARTED = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
# These fields name other things, or hold one of a few words: no word of ours can stand there.
NAMES_OF_OTHERS = frozenset(
    [
        "id",
        "item",
        "born_in",
        "child_id",
        "speaker",
        "of",
        "heard_by",
        "matter",
        "owner_id",
        "disagreement",
        "who",
        "of_item",
        "question",
        "subject",
        "form_id",
        "form_hash",
        "chair",
        "recorder",
        "current_item",
        "reconvenes",
        "split_from",
        "role_id",
        "role",
        "what",
        "social_worker",
        "follow_up",
        "about",
        "part_of",
        "rule",
        "of_kind",
        "meeting_id",
        "of_meeting",
        "recipient",
        "document",
        "pronouns",
        "initials",
        "granted_by",
        "granted_by_role",
        "permission",
        "title",
        "page_mark",
        "fingerprint",
        "file_hash",
        "certificate",
        "legal_status",
    ]
)
_PEOPLE = (
    ("kai", "Child", "", "child"),
    ("dana", "Mother", "", "family"),
    ("tom", "Father", "", "family"),
    ("joy", "Foster carer", "", "professional"),
    ("grace", "Service manager", "authority", "professional"),
    ("imran", "Legal adviser", "authority", "professional"),
    ("siew", "Paediatrician", "other", "professional"),
)
_CARRIED = ("action", "unmet need", "proposal", "comment", "fed back", "decision", "assessment")


@dataclasses.dataclass(frozen=True, slots=True)
class Planted:
    """A word, and where it was planted.

    Attributes:
        word: the word; for a day, its ISO date.
        entity: what holds it.
        field: in which field.
    """

    word: str
    entity: Entity
    field: str


class Planter:
    """Makes one meeting."""

    def __init__(self, form: Form, seed: int, first: int = 0) -> None:
        """Begin; the same form and seed make the same meeting, and another first word other words."""
        self._form, self._random = form, random.Random(f"{form.id} {seed}")  # noqa: S311 - to be repeated, not secret
        self._count = first
        self._days = 0
        self._items = [item.id for item in form.agenda]

    def meeting(self) -> Meeting:
        """Return a meeting with one of everything, and marks as they fall."""
        shelves_of = {
            "children": (self._child("child-kai"),),
            "attendees": tuple(self._people()),
            "attendance": tuple(self._attendance()),
            "agenda": tuple(
                self._make(AgendaProgress, id=item, state=self._one(ItemState))
                for item in self._some(self._items)
            ),
            "visits": tuple(
                ItemVisit(id=f"visit-{item}", item=item, opened_at=self._moment())
                for item in self._some(self._items)
            ),
            "answers": tuple(self._answers()),
            **self._captured(),
        }
        facts = self._make(
            MeetingFacts,
            id=f"{self._random.getrandbits(128):032x}",
            child_id="child-kai",
            form_id=self._form.id,
            stage=Stage.ENDED,
            date=DAY,
            chair="grace",
            recorder=self._one(["grace", "imran"]),
            started_at=STARTED,
            ended_at=STARTED + dt.timedelta(minutes=90),
            is_extra=self._maybe(),
            is_complex=self._maybe(),
        )
        parts: dict[str, Any] = shelves_of
        meeting = Meeting(id=facts.id, facts=facts, **parts)
        return self._beside(meeting)

    def _beside(self, meeting: Meeting) -> Meeting:
        """Add what stands beside the record: reasons, marks, limits, what is handed over."""
        things = [
            entity
            for shelf in ("notes", "decisions", "actions", "views", "unmet_needs", "disagreements", "carried")
            for entity in getattr(meeting, shelf)
        ]
        parts: dict[str, Any] = {
            "positions": tuple(
                self._make(Position, disagreement=one.id, who=self._anybody())
                for one in meeting.disagreements
            ),
            "outcomes": tuple(
                self._make(Outcome, of_item=one.id, at=self._moment(), new_due=self._day())
                for one in meeting.carried
                if self._maybe()
            ),
            "read_back": tuple(
                self._make(ReadBackMark, id=one.id, at=self._moment()) for one in self._some(things)
            ),
            "given_reasons": tuple(
                self._make(GivenReason, id=f"withheld.{one.id}", is_on_other_copies=self._maybe())
                for one in self._some(things)
            ),
            "limits": tuple(self._limits(meeting, things)),
            "copies": tuple(
                self._make(
                    CopyPlan,
                    id=one.id,
                    copy_kind=one.copy_kind,
                    includes_advice=self._one([True, False, None]),
                )
                for one in meeting.attendees
                if self._maybe()
            ),
            "follow_ups": (self._make(FollowUp, id="follow", due=self._day()),),
            "permissions": tuple(self._permissions(meeting)),
        }
        # Whatever else a meeting keeps, one of each.
        for kind, shelf in shelves(Meeting).items():
            if (
                shelf.is_single
                or shelf.field in parts
                or getattr(meeting, shelf.field)
                or kind == "agenda_entry"
            ):
                continue
            if kind not in KEPT_EMPTY:
                parts[shelf.field] = (self._make(shelf.entity, id=self.word()),)
        return dataclasses.replace(meeting, **parts)

    def _captured(self) -> dict[str, tuple[Entity, ...]]:
        people = [name for name, *_ in _PEOPLE]
        return {
            "notes": tuple(
                self._capture(Note, speaker=self._one(["", *people]), is_prepared=self._rarely())
                for _ in range(3)
            ),
            "views": tuple(
                self._capture(
                    View, of=of, sharing=self._one(Sharing), heard_by=self._anybody(), heard_on=self._day()
                )
                for of in ("kai", self._anybody())
            ),
            "decisions": tuple(
                self._capture(
                    Decision,
                    is_proposal_to_review=self._maybe(),
                    is_within_authority=self._maybe(),
                    authorise_by=self._day(),
                )
                for _ in range(2)
            ),
            "actions": tuple(
                self._capture(Action, due=self._day(), owner_id=self._one(["", *people])) for _ in range(2)
            ),
            "unmet_needs": (self._capture(UnmetNeed),),
            "disagreements": (self._capture(Disagreement, is_resolved=self._maybe()),),
            "disclosures": (self._capture(Disclosure, said_by=self._anybody()),),
            "carried": tuple(
                self._make(
                    CarriedItem,
                    id=f"carried-{what}",
                    what=what,
                    audience=self._audience(),
                    due=self._day(),
                    made_on=self._day(),
                    child_id=self._whose(),
                )
                for what in self._some(_CARRIED)
            ),
            "papers": (
                self._make(
                    Paper,
                    id="paper",
                    title=self.word(),
                    state=self._one(PaperState),
                    child_id=self._whose(),
                    due=self._day(),
                ),
            ),
            "next_meetings": (NextMeeting(id="next", date=dt.date(2027, 1, 12), venue="Garden room"),),
        }

    def _capture(self, kind: type[E], **details: object) -> E:
        return self._make(
            kind,
            item=self._one(self._items),
            audience=self._audience(),
            at=self._moment(),
            child_id=self._whose(),
            **{"for_child": self.word() if self._maybe() else "", **details},
        )

    def _make(self, kind: type[E], **details: object) -> E:
        """Make an entity; every text that is not given is a word of its own."""
        wanted: dict[str, Any] = {"id": self.word(), **details}
        for name, hint in field_types(kind).items():
            if name in wanted or name in NAMES_OF_OTHERS:
                continue
            if hint is str:
                wanted[name] = self.word()
            elif hint == tuple[str, ...] and kind is UnmetNeed:
                wanted[name] = (self.word(), self.word())
        return kind(**wanted)

    def _people(self) -> list[Attendee]:
        return [
            self._make(
                Attendee,
                id=name,
                name=f"{self.word().capitalize()} {self.word().capitalize()}",
                role=role,
                role_id=role.casefold().replace(" ", "-"),
                is_child=name == "kai",
                copy_kind=CopyKind(copy),
                agency=self.word() if agency else "",
                parental_responsibility=ParentalResponsibility.YES
                if copy == "family"
                else ParentalResponsibility.NO,
                participation=self._one(Participation),
                is_participation_note_shared=self._maybe(),
                is_care_team_member=self._maybe(),
                copy_decided_on=self._day(),
            )
            for name, role, agency, copy in _PEOPLE
        ]

    def _child(self, identifier: str) -> Child:
        return self._make(
            Child, id=identifier, date_of_birth=dt.date(2014, 3, 9), legal_status="Interim care order"
        )

    def _attendance(self) -> list[AttendanceEvent]:
        found = [
            AttendanceEvent(id=f"came-{name}", who=name, presence=Presence.PRESENT, at=STARTED)
            for name, *_ in _PEOPLE
        ]
        for name in self._some([name for name, *_ in _PEOPLE]):
            out = STARTED + dt.timedelta(minutes=self._random.randrange(10, 40))
            found.append(AttendanceEvent(id=f"out-{name}", who=name, presence=Presence.ASKED_OUT, at=out))
            if self._maybe():
                back = out + dt.timedelta(minutes=20)
                found.append(AttendanceEvent(id=f"back-{name}", who=name, presence=Presence.PRESENT, at=back))
        return found

    def _answers(self) -> list[Answer]:
        asked = [(item.id, question) for item in self._form.agenda for question in item.questions]
        asked += [(PREPARATION, question) for question in self._form.preparation]
        chosen = self._random.sample(asked, min(len(asked), 6))
        return [
            self._make(
                Answer,
                id=f"{item}.{question.id}",
                item=item,
                question=question.id,
                subject="",
                value=self._value(question),
                at=self._moment(),
            )
            for item, question in chosen
        ]

    def _value(self, question: Question) -> str:
        match question.kind:
            case QuestionKind.YES_NO | QuestionKind.CHECK:
                return "yes" if self._maybe() else "no"
            case QuestionKind.CHOICE | QuestionKind.CHOICES:
                return question.options[0][0]
            case QuestionKind.DATE:
                return self._day().isoformat()
            case QuestionKind.PERSON:
                return self._anybody()
            case _:
                return self.word()

    def _limits(self, meeting: Meeting, things: Sequence[Entity]) -> list[ReadingLimit]:
        limited: list[Entity] = [*self._some([*things, *meeting.answers])[:3]]
        if self._maybe():
            limited.append(self._one([person for person in meeting.attendees if person.id != "kai"]))
        return [
            ReadingLimit(
                id=limit_key(one.kind, one.id),
                of_kind=one.kind,
                of=one.id,
                limit=self._one(
                    [kind for kind in LimitKind if kind is not LimitKind.ADDRESS or isinstance(one, Attendee)]
                ),
                not_for=tuple(self._some(["dana", "tom", "siew", "joy"])[:2]),
                reason=self.word(),
                made_by=self.word(),
            )
            for one in limited
        ]

    def _permissions(self, meeting: Meeting) -> list[Permission]:
        found = []
        chair = meeting.attendee(meeting.facts.chair)
        for name in self._some(["siew", "dana", "joy", "imran"]):
            sections = tuple(self._random.sample(self._items, 2)) if self._maybe() else ()
            for role in self._form.distribution.permitted_by:
                by = chair.name if role == "chair" and chair is not None else self.word()
                found.append(
                    self._make(
                        Permission,
                        recipient=name,
                        recipient_name="",
                        granted_by=by,
                        granted_by_role=role,
                        granted_on=DAY,
                        sections=sections,
                        includes_advice=self._maybe(),
                        adviser_consulted=True,
                    )
                )
        return found

    def word(self) -> str:
        """Return a word that stands nowhere else."""
        self._count += 1
        number, letters = self._count * 104_729 + self._random.randrange(7), ""
        for _ in range(LENGTH):
            number, place = divmod(number, len(LETTERS))
            letters += LETTERS[place]
        return f"qz{letters}"

    def _day(self) -> dt.date:
        """Return a day that stands nowhere else."""
        self._days += 1
        return FIRST_DAY + dt.timedelta(days=self._days)

    def _moment(self) -> dt.datetime:
        return STARTED + dt.timedelta(minutes=self._random.randrange(85))

    def _audience(self) -> Audience:
        found: Audience = self._one([Audience.EVERYONE, Audience.EVERYONE, *Audience])
        return found

    def _whose(self) -> str:
        return self._random.choice(["", "", "child-kai", "child-mia"])

    def _anybody(self) -> str:
        return self._random.choice([name for name, *_ in _PEOPLE])

    def _maybe(self) -> bool:
        return self._random.random() < 0.5  # noqa: PLR2004 - as a coin falls

    def _rarely(self) -> bool:
        return self._random.random() < 0.2  # noqa: PLR2004 - one in five

    def _one(self, choices: Any) -> Any:  # noqa: ANN401 - whatever the choices are
        return self._random.choice(list(choices))

    def _some(self, choices: Any) -> list[Any]:  # noqa: ANN401 - as above
        return [one for one in choices if self._random.random() < 0.4]  # noqa: PLR2004 - fewer than half


KEPT_EMPTY = frozenset({"signing", "signed_document", "filing", "childs_line"})
"""What changes how a paper is built, and not what it says."""


def planted_in(meeting: Meeting) -> list[Planted]:
    """Return every word and day of a meeting with where it stands."""
    found: list[Planted] = []
    for shelf in shelves(Meeting).values():
        held: Any = getattr(meeting, shelf.field)
        for entity in (held,) if shelf.is_single else held:
            found += _planted_in(entity)
    return found


def _planted_in(entity: Entity) -> list[Planted]:
    found = []
    for field in dataclasses.fields(entity):
        value = getattr(entity, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, dt.date) and not isinstance(part, dt.datetime) and part > FIRST_DAY:
                found.append(Planted(part.isoformat(), entity, field.name))
            elif isinstance(part, str) and not isinstance(part, Enum):
                found += [Planted(word, entity, field.name) for word in _WORD.findall(part.casefold())]
    return found
