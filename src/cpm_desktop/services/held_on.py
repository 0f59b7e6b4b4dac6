"""On which day a meeting is held where it starts on another than it was planned for: deadlines run from it."""

import datetime as dt

from cpm_desktop.domain.commands import change
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.holding import DateRefused, start


def planned_day_that_is_not_today(desk: Desk, meeting_id: str) -> dt.date | None:
    """Return the day that a meeting was planned for, where that is not today; None where it is, or none was set."""
    planned = desk.meeting(meeting_id).value.facts.date
    return planned if planned != desk.today() else None


def start_on_its_day(desk: Desk, meeting_id: str, *, is_today: bool = False) -> Edited | None:
    """Start a meeting, held today where that was said or no day was planned (after.distribute-5-days runs from it).

    Raises:
        WrongStage: it has started already.
        DateRefused: its day does not stand without a reason; the day planned stays.
    """
    editing = desk.meeting(meeting_id)
    planned = editing.value.facts.date
    if not (is_today or planned is None) or planned == desk.today():
        return start(desk, meeting_id)
    editing.perform(change(editing.value.facts, date=desk.today()))
    try:
        return start(desk, meeting_id)
    except DateRefused:
        editing.perform(change(editing.value.facts, date=planned))
        raise
