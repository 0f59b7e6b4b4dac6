"""Answers to a form's questions, as they stand in the minutes."""

import datetime as dt

from cpm_desktop.domain.blocks import Line, Tone
from cpm_desktop.domain.forms import AgendaItem, Question, QuestionKind
from cpm_desktop.domain.meeting import Answer
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.wording import name_of, upper_first
from cpm_desktop.domain.typography import long_day_text


def answer_lines(context: MinutesContext, item: AgendaItem) -> tuple[Line, ...]:
    """Return each answered question of an item with its answer; unanswered ones are left to the reasons given."""
    lines: list[Line] = []
    for question in item.questions:
        for answer in context.meeting.answers:
            if answer.item == item.id and answer.question == question.id and answer.value:
                lines += _lines(context, question, answer)
    return tuple(lines)


def _lines(context: MinutesContext, question: Question, answer: Answer) -> tuple[Line, ...]:
    who = name_of(context.meeting.attendees, answer.subject)
    asked = context.filled(question.text)
    return (
        Line(f"{asked} ({who})" if who else asked, Tone.QUIET_STRONG),
        Line(answer_text(context, question, answer.value), Tone.LEAD),
    )


def answer_text(context: MinutesContext, question: Question, value: str) -> str:
    """Return an answer in words; one that cannot be read as its kind stands as it is."""
    match question.kind:
        case QuestionKind.YES_NO:
            return upper_first(value)
        case QuestionKind.CHOICE:
            return dict(question.options).get(value, value)
        case QuestionKind.PERSON:
            return name_of(context.meeting.attendees, value) or value
        case QuestionKind.DATE:
            try:
                return long_day_text(dt.date.fromisoformat(value))
            except ValueError:
                return value
        case _:
            return value
