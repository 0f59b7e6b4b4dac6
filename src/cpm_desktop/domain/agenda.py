"""The agenda of one meeting: the form's items whose conditions hold, or the lines that the person shaped."""

import dataclasses

from cpm_desktop.domain.forms import AgendaItem, Form
from cpm_desktop.domain.meeting import AgendaEntry, Meeting
from cpm_desktop.domain.situation import Situation


def agenda_of(form: Form, meeting: Meeting, situation: Situation) -> tuple[AgendaItem, ...]:
    """Return the items of a meeting's agenda in order (kind.specific-issue-free-agenda).

    A form that sets its agenda has all of it, whatever was shaped while the meeting was another kind.

    Args:
        form: the kind of meeting.
        meeting: with the agenda that the person shaped, if any.
        situation: what conditions look at.
    """
    shaped = [item for entry in meeting.agenda_entries if (item := _item_of(entry, form)) is not None]
    items = shaped if is_shaped(form, meeting) else form.agenda
    return tuple(item for item in items if situation.holds(item.when))


def is_shaped(form: Form, meeting: Meeting) -> bool:
    """Tell whether the person shaped this meeting's agenda, and its form lets them."""
    return bool(meeting.agenda_entries) and not form.has_set_agenda


def _item_of(entry: AgendaEntry, form: Form) -> AgendaItem | None:
    if not entry.item:
        return AgendaItem(id=entry.id, title=entry.title, minutes=entry.minutes, prompts=entry.prompts)
    item = form.item(entry.item)
    if item is None:
        return None
    return dataclasses.replace(item, title=entry.title or item.title, minutes=entry.minutes)
