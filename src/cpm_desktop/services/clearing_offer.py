"""Which filed records may be cleared now, for the places where that is offered without being asked for."""

from cpm_desktop.domain.clearing import hindrances
from cpm_desktop.domain.listing import MeetingLine
from cpm_desktop.services.clearing import due_records, has_had_its_days
from cpm_desktop.services.corrections import last_day_for
from cpm_desktop.services.desk import Desk

_AT_ONCE = 4  # meetings are read from the store for it, a few milliseconds each


def find_offers(desk: Desk, at_once: int = _AT_ONCE) -> tuple[MeetingLine, ...] | None:
    """Look a few filed records further; asked again, it goes on where it stopped, until anything changes.

    Returns:
        Those that may be cleared now, the earliest filed first: none under a legal hold, none whose filing is not
        confirmed or after which anything is still to be done, and none at all while a meeting is held. None while
        not all of them were looked at.
    """
    if desk.has_live_meeting() or any(summary.live is not None for summary in desk.summaries()):
        return ()
    found, due = _found(desk), due_records(desk)
    left = [line for line in due if line.id not in found]
    for line in left[:at_once]:
        found[line.id] = _may_be_cleared(desk, line)
    return None if len(left) > at_once else tuple(line for line in due if found[line.id])


def offers_of_child(desk: Desk, child_id: str) -> tuple[MeetingLine, ...]:
    """Return the records of one child that may be cleared now; where a meeting is held, once it is over."""
    found, lines = _found(desk), desk.wait(desk.store.meetings_of(child_id))
    due = [line for line in lines if has_had_its_days(desk, line)]
    found.update({line.id: _may_be_cleared(desk, line) for line in due if line.id not in found})
    return tuple(line for line in due if found[line.id])


def _found(desk: Desk) -> dict[str, bool]:
    """Return what was found so far, by meeting; forgotten when anything changes, and at midnight."""
    return desk.made_of_store("offers to clear", dict)


def _may_be_cleared(desk: Desk, line: MeetingLine) -> bool:
    if line.follow_ups_open or line.copies_undecided or line.copies_sent < line.copies:
        return False  # told by the list itself: the meeting need not be read
    meeting = desk.wait(desk.store.load_meeting(line.id))
    return not hindrances(
        meeting,
        today=desk.today(),
        days=desk.authority().clear_after_days,
        holds=desk.child(line.child_id).value.holds,
        corrections_until=last_day_for(desk, meeting),
    )
