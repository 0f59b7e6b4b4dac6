"""Disagreements that stand, and needs that nobody can meet (record.unresolved-disagreement, record.unmet-need)."""

from cpm_desktop.domain.blocks import Block, Column, Line, Paragraph, Section, Table, TableLine, Tone
from cpm_desktop.domain.captures import Disagreement, UnmetNeed
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.numbering import UNMET_NEED, carried_of, outcome_of, times_carried
from cpm_desktop.domain.papers.status_text import status_line
from cpm_desktop.domain.papers.wording import NONE_RECORDED, person_text, quoted, times

_RESOLVED = {True: "Yes", False: "No", None: "Not answered"}
_NOTHING = Line(NONE_RECORDED, Tone.QUIET)


def disagreements(context: MinutesContext) -> tuple[Block, ...]:
    """Return each disagreement with everybody's position in their own words."""
    if context.meeting.disagreements:
        return tuple(_disagreement(context, entry) for entry in context.meeting.disagreements)
    nothing = context.nothing("disagreements")
    asked = [entry.no_disagreement_at for entry in context.meeting.agenda if entry.no_disagreement_at]
    if asked and nothing == NONE_RECORDED:
        said = f"{context.asked(max(asked))} whether anyone sees it differently, nobody did."
        return (Paragraph(f"{NONE_RECORDED}. {said}"),)
    return (Paragraph(nothing),)


def _disagreement(context: MinutesContext, entry: Disagreement) -> Section:
    positions = [position for position in context.meeting.positions if position.disagreement == entry.id]
    rows = [
        TableLine(
            (
                (Line(person_text(context.meeting.attendee(position.who), "Not named"), Tone.STRONG),),
                (Line(quoted(position.says)) if position.says else _NOTHING,),
            )
        )
        for position in positions
    ]
    rows += [
        TableLine(
            ((Line("Resolved", Tone.QUIET),), (Line(_RESOLVED[entry.is_resolved], Tone.STRONG),)),
            is_tinted=True,
        ),
        TableLine(
            (
                (Line("How it goes on", Tone.QUIET),),
                (Line(entry.goes_on) if entry.goes_on else _NOTHING, *context.audience_lines(entry.audience)),
            ),
            is_tinted=True,
        ),
    ]
    columns = (Column("Who", 52, is_row_head=True), Column("Position, in their own words", 118))
    table = Table(columns, tuple(rows), "Positions in a disagreement")
    return Section(entry.about or "A different view", (table,), level=3)


def unmet_needs(context: MinutesContext) -> tuple[Block, ...]:
    """Return needs for which nothing can be offered, and what became of earlier ones."""
    meeting = context.meeting
    blocks: list[Block] = []
    if meeting.unmet_needs:
        columns = (
            Column("Need", 34, is_row_head=True),
            Column("Why it is not met", 48),
            Column("Who was asked", 48),
            Column("Meanwhile", 40),
        )
        rows = tuple(_need_row(context, need) for need in meeting.unmet_needs)
        blocks.append(Table(columns, rows, "Unmet needs"))
    else:
        asked = [entry.no_unmet_need_at for entry in meeting.agenda if entry.no_unmet_need_at]
        nothing = context.nothing("unmet_needs")
        is_said = asked and nothing == NONE_RECORDED
        when = f". {context.asked(max(asked))}, nobody named one." if is_said else ""
        blocks.append(Paragraph(f"{nothing}{when}"))
    earlier = carried_of(meeting, UNMET_NEED)
    if earlier:
        rows = tuple(
            TableLine(
                (
                    (Line(item.text),),
                    (status_line(outcome_of(meeting, item.id)), *_note(context, item.id)),
                    (Line(times(times_carried(meeting, item))),),
                )
            )
            for item in earlier
        )
        table = Table(
            (Column("Need", 85, is_row_head=True), Column("Outcome", 55), Column("Carried over", 30)), rows
        )
        blocks.append(Section("Review of earlier unmet needs", (table,), level=3))
    return tuple(blocks)


def _note(context: MinutesContext, identifier: str) -> tuple[Line, ...]:
    outcome = outcome_of(context.meeting, identifier)
    return (Line(f"Note: {outcome.note}", Tone.QUIET),) if outcome and outcome.note else ()


def _need_row(context: MinutesContext, need: UnmetNeed) -> TableLine:
    def said(text: str) -> tuple[Line, ...]:
        return (Line(text),) if text else (_NOTHING,)

    return TableLine(
        (
            (Line(need.need, Tone.STRONG), *context.audience_lines(need.audience)),
            said(need.why),
            said(", ".join(need.asked)),
            said(need.meanwhile),
        )
    )
