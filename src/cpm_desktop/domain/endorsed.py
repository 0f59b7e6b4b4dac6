"""Signed files as they stand: what came upon them later (second signatures, times by a server) counted in."""

import dataclasses

from cpm_desktop.domain.handover import Endorsement, EndorsementKind, SignedDocument
from cpm_desktop.domain.meeting import Meeting


def endorsements_of(meeting: Meeting, document: SignedDocument) -> tuple[Endorsement, ...]:
    """Return what came upon a signed file, in order."""
    return tuple(each for each in meeting.endorsements if each.document == document.id)


def as_it_stands(meeting: Meeting, document: SignedDocument) -> SignedDocument:
    """Return a signed file's entry with hash and size of the file as it stands now; it begins with the same bytes."""
    last = next(reversed(endorsements_of(meeting, document)), None)
    if last is None:
        return document
    return dataclasses.replace(document, file_hash=last.file_hash, size=last.size)


def countersignature_of(meeting: Meeting, document: SignedDocument) -> Endorsement | None:
    """Return the second signature upon a signed file, if there is one."""
    kind = EndorsementKind.COUNTERSIGNATURE
    return next((each for each in endorsements_of(meeting, document) if each.what is kind), None)
