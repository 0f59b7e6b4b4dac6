"""Looking back at a meeting that has ended never loses when it ended."""

import datetime as dt

import pytest

from cpm_desktop.domain.meeting import Stage
from cpm_desktop.services.closing import take_up_again
from cpm_desktop.services.meeting_end import MeetingLongOver
from cpm_desktop.ui.shell.workspace import Place
from tests.services.a_meeting import HeldMeeting
from tests.ui.a_window import OpenWindow


def test_looking_back_and_leaving_keep_the_end(complete_window: OpenWindow, complete: HeldMeeting) -> None:
    editing, workspace = complete.desk.meeting(complete.meeting_id), complete_window.workspace
    before = editing.value.facts
    assert before.stage is Stage.ENDED
    page = complete_window.go("close", complete.meeting_id)
    page.debts.back_asked.emit()  # type: ignore[attr-defined]  # the page of the close
    assert workspace.place == Place("meeting", complete.meeting_id)
    assert workspace.page is not None
    workspace.page.go_back()
    assert workspace.place == Place("close", complete.meeting_id)
    workspace.page.go_back()
    assert workspace.place == Place("child", before.child_id)
    assert editing.value.facts == before


def test_a_meeting_of_an_earlier_day_does_not_go_on(
    complete_window: OpenWindow, complete: HeldMeeting
) -> None:
    complete_window.go("close", complete.meeting_id)
    editing = complete.desk.meeting(complete.meeting_id)
    before = editing.value.facts
    assert before.ended_at is not None
    complete.clock.set_moment(before.ended_at + dt.timedelta(days=7))
    with pytest.raises(MeetingLongOver):
        take_up_again(complete.desk, complete.meeting_id)
    assert editing.value.facts == before
