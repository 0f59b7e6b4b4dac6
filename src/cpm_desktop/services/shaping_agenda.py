"""Shaping the agenda of a meeting whose form sets none: lines are added, named, moved and removed."""

from dataclasses import replace

from cpm_desktop.domain.agenda_commands import ShapeAgenda
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import AgendaEntry, ItemState, Meeting, Stage
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.holding import situation_now

_SHAPED_IN = (Stage.PREPARED, Stage.LIVE)


def can_shape(desk: Desk, meeting: Meeting) -> bool:
    """Tell whether the person shapes this agenda: its form sets none, and the meeting is not over."""
    return not desk.form_of(meeting).has_set_agenda and meeting.facts.stage in _SHAPED_IN


def add_line(desk: Desk, meeting_id: str, title: str, *, after: str = "", minutes: int = 5) -> str:
    """Add a line of the person's own after another line, or before the last one (kind.specific-issue-free-agenda).

    Args:
        desk: the desk.
        meeting_id: the meeting.
        title: what it is called.
        after: id of the line it stands after; empty puts it before the last, which is the close.
        minutes: how long it usually takes.

    Returns:
        The line's id.

    Raises:
        InvalidDetail: it has no name, or the agenda is set.
    """
    lines = _lines(desk, meeting_id)
    name = _named(title)
    new = AgendaEntry(id=new_identifier(), title=name, minutes=minutes)
    places = [line.id for line in lines]
    place = places.index(after) + 1 if after in places else max(len(lines) - 1, 0)
    _shape(desk, meeting_id, [*lines[:place], new, *lines[place:]], f"add “{name}” to the agenda")
    return new.id


def rename_line(desk: Desk, meeting_id: str, line_id: str, title: str) -> Edited | None:
    """Give a line another name.

    Raises:
        InvalidDetail: the name is empty, the line is gone, or the agenda is set.
    """
    lines = _lines(desk, meeting_id)
    held = _line(lines, line_id)
    name = _named(title)
    shaped = [replace(line, title=name) if line.id == held.id else line for line in lines]
    return _shape(desk, meeting_id, shaped, f"name a line of the agenda “{name}”")


def set_minutes(desk: Desk, meeting_id: str, line_id: str, minutes: int) -> Edited | None:
    """Say how long a line usually takes.

    Raises:
        InvalidDetail: less than a minute, the line is gone, or the agenda is set.
    """
    lines = _lines(desk, meeting_id)
    held = _line(lines, line_id)
    if minutes < 1:
        message = "Give at least one minute."
        raise InvalidDetail(message)
    shaped = [replace(line, minutes=minutes) if line.id == held.id else line for line in lines]
    return _shape(desk, meeting_id, shaped, "change the time for a line of the agenda")


def move_line(desk: Desk, meeting_id: str, line_id: str, by: int) -> Edited | None:
    """Move a line up (-1) or down (1); at the end it stays where it is.

    Raises:
        InvalidDetail: the line is gone, or the agenda is set.
    """
    lines = _lines(desk, meeting_id)
    held = _line(lines, line_id)
    shown = agenda_entries(desk, desk.meeting(meeting_id).value)
    place = next((n for n, line in enumerate(shown) if line.id == line_id), -1)
    if place < 0 or not 0 <= place + by < len(shown):
        return None
    beside = shown[place + by].id
    shaped = [line for line in lines if line.id != held.id]
    target = next(n for n, line in enumerate(shaped) if line.id == beside)
    shaped.insert(target if by < 0 else target + 1, held)
    name = title_of_line(desk, meeting_id, held)
    return _shape(desk, meeting_id, shaped, f"move “{name}” {'up' if by < 0 else 'down'} the agenda")


def remove_line(desk: Desk, meeting_id: str, line_id: str) -> Edited | None:
    """Take a line off the agenda; one that was begun or written on stays.

    Raises:
        InvalidDetail: something was recorded under it, it is the only one, or the agenda is set.
    """
    meeting, lines = desk.meeting(meeting_id).value, _lines(desk, meeting_id)
    held = _line(lines, line_id)
    if len(agenda_entries(desk, meeting)) == 1:
        message = "An agenda needs at least one line. Add another first."
        raise InvalidDetail(message)
    if _is_used(meeting, held.item or held.id):
        message = "Something was recorded under this line, so it stays on the agenda."
        raise InvalidDetail(message)
    name = title_of_line(desk, meeting_id, held)
    shaped = [line for line in lines if line.id != held.id]
    return _shape(desk, meeting_id, shaped, f"take “{name}” off the agenda")


def start_again(desk: Desk, meeting_id: str) -> Edited | None:
    """Go back to the agenda that the form suggests; what was written on lines of one's own is kept with the meeting.

    Raises:
        InvalidDetail: something was recorded under a line that the form does not know, or the agenda is set.
    """
    meeting = desk.meeting(meeting_id).value
    _lines(desk, meeting_id)
    if any(not line.item and _is_used(meeting, line.id) for line in meeting.agenda_entries):
        message = "Something was recorded under a line of your own, so this agenda stays."
        raise InvalidDetail(message)
    return _shape(desk, meeting_id, [], "go back to the suggested agenda")


def agenda_entries(desk: Desk, meeting: Meeting) -> tuple[AgendaEntry, ...]:
    """Return the agenda as lines to shape, in order: those that apply now."""
    form, situation = desk.form_of(meeting), situation_now(desk, meeting)
    items = {item.id: item for item in form.agenda}
    return tuple(
        line
        for line in _every_line(form, meeting)
        if not line.item or (line.item in items and situation.holds(items[line.item].when))
    )


def title_of_line(desk: Desk, meeting_id: str, line: AgendaEntry) -> str:
    """Return the name of a line: its own, or the form's."""
    item = desk.form_of(desk.meeting(meeting_id).value).item(line.item) if line.item else None
    return line.title or (item.title if item is not None else "")


def _lines(desk: Desk, meeting_id: str) -> list[AgendaEntry]:
    meeting = desk.meeting(meeting_id).value
    if not can_shape(desk, meeting):
        message = "This kind of meeting follows its set agenda. Mark an item “not discussed”, with the reason, instead."
        if not desk.form_of(meeting).has_set_agenda:
            message = "This meeting is over; its agenda stays as it was."
        raise InvalidDetail(message)
    return list(_every_line(desk.form_of(meeting), meeting))


def _every_line(form: Form, meeting: Meeting) -> tuple[AgendaEntry, ...]:
    """Return all lines, those of the form included that do not apply now: an answer may still call for them."""
    return meeting.agenda_entries or tuple(
        AgendaEntry(id=item.id, position=place, item=item.id, minutes=item.minutes)
        for place, item in enumerate(form.agenda, start=1)
    )


def _line(lines: list[AgendaEntry], line_id: str) -> AgendaEntry:
    held = next((line for line in lines if line.id == line_id), None)
    if held is None:
        message = "This line is no longer on the agenda."
        raise InvalidDetail(message)
    return held


def _named(title: str) -> str:
    name = " ".join(title.split())
    if not name:
        message = "Give the line a name."
        raise InvalidDetail(message)
    return name


def _is_used(meeting: Meeting, item: str) -> bool:
    progress = meeting.progress_of(item)
    is_written = bool(progress.prepared_note.strip()) or progress.state is not ItemState.TO_COME
    said = {capture.item for capture in (*meeting.notes, *meeting.views, *meeting.disclosures)}
    settled = {capture.item for capture in (*meeting.decisions, *meeting.actions)}
    open_ = {capture.item for capture in (*meeting.unmet_needs, *meeting.disagreements)}
    under = said | settled | open_
    return is_written or item in under | {answer.item for answer in meeting.answers}


def _shape(desk: Desk, meeting_id: str, lines: list[AgendaEntry], said: str) -> Edited | None:
    placed = tuple(replace(line, position=place) for place, line in enumerate(lines, start=1))
    return desk.meeting(meeting_id).perform(ShapeAgenda(lines=placed, said=said))
