"""Commands about one item of the agenda: nothing to capture under it, and words kept from before moved to it."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.aggregate import find_entity, with_put, without
from cpm_desktop.domain.meeting import AgendaProgress, Meeting, Stage
from cpm_desktop.domain.meeting_commands import MeetingCommand, as_meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class SayNothingToCapture(MeetingCommand):
    """Say that an item left with nothing captured has nothing to capture; it is asked about no more.

    Nothing that the record owes is settled by it.

    Attributes:
        item: the item's id in the form.
        at: when (UTC).
    """

    kind: ClassVar[str] = "say_nothing_to_capture"
    item: str
    at: dt.datetime

    def label(self) -> str:
        """Return what undo calls it."""
        return "nothing to capture under the item"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Note the time."""
        as_meeting(meeting, Stage.LIVE, Stage.ENDED)
        return with_put(
            meeting, dataclasses.replace(meeting.progress_of(self.item), nothing_to_capture_at=self.at)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveKeptWords(MeetingCommand):
    """Move words prepared under another kind of meeting to the note of an item, in one step.

    Attributes:
        from_kind: what holds them now: an agenda item's progress, whose note is emptied, or an answer, which goes.
        from_id: its identity.
        item: the item that they are moved to.
        note: that item's whole note, with them.
        noted_by: who moves them.
        noted_on: when.
    """

    kind: ClassVar[str] = "move_kept_words"
    from_kind: str
    from_id: str
    item: str
    note: str
    noted_by: str = ""
    noted_on: dt.date | None = None

    def label(self) -> str:
        """Return what undo calls it."""
        return "move what was kept to the item"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Put them there, and take them from where they stood.

        Raises:
            UnknownEntity: they stand there no more.
        """
        as_meeting(meeting, Stage.PREPARED)
        held = find_entity(meeting, self.from_kind, self.from_id)
        if isinstance(held, AgendaProgress):
            meeting = with_put(meeting, held.unprepared())
        else:
            meeting = without(meeting, self.from_kind, self.from_id)
        noted = dataclasses.replace(
            meeting.progress_of(self.item),
            prepared_note=self.note,
            prepared_by=self.noted_by,
            prepared_on=self.noted_on,
        )
        return with_put(meeting, noted)
