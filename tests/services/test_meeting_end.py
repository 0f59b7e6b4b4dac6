"""When a meeting ended whose laptop was shut while it still ran."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpm_desktop.domain.attendance import Attendee, Presence
from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail, WrongStage
from cpm_desktop.domain.meeting import Answer, Meeting, ReadBackResult, Stage
from cpm_desktop.services.capturing import add_named
from cpm_desktop.services.closing import end, give_reason, mark_read_back, owed, read_back, take_up_again
from cpm_desktop.services.holding import mark_presence
from cpm_desktop.services.item_work import park
from cpm_desktop.services.meeting_end import EndNotSaid, moment_of_end, silence_of
from cpm_desktop.services.validity import abandon
from tests.services.a_meeting import HeldMeeting, hold_meeting


@pytest.fixture
def running(tmp_path: Path) -> Iterator[HeldMeeting]:
    held = hold_meeting(tmp_path, is_complete=False)
    take_up_again(held.desk, held.meeting_id)
    yield held
    held.desk.close()


def meeting_of(held: HeldMeeting) -> Meeting:
    return held.desk.meeting(held.meeting_id).value


def last_written(held: HeldMeeting) -> dt.datetime:
    held.clock.set_moment(held.desk.now() + dt.timedelta(hours=2))
    silence = silence_of(held.desk, meeting_of(held))
    assert silence is not None
    assert not silence.is_of_an_earlier_day
    return silence.since


def test_nothing_is_asked_while_people_are_at_it(running: HeldMeeting) -> None:
    since = last_written(running)
    running.clock.set_moment(since + dt.timedelta(minutes=29))
    assert silence_of(running.desk, meeting_of(running)) is None
    running.clock.set_moment(since + dt.timedelta(minutes=30))
    assert silence_of(running.desk, meeting_of(running)) is not None


def settle(held: HeldMeeting, how: str) -> None:
    if how == "a reason":
        debt = next(debt for debt in owed(held.desk, held.meeting_id).debts if debt.can_be_reasoned)
        give_reason(held.desk, held.meeting_id, debt, "He was ill.")
    else:
        key = read_back(held.desk, held.meeting_id)[0].key
        mark_read_back(held.desk, held.meeting_id, key, ReadBackResult.AGREED)


@pytest.mark.parametrize("how", ["a reason", "read back"])
def test_what_is_settled_at_the_close_leaves_the_end_to_be_said(running: HeldMeeting, how: str) -> None:
    since = last_written(running)
    settle(running, how)
    silence = silence_of(running.desk, meeting_of(running))
    assert silence is not None
    assert silence.since == since


def test_a_read_back_that_follows_at_once_is_of_the_meeting(running: HeldMeeting) -> None:
    since = last_written(running)
    running.clock.set_moment(since + dt.timedelta(minutes=25))
    settle(running, "read back")
    running.clock.set_moment(since + dt.timedelta(minutes=45))
    assert silence_of(running.desk, meeting_of(running)) is None
    running.clock.set_moment(since + dt.timedelta(hours=2))
    silence = silence_of(running.desk, meeting_of(running))
    assert silence is not None
    assert since + dt.timedelta(minutes=25) <= silence.since < since + dt.timedelta(minutes=26)


def test_a_meeting_of_an_earlier_day_never_ends_now(running: HeldMeeting) -> None:
    since = last_written(running)
    running.clock.set_moment(since + dt.timedelta(days=1))
    endings: tuple[Callable[[], object], ...] = (
        lambda: end(running.desk, running.meeting_id),
        lambda: abandon(running.desk, running.meeting_id, "The alarm went off."),
    )
    for ending in endings:
        with pytest.raises(EndNotSaid, match="say when it ended"):
            ending()
    assert meeting_of(running).facts.stage is Stage.LIVE
    silence = silence_of(running.desk, meeting_of(running))
    assert silence is not None
    assert silence.is_of_an_earlier_day
    assert silence.since == since
    end(running.desk, running.meeting_id, since)
    assert meeting_of(running).facts.ended_at == since
    assert silence_of(running.desk, meeting_of(running)) is None


def test_a_meeting_goes_on_until_the_small_hours(running: HeldMeeting) -> None:
    editing = running.desk.meeting(running.meeting_id)
    began = running.desk.local(meeting_of(running).facts.started_at or running.desk.now())
    next_day = began.date() + dt.timedelta(days=1)
    late = running.desk.moment(next_day, dt.time(5, 59))
    running.clock.set_moment(late)
    with pytest.raises(InvalidDetail):  # of a meeting of the afternoon "00:30" is a slip
        moment_of_end(running.desk, meeting_of(running), dt.time(0, 30))
    at = running.desk.moment(next_day, dt.time(0, 20))
    editing.perform(Record(entity=Note(id=new_identifier(), text="Still here", at=at)))
    half_past = running.desk.moment(next_day, dt.time(0, 30))
    assert moment_of_end(running.desk, meeting_of(running), dt.time(0, 30)) == half_past
    end(running.desk, running.meeting_id)
    ended = meeting_of(running).facts.ended_at
    assert ended is not None
    assert late <= ended < late + dt.timedelta(minutes=1)


def test_an_afternoon_may_go_on_beyond_midnight_where_people_still_sat_in_the_evening(
    running: HeldMeeting,
) -> None:
    desk = running.desk
    began = desk.local(meeting_of(running).facts.started_at or desk.now()).date()
    next_day = began + dt.timedelta(days=1)
    at = desk.moment(began, dt.time(23, 50))
    desk.meeting(running.meeting_id).perform(
        Record(entity=Note(id=new_identifier(), text="Still here", at=at))
    )
    running.clock.set_moment(desk.moment(next_day, dt.time(9)))
    ended = moment_of_end(desk, meeting_of(running), dt.time(0, 10))
    assert ended == desk.moment(next_day, dt.time(0, 10))
    end(desk, running.meeting_id, ended)
    assert meeting_of(running).facts.ended_at == ended


def test_what_was_noted_last_was_noted_in_the_meeting_that_ends_with_it(running: HeldMeeting) -> None:
    editing, since = running.desk.meeting(running.meeting_id), last_written(running)
    at = since + dt.timedelta(minutes=20)
    at = at.replace(second=41)
    answered = Answer(id=new_identifier(), item="health", question="registered", value="yes", at=at)
    editing.perform(Record(entity=answered))
    silence = silence_of(running.desk, meeting_of(running))
    assert silence is not None
    assert silence.since == at
    proposed = running.desk.local(at).time().replace(second=0, microsecond=0)
    assert moment_of_end(running.desk, meeting_of(running), proposed) == at


@pytest.mark.parametrize("minutes_ago", [0, 20, 25 * 60])
def test_nobody_comes_or_goes_on_the_next_day_before_the_end_is_said(
    running: HeldMeeting, minutes_ago: int
) -> None:
    running.clock.set_moment(running.desk.now() + dt.timedelta(days=1))
    before, at = meeting_of(running), running.desk.now() - dt.timedelta(minutes=minutes_ago)
    with pytest.raises(EndNotSaid):
        mark_presence(running.desk, running.meeting_id, before.attendees[0].id, Presence.LEFT, at)
    assert meeting_of(running) == before


def test_who_was_named_in_a_line_is_not_half_added_on_the_next_day(running: HeldMeeting) -> None:
    running.clock.set_moment(running.desk.now() + dt.timedelta(days=1))
    before, guest = meeting_of(running), Attendee(id=new_identifier(), name="Maja Lindqvist")
    with pytest.raises(EndNotSaid):
        add_named(running.desk, running.meeting_id, "ML", guest, is_here=True)
    assert meeting_of(running) == before


def test_who_is_noted_later_came_at_the_start_or_left_at_the_end(running: HeldMeeting) -> None:
    since = last_written(running)
    running.clock.set_moment(since + dt.timedelta(days=1))
    began = meeting_of(running).facts.started_at
    guest = Attendee(id=new_identifier(), name="Maja Lindqvist")
    running.desk.meeting(running.meeting_id).perform(Record(entity=guest))
    with pytest.raises(EndNotSaid):
        mark_presence(running.desk, running.meeting_id, guest.id, Presence.LEFT)
    end(running.desk, running.meeting_id, since)
    mark_presence(running.desk, running.meeting_id, guest.id, Presence.PRESENT)
    mark_presence(running.desk, running.meeting_id, guest.id, Presence.LEFT)
    noted = [event.at for event in meeting_of(running).attendance if event.who == guest.id]
    assert noted == [began, since]


def test_an_item_is_not_parked_after_the_end(running: HeldMeeting) -> None:
    end(running.desk, running.meeting_id)
    before = meeting_of(running)
    with pytest.raises(WrongStage):
        park(running.desk, running.meeting_id, before.visits[-1].item)
    assert meeting_of(running) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hour=st.integers(0, 23), minute=st.integers(0, 59), days=st.sampled_from([0, 1]))
def test_an_end_lies_between_the_beginning_and_now(
    running: HeldMeeting, hour: int, minute: int, days: int
) -> None:
    desk, time, a_minute = running.desk, dt.time(hour, minute), dt.timedelta(minutes=1)
    began = meeting_of(running).facts.started_at
    assert began is not None
    running.clock.set_moment(began + dt.timedelta(hours=3, days=days))
    meant = desk.moment(desk.local(began).date(), time)
    moment = None
    with suppress(InvalidDetail):
        moment = moment_of_end(desk, meeting_of(running), time)
    assert (moment is not None) == (began - a_minute < meant <= desk.now())
    if moment is not None:
        assert began <= moment
        assert meant <= moment < meant + a_minute
