"""What was asked while the meeting was prepared, and what was answered (prepare.final-plan-after-assessments)."""

from cpm_desktop.domain.blocks import Block, Column, Line, Table, TableLine, Tone
from cpm_desktop.domain.meeting import PREPARATION
from cpm_desktop.domain.papers.answers_text import NOT_ANSWERED, Asked, answer_block, asked_in, question_text
from cpm_desktop.domain.papers.minutes_context import MinutesContext

_COLUMNS = (Column("Asked", 74, is_row_head=True), Column("Answer", 96))


def preparation(context: MinutesContext) -> tuple[Block, ...]:
    """Return each question of the preparation with its answer; one that was owed says where it has none."""
    rows = []
    for asked in asked_in(context, PREPARATION, context.form.preparation):
        lines = answer_block(context, asked) if asked.is_answered else _unanswered(asked)
        if lines:
            rows.append(TableLine(((Line(_question(context, asked)),), lines)))
    return (Table(_COLUMNS, tuple(rows), "What was prepared"),) if rows else ()


def _question(context: MinutesContext, asked: Asked) -> str:
    text = question_text(context, asked)
    return f"{text} ({asked.about})" if asked.subject and asked.about not in text else text


def _unanswered(asked: Asked) -> tuple[Line, ...]:
    is_owed = asked.question.is_required and asked.applies and not asked.is_hidden
    return (Line(NOT_ANSWERED, Tone.QUIET), *asked.earlier) if is_owed else ()
