"""Commands before a meeting: it becomes another kind, or it is decided that it is not required."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.errors import WrongStage
from cpm_desktop.domain.meeting import Meeting, Paper, Stage
from cpm_desktop.domain.meeting_commands import MeetingCommand, as_meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class BecomeKind(MeetingCommand):
    """Make a prepared meeting another kind; everything prepared stays (kind.one-form-for-all-cla-types).

    Attributes:
        form_id: the new kind.
        form_version: of its form.
        form_hash: SHA-256 of that form's canonical text.
        title: a title of its own under the new kind; empty takes the form's.
        page_mark: what every page bears.
        is_first: the first of the new kind for the child.
        papers: papers that the new kind wants besides.
        not_invited: attendee ids of those whom the new kind does not invite.
    """

    kind: ClassVar[str] = "become_kind"
    form_id: str
    form_version: int
    form_hash: str
    title: str = ""
    page_mark: str = ""
    is_first: bool = False
    papers: tuple[Paper, ...] = ()
    not_invited: tuple[str, ...] = ()

    def label(self) -> str:
        """Return what undo calls it."""
        return "change the kind of meeting"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Change the kind."""
        as_meeting(meeting, Stage.PREPARED)
        facts = dataclasses.replace(
            meeting.facts,
            form_id=self.form_id,
            form_version=self.form_version,
            form_hash=self.form_hash,
            title=self.title,
            page_mark=self.page_mark,
            is_first=self.is_first,
        )
        last = max((paper.position for paper in meeting.papers), default=0)
        papers = tuple(
            dataclasses.replace(paper, position=place)
            for place, paper in enumerate(self.papers, start=last + 1)
        )
        people = tuple(
            dataclasses.replace(person, is_invited=False) if person.id in self.not_invited else person
            for person in meeting.attendees
        )
        return dataclasses.replace(meeting, facts=facts, papers=(*meeting.papers, *papers), attendees=people)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideWaiver(MeetingCommand):
    """Close the record that a meeting is not required, so that it can be signed (prepare.inter-agency-waiver).

    Attributes:
        at: when it was decided (UTC).
        children: the child as they stand now.
    """

    kind: ClassVar[str] = "decide_waiver"
    at: dt.datetime
    children: tuple[Child, ...]

    def label(self) -> str:
        """Return what undo calls it."""
        return "decide that no meeting is required"

    def apply_to_meeting(self, meeting: Meeting) -> Meeting:
        """Copy the child and close it.

        Raises:
            WrongStage: this is a meeting that is held.
        """
        as_meeting(meeting, Stage.PREPARED)
        if not meeting.facts.is_waiver:
            message = "This is a meeting. Hold it, or record separately that it is not required."
            raise WrongStage(message)
        facts = dataclasses.replace(meeting.facts, stage=Stage.ENDED, started_at=self.at, ended_at=self.at)
        children = tuple(
            dataclasses.replace(child, position=place) for place, child in enumerate(self.children, start=1)
        )
        return dataclasses.replace(meeting, facts=facts, children=children)
