"""What is added to a signed record: a manager's comment, or the answer to a request for correction, each signed.

Rule: record.manager-oversight.
"""

import datetime as dt
import hashlib

from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.endorsed import as_it_stands
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import CorrectionRequest, ManagerComment, SignedDocument, Signing
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.addendum import build_addendum
from cpm_desktop.domain.record import printed_fingerprint
from cpm_desktop.services.copy_list import document_for
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.document_names import name_of_file
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.passphrase_check import check_passphrase
from cpm_desktop.services.signed_files import require_whole, signed_bytes, wait_for_disk, wait_until_kept
from cpm_desktop.services.signing import GivenSignature, require_printable, with_signature
from cpm_desktop.services.window_thread import OnWindowThread, at_once

ADDENDUM = "addendum"
_REASON = "Added to the record of the meeting"
_STANDING = "The addendum is not kept yet."


def record_comment(
    desk: Desk, meeting_id: str, text: str, by: str, role: str = "", *, is_management_only: bool = False
) -> ManagerComment:
    """Record a manager's comment on a signed record; the next meeting hears it unless it is for management only.

    Raises:
        InvalidDetail: the record is not signed, or the comment has no words or no author.
    """
    editing = desk.meeting(meeting_id)
    if not editing.value.is_signed():
        message = (
            "A comment is added to a signed record. Until then, say it in the meeting or change the record."
        )
        raise InvalidDetail(message)
    if not text.strip() or not by.strip():
        message = "Write the comment, and who made it."
        raise InvalidDetail(message)
    comment = ManagerComment(
        id=new_identifier(),
        text=text,
        by=by.strip(),
        role=role.strip(),
        on=desk.today(),
        is_management_only=is_management_only,
    )
    editing.perform(Record(entity=comment), is_final=True)
    return comment


def addition_of(meeting: Meeting, identifier: str) -> ManagerComment | CorrectionRequest | None:
    """Return the comment or request of that id, if there is one."""
    additions: tuple[ManagerComment | CorrectionRequest, ...] = (*meeting.comments, *meeting.corrections)
    return next((each for each in additions if each.id == identifier), None)


def signed_addenda(meeting: Meeting) -> tuple[SignedDocument, ...]:
    """Return every signed addendum, in the order in which they were added to the record."""
    found = (addendum_for(meeting, each.id) for each in (*meeting.comments, *meeting.corrections))
    return tuple(document for document in found if document is not None)


def addendum_for(meeting: Meeting, comment_id: str) -> SignedDocument | None:
    """Return the signed addendum of a comment or a request, once it was made."""
    return next(
        (
            document
            for document in reversed(meeting.documents)
            if (document.reader, document.recipient) == (ADDENDUM, comment_id)
        ),
        None,
    )


def sign_addendum(
    desk: Desk,
    meeting_id: str,
    comment_id: str,
    passphrase: str,
    signature: GivenSignature,
    on_window_thread: OnWindowThread = at_once,
) -> SignedDocument:
    """Write the addendum of a comment or of an answered request, sign it, read it back and keep it; for any thread.

    One that was signed already is given as it is.

    Raises:
        PassphraseRefused: the passphrase is wrong.
        InvalidDetail: there is no such comment or request, or the request has no answer yet.
        SigningNotSaved: the disk does not take it.
        CarePlanningError: the key cannot sign, or the signature cannot be printed.
    """
    check_passphrase(desk, passphrase)
    require_printable(signature)
    known = on_window_thread(lambda: addendum_for(desk.meeting(meeting_id).value, comment_id))
    if known is not None:
        return known
    paper, signed_at = on_window_thread(lambda: _paper(desk, meeting_id, comment_id, signature))
    content = signed_bytes(desk, paper, signed_at, reason=_REASON)
    digest = hashlib.sha256(content).hexdigest()
    require_whole(content, digest)
    wait_for_disk(desk, desk.store.put_blob(content), _STANDING)

    def note() -> tuple[SignedDocument, Edited | None]:
        editing = desk.meeting(meeting_id)
        document = SignedDocument(
            id=new_identifier(),
            reader=ADDENDUM,
            recipient=comment_id,
            file_name=name_of_file(desk, editing.value, _qualifier(editing.value, comment_id)),
            file_hash=digest,
            size=len(content),
            is_verified=True,
        )
        return document, editing.perform(Record(entity=document), is_final=True)

    document, edited = on_window_thread(note)
    wait_until_kept(desk, edited, _STANDING)
    return document


def _paper(
    desk: Desk, meeting_id: str, comment_id: str, signature: GivenSignature
) -> tuple[Paper, dt.datetime]:
    meeting = desk.meeting(meeting_id).value
    comment = addition_of(meeting, comment_id)
    signed = next(iter(meeting.signings), None)
    if comment is None or signed is None:
        message = "There is no such comment on a signed record, and no such request."
        raise InvalidDetail(message)
    if isinstance(comment, CorrectionRequest) and comment.is_open():
        message = "Answer the request first, then sign the addendum with the answer."
        raise InvalidDetail(message)
    file = document_for(meeting, "")
    worker, now = desk.workplace().value.worker, desk.now()
    signing = Signing(id=ADDENDUM, signer=worker.name, signer_role=worker.role, signed_at=now)
    paper = build_addendum(
        desk.form_of(meeting),
        meeting,
        comment,
        fingerprint=printed_fingerprint(signed.fingerprint),
        hashes=(signed.fingerprint, as_it_stands(meeting, file).file_hash if file is not None else ""),
        signing=with_signature(signing, signature),
        time_zone=desk.procedure.authority.time_zone,
    )
    return paper, now


def _qualifier(meeting: Meeting, comment_id: str) -> str:
    for words, entries in ((ADDENDUM, meeting.comments), ("correction", meeting.corrections)):
        for number, entry in enumerate(entries, 1):
            if entry.id == comment_id:
                return f"{words} {number}"
    return ADDENDUM
