"""A second signature under the signed record, in the place that was made for it; the file before it stays inside."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.endorsed import as_it_stands, countersignature_of
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import Endorsement, EndorsementKind, SignedDocument, SigningStep
from cpm_desktop.domain.papers.signature_place import SECOND_FIELD
from cpm_desktop.domain.typography import long_day_text, time_text
from cpm_desktop.services.copy_list import document_for
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.passphrase_check import check_passphrase
from cpm_desktop.services.signed_files import require_whole, wait_for_disk, wait_until_kept
from cpm_desktop.services.signing import DrawnByHand, GivenSignature, require_printable
from cpm_desktop.services.signing_key import read_certificate_file
from cpm_desktop.services.window_thread import OnWindowThread, at_once

if TYPE_CHECKING:
    from cpm_desktop.documents.certificate import SigningIdentity
    from cpm_desktop.documents.stamp import Signature

_REASON = "Countersigned"
_STANDING = "The second signature is not kept yet."
_VALID_FOR = dt.timedelta(days=1)  # a key that is made for one signature and thrown away


@dataclass(frozen=True, slots=True)
class SecondSigner:
    """Who signs as the second.

    Attributes:
        name: full name.
        role: their role, as it stands under the signature.
        organisation: their agency; may be empty.
    """

    name: str
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class KeyMadeHere:
    """A key made on this computer for this one signature; the person at this computer stands by who it was.

    Attributes:
        passphrase: of the person at this computer.
    """

    passphrase: str


@dataclass(frozen=True, slots=True)
class KeyFromFile:
    """The second signer's own certificate.

    Attributes:
        path: of their certificate file (PKCS#12).
        passphrase: the file's.
    """

    path: Path
    passphrase: str


def cannot_be_countersigned(desk: Desk, meeting_id: str) -> str:
    """Return why the record takes no second signature now; empty where it does."""
    meeting = desk.meeting(meeting_id).value
    document = document_for(meeting, "")
    if document is None or any(signing.step is not SigningStep.FINISHED for signing in meeting.signings):
        return "A second signature comes after the first. Sign the record, then have it countersigned."
    given = countersignature_of(meeting, document)
    return f"{given.by} has countersigned this record already." if given is not None else ""


def countersign(
    desk: Desk,
    meeting_id: str,
    signer: SecondSigner,
    signature: GivenSignature,
    key: KeyMadeHere | KeyFromFile,
    on_window_thread: OnWindowThread = at_once,
) -> Endorsement:
    """Put a second signature under the file copy, read it back and keep it beside the first; slow, for any thread.

    Raises:
        InvalidDetail: there is no name, the record is not signed, or it has a second signature.
        PassphraseRefused: for a key made here, the passphrase is wrong.
        CarePlanningError: the certificate file cannot be used, or the file has no place for a second signature.
        SigningNotSaved: the disk does not take it.
    """
    if not signer.name.strip():
        message = "Enter the name of who countersigns."
        raise InvalidDetail(message)
    require_printable(signature)
    document = on_window_thread(lambda: _document(desk, meeting_id))
    identity = _identity(desk, signer, key)
    moment = desk.now().replace(microsecond=0)
    content = _signed(desk, document, identity, signer, signature, moment)
    require_whole(content, hashlib.sha256(content).hexdigest())
    digest = wait_for_disk(desk, desk.store.put_blob(content), _STANDING)
    endorsement = Endorsement(
        id=new_identifier(),
        document=document.id,
        what=EndorsementKind.COUNTERSIGNATURE,
        by=signer.name.strip(),
        role=", ".join(filter(None, (signer.role.strip(), signer.organisation.strip()))),
        at=moment,
        file_hash=digest,
        size=len(content),
        certificate=identity.fingerprint,
        is_made_here=isinstance(key, KeyMadeHere),
    )
    note_endorsement(desk, meeting_id, endorsement, document.file_hash, on_window_thread)
    return endorsement


def note_endorsement(
    desk: Desk, meeting_id: str, endorsement: Endorsement, upon: str, on_window_thread: OnWindowThread
) -> None:
    """Note what came upon a signed file, and wait until it is on the disk.

    Args:
        desk: open.
        meeting_id: the signed meeting.
        endorsement: what came upon it.
        upon: the hash of the file that it was made upon.
        on_window_thread: as everywhere.

    Raises:
        InvalidDetail: something else came upon the file meanwhile; nothing was noted.
        SigningNotSaved: the disk does not take it.
    """

    def note() -> Edited | None:
        editing = desk.meeting(meeting_id)
        documents = editing.value.documents
        document = next(each for each in documents if each.id == endorsement.document)
        if as_it_stands(editing.value, document).file_hash != upon:
            message = "Something else was put upon this file meanwhile. Try again."
            raise InvalidDetail(message)
        return editing.perform(Record(entity=endorsement), is_final=True)

    wait_until_kept(desk, on_window_thread(note), _STANDING)


def _document(desk: Desk, meeting_id: str) -> SignedDocument:
    problem = cannot_be_countersigned(desk, meeting_id)
    meeting = desk.meeting(meeting_id).value
    document = document_for(meeting, "")
    if problem or document is None:
        raise InvalidDetail(problem)
    return as_it_stands(meeting, document)


def _identity(desk: Desk, signer: SecondSigner, key: KeyMadeHere | KeyFromFile) -> "SigningIdentity":
    if isinstance(key, KeyFromFile):
        return read_certificate_file(desk, key.path, key.passphrase)
    from cpm_desktop.documents.certificate import make_identity  # noqa: PLC0415 - loads with the first signature

    check_passphrase(desk, key.passphrase)
    return make_identity(signer.name, signer.organisation, desk.now(), _VALID_FOR)


def _signed(
    desk: Desk,
    document: SignedDocument,
    identity: "SigningIdentity",
    signer: SecondSigner,
    signature: GivenSignature,
    moment: dt.datetime,
) -> bytes:
    from cpm_desktop.data_files import resources_folder  # noqa: PLC0415 - only needed here
    from cpm_desktop.documents.signing import (  # noqa: PLC0415 - loads with the first signature
        SignatureRequest,
        field_box,
        sign_pdf,
    )
    from cpm_desktop.documents.stamp import draw_signed_stamp, signature_fonts  # noqa: PLC0415 - the same

    pdf = desk.wait(desk.store.get_blob(document.file_hash))
    box = field_box(pdf, SECOND_FIELD)
    local = desk.local(moment)
    lines = (
        ", ".join(filter(None, (signer.name.strip(), signer.role.strip(), signer.organisation.strip()))),
        f"Countersigned {long_day_text(local.date())} at {time_text(local)}",
    )
    fonts = signature_fonts(resources_folder() / "fonts")
    stamp = draw_signed_stamp(_as_drawn(signature), lines, *box, fonts) if box else b""
    return sign_pdf(pdf, identity, SignatureRequest(SECOND_FIELD, moment, _REASON, stamp))


def _as_drawn(signature: GivenSignature) -> "Signature":
    from cpm_desktop.documents.stamp import DrawnSignature, TypedSignature  # noqa: PLC0415 - as above

    if isinstance(signature, DrawnByHand):
        return DrawnSignature(signature.strokes, signature.aspect)
    return TypedSignature(signature.text)
