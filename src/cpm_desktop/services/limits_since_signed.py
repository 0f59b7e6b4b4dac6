"""Who may read what, as it was decided after the signature: the signed file copy stays as it is and does not list it.

Rule: after.copy-for-each-reader.
"""

from cpm_desktop.domain.aggregate import find_entity
from cpm_desktop.domain.changes import inverse, patched
from cpm_desktop.domain.errors import UnknownEntity
from cpm_desktop.domain.kept_from import limit_in_words
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.meeting_commands import LockRecord
from cpm_desktop.domain.reading_limits import ReadingLimit
from cpm_desktop.domain.what_it_says import words_of
from cpm_desktop.services.desk import Desk

_LETTERS_SHOWN = 80


class LimitsSinceSigned:
    """What was decided on a record since it was signed; the journal is read once, at the beginning."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        """Find out what held when it was signed; it takes milliseconds."""
        self._desk, self._id = desk, meeting_id
        self._then = {limit.id: limit for limit in _limits_when_signed(desk, meeting_id)}

    def sentences(self) -> tuple[str, ...]:
        """Say what differs from the signed file copy, a sentence or two for each thing."""
        meeting = self._desk.meeting(self._id).value
        now = {limit.id: limit for limit in meeting.limits}
        said = []
        for key in (*now, *(each for each in self._then if each not in now)):
            held, before = now.get(key), self._then.get(key)
            if held is None and before is not None:
                said.append(f"{_words(meeting, before)}: no longer kept back.")
            elif held is not None and (before is None or _says(before) != _says(held)):
                whom = limit_in_words(held, meeting.attendees)
                reason = f" Reason: {held.reason}" if held.reason else ""
                said.append(f"{_words(meeting, held)}: {whom}.{reason}")
        return tuple(said)


def _limits_when_signed(desk: Desk, meeting_id: str) -> tuple[ReadingLimit, ...]:
    """Take back, in memory, what was changed of the limits since; nothing is taken back where nobody signed."""
    value = desk.meeting(meeting_id).value
    lines = desk.wait(desk.store.journal_lines(meeting_id))
    signed = max((line.sequence for line in lines if line.label == LockRecord.called), default=None)
    if signed is None:
        return value.limits
    since = [line for line in lines if line.sequence > signed and ReadingLimit.noun in line.label]
    for line in reversed(since):
        patch = inverse(desk.wait(desk.store.journal_entry(line.sequence)).patch)
        value = patched(value, tuple(change for change in patch if change.kind == ReadingLimit.kind))
    return value.limits


def _says(limit: ReadingLimit) -> tuple[object, ...]:
    return limit.limit, limit.not_for, limit.reason


def _words(meeting: Meeting, limit: ReadingLimit) -> str:
    try:
        thing = find_entity(meeting, limit.of_kind, limit.of)
    except UnknownEntity:
        return "Something that is no longer there"
    words = " ".join(words_of(thing).split())
    short = words if len(words) <= _LETTERS_SHOWN else f"{words[:_LETTERS_SHOWN].rstrip()} …"
    return f"{thing.noun[:1].upper()}{thing.noun[1:]} “{short}”"
