"""The command by which a meeting is said to count as one of its kind, or not (kind.care-planning-is-multi-agency)."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.meeting import Meeting, Stage, Validity
from cpm_desktop.domain.meeting_commands import EndMeeting, MeetingCommand, as_meeting

_LABELS = {
    Validity.COUNTS: "count the meeting again",
    Validity.INQUORATE: "keep the meeting as inquorate",
    Validity.CASE_DISCUSSION: "record it as a case discussion",
    Validity.ABANDONED: "abandon the meeting",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeValidity(MeetingCommand):
    """Say whether a meeting counts as one of its kind, and why not; one that is abandoned ends with that.

    Attributes:
        validity: whether it counts.
        reason: why it does not.
        at: when it ended, where it is abandoned (UTC).
    """

    kind: ClassVar[str] = "judge_validity"
    validity: Validity
    reason: str = ""
    at: dt.datetime | None = None

    def label(self) -> str:
        """Return what undo calls it."""
        return _LABELS[self.validity]

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Keep it with the reason."""
        as_meeting(meeting, Stage.LIVE, Stage.ENDED)
        if self.validity is Validity.ABANDONED and meeting.facts.stage is Stage.LIVE and self.at is not None:
            meeting = EndMeeting(at=self.at).apply_to_meeting(meeting)
        facts = dataclasses.replace(meeting.facts, validity=self.validity, validity_reason=self.reason)
        return dataclasses.replace(meeting, facts=facts)
