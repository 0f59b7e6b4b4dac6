"""A meeting pack: one child's file and one meeting on their way between two laptops, as a value."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from cpm_desktop.domain.aggregate import shelves
from cpm_desktop.domain.changes import Patch
from cpm_desktop.domain.child import CaseTransfer, ChildFile, EarlierMeeting
from cpm_desktop.domain.cleared import ClearedRecord
from cpm_desktop.domain.entity import Aggregate
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.handover import (
    CorrectionRequest,
    Endorsement,
    Filing,
    ManagerComment,
    PrintedCopy,
    SignedDocument,
    Signing,
)
from cpm_desktop.domain.meeting import CarriedItem, Meeting
from cpm_desktop.domain.revision import Revision

A = TypeVar("A", bound=Aggregate)


class WrongCode(CarePlanningError):
    """A code that was read out is not right; the sentence says which group of it."""


KEPT_BACK = frozenset(
    cls.kind
    for cls in (
        *(CaseTransfer, SignedDocument, Filing, Signing, ManagerComment),
        *(Endorsement, CorrectionRequest, PrintedCopy, ClearedRecord),
    )
)
"""What stays where it is: words between two workers, and what belongs to files that were signed or printed there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSender:
    """Who made a pack.

    Attributes:
        name: as they call themselves.
        key: their signing key (Ed25519, 64 hexadecimal digits), which signed the pack.
        address: their key to answer to (age, X25519).
    """

    name: str
    key: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedLine:
    """A line of the sender's journal.

    Attributes:
        revision: of the aggregate after it.
        at: when (UTC).
        label: what was done, in the imperative.
        patch: what it changed of what is packed.
    """

    revision: Revision
    at: dt.datetime
    label: str
    patch: Patch


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed(Generic[A]):
    """An aggregate in a pack.

    Attributes:
        value: as the sender has it, without what is kept back.
        lines: the newest lines of the sender's journal about it, oldest first.
    """

    value: A
    lines: tuple[PackedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedForm:
    """The form of the meeting.

    Attributes:
        id: the kind of meeting.
        version: of the form.
        hash: SHA-256 of its text.
        text: its canonical text.
    """

    id: str
    version: int
    hash: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """A file that is attached to a paper of the meeting.

    Attributes:
        hash: its SHA-256 (hex), by which its paper names it.
        content: its bytes.
    """

    hash: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What one laptop hands to another.

    Attributes:
        id: tells packs apart.
        made_at: when (UTC).
        sender: who made it.
        for_address: whose key it was sealed to; empty where it was sealed with a passphrase.
        form: the meeting's form.
        child: the child's file.
        meeting: the meeting.
        carried: what is open from before, for a meeting that has not started.
        earlier: meetings held before, as a line each, for a laptop that does not have them.
        files: that are attached to papers of the meeting, each once.
    """

    id: str
    made_at: dt.datetime
    sender: PackSender
    for_address: str
    form: PackedForm
    child: Packed[ChildFile]
    meeting: Packed[Meeting]
    carried: tuple[CarriedItem, ...] = ()
    earlier: tuple[EarlierMeeting, ...] = ()
    files: tuple[PackedFile, ...] = ()


def packed_kinds(cls: type[Aggregate]) -> frozenset[str]:
    """Return the kinds of entity of an aggregate that travel in a pack."""
    return frozenset(shelves(cls)) - KEPT_BACK
