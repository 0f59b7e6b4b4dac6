"""An invitation as a calendar file for one recipient: no child's name, no reason, no other guests."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What an invitation says.

    Attributes:
        uid: the event's identity, the same each time it is sent, so that a calendar replaces the older one.
        summary: its title; tells neither child nor reason.
        starts_at: local, with its zone.
        ends_at: local, with its zone.
        venue: where.
        text: the invitation's text.
        organiser: who invites, by name.
        made_at: UTC.
    """

    uid: str
    summary: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    venue: str
    text: str
    organiser: str
    made_at: dt.datetime


def make_invitation(facts: InvitationFacts) -> bytes:
    """Return the invitation as an iCalendar file (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//cpm_desktop//invitation//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", facts.uid)
    event.add("dtstamp", facts.made_at.astimezone(dt.UTC))
    event.add("dtstart", facts.starts_at)
    event.add("dtend", facts.ends_at)
    event.add("summary", facts.summary)
    event.add("location", vText(facts.venue))
    event.add("description", vText(facts.text))
    event.add("class", "PRIVATE")
    event.add("contact", vText(facts.organiser))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def starts_and_ends(
    day: dt.date, time: dt.time, minutes: int, zone: ZoneInfo
) -> tuple[dt.datetime, dt.datetime]:
    """Return when a meeting starts and is expected to end, on the clock on the wall."""
    start = dt.datetime.combine(day, time, tzinfo=zone)
    end = (start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(zone)
    return start, end
