"""Handing a signed record over: who gets which copy, when it was sent, and filing it in the case system."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from cpm_desktop.documents.verdict import Verdict
from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.copies_progress import Distribution, copy_plan_of, distribution_of
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.handover import CopyPlan, Filing, SignedDocument
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import Reader
from cpm_desktop.domain.typography import NO_BREAK, long_day_text
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.document_names import document_name
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.holding import child_of
from cpm_desktop.services.left_out import passages_left_out, reader_for
from cpm_desktop.services.papers import FILE_READER, action_list_pdf, minutes_paper
from cpm_desktop.services.signed_files import keep_document, require_whole, signed_bytes
from cpm_desktop.services.window_thread import OnWindowThread, at_once
from cpm_desktop.storage.event_log import Event, Field

FILING = "filing"
GROUPS = (
    (CopyKind.PROFESSIONAL, "Full record"),
    (CopyKind.FAMILY, "Family copies"),
    (CopyKind.CHILD, "Child’s copy"),
    (CopyKind.UNDECIDED, "Not decided yet"),
    (CopyKind.NONE, "No copy"),
)


LARGEST_FILE = 512 * 1024 * 1024  # bytes


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


@dataclass(frozen=True, slots=True)
class Handover:
    """All that handing over a record consists of.

    Attributes:
        distribution: by when every copy must be sent, and how that stands; None without a day.
        groups: everybody's copy, by kind.
        file_name: of the file copy.
        case_note: its text.
        filing: loaded and noted, with dates.
        officer_due: the reviewing officer has still to be told.
    """

    distribution: Distribution | None
    groups: tuple[CopyGroup, ...]
    file_name: str
    case_note: str
    filing: Filing
    officer_due: bool


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
    document = document_for(meeting, person.id, plan.copy_kind.value)
    return CopyLine(person.id, person.name, role, plan, withheld, document)


def document_for(meeting: Meeting, recipient: str, reader: str = "") -> SignedDocument | None:
    """Return the signed file made last for a recipient, or for the file (empty recipient).

    Where `reader` is given, only one made for that kind of reader: what was decided may have changed since.
    """
    fitting = (
        document
        for document in reversed(meeting.documents)
        if document.recipient == recipient and reader in ("", document.reader)
    )
    return next(fitting, None)


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


def handover(desk: Desk, meeting_id: str) -> Handover:
    """Return all that handing over a record consists of, as it stands now."""
    meeting = desk.meeting(meeting_id).value
    return Handover(
        distribution=distribution(desk, meeting_id),
        groups=copy_groups(meeting),
        file_name=file_name(desk, meeting_id),
        case_note=case_note(desk, meeting_id),
        filing=filing_of(meeting),
        officer_due=officer_must_be_told(meeting),
    )


def distribution(desk: Desk, meeting_id: str) -> Distribution | None:
    """Return by when every copy must be sent, and how that stands (after.distribute-5-days); None without a day."""
    meeting = desk.meeting(meeting_id).value
    return distribution_of(desk.form_of(meeting), meeting, desk.today(), desk.calendar)


def officer_must_be_told(meeting: Meeting) -> bool:
    """Tell whether the reviewing officer has still to hear of this (after.iro-consulted)."""
    return meeting.facts.officer_needed is True and filing_of(meeting).officer_told_on is None


def case_note(desk: Desk, meeting_id: str) -> str:
    """Return the case note's text: it names nobody (after.file-and-case-note)."""
    meeting = desk.meeting(meeting_id).value
    facts, planned = meeting.facts, next(iter(meeting.next_meetings), None)
    following = long_day_text(planned.date) if planned is not None and planned.date else "not arranged"
    values = {
        "date": long_day_text(facts.date) if facts.date else "",
        "next": following,
        "kind": desk.form_of(meeting).name,
        "case_number": child_of(desk, meeting).case_number,
        "case_system": desk.authority().case_system,
        "legal_filing": desk.authority().legal_filing,
    }
    # A case system takes plain text: spaces that do not break would stand there as odd signs.
    return fill_blanks(desk.form_of(meeting).texts.case_note, values).replace(NO_BREAK, " ")


def file_name(desk: Desk, meeting_id: str) -> str:
    """Return the name of the file copy by the authority's pattern; it names nobody."""
    meeting = desk.meeting(meeting_id).value
    document = document_for(meeting, "")
    return document.file_name if document else document_name(desk, meeting, FILE_READER)


def copy_for(desk: Desk, meeting_id: str, attendee_id: str) -> bytes:
    """Return the bytes of a person's signed copy; see `signed_copy`."""
    return document_bytes(desk, signed_copy(desk, meeting_id, attendee_id))


def signed_copy(
    desk: Desk,
    meeting_id: str,
    attendee_id: str,
    on_window_thread: OnWindowThread = at_once,
) -> SignedDocument:
    """Return a person's signed copy, or the file copy (empty id); made, verified and kept at the first need.

    It is drawn from what that person may see (after.copy-for-each-reader), signed with the record's time, and
    kept in the encrypted store. Slow: run it in the background, with what brings calls to the window's thread.

    Raises:
        NotSignedYet: the record is not signed.
        InvalidDetail: no copy was decided for this person.
        SigningNotSaved: the disk does not take it.
    """

    def look() -> tuple[SignedDocument | None, Reader, Paper, dt.datetime]:
        meeting = desk.meeting(meeting_id).value
        reader = _reader(meeting, attendee_id)
        signing = next(iter(meeting.signings), None)
        if signing is None or signing.signed_at is None:
            message = "Copies are made of the signed record. Sign it first."
            raise NotSignedYet(message)
        known = document_for(meeting, attendee_id, reader.kind.value)
        return known, reader, minutes_paper(desk, meeting, reader), signing.signed_at

    known, reader, paper, signed_at = on_window_thread(look)
    if known is not None:
        return known
    content = signed_bytes(desk, paper, signed_at)
    require_whole(content, hashlib.sha256(content).hexdigest())
    return keep_document(desk, meeting_id, reader, content, on_window_thread, is_verified=True)


def _reader(meeting: Meeting, attendee_id: str) -> Reader:
    if not attendee_id:
        return FILE_READER
    person = meeting.attendee(attendee_id)
    if person is None:
        message = "This person is not on the list of this meeting."
        raise InvalidDetail(message)
    return reader_for(person, copy_plan_of(meeting, person).copy_kind)


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
    desk.note(Event.DOCUMENT_EXPORTED, {Field.BYTES: document.size})
    return path


def save_action_list(
    desk: Desk, meeting_id: str, folder: Path, on_window_thread: OnWindowThread = at_once
) -> Path:
    """Save the action list that people take from the room to a folder the person chose.

    Raises:
        DocumentNotWritten: the disk is full, the folder cannot be written …
    """
    meeting = on_window_thread(lambda: desk.meeting(meeting_id).value)
    content = on_window_thread(lambda: action_list_pdf(desk, meeting_id))
    day = meeting.facts.date.isoformat() if meeting.facts.date else ""
    path = folder / f"{' '.join(part for part in (day, 'Action list') if part)}.pdf"
    write_atomically(path, content)
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
        if not path.is_file():
            message = f"“{path.name}” is no file. Give the PDF that was signed."
            raise CarePlanningError(message)
        if path.stat().st_size > LARGEST_FILE:
            message = f"The file “{path.name}” is too large to be minutes. Give the PDF that was signed."
            raise CarePlanningError(message)
        content = path.read_bytes()
    except OSError as error:
        message = f"The file “{path.name}” cannot be read. Check its name, and that you may open it."
        raise CarePlanningError(message) from error
    return verify_bytes(content)


def verify_bytes(
    content: bytes, recorded_sha256: str | None = None, checked_at: dt.datetime | None = None
) -> Verdict:
    """Check a signed file, where it is known also against what was recorded at signing; slow, on any thread.

    Args:
        content: the whole file.
        recorded_sha256: its SHA-256 as kept when it was signed.
        checked_at: now, where it is not by this computer's clock.

    Raises:
        NotAPdf: it is no PDF.
    """
    from cpm_desktop.documents.verifying import verify  # noqa: PLC0415 - brings the slow libraries of signing

    return verify(content, recorded_sha256=recorded_sha256, checked_at=checked_at or dt.datetime.now(dt.UTC))
