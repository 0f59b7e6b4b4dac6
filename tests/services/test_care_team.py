"""The care team reaches the file with the end of the meeting, whenever the laptop fails."""

import datetime as dt
from collections.abc import Callable

import pytest

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.meeting_commands import EndMeeting
from cpm_desktop.domain.validity_commands import JudgeValidity
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.closing import end
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.holding import start
from cpm_desktop.services.validity import abandon


class LaptopFailed(Exception):
    pass


def fail_once_it_ended(edited: Edited) -> None:
    if isinstance(edited.command, EndMeeting | JudgeValidity):
        raise LaptopFailed


def abandoned(desk: Desk, meeting_id: str) -> None:
    abandon(desk, meeting_id, "The fire alarm.")


@pytest.mark.parametrize("over", [end, abandoned])
@pytest.mark.rule("attend.care-team")
def test_a_laptop_that_fails_right_after_the_end_has_the_care_team_on_the_file(
    desk: Desk, child_id: str, over: Callable[[Desk, str], object]
) -> None:
    planning = new_meeting(desk, child_id, "inter-agency-planning", dt.date(2026, 11, 24), dt.time(14))
    start(desk, planning)
    editing = desk.meeting(planning)
    teacher = next(one for one in editing.value.attendees if one.role_id == "designated-teacher")
    editing.perform(change(teacher, is_care_team_member=True, care_team_role="Keeps school going"))
    editing.listen(fail_once_it_ended)
    with pytest.raises(LaptopFailed):
        over(desk, planning)
    kept = desk.wait(desk.store.load_meeting(planning))
    assert kept.facts.stage is Stage.ENDED
    people = desk.wait(desk.store.load_child(child_id)).people
    team = [(one.name, one.care_team_role) for one in people if one.is_care_team_member]
    assert team == [(teacher.name, "Keeps school going")]
