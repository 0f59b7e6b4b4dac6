"""What the header says while a meeting is held: whose it is, since when, who chairs, how long it has lasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.services.holding import called_of, child_of, elapsed
from cpm_desktop.ui.shell.page import Header

if TYPE_CHECKING:
    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.services.desk import Desk


def header_of(desk: Desk, meeting: Meeting, room: str = "closed") -> Header:
    """Return the header of a meeting as it stands now; `room` says what the room view shows."""
    facts, child = meeting.facts, child_of(desk, meeting)
    chair = meeting.attendee(facts.chair)
    family = child.name.split()[-1][:1] if len(child.name.split()) > 1 else ""
    named = called_of(desk, meeting)
    called = f"{named} {family}." if family else named
    parts = [day_text(facts.date) if facts.date else ""]
    if facts.started_at is not None:
        parts.append(f"started {time_text(desk.local(facts.started_at))}")
    if facts.ended_at is not None:
        parts.append(f"ended {time_text(desk.local(facts.ended_at))}")
    parts.append(f"Chair: {chair.name}" if chair is not None else "")
    is_live = facts.stage is Stage.LIVE
    parts.append(f"Room view {room}" if is_live else "")
    lasted = int(elapsed(desk, meeting).total_seconds())
    return Header(
        title=f"{facts.title or desk.form_of(meeting).name} – {called}",
        subtitle=" · ".join(part for part in parts if part),
        back="" if is_live else "Closing",
        pill="Live" if is_live else facts.stage.value.capitalize(),
        pill_time=_clock_text(lasted) if is_live else "",
        primary="Close and sign…",
    )


def _clock_text(seconds: int) -> str:
    hours, rest = divmod(max(seconds, 0), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"
