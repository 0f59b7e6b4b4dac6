"""What is presented to the looked-after review, and what became of earlier proposals (record.proposals-to-review)."""

from cpm_desktop.domain.blocks import Block, Column, Line, Mark, Paragraph, Section, Table, TableLine, Tone
from cpm_desktop.domain.meeting import CarriedItem
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.numbering import PROPOSAL, carried_of, outcome_of
from cpm_desktop.domain.papers.status_text import status_line
from cpm_desktop.domain.papers.wording import NONE_RECORDED
from cpm_desktop.domain.typography import long_day_text

_COLUMNS = (
    Column("No.", 12, is_row_head=True),
    Column("Proposal", 68),
    Column("Reason", 50),
    Column("State", 40),
)


def proposals(context: MinutesContext) -> tuple[Block, ...]:
    """Return today's proposals to the review, and the earlier ones with their outcomes."""
    earlier = carried_of(context.meeting, PROPOSAL)
    found = [decision for decision in context.meeting.decisions if decision.is_proposal_to_review]
    if not found and earlier:
        return (_earlier(context, earlier),)
    planned = context.meeting.facts.next_review
    rows = tuple(
        TableLine(
            (
                (Line(context.numbers.of(decision.id), Tone.STRONG),),
                (Line(decision.text),),
                (Line(decision.reason) if decision.reason else Line(NONE_RECORDED, Tone.QUIET),),
                (Line("Awaiting review", Tone.STRONG, Mark.IN_PROGRESS),),
            )
        )
        for decision in found
    )
    table = Table(_COLUMNS, rows, "Proposals to the review")
    blocks: tuple[Block, ...] = (table,)
    if planned and rows:
        blocks = (Paragraph(f"For the review planned for {long_day_text(planned)}."), table)
    return (*blocks, _earlier(context, earlier)) if earlier else blocks


def _earlier(context: MinutesContext, earlier: tuple[CarriedItem, ...]) -> Section:
    columns = (Column("Proposed", 34), Column("Proposal", 86, is_row_head=True), Column("Outcome", 50))
    rows = []
    for item in earlier:
        outcome = outcome_of(context.meeting, item.id)
        note = (Line(outcome.note, Tone.QUIET),) if outcome and outcome.note else ()
        made = item.made_on or item.source_on
        rows.append(
            TableLine(
                (
                    (Line(long_day_text(made) if made else "–"),),
                    (Line(item.text),),
                    (status_line(outcome), *note),
                )
            )
        )
    return Section("Earlier proposals to the review", (Table(columns, tuple(rows)),), level=3)
