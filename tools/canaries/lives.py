"""A child's file and meetings made of planted words, kept in a real store by the application's own services.

One meeting is prepared, one was held, a later one takes over what is open, and where the form allows it one is waived.
Limits on people are set on the child's file, so that each meeting takes them over from there.
"""

import dataclasses
import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tools.canaries.planting import DAY, Planter

from cpm_desktop.domain.aggregate import shelves
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import Child, Person
from cpm_desktop.domain.commands import Record, Withdraw, change
from cpm_desktop.domain.entity import Entity, new_identifier
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_on
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.creating import add_child, create_meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import start
from cpm_desktop.services.preparing import invite
from cpm_desktop.services.standing_limits import FileLimits
from cpm_desktop.services.waiving import begin_waiver, set_notice_reasoning

GUEST = "siew"
"""Who is not on the child's file, and so no limit on them is either."""
_AT = dt.time(14, 0)
_LATER = DAY + dt.timedelta(days=40)
_PREPARED = frozenset({"meeting_facts", "attendee", "agenda_progress", "agenda_entry", "answer", "paper"})


@dataclass(frozen=True, slots=True)
class Life:
    """What stands in the store for one child.

    Attributes:
        desk: over the store.
        form: of the meeting that is prepared, and of the one that was held.
        child_id: whose.
        prepared: its id.
        held: its id; it has ended.
    """

    desk: Desk
    form: Form
    child_id: str
    prepared: str
    held: str

    def person(self, person_id: str) -> Person:
        """Return somebody of the child's file."""
        people = self.desk.child(self.child_id).value.people
        return next(one for one in people if one.id == person_id)


def begin_life(desk: Desk, form: Form, seed: int) -> Life:
    """Put a child's file, a prepared meeting and one that was held into the store."""
    chance = random.Random(f"life of {form.id} {seed}")  # noqa: S311 - to be repeated, not secret
    child_id = f"kai-{form.id}-{seed}"
    made = _of_child(Planter(form, seed).meeting(), child_id, form)
    limits = _limits_on_file(made, chance)
    guests = [one.of for one in made.limits if (one.of_kind, one.of) == (Attendee.kind, GUEST)]
    made = _with_names(made, [*(one.of for one in limits), *guests], chance)
    _enter(desk, made, child_id)
    _limit_on_file(desk, child_id, limits)
    prepared = _prepared(made)
    create_meeting(desk, prepared)
    create_meeting(desk, made)
    return Life(desk, form, child_id, prepared.id, made.id)


def call_next(life: Life, form: Form, seed: int) -> str:
    """Call a later meeting as a person does, with somebody not asked to it; return its id."""
    chance = random.Random(f"next of {life.child_id} {form.id} {seed}")  # noqa: S311 - as above
    identifier = new_meeting(life.desk, life.child_id, form.id, _LATER, _AT)
    editing = life.desk.meeting(identifier)
    people = [one for one in editing.value.attendees if not one.is_child]
    limited = [one for one in people if limit_on(editing.value.limits, one.kind, one.id)]
    for one in dict.fromkeys((*chance.sample(people, min(1, len(people))), *limited[:1])):
        editing.perform(Withdraw(entity_kind=Attendee.kind, id=one.id))
        if chance.random() < 0.3:  # noqa: PLR2004 - they come after all
            invite(life.desk, identifier, life.person(one.id))
    here = [one.id for one in editing.value.attendees if not one.is_child]
    editing.perform(change(editing.value.facts, chair=chance.choice([*here, ""])))
    return identifier


def hold_next(life: Life, meeting_id: str) -> Meeting:
    """Start a later meeting: what it takes over is copied into it; return it."""
    start(life.desk, meeting_id)
    return life.desk.meeting(meeting_id).value


def waive(life: Life, planter: Planter) -> str:
    """Record that the meeting is not required, with reasoning of its own for each agency; return the record's id."""
    identifier = begin_waiver(life.desk, life.child_id, life.form.id)
    editing = life.desk.meeting(identifier)
    facts = editing.value.facts
    editing.perform(change(facts, challenge_text=planter.word(), manager_discussion=planter.word()))
    for person in editing.value.attendees:
        set_notice_reasoning(life.desk, identifier, person.id, f"Because {planter.word()}.")
    return identifier


def _of_child(meeting: Meeting, child_id: str, form: Form) -> Meeting:
    """Return a generated meeting as one of another child's, held under the form as it is."""
    own = meeting.facts.child_id
    parts: dict[str, Any] = {}
    for shelf in shelves(Meeting).values():
        held: Any = getattr(meeting, shelf.field)
        if shelf.is_single:
            continue
        parts[shelf.field] = tuple(_renamed(entity, own, child_id) for entity in held)
    facts = dataclasses.replace(
        meeting.facts, child_id=child_id, form_version=form.version, form_hash=form.hash
    )
    return dataclasses.replace(meeting, **parts, facts=facts)


def _renamed(entity: Entity, own: str, child_id: str) -> Entity:
    if isinstance(entity, Child) and entity.id == own:
        return dataclasses.replace(entity, id=child_id)
    changed: dict[str, Any] = {"child_id": child_id}
    return dataclasses.replace(entity, **changed) if getattr(entity, "child_id", "") == own else entity


def _with_names(meeting: Meeting, limited: Sequence[str], chance: random.Random) -> Meeting:
    """Have names stand where people type them, the more so of those who may not be named to everybody.

    They stand as owners, in the place, and in texts to be sent.
    """
    people = [one for one in meeting.attendees if not one.is_child]
    people += [one for one in people if one.id in limited] * 4
    actions = tuple(
        dataclasses.replace(one, owner=chance.choice(people).name, owner_id="")
        if chance.random() < 0.6  # noqa: PLR2004 - more often than not
        else one
        for one in meeting.actions
    )
    child, at_home = meeting.children[0], chance.choice(people)
    venue = f"Garden room {meeting.facts.venue}, {at_home.name}’s home, {child.known_as}’s school"
    messages = tuple(
        FollowUp(
            id=f"to-{one.id}",
            about=one.id,
            text="A message",
            message=f"Tell {chance.choice(people).name} of it.",
        )
        for one in chance.sample(people[:6], 2)
    )
    return dataclasses.replace(
        meeting,
        actions=actions,
        facts=dataclasses.replace(meeting.facts, venue=venue, starts_at=_AT),
        follow_ups=(*meeting.follow_ups, *messages),
    )


def _enter(desk: Desk, meeting: Meeting, child_id: str) -> None:
    add_child(desk, dataclasses.replace(meeting.children[0], id=child_id))
    editing = desk.child(child_id)
    for person in editing.value.people:
        editing.perform(Withdraw(entity_kind=Person.kind, id=person.id))
    names = [field.name for field in dataclasses.fields(Person)]
    for person in meeting.attendees:
        if person.id != GUEST:
            values: dict[str, Any] = {name: getattr(person, name) for name in names}
            editing.perform(Record(entity=Person(**values)))


def _limits_on_file(meeting: Meeting, chance: random.Random) -> list[ReadingLimit]:
    """Return what the meeting keeps about people, and one limit more, to be set on the file."""
    wanted = [one for one in meeting.limits if one.of_kind == Attendee.kind and one.of != GUEST]
    known = {one.of for one in wanted}
    others = [one.id for one in meeting.attendees if not one.is_child and one.id not in {GUEST, *known}]
    for who in chance.sample(others, 1):
        kind = chance.choice(list(LimitKind))
        wanted.append(
            ReadingLimit(id="", of_kind=Attendee.kind, of=who, limit=kind, not_for=(chance.choice(others),))
        )
    return [one for one in wanted if one.limit is not LimitKind.NAMED or one.not_for]


def _limit_on_file(desk: Desk, child_id: str, wanted: Sequence[ReadingLimit]) -> None:
    """Set limits on the file as a person does it."""
    limits = FileLimits(desk, child_id)
    for one in wanted:
        thing = limits.thing(Attendee.kind, one.of)
        limits.keep_from(thing, one.limit, one.not_for, one.reason or "They asked.")


def _prepared(meeting: Meeting) -> Meeting:
    """Return what a generated meeting was before it began."""
    parts: dict[str, Any] = {}
    for kind, shelf in shelves(Meeting).items():
        if kind not in _PREPARED and not shelf.is_single:
            parts[shelf.field] = ()
    identifier = new_identifier()
    facts = dataclasses.replace(
        meeting.facts, id=identifier, stage=Stage.PREPARED, started_at=None, ended_at=None
    )
    parts["limits"] = tuple(one for one in meeting.limits if one.of_kind == Attendee.kind)
    return dataclasses.replace(meeting, **parts, id=identifier, facts=facts)
