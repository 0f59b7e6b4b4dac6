"""The demonstration's other children: entered, and the meetings that were booked or held for them."""

import datetime as dt
from collections.abc import Callable, Iterable

from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_script import Script, as_time, needed_date
from cpm_desktop.services.desk import Desk

_BOOKED_BEFORE = dt.timedelta(days=7)


def enter_caseload(desk: Desk, scripts: Iterable[Script], set_time: Callable[[dt.datetime], None]) -> None:
    """Enter the children of a caseload; what was held before is played at its own time.

    Args:
        desk: whose clock `set_time` sets; afterwards it shows the time at which it was called.
        scripts: one for each child; `prepare` names a meeting that is booked, `live` says that it was held.
        set_time: sets the desk's clock to a moment (UTC).
    """
    now = desk.now()
    for script in scripts:
        child_id = enter_child(desk, script)
        if not script.prepare:
            continue
        plan = script.prepare
        day, time = needed_date(plan["date"]), as_time(plan["time"])
        if script.live:
            set_time(desk.moment(day, time) - _BOOKED_BEFORE)
        meeting_id = new_meeting(desk, child_id, plan["form"], day, time, plan.get("venue", ""))
        if script.live:
            MeetingPlay(desk, meeting_id, script, set_time).hold()
        set_time(now)
