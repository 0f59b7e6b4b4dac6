"""Brothers and sisters at one meeting: chosen while it is prepared, all of them there from its start."""

from dataclasses import dataclass, replace

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.commands import Record, Withdraw, change
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import CarriedItem, Meeting, Stage
from cpm_desktop.domain.people import attendee_from, refreshed_attendees
from cpm_desktop.domain.situation import of_further_child
from cpm_desktop.services.carrying import carried_items
from cpm_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class SiblingChoice:
    """A child of the caseload whom a meeting may concern too.

    Attributes:
        child_id: who.
        name: in full, or what stands for it before birth.
        is_chosen: the meeting concerns them.
        is_likely: named on this child's file, or of the same family name.
    """

    child_id: str
    name: str
    is_chosen: bool
    is_likely: bool


def sibling_choices(desk: Desk, meeting: Meeting) -> tuple[SiblingChoice, ...]:
    """Return the other children of the caseload: those chosen first, then the likely ones, then the rest by name."""
    file = desk.child(meeting.facts.child_id).value
    named = {person.name.casefold() for person in file.people if person.name}
    family = _family_name(file.child.name)
    chosen = meeting.facts.siblings
    choices = [
        SiblingChoice(
            child_id=summary.child_id,
            name=summary.name or f"Unborn child, {summary.case_number}".rstrip(", "),
            is_chosen=summary.child_id in chosen,
            is_likely=summary.name.casefold() in named
            or bool(family and family == _family_name(summary.name)),
        )
        for summary in desk.summaries()
        if summary.child_id != meeting.facts.child_id
    ]
    return tuple(sorted(choices, key=lambda one: (not one.is_chosen, not one.is_likely, one.name.casefold())))


def add_sibling(desk: Desk, meeting_id: str, child_id: str) -> None:
    """Have a meeting concern a further child; the child stands on its list as the first child does.

    Raises:
        InvalidDetail: it has started, or it is the child's own meeting.
    """
    editing = desk.meeting(meeting_id)
    meeting = _prepared(editing.value)
    if child_id == meeting.facts.child_id:
        message = "This is the child whose meeting it is already."
        raise InvalidDetail(message)
    if child_id in meeting.facts.siblings:
        return
    editing.perform(change(meeting.facts, siblings=(*meeting.facts.siblings, child_id)))
    new = _new_attendee(meeting, desk.child(child_id).value)
    if new is None:
        return
    for known in meeting.attendees:  # the same child as a member of the first child's network
        if not known.is_child and known.name.casefold() == new.name.casefold():
            editing.perform(Withdraw(entity_kind=Attendee.kind, id=known.id))
    editing.perform(Record(entity=new))


def remove_sibling(desk: Desk, meeting_id: str, child_id: str) -> None:
    """Have a meeting concern a further child no more.

    Raises:
        InvalidDetail: it has started.
    """
    editing = desk.meeting(meeting_id)
    meeting = _prepared(editing.value)
    rest = tuple(one for one in meeting.facts.siblings if one != child_id)
    if rest == meeting.facts.siblings:
        return
    editing.perform(change(meeting.facts, siblings=rest))
    for paper in meeting.papers:
        if paper.child_id == child_id:  # else it would stand in nobody's record
            editing.perform(change(paper, child_id=""))
    own = {person.id for person in desk.child(child_id).value.people if person.is_child}
    for person in meeting.attendees:
        if person.id in own:
            editing.perform(Withdraw(entity_kind=Attendee.kind, id=person.id))


def attendees_at_start(desk: Desk, meeting: Meeting, file: ChildFile) -> tuple[Attendee, ...]:
    """Return the people of a meeting as their files say now, every child whom it concerns included."""
    people = refreshed_attendees(meeting, file)
    for sibling in meeting.facts.siblings:
        other = desk.child(sibling).value
        here = replace(meeting, attendees=people)
        new = _new_attendee(here, other)
        people = refreshed_attendees(here, other)
        if new is not None and all(person.id != new.id for person in people):
            people = (*(one for one in people if not _is_same(one, new)), new)
    return people


def carried_at_start(desk: Desk, meeting: Meeting) -> tuple[CarriedItem, ...]:
    """Return what is open from before of every child whom the meeting concerns, each with whose it is."""
    found = list(carried_items(desk, meeting))
    if meeting.facts.started_at is None:  # what another laptop has of earlier meetings came in a pack
        held = {item.id for item in found}
        found += [item for item in meeting.carried if item.id not in held]
    for sibling in meeting.facts.siblings:
        held = {item.id for item in found}
        own = (of_further_child(item, sibling) for item in carried_of_sibling(desk, meeting, sibling))
        found += [item for item in own if item.id not in held]
    return tuple(found)


def carried_of_sibling(desk: Desk, meeting: Meeting, child_id: str) -> tuple[CarriedItem, ...]:
    """Return what is open from before of a further child, as the child's own file has it."""
    facts = replace(meeting.facts, child_id=child_id, siblings=(), started_at=None)
    return carried_items(desk, replace(meeting, facts=facts))


def children_at(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Return id and name of each child of a meeting about several; none where it is about one."""
    called = [(child.id, child.called()) for child in meeting.children]
    return tuple(called) if len(called) > 1 else ()


def children_concerned(desk: Desk, meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Return id and name of each child whom a meeting concerns before it starts; none where it is one."""
    concerned = (meeting.facts.child_id, *meeting.facts.siblings)
    called = [(child, desk.child(child).value.child.called()) for child in concerned]
    return tuple(called) if len(called) > 1 else ()


def child_behind(desk: Desk, meeting: Meeting, attendee_id: str) -> str:
    """Return the id of the child who an attendee is, at a meeting about several; empty for anybody else."""
    several = children_at(meeting)
    return next((child for child, _ in several if attendee_id in own_people(desk, child)), "")


def own_people(desk: Desk, child_id: str) -> tuple[str, ...]:
    """Return the ids under which a child stands among attendees."""
    return tuple(person.id for person in desk.child(child_id).value.people if person.is_child)


def _prepared(meeting: Meeting) -> Meeting:
    if meeting.facts.stage is not Stage.PREPARED:
        message = "Whom a meeting is about is chosen before it starts."
        raise InvalidDetail(message)
    return meeting


def _new_attendee(meeting: Meeting, file: ChildFile) -> Attendee | None:
    first = next((person for person in meeting.attendees if person.is_child), None)
    own = next((person for person in file.people if person.is_child), None)
    if own is None or first is None:
        return None
    return attendee_from(own, is_invited=first.is_invited)


def _is_same(person: Attendee, child: Attendee) -> bool:
    return not person.is_child and person.name.casefold() == child.name.casefold()


def _family_name(name: str) -> str:
    words = name.split()
    return words[-1].casefold() if len(words) > 1 else ""
