"""Actions: the new ones, those from before that stay open, and what became of each (record.previous-actions)."""

import datetime as dt
from dataclasses import dataclass

from cpm_desktop.domain.blocks import Block, Column, Line, Mark, Paragraph, Section, Table, TableLine, Tone
from cpm_desktop.domain.captures import Action, Outcome
from cpm_desktop.domain.meeting import CarriedItem
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.numbering import (
    ACTION,
    carried_of,
    is_still_open,
    outcome_of,
    times_carried,
)
from cpm_desktop.domain.papers.status_text import status_line
from cpm_desktop.domain.papers.wording import NONE_RECORDED, lower_usual, short_date, times
from cpm_desktop.domain.typography import long_day_text

_SO_THAT = "so that"


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action that is open when the meeting ends.

    Attributes:
        number: on every copy.
        text: what will happen.
        more: what it is to achieve, how we will know, or how often it was carried over.
        owner: whose it is.
        due: by when; None while not agreed.
        due_words: how the date was said where it is no date.
        was_due: the date before.
        state: in a word, with its shape.
        is_carried: from before.
        carried: how often it was carried over.
        note: what was said about it today.
        audience_lines: who may not read it.
    """

    number: str
    text: str
    more: tuple[str, ...]
    owner: str
    due: dt.date | None
    due_words: str
    was_due: dt.date | None
    state: Line
    is_carried: bool = False
    carried: int = 0
    note: str = ""
    audience_lines: tuple[Line, ...] = ()


def open_actions(context: MinutesContext) -> tuple[OpenAction, ...]:
    """Return all that is open when the meeting ends, in the order of their numbers."""
    meeting = context.meeting
    found = [_new(context, action) for action in meeting.actions]
    found += [_carried(context, item) for item in carried_of(meeting, ACTION) if is_still_open(meeting, item)]
    return tuple(found)


def _new(context: MinutesContext, action: Action) -> OpenAction:
    more = [purpose_text(action.purpose)] if action.purpose else []
    if action.measure:
        more.append(f"We will know by: {action.measure}")
    return OpenAction(
        number=context.numbers.of(action.id),
        text=action.text,
        more=tuple(more),
        owner=owner_name(context, action),
        due=action.due,
        due_words=action.due_words,
        was_due=None,
        state=Line("New", Tone.STRONG, Mark.OPEN),
        audience_lines=context.audience_lines(action.audience),
    )


def owner_name(context: MinutesContext, action: Action) -> str:
    """Return the owner's whole name where they are known."""
    person = context.meeting.attendee(action.owner_id)
    return person.name if person is not None else action.owner


def purpose_text(purpose: str) -> str:
    """Return "So that it is done before Christmas"."""
    if purpose.casefold().startswith(_SO_THAT):
        return purpose[:1].upper() + purpose[1:]
    return f"So that {lower_usual(purpose)}"


def _carried(context: MinutesContext, item: CarriedItem) -> OpenAction:
    outcome = outcome_of(context.meeting, item.id)
    new_due = outcome.new_due if outcome else None
    return OpenAction(
        number=context.numbers.of(item.id),
        text=item.text,
        more=(),
        owner=item.owner,
        due=new_due,
        due_words="",
        was_due=item.due,
        state=status_line(outcome),
        is_carried=True,
        carried=times_carried(context.meeting, item),
        note=outcome.note if outcome else "",
        audience_lines=context.audience_lines(item.audience),
    )


def actions(context: MinutesContext) -> tuple[Block, ...]:
    """Return the table of open actions and the review of those from before."""
    columns = (
        Column("No.", 11, is_row_head=True),
        Column("What", 61),
        Column("Who", 31),
        Column("By when", 39),
        Column("State", 28),
    )
    rows = tuple(_row(action) for action in open_actions(context))
    table: Block = Table(columns, rows, "Open actions with owner, date and state")
    if not rows:
        table = Paragraph(context.nothing("actions"))
    earlier = carried_of(context.meeting, ACTION)
    if not earlier:
        return (table,)
    return (table, _review(context, earlier))


def _row(action: OpenAction) -> TableLine:
    what = [Line(action.text, Tone.STRONG), *(Line(text) for text in action.more)]
    if action.is_carried:
        what.append(Line(f"Carried over {times(action.carried)}", Tone.QUIET))
    elif not action.more:
        what.append(Line("So that: none recorded", Tone.QUIET))
    what += action.audience_lines
    who = Line(action.owner) if action.owner else Line(NONE_RECORDED, Tone.QUIET)
    return TableLine(
        ((Line(action.number, Tone.STRONG),), tuple(what), (who,), _due_lines(action), (action.state,))
    )


def _due_lines(action: OpenAction) -> tuple[Line, ...]:
    lines = []
    if action.due is not None:
        lines.append(Line(short_date(action.due), Tone.STRONG))
    elif action.due_words:
        lines.append(Line(action.due_words, Tone.STRONG))
    else:
        lines.append(Line("No new date" if action.is_carried else "No date agreed", Tone.STRONG))
    if action.was_due is not None and action.was_due != action.due:
        lines.append(Line(f"Was due {short_date(action.was_due)}"))
    return tuple(lines)


def _review(context: MinutesContext, earlier: tuple[CarriedItem, ...]) -> Section:
    days = {item.made_on or item.source_on for item in earlier}
    only = next(iter(days)) if len(days) == 1 else None
    heading = (
        f"Review of the actions from {long_day_text(only)}" if only else "Review of the actions from before"
    )
    columns = (
        Column("Now", 11, is_row_head=True),
        Column("Action and note", 61),
        Column("Who", 31),
        Column("Outcome", 39),
        Column("Carried over", 28),
    )
    rows = tuple(_review_row(context, item, shows_day=only is None) for item in earlier)
    return Section(heading, (Table(columns, rows, "What became of earlier actions"),), level=3)


def _review_row(context: MinutesContext, item: CarriedItem, *, shows_day: bool) -> TableLine:
    outcome = outcome_of(context.meeting, item.id)
    what = [Line(item.text)]
    made = item.made_on or item.source_on
    if shows_day and made:
        what.append(Line(f"Agreed {short_date(made)}", Tone.QUIET))
    if outcome and outcome.note:
        what.append(Line(f"Note: {outcome.note}", Tone.QUIET))
    what += context.audience_lines(item.audience)
    is_open = is_still_open(context.meeting, item)
    carried = Line(times(times_carried(context.meeting, item)), Tone.STRONG) if is_open else Line("–")
    return TableLine(
        (
            (Line(context.numbers.of(item.id)),),
            tuple(what),
            (Line(item.owner or "–"),),
            (status_line(outcome), *_outcome_lines(outcome)),
            (carried,),
        )
    )


def _outcome_lines(outcome: Outcome | None) -> tuple[Line, ...]:
    lines = []
    if outcome is not None and outcome.new_due is not None:
        lines.append(Line(f"New date {short_date(outcome.new_due)}"))
    if outcome is not None and outcome.escalated_to:
        lines.append(Line(f"Escalated to {outcome.escalated_to}", mark=Mark.UP))
    return tuple(lines)
