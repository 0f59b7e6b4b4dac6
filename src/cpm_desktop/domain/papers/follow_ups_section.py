"""What is to be done after the meeting: by whom, by when and under which rule; on the file copy only."""

from cpm_desktop.domain.blocks import Block, Column, Line, Mark, Table, TableLine, Tone
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.wording import NONE_RECORDED, name_of, short_date, upper_first

_COLUMNS = (
    Column("What", 76, is_row_head=True),
    Column("Who", 34),
    Column("By when", 28),
    Column("State", 32),
)


def follow_ups(context: MinutesContext) -> tuple[Block, ...]:
    """Return each follow-up with its rule; a part of another stands under it."""
    found = context.meeting.follow_ups
    known = {entry.id for entry in found}
    ordered: list[FollowUp] = []
    for entry in found:
        if entry.part_of not in known:
            ordered += [entry, *(part for part in found if part.part_of == entry.id)]
    return (
        Table(
            _COLUMNS, tuple(_row(context, entry) for entry in ordered), "What is to be done after the meeting"
        ),
    )


def _row(context: MinutesContext, entry: FollowUp) -> TableLine:
    what = [Line(upper_first(entry.text), Tone.NORMAL if entry.part_of else Tone.STRONG)]
    number = context.numbers.by_id.get(entry.about, "")
    if number:
        what.append(Line(f"About {number}", Tone.QUIET))
    if entry.rule:
        what.append(Line(f"Rule: {entry.rule}", Tone.SMALL))
    owner = name_of(context.meeting.attendees, entry.owner_id) or entry.owner
    return TableLine(
        (
            tuple(what),
            (Line(owner) if owner else Line(NONE_RECORDED, Tone.QUIET),),
            (Line(short_date(entry.due), Tone.STRONG) if entry.due else Line("No date"),),
            _state(entry),
        )
    )


def _state(entry: FollowUp) -> tuple[Line, ...]:
    if entry.done_on is not None:
        by = f" by {entry.done_by}" if entry.done_by else ""
        word = "Authorised" if entry.is_authorisation else "Done"
        return (Line(f"{word}{by}, {short_date(entry.done_on)}", mark=Mark.DONE),)
    if entry.closed_on is not None:
        return (
            Line(f"Closed, {short_date(entry.closed_on)}", mark=Mark.DONE),
            Line(entry.closed_because, Tone.QUIET),
        )
    return (Line("Open", Tone.STRONG, Mark.OPEN),)
