"""The action list that people take from the room: what everyone may read, without case number or address."""

import datetime as dt
from collections.abc import Mapping

from cpm_desktop.domain.blocks import (
    Block,
    Column,
    Line,
    Mark,
    Paper,
    Paragraph,
    Section,
    Table,
    TableLine,
    Tone,
)
from cpm_desktop.domain.captures import Decision
from cpm_desktop.domain.forms import Form, RoleName
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.naming import first_name
from cpm_desktop.domain.papers.actions_section import OpenAction, open_actions
from cpm_desktop.domain.papers.closing_sections import next_meeting, read_back_text
from cpm_desktop.domain.papers.decisions_section import (
    PROPOSAL_LABEL,
    RECOMMENDATION_LABEL,
    is_recommendation,
)
from cpm_desktop.domain.papers.first_names import owners_by_first_name
from cpm_desktop.domain.papers.kind_name import in_running_text, kind_of
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.numbering import numbers_of
from cpm_desktop.domain.papers.wanted_sections import asks_for_next_meeting
from cpm_desktop.domain.papers.wording import Clock, day_and_month, lower_usual, possessive, times
from cpm_desktop.domain.reader import Reader, ReaderKind, seen_in_room
from cpm_desktop.domain.typography import long_day_text, weekday_text

_TEXT_SIZE = 12.0
_LINE_TO_WRITE = "______________"


def build_action_list(
    form: Form,
    record: Meeting,
    *,
    send_by: dt.date | None = None,
    time_zone: str = "Europe/London",
    roles: Mapping[str, RoleName] | None = None,
) -> Paper:
    """Build the action list; whatever not everyone may read stays off it.

    Args:
        form: the kind of meeting.
        record: the whole record.
        send_by: last day for sending the signed minutes.
        time_zone: in which times are printed.
        roles: roles of the procedure by id.

    Raises:
        PrivilegedRecord: somebody in the room may not have the record.
    """
    reader = Reader(ReaderKind.FAMILY)
    meeting = seen_in_room(record, form, roles or {}, is_taken_home=True)
    context = MinutesContext(
        form=form,
        whole=record,
        meeting=meeting,
        reader=reader,
        numbers=numbers_of(record),
        clock=Clock(time_zone),
        roles=roles or {},
        fingerprint="",
        send_by=send_by,
        sections={},
    )
    facts = meeting.facts
    day = weekday_text(facts.date) if facts.date else ""
    return Paper(
        kind_line="What we agreed",
        title="Actions from today",
        subtitle=", ".join(filter(None, (f"{possessive(context.called)} meeting", day))),
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        blocks=(_actions(context), *_rest(context)),
        file_title=_name(context),
        footer=_name(context),
        footer_small="No case number and no address are printed on this sheet.",
        text_size=_TEXT_SIZE,
        page_mark=context.page_mark,
    )


def _name(context: MinutesContext) -> str:
    """Return "Action list, core group, 3 December 2026"."""
    held_on = context.meeting.facts.date
    kind = in_running_text(kind_of(context.form, context.meeting))
    return ", ".join(filter(None, ("Action list", kind, long_day_text(held_on) if held_on else "")))


def _actions(context: MinutesContext) -> Table:
    found = open_actions(context)
    people = [person.name for person in context.meeting.attendees]
    short = owners_by_first_name(people, [action.owner for action in found])
    by_owner = sorted(found, key=lambda action: _first_place(found, action.owner))
    columns = (
        Column("Who", 26, is_row_head=True),
        Column("Does what", 90),
        Column("By when", 36),
        Column("Said yes", 18),
    )
    rows = tuple(_row(action, short.get(action.owner, action.owner)) for action in by_owner)
    return Table(columns, rows, "Who does what by when")


def _first_place(actions: tuple[OpenAction, ...], owner: str) -> int:
    return next(index for index, action in enumerate(actions) if action.owner == owner)


def _row(action: OpenAction, who: str) -> TableLine:
    what = [Line(action.text, Tone.STRONG), *(Line(text) for text in action.more)]
    if action.is_carried:
        note = f". Note: {action.note}" if action.note else ""
        what.append(Line(f"Carried over {times(action.carried)}{note}"))
    if action.due is not None:
        when: tuple[Line, ...] = (Line(day_and_month(action.due), Tone.STRONG),)
    elif action.due_words:
        when = (Line(action.due_words, Tone.STRONG),)
    else:
        when = (Line(_LINE_TO_WRITE, Tone.QUIET), Line("Agree a date", Tone.SMALL))
    return TableLine(
        ((Line(who or _LINE_TO_WRITE, Tone.STRONG),), tuple(what), when, (Line("", Tone.LEAD, Mark.TO_TICK),))
    )


def _rest(context: MinutesContext) -> tuple[Block, ...]:
    columns = (Column("No.", 16, is_row_head=True), Column("What", 100), Column("Standing", 54))
    rows = tuple(
        TableLine(
            (
                (Line(context.numbers.of(decision.id), Tone.STRONG),),
                (Line(decision.text),),
                (_standing(context, decision),),
            )
        )
        for decision in context.meeting.decisions
    )
    following = (Section("Next meeting", next_meeting(context)),) if asks_for_next_meeting(context) else ()
    return (
        Section("Decisions", (Table(columns, rows, "Decisions"),)),
        *following,
        Paragraph(_last_words(context)),  # no box, whose room would carry it to a second sheet
    )


def _standing(context: MinutesContext, decision: Decision) -> Line:
    if decision.is_proposal_to_review:
        return Line(PROPOSAL_LABEL, is_label=True)
    if is_recommendation(decision, context.form.matter(decision.matter)):
        return Line(RECOMMENDATION_LABEL, is_label=True)
    if decision.authoriser:
        return Line(f"Subject to authorisation by {lower_usual(decision.authoriser)}")
    return Line("Change to the plan, awaiting agreement" if _awaits_agreement(decision) else "Decided")


def _awaits_agreement(decision: Decision) -> bool:
    return decision.is_plan_change and not (decision.agreed_by and decision.agreed_on)


def _last_words(context: MinutesContext) -> str:
    said = ""
    if context.meeting.read_back:
        is_part = len(context.meeting.read_back) < len(context.whole.read_back)
        ended = context.meeting.facts.ended_at
        said = read_back_text(context.meeting.read_back, context.clock, ended, is_part=is_part) + " "
    by = f" by {long_day_text(context.send_by)}" if context.send_by else ""
    chair = context.meeting.attendee(context.meeting.facts.chair)
    tell = first_name(chair.name) if chair else "the chair"
    return f"{said}The signed minutes follow{by} and are the record. If something here is wrong, tell {tell} today."
