"""A meeting during which the clocks go forward or back: it lasts as long as it lasted, in the order in which it was."""

import datetime as dt
from pathlib import Path

import pytest

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.meeting_commands import EndMeeting
from cpm_desktop.services.attending import in_the_room
from cpm_desktop.services.holding import agenda_items, elapsed, mark_presence, move_to, start
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import PASSPHRASE, open_desk, set_clock
from tests.services.a_record import a_desk, enter_kai, prepare

AN_HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("day", "begins", "shown"),
    [  # the hour before the change, across it; the hour that is there twice, and the one behind a missing one
        ("2026-03-29", "00:30", ["00:30", "00:50", "02:10", "02:30"]),
        ("2026-03-29", "01:00", ["02:00", "02:20", "02:40", "03:00"]),
        ("2026-10-25", "00:30", ["01:30", "01:50", "01:10", "01:30"]),
        ("2026-10-24", "23:30", ["00:30", "00:50", "01:10", "01:30"]),
    ],
)
def test_times_and_lengths_are_right_where_the_clocks_change(
    tmp_path: Path, day: str, begins: str, shown: list[str]
) -> None:
    first = dt.datetime.fromisoformat(f"{day}T{begins}").replace(tzinfo=dt.UTC)
    moments = [first + dt.timedelta(minutes=minutes) for minutes in (0, 20, 40, 60)]
    desk = a_desk(tmp_path, set_clock("2026-01-05", "09:00"))
    local_day = desk.local(first).date()
    meeting_id = prepare(desk, enter_kai(desk), "care-team", local_day)
    editing = desk.meeting(meeting_id)
    priya = next(person.id for person in editing.value.attendees if person.name == "Priya Nair")
    dana = next(person.id for person in editing.value.attendees if person.name == "Dana Avery")
    start(desk, meeting_id, moments[0])
    item = agenda_items(desk, editing.value)[0].id
    move_to(desk, meeting_id, item, moments[0])
    mark_presence(desk, meeting_id, priya, Presence.PRESENT, moments[0])
    mark_presence(desk, meeting_id, dana, Presence.PRESENT, moments[1])
    mark_presence(desk, meeting_id, dana, Presence.LEFT, moments[2])
    editing.perform(EndMeeting(at=moments[3]))
    desk.close()
    place = StorePlace(tmp_path / "store")
    desk = open_desk(
        place, unlock_with_passphrase(place.keys.read(), PASSPHRASE), set_clock("2026-12-01", "09:00")
    )
    try:
        meeting = desk.meeting(meeting_id).value
        assert elapsed(desk, meeting) == AN_HOUR
        kept = [
            meeting.facts.started_at,
            *(event.at for event in meeting.attendance[-2:]),
            meeting.facts.ended_at,
        ]
        assert kept == moments
        assert [f"{desk.local(moment):%H:%M}" for moment in moments] == shown
        there = {person.name: person.detail for person in in_the_room(desk, meeting, item)}
        assert there == {"Priya": "", "Dana": f"from {shown[1]}, until {shown[2]}"}
    finally:
        desk.close()
