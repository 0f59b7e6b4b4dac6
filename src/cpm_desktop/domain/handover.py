"""After the meeting: signing, the signed files, who was sent which copy, and filing in the case system."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.entity import Entity


class SigningStep(StrEnum):
    """How far signing has come; each step is committed, so that it can be resumed after a crash."""

    STARTED = "started"
    WRITTEN = "written"
    VERIFIED = "verified"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing(Entity):
    """The signing of a record. Its id is "signing".

    Attributes:
        step: how far it has come.
        signer: the signer's name.
        signer_role: their role.
        signed_at: when (UTC).
        typed_name: the signature as typed; empty where drawn.
        strokes: the drawn signature: one text a stroke, "x,y x,y …" in thousandths of its width and height.
        aspect_per_mille: height of the drawing as thousandths of its width.
        fingerprint: SHA-256 (hex) of the frozen record's canonical JSON.
    """

    kind: ClassVar[str] = "signing"
    noun: ClassVar[str] = "signing"
    step: SigningStep = SigningStep.STARTED
    signer: str = ""
    signer_role: str = ""
    signed_at: dt.datetime | None = None
    typed_name: str = ""
    strokes: tuple[str, ...] = ()
    aspect_per_mille: int = 400
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDocument(Entity):
    """A signed file that the store keeps.

    Attributes:
        reader: whose copy: "file", or a copy kind.
        recipient: attendee id; empty for the file copy.
        file_name: by the authority's pattern; never a person's name.
        file_hash: SHA-256 (hex) of the file.
        size: bytes.
        is_verified: read back and found whole.
        scope: for a person's copy of a limited record, what of it they might have when it was made; empty for others.
        of_meeting: for such a copy, the meeting's id: before its bytes are given, their leave is looked up again.
        number: the copy's number among all that were made of this record, counted from 1; 0 for the file copy.
        drawn_from: SHA-256 (hex) of what its reader might see when it was made; empty for the file copy.
    """

    kind: ClassVar[str] = "signed_document"
    noun: ClassVar[str] = "signed file"
    reader: str = "file"
    recipient: str = ""
    file_name: str = ""
    file_hash: str = ""
    size: int = 0
    is_verified: bool = False
    scope: str = ""
    of_meeting: str = ""
    number: int = 0
    drawn_from: str = ""


class EndorsementKind(StrEnum):
    """What came upon a signed file later."""

    COUNTERSIGNATURE = "countersignature"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement(Entity):
    """A second signature, or a server's word for the time, upon a signed file, which stands unchanged inside.

    Attributes:
        document: id of the signed file.
        what: which of the two.
        by: who signed, or the server as its certificate names it.
        role: the signer's role and agency.
        at: when (UTC).
        file_hash: SHA-256 (hex) of the file with it.
        size: bytes of that.
        certificate: SHA-256 (hex) of the signer's certificate; empty for a time.
        is_made_here: their key was made on this computer, for this signature alone.
    """

    kind: ClassVar[str] = "endorsement"
    noun: ClassVar[str] = "endorsement"
    document: str = ""
    what: EndorsementKind = EndorsementKind.COUNTERSIGNATURE
    by: str = ""
    role: str = ""
    at: dt.datetime | None = None
    file_hash: str = ""
    size: int = 0
    certificate: str = ""
    is_made_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPlan(Entity):
    """One person's copy. Its id is the attendee's.

    Attributes:
        copy_kind: which copy.
        decided_by: who decided it.
        reason: why; required for a copy that is withheld, and stands on the file copy only.
        sent_on: the day it was sent or told; None while it was not.
        channel: how it was sent.
        includes_advice: for a privileged record, whether the legal advice is in this copy; None while not decided.
        sent_number: the number of the copy that was sent; 0 while none was, and where it was told.
    """

    kind: ClassVar[str] = "copy_plan"
    noun: ClassVar[str] = "copy"
    copy_kind: CopyKind = CopyKind.UNDECIDED
    decided_by: str = ""
    reason: str = ""
    sent_on: dt.date | None = None
    channel: str = ""
    includes_advice: bool | None = None
    sent_number: int = 0

    def is_settled(self) -> bool:
        """Tell whether it was sent, or withheld with a reason."""
        return self.sent_on is not None or (self.copy_kind is CopyKind.NONE and bool(self.reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildsLine(Entity):
    """Words for the child's copy, written after the signature. Its id is that of the thing they stand for.

    Attributes:
        words: as they stand on the child's copy, in place of those of the record; empty leaves the thing off it.
    """

    kind: ClassVar[str] = "childs_line"
    noun: ClassVar[str] = "line of the child’s copy"
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing(Entity):
    """Loaded into the case system and noted there (after.file-and-case-note). Its id is "filing".

    Attributes:
        loaded_on: the day the minutes were loaded; None while they were not.
        loaded_by: by whom.
        noted_on: the day the case note was added; None while it was not.
        noted_by: by whom.
        officer_told_on: the day the reviewing officer was told, where that was needed (after.iro-consulted).
    """

    kind: ClassVar[str] = "filing"
    noun: ClassVar[str] = "filing"
    loaded_on: dt.date | None = None
    loaded_by: str = ""
    noted_on: dt.date | None = None
    noted_by: str = ""
    officer_told_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Entity):
    """Something to be done after the meeting; it stays open until it is done or closed with a reason.

    Attributes:
        follow_up: id of the form's follow-up that it was made from; empty where a person added it.
        part_of: id of the follow-up that it is a part of; empty for one of its own.
        text: what is to be done.
        about: id of the decision, disclosure or person it is about; empty for the meeting.
        owner: whose it is, as people say it.
        owner_id: their attendee id; empty when only named.
        due: by when; None where nothing says so.
        rule: the rule it comes from.
        message: a text to send.
        is_authorisation: done only with the name of who authorised it.
        made_on: the day it was made.
        done_on: the day it was done; None while it is not.
        done_by: who did or authorised it.
        closed_because: why it was closed without being done.
        closed_on: the day of that.
    """

    kind: ClassVar[str] = "follow_up"
    noun: ClassVar[str] = "follow-up"
    follow_up: str = ""
    part_of: str = ""
    text: str = ""
    about: str = ""
    owner: str = ""
    owner_id: str = ""
    due: dt.date | None = None
    rule: str = ""
    message: str = ""
    is_authorisation: bool = False
    made_on: dt.date | None = None
    done_on: dt.date | None = None
    done_by: str = ""
    closed_because: str = ""
    closed_on: dt.date | None = None

    def is_open(self) -> bool:
        """Tell whether it is still to be done."""
        return self.done_on is None and self.closed_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission(Entity):
    """Leave for one named person to have a record that may not reach them without it.

    Attributes:
        recipient: attendee id.
        recipient_name: their name, as it stood.
        granted_by: who permitted it.
        granted_by_role: id of that person's role.
        granted_on: when.
        why: why.
        sections: ids of the agenda items that they may have; empty for all but the advice.
        includes_advice: the legal advice is among them.
        adviser_consulted: whether the legal adviser was consulted.
        withdrawn_on: the day it was taken back; None while it stands.
    """

    kind: ClassVar[str] = "permission"
    noun: ClassVar[str] = "permission"
    recipient: str = ""
    recipient_name: str = ""
    granted_by: str = ""
    granted_by_role: str = ""
    granted_on: dt.date | None = None
    why: str = ""
    sections: tuple[str, ...] = ()
    includes_advice: bool = False
    adviser_consulted: bool | None = None
    withdrawn_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Entity):
    """Leave for one thing of an isolated record to appear elsewhere, in words written for it.

    Attributes:
        of_item: the permanent id of the action, unmet need, proposal or disagreement.
        words: as it appears elsewhere.
        released_by: who released it.
        released_on: when.
        permission: id of the permission that covers it, where the record is privileged.
        is_with_date: the day by which it is to be done goes along.
    """

    kind: ClassVar[str] = "release"
    noun: ClassVar[str] = "release"
    of_item: str = ""
    words: str = ""
    released_by: str = ""
    released_on: dt.date | None = None
    permission: str = ""
    is_with_date: bool = False

    def as_permitted(self) -> str:
        """Return what leave is given for: the words, and the day where it goes along."""
        return f"{self.words} (with its date)" if self.is_with_date else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerComment(Entity):
    """A manager's comment on a finished record; the next meeting hears it (record.manager-oversight).

    Attributes:
        text: the comment.
        by: who made it.
        role: in what role.
        on: when.
        is_management_only: it stands on no copy but the file's, and the next meeting does not hear it.
    """

    kind: ClassVar[str] = "manager_comment"
    noun: ClassVar[str] = "manager’s comment"
    text: str = ""
    by: str = ""
    role: str = ""
    on: dt.date | None = None
    is_management_only: bool = False


class Reply(StrEnum):
    """What was answered to a request."""

    WAITING = "waiting"
    CORRECTED = "corrected"
    NOTED = "noted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequest(Entity):
    """A request to correct a signed record; its answer stands in a signed addendum, never in the record.

    Attributes:
        text: what is said to be wrong, and how it should read.
        by: who asked.
        asked_on: when.
        reply: what was answered.
        words: what is corrected, or what was disputed, or why it was refused; as the addendum says it.
        answered_by: who answered.
        answered_on: when.
    """

    kind: ClassVar[str] = "correction_request"
    noun: ClassVar[str] = "request for correction"
    text: str = ""
    by: str = ""
    asked_on: dt.date | None = None
    reply: Reply = Reply.WAITING
    words: str = ""
    answered_by: str = ""
    answered_on: dt.date | None = None

    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.reply is Reply.WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCopy(Entity):
    """A paper that was sent to a printer from the application; the number stands at the foot of each of its pages.

    Attributes:
        number: counted from 1 over all that was printed of this meeting.
        what: what was printed, as a list calls it.
        recipient: attendee id of whose copy it is; empty for the file copy and for papers of the meeting.
        file_hash: SHA-256 (hex) of the PDF that was printed.
        pages: how many it has.
        at: when (UTC).
        by: who printed it.
        is_whole: every page went to the printer.
    """

    kind: ClassVar[str] = "printed_copy"
    noun: ClassVar[str] = "printed copy"
    number: int = 0
    what: str = ""
    recipient: str = ""
    file_hash: str = ""
    pages: int = 0
    at: dt.datetime | None = None
    by: str = ""
    is_whole: bool = False
