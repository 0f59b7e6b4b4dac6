"""What a reader may see of a meeting: the record and nothing else (after.copy-for-each-reader)."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cpm_desktop.domain.aggregate import all_entities, shelves
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Audience, Capture, Note, Outcome, Position, Sharing, View
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.handover import CopyPlan, Filing, SignedDocument
from cpm_desktop.domain.meeting import (
    AgendaProgress,
    Answer,
    CarriedItem,
    GivenReason,
    Meeting,
    Paper,
    ReadBackMark,
)


class ReaderKind(StrEnum):
    """Whose copy is made."""

    FILE = "file"
    PROFESSIONAL = "professional"
    FAMILY = "family"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads a copy.

    Attributes:
        kind: which copy.
        attendee_id: whose; empty for the file copy, or for any reader of the kind.
    """

    kind: ReaderKind
    attendee_id: str = ""


class WhyLeftOut(StrEnum):
    """Why something does not stand on a copy, as a person reads it."""

    FILE_ONLY = "for the file only"
    PROFESSIONALS_ONLY = "for professionals only"
    NOT_ASKED = "the child was not asked who may read it"
    CHAIR_ONLY = "the child wants only the chair to know"
    NOT_WITH_FAMILY = "the child agreed to professionals only"
    ANOTHER_CHILD = "another child’s words"
    UNCONFIRMED = "prepared beforehand and not confirmed in the meeting"
    FILE_DETAIL = "stands on the file copy only"
    BELONGS_TO_HIDDEN = "belongs to something left out"
    NO_PLAIN_WORDS = "not put into words for the child’s copy"
    NOT_FOR_CHILDS_COPY = "not part of the child’s copy"


_WITHHELD = frozenset(
    {
        WhyLeftOut.FILE_ONLY,
        WhyLeftOut.PROFESSIONALS_ONLY,
        WhyLeftOut.NOT_ASKED,
        WhyLeftOut.CHAIR_ONLY,
        WhyLeftOut.NOT_WITH_FAMILY,
    }
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that a copy leaves out.

    Attributes:
        entity_kind: the kind of entity.
        id: its identity.
        item: the agenda item it stands under; empty where under none.
        field: the one detail left out; empty where the whole entity is.
        why: why.
        reason: the reason given for withholding it; for the file copy only.
    """

    entity_kind: str
    id: str
    item: str
    field: str
    why: WhyLeftOut
    reason: str = ""

    def is_withheld(self) -> bool:
        """Tell whether somebody chose to keep it off the copy; it then stands in the file copy's list."""
        return self.why in _WITHHELD


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
        "access_needs",
    ),
    "view": ("sharing_reason",),
    "meeting_facts": ("manager_discussion",),
    "copy_plan": ("decided_by", "reason", "channel"),
    "paper": ("file_name", "file_hash"),
}
# What was written before the meeting is for those who prepared it.
_PREPARATION = ("prepared_note", "prepared_by")
_NEVER_ON_CHILDS_COPY = (Answer, CarriedItem, GivenReason, Outcome, Paper, ReadBackMark)
_NEVER_ON_COPIES = (SignedDocument, Filing)
_FAMILY_AND_CHILD = frozenset({ReaderKind.FAMILY, ReaderKind.CHILD})


def seen_by(meeting: Meeting, reader: Reader, form: Form | None = None) -> Meeting:
    """Return the record as a reader may see it; the file copy's reader sees all of it.

    Args:
        meeting: the whole record.
        reader: whose copy it is.
        form: the kind of meeting; without it all answers to its questions are left out.

    Rules: after.copy-for-each-reader, record.child-centred.
    """
    if reader.kind is ReaderKind.FILE:
        return meeting
    hidden = _hidden(meeting, reader, form)
    kept: dict[str, Any] = {}
    for kind, shelf in shelves(Meeting).items():
        if shelf.is_single:
            kept[shelf.field] = _without_details(getattr(meeting, shelf.field), reader)
            continue
        entities = getattr(meeting, shelf.field)
        kept[shelf.field] = tuple(
            _without_details(entity, reader) for entity in entities if (kind, entity.id) not in hidden
        )
    return dataclasses.replace(meeting, **kept)


def left_out(meeting: Meeting, reader: Reader, form: Form | None = None) -> tuple[LeftOut, ...]:
    """Return everything that a reader's copy leaves out, in the order of the record; arguments as for seen_by."""
    if reader.kind is ReaderKind.FILE:
        return ()
    hidden = _hidden(meeting, reader, form)
    reasons = {given.id: given.text for given in meeting.given_reasons}
    return tuple(_left_out(meeting, reader, hidden, reasons))


def withholding_key(identifier: str) -> str:
    """Return the key of the reason for keeping one capture off copies."""
    return f"withheld.{identifier}"


def _left_out(
    meeting: Meeting, reader: Reader, hidden: dict[tuple[str, str], WhyLeftOut], reasons: dict[str, str]
) -> Iterator[LeftOut]:
    for entity in all_entities(meeting):
        item = str(getattr(entity, "item", ""))
        why = hidden.get((entity.kind, entity.id))
        if why is not None:
            reason = reasons.get(withholding_key(entity.id), "")
            yield LeftOut(entity.kind, entity.id, item, "", why, reason)
            continue
        for field in _details_left_out(entity, reader):
            if getattr(entity, field) != _default(entity, field):
                yield LeftOut(entity.kind, entity.id, item, field, WhyLeftOut.FILE_DETAIL)


def _hidden(meeting: Meeting, reader: Reader, form: Form | None) -> dict[tuple[str, str], WhyLeftOut]:
    children = frozenset(person.id for person in meeting.attendees if person.is_child)
    hidden: dict[tuple[str, str], WhyLeftOut] = {
        (answer.kind, answer.id): WhyLeftOut.FILE_DETAIL
        for answer in meeting.answers
        if form is None or (answer.item, answer.question) not in _answers_on_copies(form)
    }
    for entity in all_entities(meeting):
        why = _why_hidden(entity, reader, children)
        if why is not None:
            hidden.setdefault((entity.kind, entity.id), why)
    gone = {identifier for _, identifier in hidden}
    for entity in all_entities(meeting):
        if _belongs_to(entity) in gone:
            hidden.setdefault((entity.kind, entity.id), WhyLeftOut.BELONGS_TO_HIDDEN)
    return hidden


def _answers_on_copies(form: Form) -> frozenset[tuple[str, str]]:
    return frozenset(
        (item.id, question.id)
        for item in form.agenda
        for question in item.questions
        if not question.is_for_file
    )


def _belongs_to(entity: Entity) -> str | None:
    match entity:
        case Position(disagreement=owner) | Outcome(of_item=owner) | ReadBackMark(id=owner):
            return owner
        case _:
            return None


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
    if audience is Audience.PROFESSIONALS and reader.kind in _FAMILY_AND_CHILD:
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


def _details_left_out(entity: Entity, reader: Reader) -> tuple[str, ...]:
    details = FILE_COPY_DETAILS.get(entity.kind, ())
    if isinstance(entity, Attendee):
        if not entity.is_participation_note_shared:
            details += ("participation_note",)
        if entity.copy_kind is CopyKind.NONE:
            details += ("copy_kind",)
    if isinstance(entity, AgendaProgress) and reader.kind in _FAMILY_AND_CHILD:
        details += _PREPARATION
    if isinstance(entity, Capture) and reader.kind is not ReaderKind.CHILD:
        details += ("for_child",)
    return details


def _without_details(entity: Entity, reader: Reader) -> Entity:
    blank: dict[str, Any] = {field: _default(entity, field) for field in _details_left_out(entity, reader)}
    return dataclasses.replace(entity, **blank) if blank else entity


def _default(entity: Entity, field: str) -> object:
    return next(entry.default for entry in dataclasses.fields(entity) if entry.name == field)
