"""Handing a signed record over: who gets which copy, when it was sent, and filing it in the case system."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from cpm_desktop.documents.verdict import Verdict
from cpm_desktop.documents.verifying import verify
from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.handover import CopyPlan, Filing, SignedDocument
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import LeftOut, Reader, ReaderKind, left_out
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited

FILING = "filing"
GROUPS = (
    (CopyKind.PROFESSIONAL, "Full record"),
    (CopyKind.FAMILY, "Family copies"),
    (CopyKind.CHILD, "Child’s copy"),
    (CopyKind.UNDECIDED, "Not decided yet"),
    (CopyKind.NONE, "No copy"),
)


class NotSignedYet(CarePlanningError):
    """Copies are made of a signed record only."""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One person's copy.

    Attributes:
        attendee_id: whose.
        name: their name.
        role: their role, with the agency where they have one.
        plan: which copy, decided by whom, and when it was sent.
        withheld: how many passages somebody chose to keep off it.
        document: the signed file, once it was made.
    """

    attendee_id: str
    name: str
    role: str
    plan: CopyPlan
    withheld: int
    document: SignedDocument | None


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """The people who get one kind of copy.

    Attributes:
        copy_kind: which.
        title: as the screen calls it.
        lines: the unsent first.
    """

    copy_kind: CopyKind
    title: str
    lines: tuple[CopyLine, ...]


def copy_groups(meeting: Meeting) -> tuple[CopyGroup, ...]:
    """Return everybody's copy, grouped by kind; empty groups are left out (after.copy-for-each-reader)."""
    groups = []
    for kind, title in GROUPS:
        people = [person for person in meeting.attendees if copy_plan_of(meeting, person).copy_kind is kind]
        lines = sorted(
            (_line(meeting, person) for person in people), key=lambda line: line.plan.sent_on is not None
        )
        if lines:
            groups.append(CopyGroup(kind, title, tuple(lines)))
    return tuple(groups)


def _line(meeting: Meeting, person: Attendee) -> CopyLine:
    plan = copy_plan_of(meeting, person)
    withheld = sum(thing.is_withheld() for thing in passages_left_out(meeting, person, plan.copy_kind))
    role = ", ".join(part for part in (person.role, person.agency) if part)
    return CopyLine(person.id, person.name, role, plan, withheld, document_for(meeting, person.id))


def reader_for(person: Attendee, copy_kind: CopyKind) -> Reader:
    """Return the reader of a person's copy.

    Raises:
        InvalidDetail: they get none.
    """
    if copy_kind in (CopyKind.NONE, CopyKind.UNDECIDED):
        message = f"No copy was decided for {person.name}. Decide which copy they get first."
        raise InvalidDetail(message)
    return Reader(ReaderKind(copy_kind.value), person.id)


def passages_left_out(meeting: Meeting, person: Attendee, copy_kind: CopyKind) -> tuple[LeftOut, ...]:
    """Return what a person's copy leaves out; nothing where they get none."""
    if copy_kind in (CopyKind.NONE, CopyKind.UNDECIDED):
        return ()
    return left_out(meeting, reader_for(person, copy_kind))


def document_for(meeting: Meeting, recipient: str) -> SignedDocument | None:
    """Return the signed file made for a recipient, or for the file (empty recipient)."""
    return next((document for document in meeting.documents if document.recipient == recipient), None)


def filing_of(meeting: Meeting) -> Filing:
    """Return how far filing has come."""
    return next(iter(meeting.filings), Filing(id=FILING))


def decide_copy(
    desk: Desk, meeting_id: str, attendee_id: str, copy_kind: CopyKind, reason: str = ""
) -> Edited | None:
    """Decide which copy a person gets; withholding it needs a reason.

    Raises:
        InvalidDetail: a copy is withheld without a reason.
    """
    if copy_kind is CopyKind.NONE and not reason.strip():
        message = "Say why this person gets no copy. The reason stands on the file copy only."
        raise InvalidDetail(message)
    decided_by = desk.workplace().value.worker.name
    return _put_plan(desk, meeting_id, attendee_id, copy_kind=copy_kind, reason=reason, decided_by=decided_by)


def mark_sent(
    desk: Desk, meeting_id: str, attendee_id: str, on: dt.date | None, channel: str = ""
) -> Edited | None:
    """Note when and how a copy was sent or told; None takes that back."""
    return _put_plan(desk, meeting_id, attendee_id, sent_on=on, channel=channel)


def _put_plan(desk: Desk, meeting_id: str, attendee_id: str, **details: object) -> Edited | None:
    editing = desk.meeting(meeting_id)
    person = editing.value.attendee(attendee_id)
    if person is None:
        message = "This person is not on the list of this meeting."
        raise InvalidDetail(message)
    plan = replace(copy_plan_of(editing.value, person), **details)  # type: ignore[arg-type]  # callers name known fields
    return editing.perform(Put(entity=plan))


def mark_loaded(desk: Desk, meeting_id: str, on: dt.date | None) -> Edited | None:
    """Note when the minutes were loaded into the child's file (after.file-and-case-note); None takes that back."""
    by = desk.workplace().value.worker.name if on else ""
    editing = desk.meeting(meeting_id)
    return editing.perform(Put(entity=replace(filing_of(editing.value), loaded_on=on, loaded_by=by)))


def mark_noted(desk: Desk, meeting_id: str, on: dt.date | None) -> Edited | None:
    """Note when the case note was added (after.file-and-case-note); None takes that back."""
    by = desk.workplace().value.worker.name if on else ""
    editing = desk.meeting(meeting_id)
    return editing.perform(Put(entity=replace(filing_of(editing.value), noted_on=on, noted_by=by)))


def mark_officer_told(desk: Desk, meeting_id: str, on: dt.date | None) -> Edited | None:
    """Note when the reviewing officer was told (after.iro-consulted); None takes that back."""
    editing = desk.meeting(meeting_id)
    return editing.perform(Put(entity=replace(filing_of(editing.value), officer_told_on=on)))


def export(desk: Desk, document: SignedDocument, folder: Path) -> Path:
    """Save a signed file to a folder the person chose; it is written whole or not at all, and read back.

    Raises:
        DocumentNotWritten: the disk is full, the folder cannot be written …
    """
    path = folder / document.file_name
    write_atomically(path, document_bytes(desk, document))
    return path


def document_bytes(desk: Desk, document: SignedDocument) -> bytes:
    """Return a signed file as it was kept."""
    return desk.wait(desk.store.get_blob(document.file_hash))


def verify_file(path: Path) -> Verdict:
    """Check a signed file.

    Raises:
        CarePlanningError: it cannot be read, or is no PDF.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"The file “{path.name}” cannot be read. Check its name, and that you may open it."
        raise CarePlanningError(message) from error
    return verify(content, checked_at=dt.datetime.now(dt.UTC))
