"""A part of the meeting that is heard without somebody: who is in the room and may be asked to leave for it."""

from cpm_desktop.domain.attendance import IN_THE_MEETING
from cpm_desktop.domain.conditions import YES
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import Chip, chips

HEARD_APART = "heard-apart"
"""Id of the question of the forms whether any part is to be heard without somebody present."""


def is_heard_apart(meeting: Meeting) -> bool:
    """Tell whether it was answered that a part is to be heard without somebody, and the meeting still runs.

    Rules: after.copy-for-each-reader.
    """
    is_live = meeting.facts.stage is Stage.LIVE
    return is_live and any(one.question == HEARD_APART and one.value == YES for one in meeting.answers)


def who_may_leave(desk: Desk, meeting: Meeting) -> tuple[Chip, ...]:
    """Return who is in the room now but whoever chairs, in the order of the strip of people."""
    return tuple(
        chip
        for chip in chips(desk, meeting)
        if chip.presence in IN_THE_MEETING and chip.attendee_id != meeting.facts.chair
    )
