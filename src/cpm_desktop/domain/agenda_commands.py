"""The command that shapes an agenda which no form sets."""

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.meeting import AgendaEntry, Meeting, Stage
from cpm_desktop.domain.meeting_commands import MeetingCommand, as_meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeAgenda(MeetingCommand):
    """Give a meeting the agenda that the person shaped (kind.specific-issue-free-agenda).

    Attributes:
        lines: all lines in order; none for the form's suggestion.
        said: what was done, as undo calls it.
    """

    kind: ClassVar[str] = "shape_agenda"
    lines: tuple[AgendaEntry, ...]
    said: str = "change the agenda"

    def label(self) -> str:
        """Return what undo calls it."""
        return self.said

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Take the lines over."""
        as_meeting(meeting, Stage.PREPARED, Stage.LIVE)
        return dataclasses.replace(meeting, agenda_entries=self.lines)
