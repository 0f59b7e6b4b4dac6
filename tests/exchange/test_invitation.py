import datetime as dt
from zoneinfo import ZoneInfo

from icalendar import Calendar

from cpm_desktop.exchange.invitation import InvitationFacts, make_invitation, starts_and_ends

LONDON = ZoneInfo("Europe/London")


def _facts(**changes: object) -> InvitationFacts:
    start, end = starts_and_ends(dt.date(2026, 11, 24), dt.time(14, 0), 90, LONDON)
    values: dict[str, object] = {
        "uid": "m1-p1@cpm-desktop",
        "summary": "Meeting",
        "starts_at": start,
        "ends_at": end,
        "venue": "The garden room, Fell Lane Academy",
        "text": "You are invited.\nTell Priya if you need an interpreter; breaks are possible.",
        "organiser": "Priya Nair",
        "made_at": dt.datetime(2026, 11, 6, 9, 0, tzinfo=dt.UTC),
    }
    return InvitationFacts(**{**values, **changes})  # type: ignore[arg-type]  # known fields


def test_a_calendar_reads_back_what_the_invitation_says() -> None:
    calendar = Calendar.from_ical(make_invitation(_facts()))
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == dt.datetime(2026, 11, 24, 14, 0, tzinfo=LONDON)
    assert event.decoded("dtend") == dt.datetime(2026, 11, 24, 15, 30, tzinfo=LONDON)
    assert str(event["location"]) == "The garden room, Fell Lane Academy"
    assert str(event["description"]).startswith("You are invited.\nTell Priya")
    assert str(event["class"]) == "PRIVATE"


def test_nobody_else_is_named_in_it() -> None:
    (event,) = Calendar.from_ical(make_invitation(_facts())).walk("VEVENT")
    assert "attendee" not in event
    assert "organizer" not in event


def test_a_meeting_over_the_change_of_the_clocks_lasts_as_long_as_planned() -> None:
    start, end = starts_and_ends(dt.date(2026, 10, 25), dt.time(0, 30), 120, LONDON)
    assert end.timestamp() - start.timestamp() == 120 * 60
    assert end.hour == 1
