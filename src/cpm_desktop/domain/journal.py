"""What the journal keeps of a change: the command by kind and version, and its patches, as JSON."""

import json
from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.agenda_commands import ShapeAgenda
from cpm_desktop.domain.calling_commands import BecomeKind, DecideWaiver
from cpm_desktop.domain.capture_commands import TurnNote
from cpm_desktop.domain.changes import Patch, inverse, patch_from_plain, patch_to_plain
from cpm_desktop.domain.clearing_commands import ClearRecord
from cpm_desktop.domain.codec import Plain, Row
from cpm_desktop.domain.commands import ChangeDetails, Command, EditText, Put, Record, Withdraw
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.item_commands import MoveKeptWords, SayNothingToCapture
from cpm_desktop.domain.meeting_commands import (
    CancelMeeting,
    EndMeeting,
    LockRecord,
    MarkItem,
    MoveToItem,
    ResumeMeeting,
    StartMeeting,
)
from cpm_desktop.domain.pack_commands import TakeChanges
from cpm_desktop.domain.splitting import KeepOwnPart
from cpm_desktop.domain.transfer_commands import HandOverCase
from cpm_desktop.domain.validity_commands import JudgeValidity
from cpm_desktop.domain.word_search import ReplaceWords
from cpm_desktop.domain.workplace_commands import OrderPhrases

COMMANDS: dict[str, type[Command]] = {
    cls.kind: cls
    for cls in (
        Record,
        Put,
        ChangeDetails,
        EditText,
        Withdraw,
        StartMeeting,
        MoveToItem,
        MarkItem,
        EndMeeting,
        ResumeMeeting,
        CancelMeeting,
        LockRecord,
        BecomeKind,
        DecideWaiver,
        ShapeAgenda,
        JudgeValidity,
        KeepOwnPart,
        OrderPhrases,
        ReplaceWords,
        TurnNote,
        SayNothingToCapture,
        MoveKeptWords,
        HandOverCase,
        TakeChanges,
        ClearRecord,
    )
}


class EntryKind(StrEnum):
    """Whether an entry did something, took it back, did it again, or noted what came about outside (a printed copy)."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one aggregate.

    Attributes:
        entry_kind: done, undone, redone or noted.
        command: what was done; for an undo, what was taken back.
        patch: what it changed.
        of: the journal sequence that is undone or redone; None for something new.
    """

    entry_kind: EntryKind
    command: Command
    patch: Patch
    of: int | None = None


def command_to_plain(doing: Command) -> Row:
    """Return a command as JSON: kind, version, details."""
    return {"kind": doing.kind, "version": doing.version, "details": doing.details()}


def command_from_plain(plain: Row) -> Command:
    """Read a command from JSON.

    Raises:
        InvalidDetail: this version of the application does not know it.
    """
    cls = COMMANDS.get(str(plain.get("kind")))
    details = plain.get("details")
    if cls is None or plain.get("version") != cls.version or not isinstance(details, dict):
        message = "This entry was made by another version of the application, and this one cannot read it."
        raise InvalidDetail(message)
    return cls.from_details(details)


def entry_to_plain(entry: Entry) -> Row:
    """Return an entry as JSON: the command, its forward and its inverse patch."""
    return {
        "entry": entry.entry_kind.value,
        "of": entry.of,
        "command": command_to_plain(entry.command),
        "forward": patch_to_plain(entry.patch),
        "inverse": patch_to_plain(inverse(entry.patch)),
    }


def entry_from_plain(plain: Row) -> Entry:
    """Read an entry from JSON.

    Raises:
        InvalidDetail: it cannot be read.
    """
    command, forward, of = plain.get("command"), plain.get("forward"), plain.get("of")
    if (
        not isinstance(command, dict)
        or not isinstance(forward, list)
        or not (of is None or isinstance(of, int))
    ):
        message = "This entry of the journal cannot be read."
        raise InvalidDetail(message)
    rows: list[Row] = [row for row in forward if isinstance(row, dict)]
    return Entry(EntryKind(str(plain["entry"])), command_from_plain(command), patch_from_plain(rows), of)


def canonical_json(plain: Plain) -> str:
    """Return JSON in its one canonical form: sorted keys, no spaces, characters as they are."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
