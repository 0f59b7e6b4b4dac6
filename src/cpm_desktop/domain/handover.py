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
    """

    kind: ClassVar[str] = "signed_document"
    noun: ClassVar[str] = "signed file"
    reader: str = "file"
    recipient: str = ""
    file_name: str = ""
    file_hash: str = ""
    size: int = 0
    is_verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPlan(Entity):
    """One person's copy. Its id is the attendee's.

    Attributes:
        copy_kind: which copy.
        decided_by: who decided it.
        reason: why; required for a copy that is withheld, and stands on the file copy only.
        sent_on: the day it was sent or told; None while it was not.
        channel: how it was sent.
    """

    kind: ClassVar[str] = "copy_plan"
    noun: ClassVar[str] = "copy"
    copy_kind: CopyKind = CopyKind.UNDECIDED
    decided_by: str = ""
    reason: str = ""
    sent_on: dt.date | None = None
    channel: str = ""

    def is_settled(self) -> bool:
        """Tell whether it was sent, or withheld with a reason."""
        return self.sent_on is not None or (self.copy_kind is CopyKind.NONE and bool(self.reason))


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
