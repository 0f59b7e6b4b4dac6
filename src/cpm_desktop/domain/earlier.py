"""What a child's earlier meetings hold that a later one may have to hear of."""

import datetime as dt
from dataclasses import dataclass

from cpm_desktop.domain.captures import Outcome
from cpm_desktop.domain.handover import ManagerComment, Release
from cpm_desktop.domain.meeting import Answer
from cpm_desktop.domain.reading_limits import ReadingLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierMeetingPlace:
    """The meeting that something comes from.

    Attributes:
        id: of the meeting.
        form_id: its kind.
        title: its own title, where it has one.
        date: its day.
        is_waiver: no meeting, but the record that it is not required.
    """

    id: str
    form_id: str
    title: str = ""
    date: dt.date | None = None
    is_waiver: bool = False


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer that an ended or signed meeting gave."""

    place: EarlierMeetingPlace
    answer: Answer


@dataclass(frozen=True, slots=True)
class EarlierComment:
    """A manager's comment on a finished record."""

    place: EarlierMeetingPlace
    comment: ManagerComment


@dataclass(frozen=True, slots=True)
class EarlierRelease:
    """Leave for one thing of an isolated record to appear elsewhere."""

    place: EarlierMeetingPlace
    release: Release


@dataclass(frozen=True, slots=True)
class EarlierLimit:
    """Who may not read one thing that a meeting had taken over from before, as somebody set it there."""

    place: EarlierMeetingPlace
    limit: ReadingLimit


@dataclass(frozen=True, slots=True)
class EarlierOutcome:
    """What a meeting said had become of a thing from before."""

    place: EarlierMeetingPlace
    outcome: Outcome
