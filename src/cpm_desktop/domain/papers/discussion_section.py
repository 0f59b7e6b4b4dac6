"""The discussion item by item, with times and the numbers of what came of it (record.whole-discussion)."""

from collections.abc import Iterator

from cpm_desktop.domain.blocks import Block, Column, Line, Table, TableLine, Tone
from cpm_desktop.domain.captures import Capture
from cpm_desktop.domain.forms import AgendaItem, ItemPart
from cpm_desktop.domain.meeting import CarriedItem, ItemState, Meeting
from cpm_desktop.domain.papers.answers_text import answer_lines
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.minutes_sections import SectionKey
from cpm_desktop.domain.papers.moments import Moment, moments_of
from cpm_desktop.domain.papers.numbering import ACTION, PROPOSAL, UNMET_NEED
from cpm_desktop.domain.papers.wording import NONE_RECORDED, joined, name_of, sentence, upper_first
from cpm_desktop.domain.typography import long_day_text

_SEE: dict[ItemPart, tuple[SectionKey, ...]] = {
    ItemPart.WELCOME: (SectionKey.ATTENDANCE,),
    ItemPart.CHILD_VIEWS: (SectionKey.CHILD_VIEWS,),
    ItemPart.FAMILY_VIEWS: (SectionKey.FAMILY_VIEWS,),
    ItemPart.SINCE_LAST: (SectionKey.ACTIONS,),
    ItemPart.UNMET_NEEDS: (SectionKey.UNMET_NEEDS,),
    ItemPart.DECISIONS: (SectionKey.DECISIONS, SectionKey.ACTIONS),
    ItemPart.DISAGREEMENTS: (SectionKey.DISAGREEMENTS,),
    ItemPart.CLOSE: (SectionKey.NEXT_MEETING, SectionKey.SIGNATURE),
}
_FOLLOWED = frozenset({ACTION, UNMET_NEED, PROPOSAL})
_COLUMNS = (
    Column("Time", 12),
    Column("Item", 8, is_row_head=True),
    Column("", 46, is_row_head=True),
    Column("What was said", 104),
)


def discussion(context: MinutesContext) -> tuple[Block, ...]:
    """Return the table of the discussion."""
    items = context.items()
    moments = moments_of(context, items)
    rows = [_row(context, number, item, moments.get(item.id, [])) for number, item in enumerate(items, 1)]
    rest = [
        moment for key, found in moments.items() if key not in {item.id for item in items} for moment in found
    ]
    if rest:
        lines = tuple(line for moment in rest for line in moment.lines)
        rows.append(TableLine(((), (), (Line("Beside the agenda", Tone.STRONG),), lines)))
    return (Table(_COLUMNS, tuple(rows), "The discussion, item by item"),)


def _row(context: MinutesContext, number: int, item: AgendaItem, moments: list[Moment]) -> TableLine:
    return TableLine(
        (
            (Line(_time(context, item), Tone.QUIET),),
            (Line(str(number), Tone.STRONG),),
            (Line(upper_first(context.filled(item.title)), Tone.STRONG),),
            _content(context, item, moments),
        )
    )


def _time(context: MinutesContext, item: AgendaItem) -> str:
    meeting = context.meeting
    opened = [visit.opened_at for visit in meeting.visits if visit.item == item.id and visit.opened_at]
    captured = [capture.at for capture in _captures(meeting) if capture.item == item.id and capture.at]
    times = opened or captured
    return context.clock.time(min(times)) if times else ""


def _captures(meeting: Meeting) -> Iterator[Capture]:
    yield from meeting.notes
    yield from meeting.views
    yield from meeting.decisions
    yield from meeting.actions
    yield from meeting.unmet_needs
    yield from meeting.disagreements


def _content(context: MinutesContext, item: AgendaItem, moments: list[Moment]) -> tuple[Line, ...]:
    progress = context.meeting.progress_of(item.id)
    lines: list[Line] = []
    started = context.meeting.facts.started_at
    if item.part is ItemPart.WELCOME and started:
        lines.append(Line(f"The meeting started at {context.clock.time(started)}.", Tone.LEAD))
    see = [context.sections[key] for key in _SEE.get(item.part, ()) if key in context.sections]
    if see:
        word = "section" if len(see) == 1 else "sections"
        what = "The actions: see" if item.part is ItemPart.SINCE_LAST else "See"
        lines.append(Line(f"{what} {word} {joined(see)}", Tone.QUIET))
    if item.part is ItemPart.SINCE_LAST:
        lines += [_fed_back(entry) for entry in context.meeting.carried if entry.what not in _FOLLOWED]
    if progress.prepared_note:
        by = name_of(context.meeting.attendees, progress.prepared_by) or progress.prepared_by
        lines.append(Line(f"Noted beforehand by {by}" if by else "Noted beforehand", Tone.QUIET_STRONG))
        lines.append(Line(progress.prepared_note, Tone.LEAD))
        if moments:
            lines.append(Line("In the meeting", Tone.QUIET_STRONG))
    lines += [line for moment in moments for line in moment.lines]
    lines += answer_lines(context, item)
    if progress.state is ItemState.NOT_DISCUSSED:
        reason = f" {sentence(progress.reason)}" if progress.reason else " Reason: none recorded."
        lines.append(Line(f"Not discussed.{reason}", Tone.LEAD))
    if progress.no_disagreement_at and not context.meeting.disagreements:
        at = context.clock.time(progress.no_disagreement_at)
        lines.append(Line(f"{at}   Asked whether anyone sees it differently: nobody did", Tone.QUIET))
    needed = context.meeting.facts.officer_needed
    if item.part is ItemPart.CLOSE and needed is not None:
        lines.append(
            Line("Does the reviewing officer have to be consulted before the review?", Tone.QUIET_STRONG)
        )
        lines.append(Line("Yes" if needed else "No", Tone.LEAD))
    return tuple(lines) or (Line(NONE_RECORDED, Tone.QUIET),)


def _fed_back(item: CarriedItem) -> Line:
    """Say what another meeting decided, so that all keep oversight (after.feed-back-to-standard)."""
    day = item.source_on or item.made_on
    source = ", ".join(filter(None, (item.source, long_day_text(day) if day else "")))
    reason = f" Reason: {sentence(item.reason)}" if item.reason else ""
    return Line(f"From {source or 'an earlier meeting'}: {sentence(item.text)}{reason}", Tone.LEAD)
