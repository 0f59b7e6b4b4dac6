"""When a meeting ended: looked back at it keeps its end, and one of an earlier day cannot go on today.

A laptop is shut while a meeting still runs, and opened again in the evening or on the next day: then somebody has to
say when it ended, for the clock of that day does not know.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cpm_desktop.domain.aggregate import all_entities
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.meeting import GivenReason, Meeting, ReadBackMark, Stage
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.services.desk import Desk

_SMALL_HOURS = dt.time(6)  # a meeting may go on beyond midnight, and not until the next day's work
_EVENING = dt.time(18)
_NOTED = ("at", "opened_at", "no_disagreement_at", "no_unmet_need_at", "nothing_to_capture_at")
_AT_THE_CLOSE = (GivenReason, ReadBackMark)
_LONG = dt.timedelta(minutes=30)  # of silence: people may have left before


class MeetingLongOver(CarePlanningError):
    """A meeting of an earlier day cannot go on today."""


class EndNotSaid(CarePlanningError):
    """Nobody said when a meeting of an earlier day ended."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A meeting that still runs, and in which nothing has been noted for long.

    Attributes:
        since: when the last thing was noted in it (UTC).
        is_of_an_earlier_day: it cannot end now; somebody has to say when it did.
    """

    since: dt.datetime
    is_of_an_earlier_day: bool


def silence_of(desk: Desk, meeting: Meeting) -> Silence | None:
    """Return since when nothing has happened in a meeting that still runs; None where it is in full swing."""
    if meeting.facts.stage is not Stage.LIVE or meeting.facts.started_at is None:
        return None
    over = is_over(desk, meeting)
    since = _last_noted(desk, meeting)
    return Silence(since, over) if over or desk.now() - since >= _LONG else None


def is_over(desk: Desk, meeting: Meeting) -> bool:
    """Tell whether a meeting was held on an earlier day, and the small hours that follow it are past as well."""
    return meeting.facts.started_at is not None and desk.now() >= _latest_end(desk, meeting.facts.started_at)


def moment_of_end(desk: Desk, meeting: Meeting, time: dt.time) -> dt.datetime:
    """Return the moment (UTC) at which a meeting that still runs ended by the clock on the wall.

    Raises:
        InvalidDetail: that is before it began, or still to come.
    """
    started = meeting.facts.started_at or desk.now()
    began, minute = desk.local(started), dt.timedelta(minutes=1)
    ended = desk.moment(began.date(), time)
    if ended <= started - minute and time < _SMALL_HOURS and _may_pass_midnight(desk, meeting, began):
        ended = desk.moment(began.date() + dt.timedelta(days=1), time)
    if ended <= started - minute or ended > desk.now():
        message = (
            f"The meeting began on {day_text(began.date())} at {time_text(began)}. "
            f"It cannot have ended at {time.strftime('%H:%M')}: write a time after that, and not one still to come."
        )
        raise InvalidDetail(message)
    # People say minutes: what was noted within the last one was noted in the meeting.
    happened = _happened(desk, meeting, all_entities(meeting))
    return max((moment for moment in happened if ended <= moment < ended + minute), default=ended)


def require_end_now(desk: Desk, meeting: Meeting) -> None:
    """Refuse to let a meeting of an earlier day end now, or go on.

    Raises:
        EndNotSaid: it was held on an earlier day.
    """
    began = _began_before_today(desk, meeting)
    if began is not None:
        message = (
            f"This meeting was held on {day_text(began.date())} from {time_text(began)}, and its end was not noted. "
            "Go to the close and say when it ended."
        )
        raise EndNotSaid(message)


def require_end_said(desk: Desk, meeting: Meeting) -> None:
    """Refuse that anybody comes or goes in a meeting of an earlier day that still runs, at whatever time.

    Raises:
        EndNotSaid: its end has to be said first.
    """
    if meeting.facts.stage is Stage.LIVE:
        require_end_now(desk, meeting)


def require_same_sitting(desk: Desk, meeting: Meeting) -> None:
    """Refuse to let a meeting go on after its own day and the small hours that follow.

    Raises:
        MeetingLongOver: it was held on an earlier day.
    """
    began = _began_before_today(desk, meeting)
    if began is not None:
        message = (
            f"This meeting was held on {day_text(began.date())} at {time_text(began)} and cannot go on today; when it "
            "ended stays. What its record owes can be mended as it is. Prepare another meeting for what is said today."
        )
        raise MeetingLongOver(message)


def end_known(desk: Desk, meeting: Meeting) -> dt.datetime | None:
    """Return when a meeting ended (UTC); None while it goes on.

    In one of an earlier day whose end nobody noted, nothing happened after what was written down last on that day.
    """
    if meeting.facts.stage is Stage.LIVE and is_over(desk, meeting):
        silence = silence_of(desk, meeting)
        return silence.since if silence is not None else None
    return meeting.facts.ended_at


def latest_moment(desk: Desk, meeting: Meeting) -> dt.datetime:
    """Return the latest time at which something can have happened in a meeting (UTC): now, or its end."""
    return end_known(desk, meeting) or desk.now()


def _began_before_today(desk: Desk, meeting: Meeting) -> dt.datetime | None:
    """Return when a meeting of an earlier day began, as the clock on the wall showed it; None for one of today."""
    started = meeting.facts.started_at
    return desk.local(started) if started is not None and is_over(desk, meeting) else None


def _latest_end(desk: Desk, started: dt.datetime) -> dt.datetime:
    return desk.moment(desk.local(started).date() + dt.timedelta(days=1), _SMALL_HOURS)


def _may_pass_midnight(desk: Desk, meeting: Meeting, began: dt.datetime) -> bool:
    last = desk.local(_last_noted(desk, meeting))
    # Also of one that began in the afternoon, where people still sat in the evening.
    return max(began.time(), last.time()) >= _EVENING or last.date() > began.date()


def _last_noted(desk: Desk, meeting: Meeting) -> dt.datetime:
    """Return when the last thing was noted in a meeting that has begun.

    What is settled at the close carries the meeting on only where it follows without a silence: people may have left
    long before somebody sits down to it.
    """
    everything = tuple(all_entities(meeting))
    last = max(_happened(desk, meeting, (one for one in everything if not isinstance(one, _AT_THE_CLOSE))))
    for moment in sorted(_happened(desk, meeting, everything)):
        if last < moment < last + _LONG:
            last = moment
    return last


def _happened(desk: Desk, meeting: Meeting, things: Iterable[Entity]) -> Iterator[dt.datetime]:
    """Yield when things were noted in a meeting that has begun, from its beginning to the small hours after it."""
    started = meeting.facts.started_at or desk.now()
    yield started
    for entity in things:
        noted = (getattr(entity, detail, None) for detail in _NOTED)
        yield from (
            at for at in noted if isinstance(at, dt.datetime) and started <= at <= _latest_end(desk, started)
        )
