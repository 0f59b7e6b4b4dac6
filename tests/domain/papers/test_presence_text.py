"""No time on a record at which people came or left lies after its meeting had ended."""

import dataclasses

import pytest

from cpm_desktop.domain.attendance import AttendanceEvent, Presence
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.child_copy import build_child_copy
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.papers.presence_text import presence_text
from cpm_desktop.domain.papers.wording import Clock
from cpm_desktop.domain.reader import Reader, ReaderKind
from tests.domain.papers.forms_at_hand import procedure, standard_form
from tests.paper_text import texts_of
from tests.scenario_meeting import at, scenario_meeting

PRESENT, LEFT, ABSENT = Presence.PRESENT, Presence.LEFT, Presence.ABSENT
Noted = tuple[tuple[Presence, str], ...]


def with_rachel(noted: Noted) -> Meeting:
    """Return the meeting of 14:02 to 15:15 with what was noted of somebody, later than its end as well."""
    meeting = scenario_meeting()
    events = (
        AttendanceEvent(
            id=f"rachel-{number}", position=100 + number, who="rachel", presence=presence, at=at(time)
        )
        for number, (presence, time) in enumerate(noted)
    )
    return dataclasses.replace(meeting, attendance=(*meeting.attendance, *events))


@pytest.mark.rule("attend.who-attended")
@pytest.mark.parametrize(
    ("noted", "told"),
    [
        (((PRESENT, "18:10"),), "In the room"),
        (((PRESENT, "18:10"), (LEFT, "18:12")), "In the room"),
        (((PRESENT, "18:10"), (Presence.REMOTE, "18:11")), "Remote"),
        (((PRESENT, "18:10"), (ABSENT, "18:11")), "Absent"),
        (((PRESENT, "14:30"), (LEFT, "18:10")), "In the room, from 14:30"),
        (((PRESENT, "14:02"), (LEFT, "14:40"), (PRESENT, "18:10")), "In the room, left 14:40"),
        (
            ((PRESENT, "14:02"), (Presence.ASKED_OUT, "18:10")),
            "In the room; asked to leave for a part",
        ),
        (
            ((PRESENT, "14:02"), (Presence.ASKED_OUT, "14:40"), (PRESENT, "14:50")),
            "In the room, left 14:40; in the room, from 14:50; asked to leave for a part at 14:40",
        ),
    ],
)
def test_nobody_comes_or_leaves_after_the_end(noted: Noted, told: str) -> None:
    meeting = with_rachel(noted)
    rachel = meeting.attendee("rachel")
    assert rachel is not None
    assert presence_text(meeting, rachel, Clock("Europe/London")) == told


@pytest.mark.rule("attend.who-attended")
@pytest.mark.parametrize("noted", [((PRESENT, "18:10"),), ((PRESENT, "14:30"), (LEFT, "18:10"))])
def test_no_copy_and_no_data_hold_a_time_after_the_end(noted: Noted) -> None:
    meeting = with_rachel(noted)
    minutes = build_minutes(standard_form(), meeting, Reader(ReaderKind.FILE), roles=procedure().roles)
    childs = build_child_copy(standard_form(), meeting, Reader(ReaderKind.CHILD, "kai"))
    for paper in (minutes, childs):
        text = "\n".join(texts_of(paper))
        assert "Rachel" in text
        assert "18:10" not in text
    assert '"name": "Rachel Whitmore"' in minutes.data
    assert "18:10" not in minutes.data
