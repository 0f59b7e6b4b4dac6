"""Where a meeting stands in the child's cycle of reviews when it starts."""

import datetime as dt
from dataclasses import dataclass

from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.listing import HeldMeeting
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reviews import period_on
from cpm_desktop.domain.schedule import Standing, counting_towards, held_in, standing_in
from cpm_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Cycle:
    """What a meeting's minutes say about the cycle.

    Attributes:
        last_review: day of the last review.
        next_review: day planned for the next.
        required: meetings required between them; None where the kind is not counted.
        held: meetings held between them, this one included.
    """

    last_review: dt.date | None
    next_review: dt.date | None
    required: int | None
    held: int | None


def held_meetings(desk: Desk, file: ChildFile, *, without: str = "") -> tuple[HeldMeeting, ...]:
    """Return all meetings that count as held, here and elsewhere, but for one, and the waivers."""
    elsewhere = [
        HeldMeeting(form_id=earlier.form_id, date=earlier.date, title=earlier.title)
        for earlier in file.earlier_meetings
        if earlier.was_held and earlier.date is not None
    ]
    here = [
        HeldMeeting(form_id=line.form_id, date=line.date, title=line.title, is_waiver=line.is_waiver)
        for line in desk.wait(desk.store.meetings_of(file.id))
        if line.is_counted() and line.date is not None and line.id != without
    ]
    return tuple(sorted((*elsewhere, *here), key=lambda meeting: meeting.date))


def standing_on(desk: Desk, file: ChildFile, form: Form, day: dt.date) -> Standing | None:
    """Return how the child stands with a kind of meeting on a day; None where it is not counted."""
    period = period_on(file.reviews, day)
    if period is None:
        return None
    held = held_in(period, held_meetings(desk, file), counting_towards(desk.procedure.forms, form.id))
    matched = file.child.is_matched_long_term
    return standing_in(period, form, held, is_matched=matched, today=desk.today(), calendar=desk.calendar)


def reviews_around(file: ChildFile, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """Return the days of the last review held until a day, and of the next one planned after it."""
    dated = [(review.is_planned, review.date) for review in file.reviews if review.date is not None]
    done = [date for is_planned, date in dated if not is_planned and date <= day]
    planned = [date for is_planned, date in dated if is_planned and date > day]
    return max(done, default=None), min(planned, default=None)


def cycle_of(desk: Desk, file: ChildFile, form: Form, meeting: Meeting) -> Cycle:
    """Return where a meeting that starts now stands in the cycle; the meeting itself counts as held."""
    day = meeting.facts.date or desk.today()
    last, following = reviews_around(file, day)
    period = period_on(file.reviews, day)
    required = held = None
    if period is not None:
        others = held_meetings(desk, file, without=meeting.id)
        days = held_in(period, others, counting_towards(desk.procedure.forms, form.id))
        standing = standing_in(
            period,
            form,
            days,
            is_matched=file.child.is_matched_long_term,
            today=desk.today(),
            calendar=desk.calendar,
        )
        if standing is not None:
            required, held = standing.requirement.meetings, len(days) + 1
    return Cycle(last, following, required, held)
