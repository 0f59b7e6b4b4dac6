"""The command by which a meeting is said to count as one of its kind, or not (kind.care-planning-is-multi-agency)."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.handover import FollowUp
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
        follow_ups: what is to be done after one that is abandoned, with what was listed before; None leaves it.
        next_meeting_id: where it is abandoned, the meeting prepared from what was agreed about the next one.
    """

    kind: ClassVar[str] = "judge_validity"
    validity: Validity
    reason: str = ""
    at: dt.datetime | None = None
    follow_ups: tuple[FollowUp, ...] | None = None
    next_meeting_id: str = ""

    def label(self) -> str:
        """Return what undo calls it."""
        return _LABELS[self.validity]

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Keep it with the reason."""
        as_meeting(meeting, Stage.LIVE, Stage.ENDED)
        if self.validity is Validity.ABANDONED and meeting.facts.stage is Stage.LIVE and self.at is not None:
            ending = EndMeeting(at=self.at, follow_ups=self.follow_ups, next_meeting_id=self.next_meeting_id)
            meeting = ending.apply_to_meeting(meeting)
        facts = dataclasses.replace(meeting.facts, validity=self.validity, validity_reason=self.reason)
        return dataclasses.replace(meeting, facts=facts)
