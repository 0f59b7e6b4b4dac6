"""A part of the meeting that is heard without somebody: who is in the room and may be asked to leave for it."""

from dataclasses import dataclass

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import chips

HEARD_APART = "heard-apart"
"""Id of the question of the forms whether any part is to be heard without somebody present."""
_IN = frozenset({Presence.PRESENT, Presence.REMOTE})


@dataclass(frozen=True, slots=True)
class InRoom:
    """Somebody who is in the meeting now.

    Attributes:
        attendee_id: who.
        name: short, as on the strip of people.
    """

    attendee_id: str
    name: str


def is_heard_apart(meeting: Meeting) -> bool:
    """Tell whether it was answered that a part is to be heard without somebody, and the meeting still runs.

    Rules: after.copy-for-each-reader.
    """
    is_live = meeting.facts.stage is Stage.LIVE
    return is_live and any(one.question == HEARD_APART and one.value == "yes" for one in meeting.answers)


def who_may_leave(desk: Desk, meeting: Meeting) -> tuple[InRoom, ...]:
    """Return who is in the room now but whoever chairs, in the order of the strip of people."""
    return tuple(
        InRoom(chip.attendee_id, chip.name)
        for chip in chips(desk, meeting)
        if chip.presence in _IN and chip.attendee_id != meeting.facts.chair
    )
