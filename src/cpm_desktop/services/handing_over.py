"""Handing a signed record over: who gets which copy, when it was sent, and filing it in the case system."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from cpm_desktop.documents.verdict import Verdict
from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.blanks import blanks_in, fill_blanks
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.copies_progress import (
    Distribution,
    copy_plan_of,
    distribution_of,
    missing_always,
)
from cpm_desktop.domain.distribution import scope_of
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.expected_roles import name_of_roles
from cpm_desktop.domain.handover import Filing, SignedDocument
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.kind_name import in_running_text
from cpm_desktop.domain.reader import PrivilegedRecord, Reader
from cpm_desktop.domain.roles import satisfies
from cpm_desktop.domain.typography import NO_BREAK, long_day_text
from cpm_desktop.services.copy_list import (
    CopyGroup,
    copy_groups,
    decide_copy,
    document_for,
    mark_sent,
    require_leave,
)
from cpm_desktop.services.copy_making import CopyWanted, NotSignedYet, copy_wanted, made_copy
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.document_names import document_name
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.holding import child_of
from cpm_desktop.services.left_out import reader_for
from cpm_desktop.services.papers import FILE_READER
from cpm_desktop.services.window_thread import OnWindowThread, at_once
from cpm_desktop.storage.event_log import Event, Field

__all__ = ["NotSignedYet", "copy_groups", "decide_copy", "document_for", "mark_sent"]
FILING = "filing"
_OFFICER = "independent-reviewing-officer"
LARGEST_FILE = 512 * 1024 * 1024  # bytes


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
        filed_at: where the record is loaded, in words (after.file-and-case-note).
        missing: roles that stand on the list always and that nobody with a copy has (after.distribute-care-team).
        officer: the reviewing officer's name; empty where nobody of that role is known (after.iro-consulted).
        officer_text: what to send to them; empty where the form has no words for it.
    """

    distribution: Distribution | None
    groups: tuple[CopyGroup, ...]
    file_name: str
    case_note: str
    filing: Filing
    officer_due: bool
    filed_at: str = "Documents"
    missing: tuple[str, ...] = ()
    officer: str = ""
    officer_text: str = ""


def filing_of(meeting: Meeting) -> Filing:
    """Return how far filing has come."""
    return next(iter(meeting.filings), Filing(id=FILING))


def handover(desk: Desk, meeting_id: str) -> Handover:
    """Return all that handing over a record consists of, as it stands now."""
    meeting = desk.meeting(meeting_id).value
    return Handover(
        distribution=distribution(desk, meeting_id),
        groups=copy_groups(desk, meeting_id),
        file_name=file_name(desk, meeting_id),
        case_note=case_note(desk, meeting_id),
        filing=filing_of(meeting),
        officer_due=officer_must_be_told(meeting),
        filed_at=_filed_at(desk, meeting),
        missing=_missing(desk, meeting),
        officer=officer_name(desk, meeting),
        officer_text=officer_text(desk, meeting),
    )


def distribution(desk: Desk, meeting_id: str) -> Distribution | None:
    """Return by when every copy must be sent, and how that stands (after.distribute-5-days); None without a day."""
    meeting = desk.meeting(meeting_id).value
    return distribution_of(desk.form_of(meeting), meeting, desk.today(), desk.calendar, desk.procedure.roles)


def officer_must_be_told(meeting: Meeting) -> bool:
    """Tell whether the reviewing officer has still to hear of this (after.iro-consulted)."""
    return meeting.facts.officer_needed is True and filing_of(meeting).officer_told_on is None


def officer_name(desk: Desk, meeting: Meeting) -> str:
    """Return the reviewing officer's name, by the meeting's list or the child's file; empty where none is known."""
    people = (*meeting.attendees, *desk.child(meeting.facts.child_id).value.people)
    found = (person.name for person in people if satisfies(_OFFICER, person.role_id) and not person.has_left)
    return next(found, "")


def officer_text(desk: Desk, meeting: Meeting) -> str:
    """Return the text to send to the reviewing officer (after.iro-consulted); it names no child."""
    form, facts = desk.form_of(meeting), meeting.facts
    values = {
        "officer": officer_name(desk, meeting) or "Reviewing officer",
        "date": long_day_text(facts.date) if facts.date else "",
        "kind": in_running_text(form.name),
        "case_number": child_of(desk, meeting).case_number,
    }
    return fill_blanks(form.texts.officer, values).replace(NO_BREAK, " ")


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
    form = desk.form_of(meeting)
    pattern = form.texts.case_note
    if facts.is_waiver and form.waiver is not None:  # nothing was held
        pattern = f"{form.waiver.title}, decided on {{date}}. The signed record is in Documents."
    # A case system takes plain text: spaces that do not break would stand there as odd signs.
    return fill_blanks(pattern, values).replace(NO_BREAK, " ")


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
    *,
    is_again: bool = False,
) -> SignedDocument:
    """Return a person's signed copy, or the file copy (empty id); made, verified and kept at the first need.

    It is drawn from what that person may see (after.copy-for-each-reader), signed with the record's time, and
    kept in the encrypted store under a number of its own. Where what they may see has changed since, or `is_again`, a
    new one is made with a new number. Slow: run it in the background, with what brings calls to the window's thread.

    Raises:
        NotSignedYet: the record is not signed.
        InvalidDetail: no copy was decided for this person.
        PrivilegedRecord: the record may not reach this person.
        SigningNotSaved: the disk does not take it.
    """

    def look() -> CopyWanted:
        return _wanted(desk, meeting_id, attendee_id, is_again=is_again)

    return made_copy(desk, meeting_id, look, on_window_thread)


def copy_made(desk: Desk, meeting_id: str, attendee_id: str) -> SignedDocument | None:
    """Return a person's signed copy where one was made that still holds; nothing is made, and no number is used.

    Raises:
        NotSignedYet: the record is not signed.
        InvalidDetail: no copy was decided for this person.
        PrivilegedRecord: the record may not reach this person.
    """
    return _wanted(desk, meeting_id, attendee_id).known


def _wanted(desk: Desk, meeting_id: str, attendee_id: str, *, is_again: bool = False) -> CopyWanted:
    meeting = desk.meeting(meeting_id).value
    if attendee_id:
        require_leave(desk, meeting_id, attendee_id)
    person = meeting.attendee(attendee_id)
    scope = scope_of(meeting, desk.form_of(meeting), person, desk.procedure.roles) if person else ""
    return copy_wanted(desk, meeting, _reader(meeting, attendee_id), scope, is_again=is_again)


def _missing(desk: Desk, meeting: Meeting) -> tuple[str, ...]:
    roles = desk.procedure.roles
    return tuple(name_of_roles(each, roles) for each in missing_always(meeting, desk.form_of(meeting), roles))


def _filed_at(desk: Desk, meeting: Meeting) -> str:
    """Return where the record is loaded: a form whose case note names the restricted place is filed there."""
    is_restricted = "legal_filing" in blanks_in(desk.form_of(meeting).texts.case_note)
    return desk.authority().legal_filing if is_restricted else "Documents"


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


def document_bytes(desk: Desk, document: SignedDocument) -> bytes:
    """Return a signed file as it was kept.

    Raises:
        PrivilegedRecord: it is somebody's copy of a limited record, and they may no longer have it.
    """
    if document.of_meeting:
        require_leave(desk, document.of_meeting, document.recipient)
        meeting = desk.meeting(document.of_meeting).value
        person = meeting.attendee(document.recipient)
        form, roles = desk.form_of(meeting), desk.procedure.roles
        if person is None or scope_of(meeting, form, person, roles) != document.scope:
            message = "What this person may have has changed since this copy was made. Make their copy again."
            raise PrivilegedRecord(message)
    return desk.wait(desk.store.get_blob(document.file_hash))


def verify_file(
    path: Path,
    checked_at: dt.datetime | None = None,
    *,
    known_certificates: Iterable[bytes] = (),
    made_here: Collection[str] = (),
) -> Verdict:
    """Check a signed file; the time and the certificates as `verify_bytes` takes them.

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
    return verify_bytes(
        content, checked_at=checked_at, known_certificates=known_certificates, made_here=made_here
    )


def verify_bytes(
    content: bytes,
    recorded_sha256: str | None = None,
    checked_at: dt.datetime | None = None,
    *,
    known_certificates: Iterable[bytes] = (),
    made_here: Collection[str] = (),
) -> Verdict:
    """Check a signed file, where it is known also against what was recorded at signing; slow, on any thread.

    Args:
        content: the whole file.
        recorded_sha256: its SHA-256 as kept when it was signed.
        checked_at: now, where it is not by this computer's clock.
        known_certificates: those (DER) that signers' certificates may be vouched for by.
        made_here: fingerprints of certificates whose keys were made on this computer.

    Raises:
        NotAPdf: it is no PDF.
    """
    from cpm_desktop.documents.verifying import verify  # noqa: PLC0415 - brings the slow libraries of signing

    return verify(
        content,
        known_certificates,
        recorded_sha256=recorded_sha256,
        checked_at=checked_at or dt.datetime.now(dt.UTC),
        made_here=made_here,
    )
