"""Signed files: drawn from a paper, signed with the key in the store, kept there, and read back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.handover import SignedDocument
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import Reader
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.document_names import document_name
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.papers import draw
from cpm_desktop.services.signing_stop import SigningStopped
from cpm_desktop.services.window_thread import OnWindowThread, at_once, never

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
_PATIENCE = 15.0  # seconds that a step waits for the disk before it says that the disk does not take it
_REASON = "Agreed as the record of the meeting"
_NOT_REQUIRED = "Agreed as the record that the meeting is not required"


class SigningNotSaved(CarePlanningError):
    """The disk does not take what signing writes."""


class SignedFileDamaged(CarePlanningError):
    """What was read back is not what was signed."""


class CopyNumberTaken(CarePlanningError):
    """Another copy got this number while this one was drawn."""


@dataclass(frozen=True, slots=True)
class CopyMarks:
    """What tells one copy from another; all empty for the file copy.

    Attributes:
        number: the copy's number among those of the record.
        drawn_from: what stands for all that its reader might see when it was drawn.
        scope: for somebody's copy of a limited record, what of it they might have then.
    """

    number: int = 0
    drawn_from: str = ""
    scope: str = ""


FILE_COPY = CopyMarks()


def reason_to_sign(meeting: Meeting) -> str:
    """Return what a signature under a record, and under each copy of it, says it was given for."""
    return _NOT_REQUIRED if meeting.facts.is_waiver else _REASON


def signed_bytes(
    desk: Desk,
    paper: Paper,
    signed_at: dt.datetime,
    should_stop: Callable[[], bool] = never,
    *,
    reason: str,
) -> bytes:
    """Draw a paper and sign it with the key in the store; slow, on any thread.

    The same paper and time always give the same file. `reason` is what the digital signature says it was given for.

    Raises:
        SigningStopped: it was asked to stop.
        CarePlanningError: the key is missing, damaged or out of date.
    """
    # Signing brings libraries that take long to load; nothing needs them before the first signature.
    from cpm_desktop.documents.rendering.errors import Stopped  # noqa: PLC0415 - as said above
    from cpm_desktop.documents.signature_field import (  # noqa: PLC0415 - the same
        CHAIR,
        SignatureField,
        reserve_signature_fields,
        time_fields,
    )
    from cpm_desktop.documents.signing import SignatureRequest, sign_pdf  # noqa: PLC0415 - the same
    from cpm_desktop.services.signing_key import load_signing_key  # noqa: PLC0415 - the same

    identity = load_signing_key(desk)
    identity.require_valid_at(signed_at)
    try:
        drawn = draw(desk, paper, signed_at, should_stop)
    except Stopped as error:
        raise SigningStopped from error
    places = [
        SignatureField(place.name, place.page, place.rect, place.tooltip) for place in drawn.signature_places
    ]
    prepared = reserve_signature_fields(drawn.pdf, [*places, *time_fields()], signed_at)
    return sign_pdf(prepared, identity, SignatureRequest(CHAIR, signed_at, reason))


def load_what_signs() -> None:
    """Load the libraries that draw, sign and check, so that the person does not wait for them; for any thread."""
    from cpm_desktop.documents import preview, signing, verifying  # noqa: F401, PLC0415 - that is the purpose
    from cpm_desktop.documents.rendering import paper_renderer  # noqa: F401, PLC0415 - the same


def require_whole(content: bytes, digest: str) -> None:
    """Check a signed file as it was kept: every byte, and the signature; slow, on any thread.

    Raises:
        SignedFileDamaged: it is not what was signed.
    """
    from cpm_desktop.documents.verifying import verify  # noqa: PLC0415 - brings the libraries of signing

    if not verify(content, recorded_sha256=digest).is_whole:
        raise SignedFileDamaged(
            "The signed file was read back and is not what was signed. Do not use it: have this computer’s disk "
            "looked at, and restore the newest backup."
        )


def wait_for_disk(desk: Desk, saved: "Future[T]", standing: str) -> T:
    """Wait until a change is on the disk.

    Raises:
        SigningNotSaved: the disk does not take it; `standing` says how things stand meanwhile.
    """
    try:
        return saved.result(_PATIENCE)
    except TimeoutError as error:
        problem = desk.saving.latest.problem or "The disk does not answer."
        message = (
            f"{standing} {problem} It goes on by itself as soon as the disk takes it, or at the next start."
        )
        raise SigningNotSaved(message) from error


def wait_until_kept(desk: Desk, edited: Edited | None, standing: str) -> None:
    """Wait until what a command changed, if it changed anything, is on the disk.

    Raises:
        SigningNotSaved: the disk does not take it; `standing` says how things stand meanwhile.
    """
    if edited is not None:
        wait_for_disk(desk, edited.saved, standing)


def keep_document(
    desk: Desk,
    meeting_id: str,
    reader: Reader,
    content: bytes,
    on_window_thread: OnWindowThread = at_once,
    *,
    is_verified: bool,
    kept_as: CopyMarks = FILE_COPY,
) -> SignedDocument:
    """Keep a signed file in the encrypted store and note it on the meeting.

    Raises:
        CopyNumberTaken: another copy has this number; nothing was noted.
        SigningNotSaved: the disk does not take it.
    """
    standing = "The signed file is not kept yet."
    digest = wait_for_disk(desk, desk.store.put_blob(content), standing)

    def note() -> tuple[SignedDocument, Edited | None]:
        editing = desk.meeting(meeting_id)
        if kept_as.number and any(each.number == kept_as.number for each in editing.value.documents):
            message = f"Another copy has the number {kept_as.number}. Make this one again."
            raise CopyNumberTaken(message)
        document = SignedDocument(
            id=new_identifier(),
            reader=reader.kind.value,
            recipient=reader.attendee_id,
            file_name=document_name(desk, editing.value, reader, kept_as.number),
            file_hash=digest,
            size=len(content),
            is_verified=is_verified,
            scope=kept_as.scope,
            of_meeting=meeting_id if kept_as.scope else "",
            number=kept_as.number,
            drawn_from=kept_as.drawn_from,
        )
        return document, editing.perform(Record(entity=document), is_final=True)

    document, edited = on_window_thread(note)
    wait_until_kept(desk, edited, standing)
    return document
