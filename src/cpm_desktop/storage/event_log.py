"""A local log of what the application did: fixed events and a closed list of fields, none of which can hold a case.

One JSON object a line. No text that a person typed can get in: a field is a number, or a word of a fixed shape.
"""

import datetime as dt
import json
import os
import re
import threading
import traceback
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final

from cpm_desktop.domain.errors import CarePlanningError

LARGEST: Final = 512 * 1024  # bytes, after which the log is begun anew and the one before is kept
_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.:<>-]{0,199}")
_OWN_CODE: Final = "cpm_desktop"


class Event(StrEnum):
    """Everything that can stand in the log."""

    STARTED = "started"
    CLOSED = "closed"
    STORE_CREATED = "store created"
    STORE_OPENED = "store opened"
    STORE_LOCKED = "store locked"
    PASSPHRASE_REFUSED = "passphrase refused"  # noqa: S105 - an event, no passphrase
    NOT_SAVED = "not saved"
    SAVED_AGAIN = "saved again"
    BACKUP_MADE = "backup made"
    BACKUP_FAILED = "backup failed"
    PASSPHRASE_CHANGED = "passphrase changed"  # noqa: S105 - an event, no passphrase
    RECOVERY_CODE_MADE = "recovery code made"
    STORE_REKEYED = "store encrypted anew"
    STORE_CHECKED = "store checked"
    STORE_REPAIRED = "store repaired"
    BACKUP_RESTORED = "backup restored"
    RECORD_CLEARED = "record cleared"
    MEETING_STARTED = "meeting started"
    RECORD_SIGNED = "record signed"
    SIGNING_RESUMED = "signing resumed"
    DOCUMENT_EXPORTED = "document exported"
    FORM_REFUSED = "form refused"
    UNEXPECTED_ERROR = "unexpected error"


class Field(StrEnum):
    """Every field an event can have; its values are whole numbers, or words of code (a class, a module and line)."""

    COUNT = "count"
    MILLISECONDS = "milliseconds"
    BYTES = "bytes"
    SCHEMA = "schema"
    VERSION = "version"
    ERROR = "error"
    PLACE = "place"


class NotForTheLog(CarePlanningError):
    """A value was meant for the log that is neither a number nor a word of code."""


class EventLog:
    """Appends events to a file that only its owner may read; what cannot be written is left out without a word."""

    def __init__(
        self, path: Path, clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    ) -> None:
        """Take the file, which need not be there yet.

        Args:
            path: of the file.
            clock: gives the time, with its zone.
        """
        self._path = path
        self._clock = clock
        self._turn = threading.Lock()

    def note(self, event: Event, fields: dict[Field, int | str] | None = None) -> None:
        """Note an event.

        Raises:
            NotForTheLog: a field's value could hold more than a number or a word of code.
        """
        line: dict[str, int | str] = {"at": self._clock().astimezone(dt.UTC).isoformat(timespec="seconds")}
        line["event"] = Event(event).value
        for name, value in (fields or {}).items():
            line[Field(name).value] = _checked(value)
        self._append(json.dumps(line, sort_keys=True))

    def note_error(self, error: BaseException) -> None:
        """Note an unexpected error by its class and the lines of our own code it came through; never its message."""
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if _OWN_CODE in Path(frame.filename).parts]
        last = own[-1] if own else None
        place = f"{Path(last.filename).stem}:{last.lineno}" if last is not None else "outside"
        kind = kind if _WORD.fullmatch(kind) else "error"
        self.note(Event.UNEXPECTED_ERROR, {Field.ERROR: kind, Field.PLACE: place})

    def _append(self, line: str) -> None:
        with self._turn:
            try:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if self._path.exists() and self._path.stat().st_size > LARGEST:
                    self._path.replace(self._path.with_suffix(".before.jsonl"))
                handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                with os.fdopen(handle, "a", encoding="ascii") as stream:
                    stream.write(line + "\n")
            except OSError:
                return  # a log that cannot be written must never stop the work


def _checked(value: int | str) -> int | str:
    if isinstance(value, int) or _WORD.fullmatch(value):
        return value
    raise NotForTheLog("Only numbers and words of code may stand in the log.")
