"""One meeting about several children: what of its record is one child's own, and what all of them share.

Brothers and sisters at one meeting get a record each. A child's record holds what was said for all and what is that
child's own; nothing of another's own part: no capture, answer, paper or open item about them, no word of how they
took part, and nothing from their file. That they were at the meeting is shared, under their name alone.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from cpm_desktop.domain.attendance import IN_THE_MEETING, Attendee
from cpm_desktop.domain.captures import Capture, View
from cpm_desktop.domain.child import ChildFile, CopyKind, ParentalResponsibility, Person
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.meeting import CarriedItem, Meeting, Stage
from cpm_desktop.domain.meeting_commands import MeetingCommand, as_meeting
from cpm_desktop.domain.reading_limits import ReadingLimit, limit_key
from cpm_desktop.domain.revision import NO_REVISION
from cpm_desktop.domain.situation import as_own

E = TypeVar("E", bound=Entity)
SIBLING = "Brother or sister"
_OWN_RECORD = "Has a record of their own."
_FROM_A_FILE = frozenset(field.name for field in dataclasses.fields(Person)) - {"id", "position", "name"}


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What is another child's own in a meeting, by id.

    Attributes:
        child_id: whose record is made.
        children: ids of the other children.
        people: ids under which the other children stand among the attendees.
        carried: what is open from before of this child too, as the child's own file has it, where the meeting took it
            over once for several: it was agreed for all of them at an earlier meeting.
    """

    child_id: str
    children: frozenset[str]
    people: frozenset[str]
    carried: tuple[CarriedItem, ...] = ()

    def is_others(self, capture: Entity) -> bool:
        """Tell whether something is another child's own; a child's own words are, unless said to be for another."""
        about: str = getattr(capture, "child_id", "")
        if not about and isinstance(capture, View):
            return capture.of in self.people
        return about in self.children


def own_part(
    meeting: Meeting, child_id: str, people: Iterable[str], carried: Iterable[CarriedItem] = ()
) -> OwnPart:
    """Return what is to be left out of one child's record.

    Args:
        meeting: about several children.
        child_id: whose record is made.
        people: attendee ids of the other children.
        carried: what is open from before of a further child, as the child's own file has it.
    """
    facts = meeting.facts
    every = {facts.child_id, *facts.siblings, *(child.id for child in meeting.children)}
    return OwnPart(child_id, frozenset(every - {child_id}), frozenset(people), tuple(carried))


def kept_for(meeting: Meeting, part: OwnPart) -> Meeting:
    """Return a meeting with what all children share and what is one child's own; everything else is left out."""
    kept: dict[str, Any] = {"carried": tuple(_carried(meeting, part))}
    for shelf in ("notes", "views", "decisions", "actions", "unmet_needs", "disagreements", "disclosures"):
        kept[shelf] = _without_others(getattr(meeting, shelf), part)
    kept["papers"] = _without_others(meeting.papers, part)
    left_out = _left_out(meeting, kept, part)
    answers = (answer for answer in meeting.answers if answer.subject not in left_out)
    children = tuple(child for child in meeting.children if child.id == part.child_id)
    return dataclasses.replace(
        meeting,
        **kept,
        children=children,
        answers=tuple(answers),
        positions=tuple(one for one in meeting.positions if one.disagreement not in left_out),
        outcomes=tuple(one for one in meeting.outcomes if one.of_item not in left_out),
        given_reasons=tuple(one for one in meeting.given_reasons if not _names(one.id, left_out)),
        read_back=tuple(one for one in meeting.read_back if one.id not in left_out),
        copies=tuple(one for one in meeting.copies if one.id not in left_out),
        follow_ups=tuple(one for one in meeting.follow_ups if one.about not in left_out),
        releases=tuple(one for one in meeting.releases if one.of_item not in left_out),
        limits=tuple(one for one in meeting.limits if one.of not in left_out),
        childs_lines=tuple(one for one in meeting.childs_lines if one.id not in left_out),
        attendees=_attendees(meeting, part, kept),
        attendance=tuple(one for one in meeting.attendance if one.who not in _away(meeting, part, kept)),
    )


def record_of_sibling(
    meeting: Meeting, identifier: str, file: ChildFile, part: OwnPart, **facts: object
) -> Meeting:
    """Return the record of a further child, as a meeting of its own that has ended.

    Args:
        meeting: the one held, about several children.
        identifier: of the new record.
        file: that child's, from which what is known about the people comes.
        part: what is left out.
        facts: where the child stands in the cycle, and whether it is the first meeting of its kind.
    """
    kept = kept_for(meeting, part)
    known = {person.name.casefold(): person for person in file.people if person.name and not person.is_child}
    values: dict[str, Any] = {
        "id": identifier,
        "child_id": part.child_id,
        "siblings": (),
        "split_from": meeting.id,
        "reconvenes": "",
        "reconvened_because": "",
        "stage": Stage.ENDED,
        "current_item": "",
        **facts,
    }
    return dataclasses.replace(
        kept,
        id=identifier,
        facts=dataclasses.replace(kept.facts, **values),
        revision=NO_REVISION,
        attendees=tuple(_by_other_file(one, known, file) for one in kept.attendees),
        carried=tuple(as_own(item) for item in kept.carried),
        limits=tuple(_limits_on_own(kept)),
        agenda=tuple(entry.unprepared() for entry in kept.agenda),
        next_meetings=tuple(dataclasses.replace(one, meeting_id="") for one in kept.next_meetings),
        copies=(),
        follow_ups=(),
        permissions=(),
        releases=(),
        comments=(),
        signings=(),
        documents=(),
        filings=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepOwnPart(MeetingCommand):
    """Leave in the record only what is shared and what is the meeting's own child's; the others have their own.

    Attributes:
        people: attendee ids of the other children.
    """

    kind: ClassVar[str] = "keep_own_part"
    people: tuple[str, ...]

    def label(self) -> str:
        """Return what it is called in the journal; it cannot be undone."""
        return "part the records of the children"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Leave the others' own parts out."""
        as_meeting(meeting, Stage.ENDED)
        return kept_for(meeting, own_part(meeting, meeting.facts.child_id, self.people))


def _carried(meeting: Meeting, part: OwnPart) -> Iterator[CarriedItem]:
    """Yield what was taken over of this child; what stands once for several, in this child's own words."""
    apart = {as_own(item).id for item in meeting.carried if item.child_id == part.child_id}
    own = {item.id: item for item in part.carried if item.id not in apart}
    for item in meeting.carried:
        if (item.child_id or meeting.facts.child_id) not in part.children:
            yield item
        elif item.id in own:
            yield dataclasses.replace(own[item.id], position=item.position)


def _limits_on_own(kept: Meeting) -> Iterator[ReadingLimit]:
    """Yield the limits, those on what was taken over under the ids that it has in the child's own record."""
    own = {item.id: as_own(item).id for item in kept.carried}
    for limit in kept.limits:
        of = own.get(limit.of, limit.of) if limit.of_kind == CarriedItem.kind else limit.of
        yield dataclasses.replace(limit, id=limit_key(limit.of_kind, of), of=of) if of != limit.of else limit


def _without_others(entities: tuple[E, ...], part: OwnPart) -> tuple[E, ...]:
    return tuple(entity for entity in entities if not part.is_others(entity))


def _left_out(meeting: Meeting, kept: dict[str, Any], part: OwnPart) -> frozenset[str]:
    stays = {entity.id for shelf in kept.values() for entity in shelf}
    gone = {entity.id for shelf in kept for entity in getattr(meeting, shelf)} - stays
    return part.children | part.people | gone


def _names(key: str, left_out: frozenset[str]) -> bool:
    return not left_out.isdisjoint(key.split("."))


def _away(meeting: Meeting, part: OwnPart, kept: dict[str, Any]) -> frozenset[str]:
    """Return the other children who neither took part nor are named in what stays."""
    stays: tuple[Capture, ...] = tuple(
        entity for shelf in kept.values() for entity in shelf if isinstance(entity, Capture)
    )
    named = {
        getattr(entity, field, "") for entity in stays for field in ("speaker", "of", "owner_id", "said_by")
    }
    disagreements = {entity.id for entity in kept["disagreements"]}
    named |= {one.who for one in meeting.positions if one.disagreement in disagreements}
    named |= {event.who for event in meeting.attendance if event.presence in IN_THE_MEETING}
    return frozenset(part.people - named)


def _attendees(meeting: Meeting, part: OwnPart, kept: dict[str, Any]) -> tuple[Attendee, ...]:
    away = _away(meeting, part, kept)
    people = (person for person in meeting.attendees if person.id not in away)
    return tuple(_as_sibling(person) if person.id in part.people else person for person in people)


def _as_sibling(person: Attendee) -> Attendee:
    """Return another child as one who was there, and nothing more."""
    return Attendee(
        id=person.id,
        position=person.position,
        name=person.name,
        role=SIBLING,
        is_invited=person.is_invited,
        copy_kind=CopyKind.NONE,
        copy_reason=_OWN_RECORD,
    )


def _by_other_file(person: Attendee, known: dict[str, Person], file: ChildFile) -> Attendee:
    """Return a person with what this child's file says about them, and nothing from the other child's."""
    own = next((one for one in file.people if one.is_child and one.id == person.id), None)
    here = own or known.get(person.name.casefold())
    if person.role == SIBLING and person.copy_reason == _OWN_RECORD:
        return person
    if here is None:
        return dataclasses.replace(
            person,
            email="",
            telephone="",
            address="",
            contact_restriction="",
            parental_responsibility=ParentalResponsibility.UNKNOWN,
            copy_kind=CopyKind.UNDECIDED,
            copy_decided_by="",
            copy_decided_on=None,
            copy_reason="",
            is_child=False,
        )
    values: dict[str, Any] = {name: getattr(here, name) for name in _FROM_A_FILE}
    if person.is_care_team_member:  # named in this very meeting
        values |= {"is_care_team_member": True, "care_team_role": person.care_team_role}
    return dataclasses.replace(person, **values)
