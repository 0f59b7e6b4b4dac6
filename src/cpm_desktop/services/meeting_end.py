"""When a meeting ended: looked back at it keeps its end, and one of an earlier day cannot go on today."""

import datetime as dt

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.services.desk import Desk

_SMALL_HOURS = dt.time(6)  # a meeting may go on beyond midnight, and not until the next day's work


class MeetingLongOver(CarePlanningError):
    """A meeting of an earlier day cannot go on today."""


def require_same_sitting(desk: Desk, meeting: Meeting) -> None:
    """Refuse to let a meeting go on after its own day and the small hours that follow.

    Raises:
        MeetingLongOver: it was held on an earlier day.
    """
    if meeting.facts.started_at is None:
        return
    began = desk.local(meeting.facts.started_at)
    if desk.now() >= desk.moment(began.date() + dt.timedelta(days=1), _SMALL_HOURS):
        message = (
            f"This meeting was held on {day_text(began.date())} at {time_text(began)} and cannot go on today; when it "
            "ended stays. What its record owes can be mended as it is. Prepare another meeting for what is said today."
        )
        raise MeetingLongOver(message)


def latest_moment(desk: Desk, meeting: Meeting) -> dt.datetime:
    """Return the latest time at which something can have happened in a meeting: now, or its end (UTC)."""
    return meeting.facts.ended_at or desk.now()
