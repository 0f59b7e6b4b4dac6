"""The child's earlier meetings as they can be named in an answer."""

from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.caseload import form_name
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.isolation import Wall

_HELD = frozenset({Stage.ENDED, Stage.SIGNED})


def earlier_meetings(desk: Desk, meeting: Meeting) -> tuple[str, ...]:
    """Return the child's meetings that were held, in words ("Case discussion, Tue 3 Nov 2026"), the latest first.

    The words are the answer, so that a record says by itself what it means. A meeting that keeps to itself is named
    by its kind alone (record.previous-actions).
    """
    child_id, wall = meeting.facts.child_id, Wall(desk, meeting)
    held = [
        (
            line.date,
            (wall.lets_through(line.form_id, line.id) and line.title) or form_name(desk, line.form_id),
        )
        for line in desk.wait(desk.store.meetings_of(child_id))
        if line.stage in _HELD and line.date is not None and line.id != meeting.id
    ]
    held += [
        (
            earlier.date,
            (wall.lets_through(earlier.form_id) and earlier.title) or form_name(desk, earlier.form_id),
        )
        for earlier in desk.child(child_id).value.earlier_meetings
        if earlier.was_held and earlier.date is not None
    ]
    return tuple(f"{name}, {day_text(day)}" for day, name in sorted(held, reverse=True))
