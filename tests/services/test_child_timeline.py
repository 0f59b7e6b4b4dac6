"""What stands in a child's timeline for meetings that were not held as planned."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.meeting import Stage, Validity
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.caseload import add_child
from cpm_desktop.services.child_timeline import TimelineKind, timeline
from cpm_desktop.services.desk import Desk
from tests.a_desk import make_desk, set_clock


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path, set_clock("2026-11-25"))
    yield desk
    desk.close()


@pytest.mark.rule("kind.care-planning-is-multi-agency")
@pytest.mark.parametrize(
    ("details", "kind", "note"),
    [
        ({"stage": Stage.CANCELLED}, TimelineKind.CANCELLED, ", cancelled"),
        ({"stage": Stage.ENDED, "validity": Validity.ABANDONED}, TimelineKind.MISSED, ", abandoned"),
        ({"stage": Stage.ENDED, "validity": Validity.INQUORATE}, TimelineKind.MISSED, ", not quorate"),
        (
            {"stage": Stage.ENDED, "validity": Validity.CASE_DISCUSSION},
            TimelineKind.SPECIFIC,
            ", a case discussion",
        ),
        ({"stage": Stage.ENDED, "is_waiver": True}, TimelineKind.SPECIFIC, ", waived"),
        ({"stage": Stage.ENDED, "is_extra": True}, TimelineKind.MEETING, ", extra"),
        ({"stage": Stage.ENDED}, TimelineKind.MEETING, ""),
        ({}, TimelineKind.MISSED, ", not held"),
    ],
)
def test_the_timeline_says_what_became_of_a_meeting(
    desk: Desk, details: dict[str, Any], kind: TimelineKind, note: str
) -> None:
    child_id = add_child(desk, Child(id="", name="Kai Avery", is_in_need=True))
    meeting_id = new_meeting(desk, child_id, "care-team", dt.date(2026, 11, 3), dt.time(10))
    editing = desk.meeting(meeting_id)
    editing.perform(change(editing.value.facts, **details))
    meetings = desk.wait(desk.store.meetings_of(child_id))
    (entry,) = timeline(desk, desk.child(child_id).value, meetings).entries
    assert (entry.kind, entry.detail) == (kind, f"3 Nov{note}")
