"""Decisions and recommendations, each with its reason and authority (record.decision-with-reason)."""

from cpm_desktop.domain.blocks import Block, Column, Line, Mark, Section, Table, TableLine, Tone
from cpm_desktop.domain.captures import Decision, DecisionKind
from cpm_desktop.domain.meeting import CarriedItem
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.numbering import PROPOSAL, carried_of, outcome_of
from cpm_desktop.domain.papers.status_text import status_line
from cpm_desktop.domain.papers.wording import NONE_RECORDED
from cpm_desktop.domain.typography import long_day_text

PROPOSAL_LABEL = "Proposal to the review"
RECOMMENDATION_LABEL = "Recommendation"


def decisions(context: MinutesContext) -> tuple[Block, ...]:
    """Return the table of decisions, and what became of earlier proposals to the review."""
    columns = (
        Column("No.", 12, is_row_head=True),
        Column("Decision", 68),
        Column("Reason", 44),
        Column("Authority", 46),
    )
    rows = tuple(_row(context, decision) for decision in context.meeting.decisions)
    table = Table(columns, rows, "Decisions and recommendations with reason and authority")
    earlier = carried_of(context.meeting, PROPOSAL)
    return (table, _earlier_proposals(context, earlier)) if earlier else (table,)


def _row(context: MinutesContext, decision: Decision) -> TableLine:
    reason = Line(decision.reason) if decision.reason else Line(NONE_RECORDED, Tone.QUIET)
    return TableLine(
        (
            (Line(context.numbers.of(decision.id), Tone.STRONG),),
            (Line(decision.text, Tone.STRONG), *context.audience_lines(decision.audience)),
            (reason,),
            _authority(context, decision),
        )
    )


def _authority(context: MinutesContext, decision: Decision) -> tuple[Line, ...]:
    """Say within whose authority a decision is (chair.decision-authority, record.proposals-to-review)."""
    lines: list[Line] = []
    if decision.decision_kind is DecisionKind.RECOMMENDATION:
        lines.append(Line(RECOMMENDATION_LABEL, is_label=True))
    if decision.is_proposal_to_review:
        lines.append(Line(PROPOSAL_LABEL, is_label=True))
        planned = context.meeting.facts.next_review
        if planned:
            lines.append(Line(f"For the review planned for {long_day_text(planned)}"))
    if decision.authoriser:
        by = f" by {long_day_text(decision.authorise_by)}" if decision.authorise_by else ""
        lines.append(Line(f"To be authorised by {decision.authoriser}{by}", mark=Mark.UP))
    if decision.is_within_authority:
        lines.append(Line("Within the authority of those present", mark=Mark.DONE))
    elif decision.is_within_authority is False and not lines:
        lines.append(Line("Not within the authority of those present", mark=Mark.UP))
    return tuple(lines) or (Line(NONE_RECORDED, Tone.QUIET),)


def _earlier_proposals(context: MinutesContext, earlier: tuple[CarriedItem, ...]) -> Section:
    columns = (Column("Proposed", 30), Column("Proposal", 90, is_row_head=True), Column("Outcome", 50))
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
