"""What the header bar says over a meeting that is being prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.services.holding import child_of
from cpm_desktop.ui.shell.page import Header

if TYPE_CHECKING:
    from cpm_desktop.domain.meeting import Meeting
    from cpm_desktop.services.desk import Desk


def prepare_header(desk: Desk, meeting: Meeting) -> Header:
    """Return title, when and who chairs, and what the filled button does."""
    facts, child = meeting.facts, child_of(desk, meeting)
    chair = meeting.attendee(facts.chair)
    when = day_text(facts.date) if facts.date is not None else "No date yet"
    if facts.date is not None and facts.starts_at is not None:
        when = f"{when}, {time_text(facts.starts_at)}"
    away = _days_away((facts.date - desk.today()).days) if facts.date is not None else ""
    again = "Reconvened" if facts.reconvenes else "Extra meeting" if facts.is_extra else ""
    parts = (again, when, away, f"Chair: {chair.name}" if chair is not None else "")
    family = child.name.split()[-1][:1] if len(child.name.split()) > 1 else ""
    called = f"{child.called()} {family}." if family else child.called()
    return Header(
        title=f"Prepare: {facts.title or desk.form_of(meeting).short_name} – {called}",
        subtitle=" · ".join(part for part in parts if part),
        back=called,
        primary="Start meeting" if facts.stage is Stage.PREPARED else "Go to the meeting",
    )


def _days_away(days: int) -> str:
    if days == 0:
        return "today"
    if days < 0:
        return f"{-days} {'day' if days == -1 else 'days'} ago"
    return "tomorrow" if days == 1 else f"in {days} days"
