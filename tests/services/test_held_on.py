"""A meeting that starts on another day than planned: the record says the day that is chosen, and deadlines follow."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.caseload import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.held_on import planned_day_that_is_not_today, start_on_its_day
from cpm_desktop.services.holding import DateRefused
from tests.a_desk import make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path)
    yield desk
    desk.close()


def planned(desk: Desk, day: dt.date | None, form: str = "care-team") -> str:
    return new_meeting(desk, add_child(desk, Child(id="", name="Kai Avery")), form, day, dt.time(10))


@pytest.mark.parametrize("is_today", [True, False])
def test_the_record_says_the_day_that_was_chosen(desk: Desk, is_today: bool) -> None:
    day = desk.today() + dt.timedelta(days=2)
    meeting_id = planned(desk, day)
    assert planned_day_that_is_not_today(desk, meeting_id) == day
    start_on_its_day(desk, meeting_id, is_today=is_today)
    facts = desk.meeting(meeting_id).value.facts
    assert (facts.stage, facts.date) == (Stage.LIVE, desk.today() if is_today else day)


def test_a_meeting_without_a_day_is_held_today_and_on_its_day_nothing_is_asked(desk: Desk) -> None:
    without, on_its_day = planned(desk, None), planned(desk, desk.today())
    for meeting_id in (without, on_its_day):
        assert planned_day_that_is_not_today(desk, meeting_id) is None
        start_on_its_day(desk, meeting_id)
        assert desk.meeting(meeting_id).value.facts.date == desk.today()


def test_a_day_that_the_form_refuses_leaves_everything_as_planned(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = desk.today() + dt.timedelta(days=2)
    meeting_id = planned(desk, day)

    def refuse(*_given: object) -> None:
        raise DateRefused.__new__(DateRefused)

    monkeypatch.setattr("cpm_desktop.services.holding.refuse_wrong_date", refuse)
    with pytest.raises(DateRefused):
        start_on_its_day(desk, meeting_id, is_today=True)
    facts = desk.meeting(meeting_id).value.facts
    assert (facts.stage, facts.date) == (Stage.PREPARED, day)
