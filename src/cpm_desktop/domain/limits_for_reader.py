"""What the limits set by hand mean for one reader: what is kept from them, and who is not named to them.

Rule: after.copy-for-each-reader.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from cpm_desktop.domain.attendance import AttendanceEvent, Attendee
from cpm_desktop.domain.captures import Action, Decision, Note, Outcome, Position, UnmetNeed, View
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.forms import RoleName
from cpm_desktop.domain.handover import CopyPlan
from cpm_desktop.domain.meeting import (
    AgendaProgress,
    Answer,
    CarriedItem,
    Meeting,
    MeetingFacts,
    NextMeeting,
    ReadBackMark,
)
from cpm_desktop.domain.naming import called_among, has_title
from cpm_desktop.domain.readers import FAMILY_AND_CHILD, Reader, ReaderKind, WhyLeftOut
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit
from cpm_desktop.domain.roles import is_of_authority
from cpm_desktop.domain.text import fold
from cpm_desktop.domain.told_addresses import tells_one_of
from cpm_desktop.domain.unnamed_venue import UNTOLD, venue_without_names

Thing = TypeVar("Thing", bound=Entity)
UNNAMED = "Somebody who is not named on this copy"
# What tells where somebody is to be found, beside what stands on the file copy alone anyhow.
_WHEREABOUTS = {Attendee.kind: ("agency", "care_team_role"), Child.kind: ("placement",)}
# Names as people say them, in fields that hold nothing else.
_NAMES_IN = {
    Action: ("owner",),
    CarriedItem: ("owner",),
    Outcome: ("new_owner", "escalated_to"),
    Decision: ("authoriser", "agreed_by"),
    AgendaProgress: ("prepared_by",),
    ReadBackMark: ("who",),
    MeetingFacts: ("convenor",),
}
_IDS_IN = {
    Note: "speaker",
    View: "heard_by",
    Action: "owner_id",
    Child: "social_worker",
    MeetingFacts: "recorder",
}
# What stands between the names of several people, or between a name and whose it is: "Tess & Dana", "Tess’s team".
_BETWEEN = re.compile(r"[,;:/&+()\[\]–]|\s-\s|(?<!\w)(?:and|with|or)(?!\w)|'s(?!\w)|s'(?!\w)")


@dataclass(frozen=True, slots=True)
class LimitsFor:
    """What limits keep from one reader.

    Attributes:
        things: why each thing is left out, by kind and id.
        people: attendee ids of those who are left out whole.
        names: their names.
        whereabouts: attendee ids, and ids of children, of whom it is not told where they are.
        addresses: theirs, but the reader's own.
        called: what each of those who are left out is called among all who are there.
    """

    things: Mapping[tuple[str, str], WhyLeftOut]
    people: frozenset[str]
    names: tuple[str, ...]
    whereabouts: frozenset[str]
    addresses: tuple[str, ...] = ()
    called: tuple[str, ...] = ()

    def why(self, entity: Entity) -> WhyLeftOut | None:
        """Say why something is left out; None where no limit is on it, nor on whose it is."""
        why = self.things.get((entity.kind, entity.id))
        if why is not None:
            return why
        return WhyLeftOut.BELONGS_TO_HIDDEN if self.people and self._is_theirs(entity) else None

    def details(self, entity: Entity) -> tuple[str, ...]:
        """Return the fields that would tell where somebody is."""
        if not self.whereabouts or entity.kind not in _WHEREABOUTS:
            return ()
        return _WHEREABOUTS[entity.kind] if entity.id in self.whereabouts else ()

    def unnamed(self, entity: Thing) -> Thing:
        """Return something that stays, without the names of those who are left out."""
        if not self.people:
            return self._without_addresses(entity)
        changed: dict[str, Any] = {}
        for name in _NAMES_IN.get(type(entity), ()):
            if self._names(getattr(entity, name)):
                changed[name] = UNNAMED
        changed |= self._unnamed_in_lists(entity)
        field = _IDS_IN.get(type(entity), "")
        if field and getattr(entity, field) in self.people:
            changed[field] = ""
            if isinstance(entity, Action):
                changed["owner"] = UNNAMED
        return dataclasses.replace(entity, **changed) if changed else entity

    def _unnamed_in_lists(self, entity: Entity) -> dict[str, Any]:
        """Return what is changed where names stand in a list, or in words about a place."""
        if isinstance(entity, UnmetNeed) and any(map(self._names, entity.asked)):
            return {"asked": tuple(UNNAMED if self._names(asked) else asked for asked in entity.asked)}
        if isinstance(entity, MeetingFacts | NextMeeting):
            venue = venue_without_names(self._untold(entity.venue), (), self.names)
            return {"venue": venue if venue != UNTOLD else ""}
        return {}

    def _without_addresses(self, entity: Thing) -> Thing:
        if not self.addresses or not isinstance(entity, MeetingFacts | NextMeeting):
            return entity
        return dataclasses.replace(entity, venue=self._untold(entity.venue))

    def _untold(self, venue: str) -> str:
        return "" if tells_one_of(self.addresses, venue) else venue

    def is_named_in(self, text: str) -> bool:
        """Tell whether words name somebody who is left out, in full or as they are called there."""
        names = "|".join(re.escape(fold(name)) for name in (*self.names, *self.called))
        return bool(names) and re.search(rf"(?<!\w)(?:{names})(?!\w)", fold(text)) is not None

    def _is_theirs(self, entity: Entity) -> bool:
        match entity:
            case AttendanceEvent(who=who) | Position(who=who) | View(of=who) | CopyPlan(id=who):
                return who in self.people
            case Answer(subject=subject, value=value):
                return subject in self.people or any(person in value for person in self.people)
            case _:
                return False

    def _names(self, text: str) -> bool:
        return names_one_of(self.names, text)


def names_one_of(names: Iterable[str], text: str) -> bool:
    """Tell whether a field for a name holds one of these, whole or in part, or has one in it, titled or not."""
    plain = " ".join(fold(text).split())
    parts = [frozenset(_untitled(part)) for part in _BETWEEN.split(plain)]
    for name in names:
        words = _untitled(fold(name))
        is_whole = re.search(rf"(?<!\w){re.escape(' '.join(words))}(?!\w)", plain) if words else None
        if is_whole is not None or any(part and part <= frozenset(words) for part in parts):
            return True
    return False


def _untitled(name: str) -> list[str]:
    """Return the words of a name without a title before it."""
    words = name.split()
    return words[1:] if has_title(name.strip()) and len(words) > 1 else words


def _children_who_are(meeting: Meeting, person: Attendee) -> set[str]:
    """Return ids of the child that an attendee is; where no name says which, of all."""
    named = {child.id for child in meeting.children if fold(child.name) == fold(person.name)}
    return named or {child.id for child in meeting.children}


NO_LIMITS = LimitsFor({}, frozenset(), (), frozenset())


def limits_for(
    meeting: Meeting, reader: Reader, roles: Mapping[str, RoleName], *, is_for_room: bool = False
) -> LimitsFor:
    """Return what limits keep from a reader; for a paper for everybody in the room, whatever any limit is on.

    Args:
        meeting: the whole record.
        reader: whose copy it is, never the file's.
        roles: the roles of the procedure; whose role is not among them counts as from outside the authority.
        is_for_room: the paper is for all who are there.
    """
    if not meeting.limits:
        return NO_LIMITS
    things: dict[tuple[str, str], WhyLeftOut] = {}
    whereabouts: set[str] = set()
    addresses: list[str] = []
    person = meeting.attendee(reader.attendee_id)
    is_inside = (
        reader.kind is ReaderKind.PROFESSIONAL and person is not None and is_of_authority(person, roles)
    )
    for limit in meeting.limits:
        of = meeting.attendee(limit.of) if limit.of_kind == Attendee.kind else None
        if of is not None and limit.limit is LimitKind.ADDRESS:
            theirs = _children_who_are(meeting, of) if of.is_child else set()
            whereabouts |= {of.id} | theirs
            if of.id != reader.attendee_id:
                addresses += [of.address]
                addresses += [child.placement_address for child in meeting.children if child.id in theirs]
        if of is not None and not _can_be_unnamed(meeting, of, reader):
            continue
        why = _keeps_off(limit, reader, is_inside=is_inside, is_for_room=is_for_room)
        if of is not None and why is WhyLeftOut.ADDRESS:  # they are named, but not to whom they are not for
            why = WhyLeftOut.NOT_FOR_THEM if _is_named(limit, reader) else None
        if why is not None:
            things[limit.of_kind, limit.of] = why
    people = frozenset(identifier for kind, identifier in things if kind == Attendee.kind)
    names = tuple(each.name for each in meeting.attendees if each.id in people and each.name)
    called = tuple(called_among(name, meeting.attendees) for name in names)
    return LimitsFor(things, people, names, frozenset(whereabouts), tuple(addresses), called)


def _can_be_unnamed(meeting: Meeting, person: Attendee, reader: Reader) -> bool:
    """Tell whether a copy can do without a person: not without its own reader, the child, or who signs it."""
    return not person.is_child and person.id not in (reader.attendee_id, meeting.facts.chair)


def _keeps_off(
    limit: ReadingLimit, reader: Reader, *, is_inside: bool, is_for_room: bool
) -> WhyLeftOut | None:
    is_family = reader.kind in FAMILY_AND_CHILD or is_for_room
    keeps = {
        LimitKind.FILE: (True, WhyLeftOut.FILE_ONLY),
        LimitKind.ADDRESS: (True, WhyLeftOut.ADDRESS),
        LimitKind.AUTHORITY: (not is_inside, WhyLeftOut.AUTHORITY_ONLY),
        LimitKind.PROFESSIONALS: (is_family, WhyLeftOut.PROFESSIONALS_ONLY),
        # A report is read by people whom nobody knows yet.
        LimitKind.THIRD_PARTY: (is_family or reader.kind is ReaderKind.REPORT, WhyLeftOut.THIRD_PARTY),
    }
    is_kept, why = keeps.get(limit.limit, (False, WhyLeftOut.NOT_FOR_THEM))
    if is_kept:
        return why
    return WhyLeftOut.NOT_FOR_THEM if _is_named(limit, reader) else None


def _is_named(limit: ReadingLimit, reader: Reader) -> bool:
    """Tell whether a limit names a reader; nobody knows who reads a copy for no one person, so each name counts."""
    is_for_nobody = not reader.attendee_id and reader.kind is not ReaderKind.REPORT
    return reader.attendee_id in limit.not_for or (is_for_nobody and bool(limit.not_for))
