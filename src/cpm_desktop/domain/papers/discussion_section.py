"""The discussion item by item, with times and the numbers of what came of it (record.whole-discussion)."""

from collections.abc import Iterator, Sequence

from cpm_desktop.domain.blocks import Block, Column, Line, Table, TableLine, Tone
from cpm_desktop.domain.captures import Capture
from cpm_desktop.domain.forms import AgendaItem, ItemPart
from cpm_desktop.domain.kept_words import kept_words
from cpm_desktop.domain.meeting import ItemState, Meeting
from cpm_desktop.domain.papers.answers_text import answer_lines
from cpm_desktop.domain.papers.brought_section import brought_lines
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.minutes_sections import SectionKey
from cpm_desktop.domain.papers.moments import Moment, moments_of
from cpm_desktop.domain.papers.wording import NONE_RECORDED, name_of, sentence, upper_first
from cpm_desktop.domain.typography import listed

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
NOT_ON_THIS_COPY = "Not on this copy."
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
    rows = [
        _row(context, number, item, moments.get(item.id, []))
        for number, item in enumerate(items, 1)
        if context.may_know_of(item)
    ]
    rest = [
        moment for key, found in moments.items() if key not in {item.id for item in items} for moment in found
    ]
    lines = (*(line for moment in rest for line in moment.lines), *_of_another_kind(context, items))
    if lines:
        rows.append(TableLine(((), (), (Line("Beside the agenda", Tone.STRONG),), lines)))
    return (Table(_COLUMNS, tuple(rows), "The discussion, item by item"),)


def _of_another_kind(context: MinutesContext, items: Sequence[AgendaItem]) -> Iterator[Line]:
    """Yield what was prepared while it was another kind of meeting, for the file; no word of it is dropped."""
    if not context.is_file_copy:
        return
    for kept in kept_words(context.form, context.meeting, {item.id for item in items}):
        is_answer = bool(kept.question)
        heading = "Answered to a question that this kind of meeting does not ask"
        yield Line(
            heading if is_answer else "Noted beforehand, for an item that this agenda does not have",
            Tone.QUIET_STRONG,
        )
        yield Line(kept.words, Tone.LEAD)


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
    times = [at for at in opened if not context.is_late(at)] or [
        at for at in captured if not context.is_late(at)
    ]
    return context.clock.time(min(times)) if times else ""


def _captures(meeting: Meeting) -> Iterator[Capture]:
    yield from meeting.notes
    yield from meeting.views
    yield from meeting.decisions
    yield from meeting.actions
    yield from meeting.unmet_needs
    yield from meeting.disagreements
    yield from meeting.disclosures


def _content(context: MinutesContext, item: AgendaItem, moments: list[Moment]) -> tuple[Line, ...]:
    if not context.may_see(item):
        return (Line(NOT_ON_THIS_COPY, Tone.QUIET),)
    lines = [
        *_opening(context, item),
        *_noted_beforehand(context, item, has_more=bool(moments)),
        *(line for moment in moments for line in moment.lines),
        *answer_lines(context, item),
        *_ending(context, item),
    ]
    if not lines and _holds_something(context.whole, item) and not context.is_file_copy:
        return (Line(NOT_ON_THIS_COPY, Tone.QUIET),)
    return tuple(lines) or (Line(NONE_RECORDED, Tone.QUIET),)


def _opening(context: MinutesContext, item: AgendaItem) -> Iterator[Line]:
    started = context.meeting.facts.started_at
    if item.part is ItemPart.WELCOME and started:
        yield Line(f"The meeting started at {context.clock.time(started)}.", Tone.LEAD)
    see = [context.sections[key] for key in _SEE.get(item.part, ()) if key in context.sections]
    if see:
        word = "section" if len(see) == 1 else "sections"
        what = "The actions: see" if item.part is ItemPart.SINCE_LAST else "See"
        yield Line(f"{what} {word} {listed(see)}", Tone.QUIET)
    if item.part is ItemPart.SINCE_LAST:
        yield from brought_lines(context)


def _noted_beforehand(context: MinutesContext, item: AgendaItem, *, has_more: bool) -> Iterator[Line]:
    progress = context.meeting.progress_of(item.id)
    if not progress.prepared_note:
        return
    by = name_of(context.meeting.attendees, progress.prepared_by) or progress.prepared_by
    yield Line(f"Noted beforehand by {by}" if by else "Noted beforehand", Tone.QUIET_STRONG)
    yield Line(progress.prepared_note, Tone.LEAD)
    if has_more:
        yield Line("In the meeting", Tone.QUIET_STRONG)


def _ending(context: MinutesContext, item: AgendaItem) -> Iterator[Line]:
    progress = context.meeting.progress_of(item.id)
    if progress.state is ItemState.NOT_DISCUSSED:
        reason = f" {sentence(progress.reason)}" if progress.reason else " Reason: none recorded."
        yield Line(f"Not discussed.{reason}", Tone.LEAD)
    if progress.no_disagreement_at and not context.whole.disagreements:
        at = context.stamp(progress.no_disagreement_at)
        yield Line(f"{at}   Asked whether anyone sees it differently: nobody did", Tone.QUIET)
    needed = context.meeting.facts.officer_needed
    if item.part is ItemPart.CLOSE and needed is not None:
        yield Line("Does the reviewing officer have to be consulted before the review?", Tone.QUIET_STRONG)
        yield Line("Yes" if needed else "No", Tone.LEAD)


def _holds_something(whole: Meeting, item: AgendaItem) -> bool:
    """Tell whether something stands under an item in the whole record."""
    return any(capture.item == item.id for capture in _captures(whole)) or any(
        answer.item == item.id and answer.value for answer in whole.answers
    )
