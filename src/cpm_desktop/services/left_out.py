"""What a person's copy leaves out, and in which words that is told (after.copy-for-each-reader)."""

from cpm_desktop.domain.aggregate import entity_classes
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.captures import Disclosure
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import (
    ChildsLine,
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
from cpm_desktop.domain.meeting import ItemVisit, Meeting
from cpm_desktop.domain.reader import LeftOut, Reader, ReaderKind, left_out
from cpm_desktop.domain.reading_limits import ReadingLimit
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import child_of

# What is kept beside the record and was never part of any copy; disclosures are not even told of.
_KEPT_BESIDE = frozenset(
    cls.kind
    for cls in (
        *(SignedDocument, Filing, FollowUp, Permission, Release, ManagerComment, Disclosure, ItemVisit),
        *(ReadingLimit, ChildsLine, Endorsement, CorrectionRequest, PrintedCopy),
    )
)
# What a copy may leave out of something it shows; details that a reader would not miss have no words here.
DETAIL_WORDS = {
    ("child", "placement_address"): "the address where the child lives",
    ("attendee", "contact_restriction"): "restrictions on contact",
    ("attendee", "access_needs"): "what people need to take part",
    ("attendee", "participation_note"): "how somebody took part, in detail",
    ("attendee", "copy_reason"): "why a copy is withheld",
    ("meeting_facts", "manager_discussion"): "the discussion with the team manager",
    ("view", "sharing_reason"): "why words are shared",
}


def reader_for(person: Attendee, copy_kind: CopyKind) -> Reader:
    """Return the reader of a person's copy.

    Raises:
        InvalidDetail: they get none.
    """
    if copy_kind in (CopyKind.NONE, CopyKind.UNDECIDED):
        message = f"No copy was decided for {person.name}. Decide which copy they get first."
        raise InvalidDetail(message)
    return Reader(ReaderKind(copy_kind.value), person.id)


def passages_left_out(
    desk: Desk, meeting: Meeting, person: Attendee, copy_kind: CopyKind
) -> tuple[LeftOut, ...]:
    """Return what a person's copy leaves out; nothing where they get none.

    Raises:
        PrivilegedRecord: they may not have the record, so there is no copy that could leave anything out.
    """
    if copy_kind in (CopyKind.NONE, CopyKind.UNDECIDED):
        return ()
    return left_out(meeting, reader_for(person, copy_kind), desk.form_of(meeting), desk.procedure.roles)


def said_left_out(desk: Desk, meeting_id: str, attendee_id: str) -> tuple[str, ...]:
    """Return in sentences what a person's copy leaves out because somebody chose so, or because it is for the file.

    Raises:
        PrivilegedRecord: they may not have the record.
    """
    meeting = desk.meeting(meeting_id).value
    person = meeting.attendee(attendee_id)
    if person is None:
        return ()
    left = passages_left_out(desk, meeting, person, copy_plan_of(meeting, person).copy_kind)
    form, called = desk.form_of(meeting), child_of(desk, meeting).called()
    sentences = []
    for thing in left:
        noun = DETAIL_WORDS.get((thing.entity_kind, thing.field)) if thing.field else _noun(thing.entity_kind)
        item = form.item(thing.item)
        where = f" under “{fill_blanks(item.title, {'child': called})}”" if item is not None else ""
        reason = f" Reason: {thing.reason}" if thing.reason else ""
        if noun and thing.entity_kind not in _KEPT_BESIDE:
            sentences.append(f"{noun[:1].upper()}{noun[1:]}{where}: {thing.why.value}.{reason}")
    return tuple(dict.fromkeys(sentences))


def _noun(kind: str) -> str:
    return entity_classes()[kind].noun
