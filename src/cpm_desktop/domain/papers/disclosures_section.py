"""Allegations and disclosures in the room; on the file copy only."""

from cpm_desktop.domain.blocks import Block, Column, Line, Paragraph, Table, TableLine, Tone
from cpm_desktop.domain.captures import Disclosure
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.wording import NONE_RECORDED, person_text, quoted
from cpm_desktop.domain.typography import long_day_text, time_text

_COLUMNS = (
    Column("Said by", 36, is_row_head=True),
    Column("In their own words", 62),
    Column("Who was told", 36),
    Column("What happens now", 36),
)
_NOTHING = Line(NONE_RECORDED, Tone.QUIET)


def disclosures(context: MinutesContext) -> tuple[Block, ...]:
    """Return what was disclosed, who was told and when, and what happens now; nothing on any other copy."""
    if not context.is_file_copy:
        return ()
    rows = tuple(_row(context, entry) for entry in context.meeting.disclosures)
    return (
        Paragraph("This section stands on the file copy only.", Tone.SMALL),
        Table(_COLUMNS, rows, "Allegations and disclosures"),
    )


def _row(context: MinutesContext, entry: Disclosure) -> TableLine:
    said_by = [Line(person_text(context.meeting.attendee(entry.said_by), "Not named"), Tone.STRONG)]
    if entry.at is not None:
        at = context.stamp(entry.at)
        said_by.append(Line(at if context.is_late(entry.at) else f"At {at}", Tone.QUIET))
    told = [Line(entry.told) if entry.told else _NOTHING]
    if entry.told_at is not None:
        local = context.clock.local(entry.told_at)
        told.append(Line(f"On {long_day_text(local.date())} at {time_text(local)}", Tone.QUIET))
    return TableLine(
        (
            tuple(said_by),
            (Line(quoted(entry.words)) if entry.words else _NOTHING,),
            tuple(told),
            (Line(entry.next_step) if entry.next_step else _NOTHING,),
        )
    )
