"""Who may read about somebody, as it stands on the child's file: it holds in every meeting that they join.

Rule: after.copy-for-each-reader.
"""

import dataclasses
from collections.abc import Collection, Iterable

from cpm_desktop.domain.aggregate import with_put
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reading_limits import ReadingLimit, limit_key, limit_on


def standing_limit(file: ChildFile, person_id: str) -> ReadingLimit | None:
    """Return the limit on somebody on a child's file; None where there is none."""
    return limit_on(file.limits, Attendee.kind, person_id)


def newly_joined(before: Meeting, after: Meeting) -> frozenset[str]:
    """Return the ids of people who are on a meeting's list only since a change."""
    if before.attendees is after.attendees:
        return frozenset()
    return frozenset(person.id for person in after.attendees).difference(
        person.id for person in before.attendees
    )


def with_standing_limits(
    meeting: Meeting, joined: Collection[str], standing: Iterable[ReadingLimit]
) -> Meeting:
    """Return a meeting in which the limits on the files hold for those who joined.

    Args:
        meeting: as it stands.
        joined: attendee ids.
        standing: the limits on the files of the children whom it concerns.
    """
    for limit in standing:
        if limit.of in joined and limit_on(meeting.limits, limit.of_kind, limit.of) is None:
            meeting = with_put(meeting, dataclasses.replace(limit, position=0))
    return meeting


def is_same_limit(one: ReadingLimit, other: ReadingLimit) -> bool:
    """Tell whether two limits keep the same from the same readers, for the same reason."""
    return dataclasses.replace(one, position=0, made_by="") == dataclasses.replace(
        other, position=0, made_by=""
    )


def key_of_person(person_id: str) -> str:
    """Return the id of the limit on somebody."""
    return limit_key(Attendee.kind, person_id)
