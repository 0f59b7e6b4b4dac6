"""What a reader may see of a meeting: the record and nothing else.

Rules: after.copy-for-each-reader, record.child-centred, after.distribute-legal, after.distribute-final-care-plan.
"""

import dataclasses
import datetime as dt
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpm_desktop.domain.aggregate import all_entities, entity_classes, shelves
from cpm_desktop.domain.attendance import (
    AttendanceEvent,
    Attendee,
    came_back_after,
    took_part,
    was_anybody_asked_out,
    was_asked_out,
)
from cpm_desktop.domain.captures import (
    Audience,
    Capture,
    Disclosure,
    Note,
    Outcome,
    Position,
    Sharing,
    View,
)
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.cleared import ClearedRecord
from cpm_desktop.domain.distribution import Leave, advice_items, is_limited, may_have
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.forms import Form, RoleName
from cpm_desktop.domain.handover import (
    ChildsLine,
    CopyPlan,
    CorrectionRequest,
    Endorsement,
    Filing,
    FollowUp,
    ManagerComment,
    Permission,
    PrintedCopy,
    Release,
    SignedDocument,
)
from cpm_desktop.domain.limits_for_reader import LimitsFor, limits_for
from cpm_desktop.domain.meeting import (
    PREPARATION,
    AgendaEntry,
    AgendaProgress,
    Answer,
    CarriedItem,
    GivenReason,
    ItemVisit,
    Meeting,
    Paper,
    ReadBackMark,
    Stage,
)
from cpm_desktop.domain.readers import FAMILY_AND_CHILD, LeftOut, Reader, ReaderKind, WhyLeftOut
from cpm_desktop.domain.reading_limits import ReadingLimit, limit_key

_WereOut = Callable[[tuple[AttendanceEvent, ...], dt.datetime], bool]
__all__ = ["LeftOut", "Reader", "ReaderKind", "WhyLeftOut"]


class PrivilegedRecord(CarePlanningError):
    """The record may not reach this reader: nothing of it is built, drawn, copied or listed for them."""


# These details stand on the file copy only, whoever else reads.
FILE_COPY_DETAILS: dict[str, tuple[str, ...]] = {
    "child": ("placement_address",),
    "attendee": (
        "email",
        "telephone",
        "address",
        "contact_restriction",
        "copy_reason",
        "copy_decided_by",
        "copy_decided_on",
        "access_needs",
    ),
    "view": ("sharing_reason",),
    "meeting_facts": ("manager_discussion",),
    "copy_plan": ("decided_by", "reason", "channel", "sent_number"),
    "paper": ("file_name", "file_hash"),
}
# What was written before the meeting is for those who prepared it.
_PREPARATION = ("prepared_note", "prepared_by")
_NEVER_ON_CHILDS_COPY = (Answer, CarriedItem, GivenReason, Outcome, Paper, Position, ReadBackMark)
# Of what was put into plain words for the child, these alone stand on the copy; not the words of the record.
_TOLD_TO_CHILD = frozenset({"id", "item", "born_in", "child_id", "for_child", "owner", "due_words"})
_NEVER_ON_COPIES = (
    *(SignedDocument, Filing, FollowUp, Permission, Release, ManagerComment, Disclosure),
    *(ReadingLimit, ChildsLine, Endorsement, CorrectionRequest, PrintedCopy, ClearedRecord),
)
# Where a permission names sections, these stand under none of them, so that no list tells of the rest.
_UNDER_NO_SECTION = (CarriedItem, Outcome, Paper, GivenReason, ReadBackMark)
# Nor do these words about the meeting as a whole.
_UNSAID_OF_SOME_SECTIONS: dict[str, Any] = {
    "reconvenes": "",
    "reconvened_because": "",
    "is_extra": False,
    "extra_because": "",
}


def seen_by(meeting: Meeting, reader: Reader, form: Form, roles: Mapping[str, RoleName]) -> Meeting:
    """Return the record as a reader may see it; the file copy's reader sees all of it.

    Args:
        meeting: the whole record.
        reader: whose copy it is.
        form: the kind of meeting.
        roles: the roles of the procedure; whose role is not among them counts as from outside.

    Raises:
        PrivilegedRecord: nothing of it may reach this reader.

    Rules: after.copy-for-each-reader, record.child-centred, after.distribute-legal, after.distribute-final-care-plan.
    """
    if reader.kind is ReaderKind.FILE:
        return meeting
    meeting, leave = _as_told(meeting, reader), leave_of(meeting, reader, form, roles)
    look = _look(meeting, reader, limits_for(meeting, reader, roles))
    seen = _without(meeting, look, _hidden(meeting, look, form, leave))
    if not leave.sections:
        return seen
    return dataclasses.replace(seen, facts=dataclasses.replace(seen.facts, **_UNSAID_OF_SOME_SECTIONS))


def seen_in_room(
    meeting: Meeting, form: Form, roles: Mapping[str, RoleName], *, is_taken_home: bool = False
) -> Meeting:
    """Return what a paper for everybody in the room may say: what everyone may read, and never the legal advice.

    What was said while somebody was asked to leave, who came back, is not on it (after.copy-for-each-reader). What
    people take home from a meeting that still runs leaves it out too where they are not back yet.

    Raises:
        PrivilegedRecord: somebody who is invited, or was there, may not have all of it.
    """
    require_leave_in_room(meeting, form, roles)
    reader = Reader(ReaderKind.FAMILY)
    look = _look(meeting, reader, limits_for(meeting, reader, roles, is_for_room=True))
    may_come_back = is_taken_home and meeting.facts.stage is Stage.LIVE
    were_out = was_anybody_asked_out if may_come_back else came_back_after
    hidden = _hidden(meeting, look, form, Leave(is_allowed=True), were_out)
    return _without(meeting, look, hidden)


def require_leave_in_room(meeting: Meeting, form: Form, roles: Mapping[str, RoleName]) -> None:
    """Refuse a paper for the room where the record is limited and somebody may not have all of it.

    Raises:
        PrivilegedRecord: somebody who is invited, or was there, may not.
    """
    if not is_limited(form):
        return
    for person in meeting.attendees:
        if not (person.is_invited or took_part(meeting.attendance, person.id)):
            continue
        leave = may_have(meeting, form, person, roles)
        if not leave.is_allowed:
            raise PrivilegedRecord(leave.sentence)
        if leave.sections:
            raise PrivilegedRecord(
                f"{person.name} may have only some sections of this record, so no paper is made for the whole room."
            )


def leave_of(meeting: Meeting, reader: Reader, form: Form, roles: Mapping[str, RoleName]) -> Leave:
    """Return how much of the record a reader may have; a limited one goes to persons by name only.

    Raises:
        PrivilegedRecord: nothing of it.
    """
    if reader.kind is ReaderKind.FILE:
        return Leave(is_allowed=True, includes_advice=True)
    if reader.kind is ReaderKind.REPORT:
        # Attached to a report of the authority's own, where the form makes such a copy, and never with legal advice.
        if all(copy.id != reader.attendee_id for copy in form.distribution.marked_copies):
            raise PrivilegedRecord("No copy of this record is made for a report.")
        return Leave(is_allowed=True)
    person = meeting.attendee(reader.attendee_id) if reader.attendee_id else None
    if person is None:
        if is_limited(form):
            raise PrivilegedRecord(
                "This record goes to named persons only, who may have it. Choose whose copy it is."
            )
        return Leave(is_allowed=True)
    leave = may_have(meeting, form, person, roles)
    if not leave.is_allowed:
        raise PrivilegedRecord(leave.sentence)
    return leave


def left_out(
    meeting: Meeting, reader: Reader, form: Form, roles: Mapping[str, RoleName]
) -> tuple[LeftOut, ...]:
    """Return everything that a reader's copy leaves out, in the order of the record; arguments as for seen_by.

    Raises:
        PrivilegedRecord: nothing of it may reach this reader, not even a list of what is left out.
    """
    if reader.kind is ReaderKind.FILE:
        return ()
    meeting, leave = _as_told(meeting, reader), leave_of(meeting, reader, form, roles)
    look = _look(meeting, reader, limits_for(meeting, reader, roles))
    return _listed(meeting, look, _hidden(meeting, look, form, leave))


def left_out_of_kind(meeting: Meeting, kind: ReaderKind, form: Form) -> tuple[LeftOut, ...]:
    """Return what every copy of a kind leaves out, whoever's it is; for the file copy's own list only."""
    look = _look(meeting, Reader(kind), limits_for(meeting, Reader(kind), {}))
    leave = Leave(is_allowed=True, includes_advice=True)
    listed = _listed(meeting, look, _hidden(meeting, look, form, leave))
    # What is kept from named readers is kept from them, not from every copy of the kind.
    return tuple(entry for entry in listed if entry.why is not WhyLeftOut.NOT_FOR_THEM)


def withholding_key(identifier: str) -> str:
    """Return the key of the reason for keeping one capture off copies."""
    return f"withheld.{identifier}"


@dataclass(frozen=True, slots=True)
class _Look:
    """How one reader looks at a record: who they are, who the children are, and what limits keep from them."""

    reader: Reader
    children: frozenset[str]
    limits: LimitsFor


def _look(meeting: Meeting, reader: Reader, limits: LimitsFor) -> _Look:
    return _Look(reader, frozenset(person.id for person in meeting.attendees if person.is_child), limits)


def _as_told(meeting: Meeting, reader: Reader) -> Meeting:
    """Return the record with the words for the child's copy as they were written last."""
    if reader.kind is not ReaderKind.CHILD or not meeting.childs_lines:
        return meeting
    words = {line.id: line.words for line in meeting.childs_lines}
    told: dict[str, Any] = {}
    for shelf in shelves(Meeting).values():
        if issubclass(shelf.entity, Capture):
            told[shelf.field] = tuple(
                dataclasses.replace(entity, for_child=words.get(entity.id, entity.for_child))
                for entity in getattr(meeting, shelf.field)
            )
    return dataclasses.replace(meeting, **told)


def _without(meeting: Meeting, look: _Look, hidden: Mapping[tuple[str, str], WhyLeftOut]) -> Meeting:
    kept: dict[str, Any] = {}
    for kind, shelf in shelves(Meeting).items():
        if shelf.is_single:
            kept[shelf.field] = _without_details(getattr(meeting, shelf.field), look)
            continue
        entities = getattr(meeting, shelf.field)
        kept[shelf.field] = tuple(
            _without_details(entity, look) for entity in entities if (kind, entity.id) not in hidden
        )
    return dataclasses.replace(meeting, **kept)


def _listed(
    meeting: Meeting, look: _Look, hidden: Mapping[tuple[str, str], WhyLeftOut]
) -> tuple[LeftOut, ...]:
    reasons = {given.id: given.text for given in meeting.given_reasons}
    reasons |= {limit.id: limit.reason for limit in meeting.limits}
    return tuple(_left_out(meeting, look, hidden, reasons))


def _left_out(
    meeting: Meeting,
    look: _Look,
    hidden: Mapping[tuple[str, str], WhyLeftOut],
    reasons: Mapping[str, str],
) -> Iterator[LeftOut]:
    for entity in all_entities(meeting):
        item = str(getattr(entity, "item", ""))
        why = hidden.get((entity.kind, entity.id))
        if why is not None:
            reason = reasons.get(limit_key(entity.kind, entity.id), "")
            reason = reason or reasons.get(withholding_key(entity.id), "")
            yield LeftOut(entity.kind, entity.id, item, "", why, reason)
            continue
        for field in _details_left_out(entity, look):
            if getattr(entity, field) != _default(entity, field):
                yield LeftOut(entity.kind, entity.id, item, field, WhyLeftOut.FILE_DETAIL)


def _hidden(
    meeting: Meeting, look: _Look, form: Form, leave: Leave, were_out: _WereOut | None = None
) -> dict[tuple[str, str], WhyLeftOut]:
    reader = look.reader
    on_copies, advice = _answers_on_copies(form, reader.kind), advice_items(form)
    own_child = meeting.facts.child_id
    hidden: dict[tuple[str, str], WhyLeftOut] = {}
    for entity in all_entities(meeting):
        why = (
            _by_leave(entity, leave, advice)
            or _of_another_child(entity, own_child)
            or look.limits.why(entity)
            or _why_hidden(entity, reader, look.children)
            or _said_while_out(entity, meeting, reader, were_out)
        )
        if why is None and isinstance(entity, Answer) and (entity.item, entity.question) not in on_copies:
            why = WhyLeftOut.FILE_DETAIL
        if why is not None:
            hidden[(entity.kind, entity.id)] = why
    gone = {identifier for _, identifier in hidden} | (advice if not leave.includes_advice else set())
    for entity in all_entities(meeting):
        if not gone.isdisjoint(_belongs_to(entity)):
            hidden.setdefault((entity.kind, entity.id), WhyLeftOut.BELONGS_TO_HIDDEN)
    return hidden


def _said_while_out(
    entity: Entity, meeting: Meeting, reader: Reader, were_out: _WereOut | None
) -> WhyLeftOut | None:
    """Say that something was said while this reader, or one of the room, was asked to leave; their own words stay."""
    at = entity.at if isinstance(entity, Capture | Answer | Outcome | ReadBackMark) else None
    if at is None:
        return None
    if were_out is not None:
        return WhyLeftOut.WHILE_OUT if were_out(meeting.attendance, at) else None
    if not reader.attendee_id:
        return None
    is_own = isinstance(entity, View) and entity.of == reader.attendee_id
    is_out = was_asked_out(meeting.attendance, reader.attendee_id, at)
    return WhyLeftOut.WHILE_OUT if is_out and not is_own else None


def _by_leave(entity: Entity, leave: Leave, advice: frozenset[str]) -> WhyLeftOut | None:
    """Say why the legal advice, or what stands under no section that they may have, is left out."""
    item = _item_of(entity)
    if item is None:
        is_elsewhere = bool(leave.sections) and isinstance(entity, _UNDER_NO_SECTION)
        return WhyLeftOut.NOT_PERMITTED if is_elsewhere else None
    is_advice = item in advice
    if leave.allows_item(item, is_advice=is_advice):
        return None
    return WhyLeftOut.ADVICE if is_advice else WhyLeftOut.NOT_PERMITTED


def _item_of(entity: Entity) -> str | None:
    """Return the agenda item that something stands under; None for what stands under none by its nature."""
    match entity:
        case Capture(item=item) | Answer(item=item) | ItemVisit(item=item):
            return item
        case AgendaProgress(id=item):
            return item
        case AgendaEntry(item=item, id=own):
            return item or own
        case _:
            return None


def _of_another_child(entity: Entity, own_child: str) -> WhyLeftOut | None:
    """At a meeting about several children a copy holds what is about all of them, and about its own child."""
    is_anothers = isinstance(entity, Capture | CarriedItem | Paper) and entity.child_id not in ("", own_child)
    return WhyLeftOut.ANOTHER_CHILD if is_anothers else None


def _answers_on_copies(form: Form, kind: ReaderKind) -> frozenset[tuple[str, str]]:
    """Return which answers stand on a copy; those of the preparation stay among professionals."""
    asked = [(item.id, question) for item in form.agenda for question in item.questions]
    if kind is ReaderKind.PROFESSIONAL:
        asked += [(PREPARATION, question) for question in form.preparation]
    return frozenset((item, question.id) for item, question in asked if not question.is_for_file)


def _belongs_to(entity: Entity) -> tuple[str, ...]:
    """Return the ids of what something hangs on; a reason's key names what it was given for."""
    match entity:
        case Position(disagreement=owner) | Outcome(of_item=owner) | ReadBackMark(id=owner):
            return (owner,)
        case GivenReason(id=key):
            return tuple(key.split("."))
        case _:
            return ()


def _why_hidden(entity: Entity, reader: Reader, children: frozenset[str]) -> WhyLeftOut | None:
    if _is_for_file(entity):
        return WhyLeftOut.FILE_DETAIL
    if isinstance(entity, Capture | CarriedItem) and (why := _by_audience(entity.audience, reader)):
        return why
    if isinstance(entity, View) and entity.of in children and (why := _by_sharing(entity, reader)):
        return why
    if isinstance(entity, Note) and entity.is_prepared:
        return WhyLeftOut.UNCONFIRMED
    return _off_childs_copy(entity, children) if reader.kind is ReaderKind.CHILD else None


def _is_for_file(entity: Entity) -> bool:
    match entity:
        case GivenReason(is_on_other_copies=is_shared):
            return not is_shared
        case CopyPlan(copy_kind=copy_kind):
            return copy_kind is CopyKind.NONE
        case _:
            return isinstance(entity, _NEVER_ON_COPIES)


def _by_audience(audience: Audience, reader: Reader) -> WhyLeftOut | None:
    if audience is Audience.FILE_ONLY:
        return WhyLeftOut.FILE_ONLY
    if audience is Audience.PROFESSIONALS and reader.kind in FAMILY_AND_CHILD:
        return WhyLeftOut.PROFESSIONALS_ONLY
    return None


def _by_sharing(view: View, reader: Reader) -> WhyLeftOut | None:
    if view.sharing is Sharing.NOT_ASKED:
        return WhyLeftOut.NOT_ASKED
    if view.sharing is Sharing.CHAIR_ONLY:
        return WhyLeftOut.CHAIR_ONLY
    if view.sharing is Sharing.PROFESSIONALS and reader.kind is ReaderKind.FAMILY:
        return WhyLeftOut.NOT_WITH_FAMILY
    if reader.kind is ReaderKind.CHILD and reader.attendee_id not in ("", view.of):
        return WhyLeftOut.ANOTHER_CHILD
    return None


def _off_childs_copy(entity: Entity, children: frozenset[str]) -> WhyLeftOut | None:
    if isinstance(entity, _NEVER_ON_CHILDS_COPY):
        return WhyLeftOut.NOT_FOR_CHILDS_COPY
    if isinstance(entity, Capture) and not entity.for_child:
        is_own_view = isinstance(entity, View) and entity.of in children
        return None if is_own_view else WhyLeftOut.NO_PLAIN_WORDS
    return None


def _details_left_out(entity: Entity, look: _Look) -> tuple[str, ...]:
    details = FILE_COPY_DETAILS.get(entity.kind, ()) + look.limits.details(entity)
    if isinstance(entity, Paper) and _by_audience(entity.audience, look.reader) is None:
        details = tuple(field for field in details if field != "file_hash")
    if isinstance(entity, Attendee):
        if not entity.is_participation_note_shared:
            details += ("participation_note",)
        if entity.copy_kind is CopyKind.NONE:
            details += ("copy_kind",)
    if isinstance(entity, AgendaProgress) and look.reader.kind in FAMILY_AND_CHILD:
        details += _PREPARATION
    if isinstance(entity, Capture):
        is_childs = look.reader.kind is ReaderKind.CHILD
        details += _untold(entity, look.children) if is_childs else ("for_child",)
    return details


def _untold(capture: Capture, children: frozenset[str]) -> tuple[str, ...]:
    """Return the words of the record that do not stand on the child's copy, where plain words stand for them."""
    if isinstance(capture, View) and capture.of in children:
        return ()
    named = (
        entry.name for entry in dataclasses.fields(capture) if isinstance(getattr(capture, entry.name), str)
    )
    is_told = _TOLD_TO_CHILD | {"audience", "sharing", "decision_kind"}
    return tuple(name for name in named if name not in is_told)


def _without_details(entity: Entity, look: _Look) -> Entity:
    blank: dict[str, Any] = {field: _default(entity, field) for field in _details_left_out(entity, look)}
    return look.limits.unnamed(dataclasses.replace(entity, **blank) if blank else entity)


def _default(entity: Entity, field: str) -> object:
    return _defaults(entity.kind)[field]


@functools.cache
def _defaults(kind: str) -> dict[str, object]:
    return {entry.name: entry.default for entry in dataclasses.fields(entity_classes()[kind])}
